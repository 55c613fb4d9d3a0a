import { say } from '@cordon/alerts'
import { jsonFaultAt, jsonFault, tooDeepAt, type JsonFault } from '../../platform/json-fault.js'
import { isWebPage, webPageNotFeed } from './web-page.js'

export type ParsedJson =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly message: string }

/** Brackets that may be open at once: no record is nested deeper, and what walks a value walks it by calling itself. */
const deepest = 100

/** Reads JSON; a web page in its place is told by name. `firstLine` is the line on which the text begins. */
export function parseJson(text: string, firstLine = 1): ParsedJson {
  if (isWebPage(text)) return { ok: false, message: webPageNotFeed }
  const parsed = parsedOf(text)
  if (parsed !== null) return parsed
  const fault = jsonFault(text, firstLine)?.replace(/\.$/, '') ?? 'it is too large to be held'
  return { ok: false, message: say('refused.brokenJson', { fault }) }
}

/** Reads one feature that was cut out of a larger text; a fault is told by its place within the feature. */
export function parseFeature(text: string): ParsedJson {
  const parsed = parsedOf(text)
  if (parsed !== null) return parsed
  const fault = jsonFaultAt(text)
  const why = fault === null ? 'it is too large to be held' : wordsOf(fault)
  const character = String((fault?.at ?? 0) + 1)
  return { ok: false, message: say('refused.brokenFeature', { character, fault: why }) }
}

function wordsOf({ expected, got }: JsonFault): string {
  return `expected ${expected}; ${got === null ? 'the text ends' : `got ${got}`}`
}

/** The value of a text, or that it is nested too deep; null where the text is no JSON. */
function parsedOf(text: string): ParsedJson | null {
  const at = tooDeepAt(Buffer.from(text), deepest)
  if (at !== null) return { ok: false, message: say('refused.deepJson', { mostCount: deepest, byte: String(at + 1) }) }
  try {
    const value: unknown = JSON.parse(text)
    return { ok: true, value }
  } catch {
    return null
  }
}
