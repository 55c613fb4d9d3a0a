import { refused, shown } from './refusal.js'

/** One content line (RFC 5545, 3.1), unfolded; names are in capitals. */
export interface ContentLine {
  /** Where it begins in the text; the first is 1. */
  readonly line: number
  readonly name: string
  /** Of what is read by them. */
  readonly params: ReadonlyMap<string, string>
  readonly value: string
}

const shape = /^([A-Za-z0-9-]+)((?:;[^=;:]+=(?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)*):(.*)$/s

/** What is read by its parameters; those of others may be a megabyte of anything. */
const readBy: ReadonlySet<string> = new Set(['DTSTART', 'DTEND', 'RDATE', 'EXDATE', 'RECURRENCE-ID'])
const none: ReadonlyMap<string, string> = new Map()

/** The content lines of a text, with any line ends, folded anywhere. Throws a refusal of what is no such line. */
export function* contentLines(text: string): Generator<ContentLine> {
  for (const { line, whole } of unfolded(text)) {
    if (whole.trim() === '') continue
    const [, name, params = '', value] = shape.exec(whole) ?? []
    if (name === undefined || value === undefined) throw refused('calendar.line', { got: shown(whole) }, line)
    const upper = name.toUpperCase()
    yield { line, name: upper, params: readBy.has(upper) ? paramsOf(params) : none, value: value.trimEnd() }
  }
}

function* unfolded(text: string): Generator<{ readonly line: number; readonly whole: string }> {
  let [line, whole] = [1, '']
  for (const [at, part] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .entries()) {
    if (/^[ \t]/.test(part) && at > 0) whole += part.slice(1)
    else {
      if (at > 0) yield { line, whole }
      ;[line, whole] = [at + 1, part]
    }
  }
  yield { line, whole }
}

function paramsOf(text: string): ReadonlyMap<string, string> {
  const found = [...text.matchAll(/;([^=;:]+)=("[^"]*"|[^;]*)/g)]
  return new Map(found.map(([, name = '', value = '']) => [name.toUpperCase(), value.replace(/^"|"$/g, '')]))
}

/** A text value without its escapes. */
export function plainText(value: string): string {
  return value.replace(/\\([nN,;\\])/g, (_, it: string) => (it === 'n' || it === 'N' ? ' ' : it)).trim()
}
