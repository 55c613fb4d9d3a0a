import { say } from '@cordon/alerts'
import { isUtf8 } from 'node:buffer'
import type { FieldError } from '../../wire/index.js'
import { columnsOf, unguarded } from './cells.js'
import { asUtf8, encodingOf, xmlEncoding, type Encoding } from './encoding.js'
import { featuresOf } from './json-features.js'
import { parseFeature } from './json.js'
import { unpackKmz } from './kmz.js'
import { linesOf, utf8Fault } from './lines.js'
import { gather, peek } from './peek.js'
import { CsvRecords, splitLine } from './records.js'
import { largestXml, xmlFeatures } from './drawings.js'

/** One record of a file as it stands there: a row by column, or a feature. */
export type SourceRow = { readonly row: number; readonly line: number } & (
  { readonly record: unknown } | { readonly errors: readonly FieldError[] }
)

export const containers = ['csv', 'geojson', 'kml', 'gpx'] as const
export type Container = (typeof containers)[number]

/** A file opened for reading, whatever its records mean. */
export interface OpenFile {
  readonly container: Container
  readonly encoding: Encoding
  /** What parts the columns of a CSV file. */
  readonly delimiter: string | null
  /** The columns of a CSV file as it writes them; empty for the others, whose records each have fields of their own. */
  readonly header: readonly string[]
  readonly csv: CsvRecords | null
  /** Bytes of a GeoJSON file, for a reader of its own. */
  readonly json: AsyncIterable<Uint8Array> | null
  readonly records: () => AsyncIterable<SourceRow>
}

export type Opened = { readonly ok: true; readonly file: OpenFile } | { readonly ok: false; readonly message: string }

const headBytes = 1 << 16
/** Columns of a CSV file: no form has more, and each is kept with its values. */
const mostColumns = 2_000
const delimiters = [',', ';', '\t', '|']

/** What a file that is none of ours begins with, and what to do about it. */
const foreign: readonly (readonly [string, string])[] = [
  ['1f8b', say('read.gzipFile', {})],
  ['d0cf11e0', say('read.excelFile', {})],
  ['25504446', say('read.pdfFile', {})],
  ['89504e47', say('read.pictureFile', {})],
  ['ffd8ff', say('read.pictureFile', {})],
  ['47494638', say('read.pictureFile', {})],
]

/** Opens a file, known by what it begins with, never by its name. */
export async function openFile(bytes: AsyncIterable<Uint8Array>): Promise<Opened> {
  const { head, all } = await peek(bytes, headBytes)
  const hex = head.toString('hex', 0, 4)
  const stranger = foreign.find(([magic]) => hex.startsWith(magic))
  if (stranger !== undefined) return refused(stranger[1])
  if (hex.startsWith('504b0304')) return openKmz(all)
  const encoding = encodingOf(head)
  const first = firstCharacter(head, encoding)
  if (first === '') return refused(say('read.emptyFile', {}))
  const text = asUtf8(all, encoding)
  if (first === '<') return openXml(all, encoding)
  if (first === '{' || first === '[' || first === '\u001e') return { ok: true, file: jsonFile(text, encoding) }
  return openCsv(new CsvRecords(linesOf(text)), encoding)
}

function firstCharacter(head: Buffer, encoding: Encoding): string {
  const text = encoding === 'utf-8' ? head.toString('latin1') : new TextDecoder(encoding).decode(head)
  return text.trimStart().charAt(0)
}

async function openKmz(bytes: AsyncIterable<Uint8Array>): Promise<Opened> {
  const archive = await gather(bytes, largestXml)
  if (archive === null) return refused(say('read.largeArchive', { bytes: String(largestXml) }))
  const unpacked = unpackKmz(archive)
  if (!unpacked.ok) return unpacked
  const [first, ...others] = unpacked.documents.map(({ bytes }) =>
    xmlFile(bytes, encodingOf(bytes.subarray(0, headBytes))),
  )
  return others.reduce(joined, first ?? refused(say('read.emptyArchive', {})))
}

/** Two documents of an archive as one: often the first only points to the second. */
function joined(one: Opened, other: Opened): Opened {
  if (!one.ok || !other.ok) return one.ok ? other : one
  const both = [one.file, other.file]
  async function* records(): AsyncGenerator<SourceRow> {
    let row = 0
    for (const file of both)
      for await (const record of file.records()) {
        row++
        yield { ...record, row, line: row }
      }
  }
  return { ok: true, file: { ...one.file, records } }
}

async function openXml(bytes: AsyncIterable<Uint8Array>, encoding: Encoding): Promise<Opened> {
  const whole = await gather(bytes, largestXml)
  if (whole === null) return refused(say('read.largeXml', { bytes: String(largestXml) }))
  return xmlFile(whole, encoding)
}

function xmlFile(bytes: Buffer, guessed: Encoding): Opened {
  const encoding = xmlEncoding(bytes, guessed)
  const read = xmlFeatures(new TextDecoder(encoding).decode(bytes))
  if (!read.ok) return read
  async function* records(): AsyncGenerator<SourceRow> {
    for (const [at, record] of (read.ok ? read.features : []).entries()) yield { row: at + 1, line: at + 1, record }
  }
  return {
    ok: true,
    file: { container: read.format, encoding, delimiter: null, header: [], csv: null, json: null, records },
  }
}

function jsonFile(json: AsyncIterable<Uint8Array>, encoding: Encoding): OpenFile {
  async function* records(): AsyncGenerator<SourceRow> {
    let row = 0
    for await (const found of featuresOf(json)) yield { row: ++row, line: found.line, ...recordOf(found) }
  }
  return { container: 'geojson', encoding, delimiter: null, header: [], csv: null, json, records }
}

type Found = { readonly line: number } & ({ readonly bytes: Buffer } | { readonly message: string })

function recordOf(found: Found): { record: unknown } | { errors: FieldError[] } {
  if (!('bytes' in found)) return { errors: [{ path: '', message: found.message }] }
  if (!isUtf8(found.bytes)) return { errors: [{ path: '', message: utf8Fault(found.line, found.bytes) }] }
  const parsed = parseFeature(found.bytes.toString('utf8'))
  return parsed.ok ? { record: parsed.value } : { errors: [{ path: '', message: parsed.message }] }
}

async function openCsv(csv: CsvRecords, encoding: Encoding): Promise<Opened> {
  const { line, told, fault } = await headerOf(csv)
  // A first line whose bytes alone are odd may still name its columns.
  if (line === '' && fault !== null) return refused(fault)
  // Read as it stands it would be a header without a row, and nobody would hear of the rows.
  if (line.includes('\r')) return refused(say('read.returnsAlone', {}))
  const splits = (told === null ? delimiters : [told]).map((delimiter) => ({
    delimiter,
    header: columnsOf(splitLine(line, delimiter)).names,
  }))
  const { delimiter, header: named } = splits.reduce((best, it) => (it.header.length > best.header.length ? it : best))
  const header = toldApart(named)
  if (header.length > mostColumns)
    return refused(say('read.manyColumns', { mostCount: mostColumns, gotCount: header.length }))
  async function* records(): AsyncGenerator<SourceRow> {
    for (let row = 1; ; row++) {
      const found = await csv.next({ delimiter, width: header.length })
      if (found === null) return
      if ('fields' in found) yield { row, line: found.line, record: byColumn(header, found.fields) }
      else yield { row, line: found.line, errors: [{ path: header[found.column ?? -1] ?? '', message: found.message }] }
    }
  }
  return { ok: true, file: { container: 'csv', encoding, delimiter, header, csv, json: null, records } }
}

/** Columns of one name, in any case of its letters, each by a name of its own: the second `title` is `title (2)`. */
function toldApart(header: readonly string[]): readonly string[] {
  const counts = new Map<string, number>()
  return header.map((name) => {
    const folded = name.toLowerCase()
    const count = (counts.get(folded) ?? 0) + 1
    counts.set(folded, count)
    return name === '' || count === 1 ? name : `${name} (${count})`
  })
}

function byColumn(header: readonly string[], fields: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(header.flatMap((name, at) => (name === '' ? [] : [[name, unguarded(fields[at] ?? '')]])))
}

/** The header, and the delimiter where the file tells it (`sep=;`, as Excel writes it). */
async function headerOf(records: CsvRecords): Promise<{ line: string; told: string | null; fault: string | null }> {
  const first = await records.nextLine()
  const told = /^sep=(.)$/.exec(first?.text ?? '')?.[1] ?? null
  const header = told === null ? first : await records.nextLine()
  return { line: header?.text ?? '', told, fault: header?.fault ?? null }
}

function refused(message: string): Opened {
  return { ok: false, message }
}
