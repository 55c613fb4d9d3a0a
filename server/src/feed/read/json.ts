export type ParsedJson =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly message: string }

/** Reads JSON; a web page in its place is told by name. */
export function parseJson(text: string): ParsedJson {
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
