import { acled } from './acled.js'
import { columnsOf, hasColumns, lacking, type Columns } from './cells.js'
import { readCsv } from './csv.js'
import { readGeoJson } from './geojson.js'
import { linesOf } from './lines.js'
import type { Mapping } from './mapping.js'
import { plain } from './plain.js'
import { CsvRecords, splitLine } from './records.js'
import type { ReadResult } from './row.js'
import { ucdp } from './ucdp.js'

const mappings = [ucdp, acled, plain]
const delimiters = [',', ';', '\t', '|']

/** What a file that is none of ours begins with, and what to do about it. */
const foreign: readonly (readonly [string, string])[] = [
  ['504b0304', 'This is a zip archive, perhaps an Excel workbook: unpack it, or save it as CSV'],
  ['1f8b', 'This file is packed with gzip: unpack it first'],
  ['fffe', 'This file is UTF-16: save it as UTF-8'],
  ['feff', 'This file is UTF-16: save it as UTF-8'],
  ['d0cf11e0', 'This is an Excel workbook: save it as CSV'],
  ['25504446', 'This is a PDF; expected CSV or GeoJSON'],
  ['3c', 'This is XML or HTML; expected CSV or GeoJSON'],
]

/**
 * Reads a file of incidents, whatever it is: it is known by what it begins with, never by its name. `now` is the
 * instant after which nothing can have happened.
 */
export async function readIncidents(bytes: AsyncIterable<Uint8Array>, now: string): Promise<ReadResult> {
  const { head, all } = await peek(bytes)
  const hex = head.toString('hex')
  const stranger = foreign.find(([magic]) => hex.startsWith(magic))
  if (stranger !== undefined) return { ok: false, message: stranger[1] }
  const first = head.toString('latin1').trimStart().charAt(0)
  if (first === '') return { ok: false, message: 'The file is empty; expected CSV or GeoJSON' }
  if (first === '{' || first === '[' || first === '\u001e') {
    return {
      ok: true,
      reading: { format: 'geojson', ignored: [], rows: (fromRow = 1) => readGeoJson(all, now, fromRow) },
    }
  }
  return csv(new CsvRecords(linesOf(all)), now)
}

async function csv(records: CsvRecords, now: string): Promise<ReadResult> {
  const { header, told } = await headerOf(records)
  const splits = (told === null ? delimiters : [told]).map((delimiter) => ({
    delimiter,
    columns: columnsOf(splitLine(header, delimiter)),
  }))
  const { delimiter, columns } = splits.reduce((best, it) => (widthOf(it) > widthOf(best) ? it : best))
  const mapping = mappings.find((it) => hasColumns(columns, it.known))
  if (mapping === undefined) return { ok: false, message: unknownColumns(columns) }
  const reads = new Set(mapping.reads.map((name) => name.toLowerCase()))
  const ignored = columns.names.filter((name) => name !== '' && !reads.has(name.toLowerCase()))
  const rows = (fromRow = 1) => readCsv({ records, delimiter, columns, mapping, now }, fromRow)
  return { ok: true, reading: { format: mapping.format, ignored, rows } }
}

/** The header, and the delimiter where the file tells it (`sep=;`, as Excel writes it). */
async function headerOf(records: CsvRecords): Promise<{ header: string; told: string | null }> {
  const first = (await records.nextLine())?.text ?? ''
  const told = /^sep=(.)$/.exec(first)?.[1] ?? null
  return { header: told === null ? first : ((await records.nextLine())?.text ?? ''), told }
}

function widthOf({ columns }: { readonly columns: Columns }): number {
  return columns.names.length
}

function unknownColumns(columns: Columns): string {
  const { names } = columns
  const shares = mappings.map((it) => ({ it, lacks: lacking(columns, it.known) }))
  const nearest = shares.reduce((best, other) => (shareOf(other) < shareOf(best) ? other : best))
  const given = names.slice(0, 8).join(', ').slice(0, 200)
  const hint =
    shareOf(nearest) > 0.6
      ? `Expected ${mappings.map((it) => titles[it.format]).join(', or ')} (${plain.known.join(', ')})`
      : `Nearest is ${titles[nearest.it.format]}, which also needs: ${nearest.lacks.join(', ')}`
  return `The header names no known format. ${hint}. Got ${names.length} columns: ${given}${names.length > 8 ? ', …' : ''}`
}

function shareOf({ it, lacks }: { readonly it: Mapping; readonly lacks: readonly string[] }): number {
  return lacks.length / it.known.length
}

const titles = { ucdp: 'UCDP GED', acled: 'ACLED', csv: 'CSV with our own property names', geojson: 'GeoJSON' } as const

/** The first bytes of a stream, and the whole stream without its byte order mark. */
async function peek(bytes: AsyncIterable<Uint8Array>): Promise<{ head: Buffer; all: AsyncIterable<Uint8Array> }> {
  const source = bytes[Symbol.asyncIterator]()
  let head = Buffer.alloc(0)
  let done = false
  while (!done && (head.length < 4 || head.toString('latin1').trim() === '') && head.length < 1 << 16) {
    const next = await source.next()
    if (next.done === true) done = true
    else head = Buffer.concat([head, next.value])
  }
  const start = head.subarray(head.toString('hex', 0, 3) === 'efbbbf' ? 3 : 0)
  return { head: start, all: resume(start, done ? null : source) }
}

async function* resume(head: Uint8Array, rest: AsyncIterator<Uint8Array> | null): AsyncGenerator<Uint8Array> {
  yield head
  if (rest !== null) yield* { [Symbol.asyncIterator]: () => rest }
}
