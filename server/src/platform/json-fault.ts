import { finding, sentenceOf, type Finding } from '@cordon/alerts'

/** What a text of JSON may hold at most: levels that are open at once, values, and names of values. */
export interface JsonLimits {
  readonly levels: number
  readonly values: number
  readonly names: number
}

/** What a text of JSON holds too much of, and the byte at which it does. */
export interface JsonExcess {
  readonly of: keyof JsonLimits
  readonly at: number
}

/** Byte at which brackets are nested deeper than `levels`; null when they never are. Brackets in strings do not count. */
export function tooDeepAt(bytes: Uint8Array, levels: number): number | null {
  return excessOf(bytes, { levels, values: Infinity, names: Infinity })?.at ?? null
}

/**
 * Where a text of JSON begins to be more than anybody has to read; null when it never is. Empty lists by the million, and
 * objects of as many different names, keep `JSON.parse` for seconds, in which nobody else is answered.
 */
export function excessOf(bytes: Uint8Array, limits: JsonLimits): JsonExcess | null {
  let [levels, values, names] = [0, 0, 0]
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]
    if (byte === 0x22) at = stringEnd(bytes, at)
    else if (byte === 0x7b || byte === 0x5b) {
      if (++levels > limits.levels) return { of: 'levels', at }
      if (++values > limits.values) return { of: 'values', at }
    } else if (byte === 0x2c) {
      if (++values > limits.values) return { of: 'values', at }
    } else if (byte === 0x3a) {
      if (++names > limits.names) return { of: 'names', at }
    } else if (byte === 0x7d || byte === 0x5d) levels--
  }
  return null
}

function stringEnd(bytes: Uint8Array, start: number): number {
  let end = bytes.indexOf(0x22, start + 1)
  while (end !== -1 && isEscaped(bytes, end)) end = bytes.indexOf(0x22, end + 1)
  return end === -1 ? bytes.length : end
}

function isEscaped(bytes: Uint8Array, at: number): boolean {
  let slashes = 0
  while (bytes[at - 1 - slashes] === 0x5c) slashes++
  return slashes % 2 === 1
}

const space = /[ \t\n\r]*/y
const string = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y
const scalar = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|(?:true|false|null)(?!\w)/y

type Expected =
  | 'a value'
  | 'a value or "]"'
  | 'a key in double quotes'
  | 'a key or "}"'
  | '":"'
  | '"," or "]"'
  | '"," or "}"'
  | 'the end'

/** Where a text stops being JSON, counted in UTF-16 units from 0, and what stands there; null where the text ends. */
export interface JsonFault {
  readonly at: number
  readonly expected: Expected
  readonly got: string | null
}

/** Where a text whose first line is `firstLine` stops being JSON, in words; null when it is JSON. */
export function jsonFault(text: string, firstLine = 1): string | null {
  const why = jsonFinding(text, firstLine)
  return why === null ? null : sentenceOf(why)
}

/** The same as a finding. */
export function jsonFinding(text: string, firstLine = 1): Finding | null {
  const found = jsonFaultAt(text)
  if (found === null) return null
  const before = text.slice(0, found.at)
  const line = firstLine - 1 + before.split('\n').length
  const { expected, got } = found
  const place = { line, column: String(found.at - before.lastIndexOf('\n')), expected }
  return got === null ? finding('body.ends', place) : finding('body.stops', { ...place, got })
}

/**
 * Where a text stops being JSON (RFC 8259); null when it is JSON. `JSON.parse` does not say the place in every version
 * of node; this walk runs only on texts that it has refused.
 */
export function jsonFaultAt(text: string): JsonFault | null {
  const walk: Walk = { text, open: [] }
  let step: Step = { at: text.charCodeAt(0) === 0xfeff ? 1 : 0, next: 'a value' }
  for (;;) {
    const at = skip(space, text, step.at)
    if (at >= text.length) return step.next === 'the end' ? null : fault(text, at, step.next)
    const next = read(walk, at, step.next)
    if (next === null) return fault(text, at, step.next)
    step = next
  }
}

/** The text and the brackets that are open where the walk is. */
interface Walk {
  readonly text: string
  readonly open: ('[' | '{')[]
}

interface Step {
  readonly at: number
  readonly next: Expected
}

function read(walk: Walk, at: number, expected: Expected): Step | null {
  const { text } = walk
  switch (expected) {
    case 'a value':
    case 'a value or "]"':
      return readValue(walk, at) ?? (expected === 'a value or "]"' ? close(walk, at) : null)
    case 'a key in double quotes':
    case 'a key or "}"': {
      const end = skip(string, text, at)
      if (end > at) return { at: end, next: '":"' }
      return expected === 'a key or "}"' ? close(walk, at) : null
    }
    case '":"':
      return text[at] === ':' ? { at: at + 1, next: 'a value' } : null
    case '"," or "]"':
      return text[at] === ',' ? { at: at + 1, next: 'a value' } : close(walk, at)
    case '"," or "}"':
      return text[at] === ',' ? { at: at + 1, next: 'a key in double quotes' } : close(walk, at)
    case 'the end':
      return null
  }
}

function readValue({ text, open }: Walk, at: number): Step | null {
  const bracket = text[at]
  if (bracket === '[' || bracket === '{') {
    open.push(bracket)
    return { at: at + 1, next: bracket === '[' ? 'a value or "]"' : 'a key or "}"' }
  }
  const end = Math.max(skip(string, text, at), skip(scalar, text, at))
  return end > at ? { at: end, next: after(open) } : null
}

function close({ text, open }: Walk, at: number): Step | null {
  const wanted = open.at(-1) === '[' ? ']' : '}'
  if (open.length === 0 || text[at] !== wanted) return null
  open.pop()
  return { at: at + 1, next: after(open) }
}

function after(open: readonly ('[' | '{')[]): Expected {
  const inside = open.at(-1)
  if (inside === undefined) return 'the end'
  return inside === '[' ? '"," or "]"' : '"," or "}"'
}

function skip(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : at
}

function fault(text: string, at: number, expected: Expected): JsonFault {
  return { at, expected, got: at >= text.length ? null : JSON.stringify(text.slice(at, at + 10)) }
}
