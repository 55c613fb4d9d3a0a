import type { FieldPath, MappedList, MappedText } from './words.js'

/** The value at a place of a record; undefined where there is none. A column whose name looks like a path comes first. */
export function valueAt(record: unknown, path: FieldPath): unknown {
  if (isObject(record) && Object.hasOwn(record, path)) return record[path]
  const found = walk(record, path)
  return found === undefined ? anyCase(record, path) : found
}

function walk(record: unknown, path: FieldPath): unknown {
  const keys = path.split(/\.|\[(\d+)\]/).filter((key): key is string => Boolean(key))
  return keys.reduce<unknown>((value, key) => {
    if (Array.isArray(value)) return value[Number(key)]
    return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined
  }, record)
}

/** Columns are known whatever the case of their letters. */
function anyCase(record: unknown, path: FieldPath): unknown {
  if (!isObject(record)) return undefined
  const folded = path.toLowerCase()
  const key = Object.keys(record).find((name) => name.toLowerCase() === folded)
  return key === undefined ? undefined : record[key]
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A field that says something: where, and what. */
export interface Said {
  readonly path: FieldPath
  readonly text: string
  readonly value: unknown
}

/** Of these fields the first that says something; null where none does. */
export function firstSaid(record: unknown, paths: readonly FieldPath[]): Said | null {
  for (const path of paths) {
    const value = valueAt(record, path)
    const text = textOf(value)
    if (text !== '') return { path, text, value }
  }
  return null
}

/** What a value says in words: a list of words is joined, an object says nothing by itself. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value.trim()
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (Array.isArray(value)) return value.map(textOf).filter(Boolean).join('; ')
  // XML as JSON: an element with attributes keeps its text aside.
  return isObject(value) && '#text' in value ? textOf(value['#text']) : ''
}

/** The text that a mapping takes from a record; null where it says nothing. */
export function mappedText(record: unknown, mapped: MappedText | null): string | null {
  if (mapped === null) return null
  if ('constant' in mapped) return mapped.constant.trim() || null
  if ('from' in mapped) return firstSaid(record, mapped.from)?.text ?? null
  return filled(record, mapped.template)
}

/** A template with its fields filled in; what stood round an empty one is tidied away. Null where no field says anything. */
function filled(record: unknown, template: string): string | null {
  let said = 0
  const text = template.replace(/\{([^{}]+)\}/g, (_, path: string) => {
    const found = firstSaid(
      record,
      path.split('|').map((it) => it.trim()),
    )
    if (found !== null) said += 1
    return found?.text ?? ''
  })
  if (said === 0 && template.includes('{')) return null
  const tidy = text
    .replace(/\s+/g, ' ')
    .replace(/ ([,.;:])/g, '$1')
    .replace(/([,;:–-])(?:\s*[,;:–-])+/g, '$1')
  return tidy.replace(/^[\s,;:–-]+|[\s,;:–-]+$/g, '') || null
}

/** The fields that a text is put together from. */
export function pathsOf(mapped: MappedText | null): readonly FieldPath[] {
  if (mapped === null || 'constant' in mapped) return []
  if ('from' in mapped) return mapped.from
  return [...mapped.template.matchAll(/\{([^{}]+)\}/g)].flatMap(([, path = '']) =>
    path.split('|').map((it) => it.trim()),
  )
}

/** The names that a mapping takes from a record, each once. */
export function mappedList(record: unknown, mapped: MappedList | null): readonly string[] {
  if (mapped === null) return []
  const texts = mapped.from.flatMap((path) => {
    const value = valueAt(record, path)
    return Array.isArray(value) ? value.map(textOf) : [textOf(value)]
  })
  const cut = mapped.separators === '' ? texts : texts.flatMap((text) => splitAt(text, mapped.separators))
  return [...new Set(cut.map((it) => clipped(it, 200)).filter((it) => it !== ''))].slice(0, 50)
}

function splitAt(text: string, separators: string): readonly string[] {
  return Array.from(separators).reduce<readonly string[]>(
    (parts, mark) => parts.flatMap((it) => it.split(mark)),
    [text],
  )
}

/** Text on one line, cut to what a title, a name or a tag may hold. */
export function clipped(text: string, most: number): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > most ? `${wholeCharacters(line.slice(0, most - 1))}…` : line
}

/** Without half a surrogate pair at the end, which is no character. */
export function wholeCharacters(text: string): string {
  return /[\ud800-\udbff]$/.test(text) ? text.slice(0, -1) : text
}
