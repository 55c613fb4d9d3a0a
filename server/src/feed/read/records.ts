import { say } from '@cordon/alerts'
import type { Line } from './lines.js'

/** One record of a CSV file, or what stands in its place and why it cannot be read. */
export type CsvRecord =
  | { readonly line: number; readonly fields: readonly string[] }
  | { readonly line: number; readonly column: number | null; readonly message: string }

export interface CsvShape {
  readonly delimiter: string
  /** How many fields a record has; null takes any number. */
  readonly width: number | null
}

/** How far a quoted field may run before its opening quotation mark is taken for a stray one. */
const mostLines = 1_000
const mostCharacters = 1 << 20
/** Lines that are given back, all told, while looking so far ahead; beyond them a field runs over few lines alone. */
const mostGivenBack = 200_000
const fewLines = 20

/**
 * Cuts lines into records as RFC 4180 has them: quoted fields may hold the delimiter, line ends and doubled quotation
 * marks. A record that makes no sense (its quotes never close, or close in the middle of a word, or it swallowed the
 * rows below it) costs its first line alone; reading goes on with the next line.
 */
export class CsvRecords {
  private readonly source: AsyncIterator<Line>
  /** Lines read ahead and given back. */
  private waiting: Line[] = []
  private givenBack = 0

  constructor(lines: AsyncIterable<Line>) {
    this.source = lines[Symbol.asyncIterator]()
  }

  /** The next record, or null at the end. */
  async next(shape: CsvShape): Promise<CsvRecord | null> {
    const first = await this.nextLine()
    return first && this.read(first, shape)
  }

  /** The next line that is not empty, as it stands; for a header, whose delimiter is not known yet. */
  async nextLine(): Promise<Line | null> {
    let line = await this.pull()
    while (line !== null && line.text.trim() === '' && line.fault === null) line = await this.pull()
    return line
  }

  private async read(first: Line, shape: CsvShape): Promise<CsvRecord> {
    const taken = [first]
    const scan = new FieldScan(shape.delimiter)
    let characters = first.text.length
    // Else a file of stray quotation marks alone would be read a thousand times over.
    const most = this.givenBack > mostGivenBack ? fewLines : mostLines
    scan.feed(first.text)
    while (scan.state === 'quoted' && taken.length < most && characters < mostCharacters) {
      const line = await this.pull()
      if (line === null) break
      taken.push(line)
      characters += line.text.length + 1
      scan.feed(`\n${line.text}`)
    }
    const record = recordOf(first.line, scan, shape)
    const damaged = taken.find((it) => it.fault !== null)
    if ('fields' in record) return damaged === undefined ? record : damagedRecord(record, damaged)
    this.waiting = [...taken.slice(1), ...this.waiting]
    this.givenBack += taken.length - 1
    return first.fault === null ? record : { line: first.line, column: null, message: first.fault }
  }

  private async pull(): Promise<Line | null> {
    const back = this.waiting.shift()
    if (back !== undefined) return back
    const next = await this.source.next()
    return next.done === true ? null : next.value
  }
}

function recordOf(line: number, scan: FieldScan, { width }: CsvShape): CsvRecord {
  if (scan.state !== 'plain') {
    return {
      line,
      column: scan.fields.length,
      message: say('read.quote', {}),
    }
  }
  const fields = scan.finish()
  if (width === null || fits(fields, width)) return { line, fields }
  return { line, column: null, message: say('read.width', { expectedCount: width, gotCount: fields.length }) }
}

function damagedRecord(record: CsvRecord & { readonly fields: readonly string[] }, { fault }: Line): CsvRecord {
  const column = record.fields.findIndex((field) => field.includes('\ufffd'))
  return { line: record.line, column: column < 0 ? null : column, message: fault ?? '' }
}

/** Spreadsheets like to end a row with more delimiters than the header has. */
function fits(fields: readonly string[], width: number): boolean {
  return fields.length >= width && fields.slice(width).every((field) => field === '')
}

/** The fields of one line, however it may be broken. */
export function splitLine(text: string, delimiter: string): readonly string[] {
  const scan = new FieldScan(delimiter)
  scan.feed(text)
  return scan.finish()
}

/** Reads the fields of one record, line by line. */
class FieldScan {
  readonly fields: string[] = []
  /** `quoted`: inside quotation marks, so the record goes on. `broken`: text follows a closing quotation mark. */
  state: 'plain' | 'quoted' | 'broken' = 'plain'
  private field = ''

  constructor(private readonly delimiter: string) {}

  feed(text: string): void {
    let at = 0
    while (at < text.length && this.state !== 'broken') {
      at = this.state === 'quoted' ? this.quoted(text, at) : this.plain(text, at)
    }
  }

  finish(): readonly string[] {
    return [...this.fields, this.field]
  }

  private plain(text: string, at: number): number {
    if (this.field === '' && text[at] === '"') {
      this.state = 'quoted'
      return at + 1
    }
    const end = text.indexOf(this.delimiter, at)
    this.field += text.slice(at, end < 0 ? undefined : end)
    if (end < 0) return text.length
    this.endField()
    return end + 1
  }

  private quoted(text: string, at: number): number {
    const quote = text.indexOf('"', at)
    if (quote < 0) {
      this.field += text.slice(at)
      return text.length
    }
    this.field += text.slice(at, quote)
    const after = text[quote + 1]
    if (after === '"') {
      this.field += '"'
      return quote + 2
    }
    this.state = after === undefined || after === this.delimiter ? 'plain' : 'broken'
    return quote + 1
  }

  private endField(): void {
    this.fields.push(this.field)
    this.field = ''
  }
}
