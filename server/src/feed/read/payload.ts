import { decode } from './decode.js'
import type { ReadContext, ReadPayload } from './page.js'
import { readUsgs } from './usgs.js'

/** Reads what a feed answered, sent or left in its folder. */
export async function readPayload(bytes: Uint8Array, context: ReadContext): Promise<ReadPayload> {
  const decoded = decode(bytes, context.contentType)
  if (!decoded.ok) return decoded
  const json = parseJson(decoded.text)
  return json.ok ? readUsgs(json.value, context) : json
}

function parseJson(text: string): { ok: true; value: unknown } | { ok: false; message: string } {
  if (/^\s*<(!doctype html|html)/i.test(text)) {
    return {
      ok: false,
      message: 'This is a web page (HTML), not a feed: has its address changed, or does it ask to sign in?',
    }
  }
  try {
    const value: unknown = JSON.parse(text)
    return { ok: true, value }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return { ok: false, message: `This is not valid JSON: ${why.slice(0, 120)}; is it complete?` }
  }
}
