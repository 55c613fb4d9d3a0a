import { finding, parseInstant, plainDigits, say, sentenceOf, type Finding } from '@cordon/alerts'
import { shown, type FieldError } from '../../wire/index.js'

/** The columns of a file: where each one stands, whatever the case of its letters. */
export interface Columns {
  readonly names: readonly string[]
  readonly index: ReadonlyMap<string, number>
}

const expects = {
  count: finding('expected.count', {}),
  day: finding('expected.day', {}),
  longitude: finding('expected.longitude', {}),
  latitude: finding('expected.latitude', {}),
  longitudeDegrees: finding('expected.longitudeDegrees', {}),
  latitudeDegrees: finding('expected.latitudeDegrees', {}),
} as const

function empty(expected: Finding): string {
  return say('read.cellEmpty', { expected: sentenceOf(expected) })
}

/** What is expected in place of a day that is none: one that exists, where it only does not. */
function dayFor(fault: string): Finding {
  if (!fault.includes('does not exist')) return expects.day
  return finding('expected.existing', { fault: fault.replace(/\.$/, '') })
}

/** What is said of a value that is not what was expected. */
export function other(expected: Finding, got: string): string {
  return say('refused.expected', { expected: sentenceOf(expected), got })
}

/** Reads a header. */
export function columnsOf(header: readonly string[]): Columns {
  const names = header.map((name) => name.trim())
  return { names, index: new Map(names.map((name, at) => [name.toLowerCase(), at] as const).reverse()) }
}

/** Whether a file has all of these columns; `longitude|lon` takes either. */
export function hasColumns(columns: Columns, wanted: readonly string[]): boolean {
  return lacking(columns, wanted).length === 0
}

/** Those of the wanted columns that a file does not have. */
export function lacking(columns: Columns, wanted: readonly string[]): readonly string[] {
  return wanted.filter((names) => !names.split('|').some((name) => columns.index.has(name.toLowerCase())))
}

/** Text without the apostrophe that an export puts before what would begin a formula. */
export function unguarded(cell: string): string {
  return /^'+[=+\-@\t\r＝＋－＠]/.test(cell) ? cell.slice(1) : cell
}

/** The cells of one row by column, and what is wrong with them. An empty cell reads as null: "not stated". */
export class Cells {
  readonly errors: FieldError[] = []

  constructor(
    private readonly columns: Columns,
    private readonly fields: readonly string[],
  ) {}

  /** The first of these columns that the file has, as the file writes it. */
  name(...wanted: readonly string[]): string {
    return this.columns.names[this.find(wanted) ?? -1] ?? wanted[0] ?? ''
  }

  text(...wanted: readonly string[]): string | null {
    const at = this.find(wanted)
    const value = at === undefined ? '' : unguarded(this.fields[at] ?? '').trim()
    return value === '' ? null : value
  }

  /** Text that must be there. */
  needed(expected: Finding, ...wanted: readonly string[]): string {
    const value = this.text(...wanted)
    if (value === null) this.refuse(this.name(...wanted), empty(expected))
    return value ?? ''
  }

  /** A whole number of 0 or more. */
  count(...wanted: readonly string[]): number | null {
    const value = this.text(...wanted)
    if (value === null) return null
    const plain = plainDigits(value)
    if (/^\d{1,9}(\.0+)?$/.test(plain)) return Number(plain)
    this.refuse(this.name(...wanted), other(expects.count, shown(value)))
    return null
  }

  /** A number with a decimal point, or a comma where the file puts one. */
  decimal(expected: Finding, ...wanted: readonly string[]): number | null {
    const value = this.text(...wanted)
    if (value === null) return null
    const plain = plainDigits(value).replace(/^([+-]?\d+),(\d+)$/, '$1.$2')
    if (/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(plain)) return Number(plain)
    this.refuse(this.name(...wanted), other(expected, shown(value)))
    return null
  }

  /** What a code of the file stands for. */
  code<T>(table: Readonly<Record<string, T>>, expected: Finding, ...wanted: readonly string[]): T | null {
    const value = this.needed(expected, ...wanted)
    const meaning = Object.hasOwn(table, value) ? table[value] : undefined
    if (meaning === undefined && value !== '') {
      this.refuse(this.name(...wanted), other(expected, shown(value)))
    }
    return meaning ?? null
  }

  /** A day of the calendar as `2016-01-31`, as ACLED's `31 January 2016`, or with a midnight behind it. */
  day(...wanted: readonly string[]): string | null {
    const value = this.needed(expects.day, ...wanted)
    if (value === '') return null
    const parsed = parseInstant(isoDay(plainDigits(value)))
    if (parsed.ok && parsed.dateOnly) return parsed.instant
    this.refuse(this.name(...wanted), other(parsed.ok ? expects.day : dayFor(parsed.message), shown(value)))
    return null
  }

  /** Longitude and latitude; null where they are swapped, missing or impossible, which is refused by column. */
  position(longitude: readonly string[], latitude: readonly string[]): readonly [number, number] | null {
    const before = this.errors.length
    const lon = this.degrees('longitude', 180, longitude)
    const lat = this.degrees('latitude', 90, latitude)
    const sound = this.errors.length === before && Number.isFinite(lon) && Number.isFinite(lat)
    return sound ? [lon, lat] : null
  }

  refuse(path: string, message: string): void {
    this.errors.push({ path, message })
  }

  private find(wanted: readonly string[]): number | undefined {
    for (const name of wanted) {
      const at = this.columns.index.get(name.toLowerCase())
      if (at !== undefined) return at
    }
    return undefined
  }

  private degrees(what: 'longitude' | 'latitude', most: number, wanted: readonly string[]): number {
    const before = this.errors.length
    const value = this.decimal(expects[`${what}Degrees`], ...wanted)
    if (this.errors.length > before) return 0
    if (value === null) this.refuse(this.name(...wanted), empty(expects[what]))
    else if (Math.abs(value) > most) {
      const said = { expected: sentenceOf(expects[what]), got: String(value) }
      const isSwapped = most === 90 && Math.abs(value) <= 180
      this.refuse(this.name(...wanted), say(isSwapped ? 'read.swapped' : 'refused.expected', said))
    }
    return value ?? 0
  }
}

const months = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
]

/** A day as ISO 8601 has it; what is none of the known ways stays as it is, for the parser to refuse. */
function isoDay(value: string): string {
  const dated = /^(\d{4}-\d\d-\d\d)[ T]00:00(?::00(?:\.0+)?)?Z?$/.exec(value)
  if (dated) return dated[1] ?? value
  const [, day = '', name = '', year = ''] = /^(\d{1,2})[ -]([A-Za-z]{3,9})[ -](\d{4})$/.exec(value) ?? []
  const month =
    name === '' ? -1 : months.findIndex((it) => it === name.toLowerCase() || it.slice(0, 3) === name.toLowerCase())
  return month < 0 ? value : `${year}-${String(month + 1).padStart(2, '0')}-${day.padStart(2, '0')}`
}
