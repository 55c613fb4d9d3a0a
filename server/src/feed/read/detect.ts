import { say, type RecordMapping } from '@cordon/alerts'
import { acled } from './acled.js'
import { columnsOf, hasColumns, lacking } from './cells.js'
import { readCsv } from './csv.js'
import { placemarks, waypoints } from './drawn.js'
import { readGeoJson } from './geojson.js'
import { readMapped, unread } from './mapped.js'
import type { Mapping } from './mapping.js'
import { plain } from './plain.js'
import { openFile, type OpenFile } from './records-of.js'
import type { ReadResult } from './row.js'
import { ucdp } from './ucdp.js'

const mappings = [ucdp, acled, plain]

/** How a file is read: by a mapping, or (null) as its columns or properties themselves say. */
export interface HowToRead {
  readonly mapping: RecordMapping | null
  /** The instant after which nothing can have happened. */
  readonly now: string
}

/** Reads a file of incidents, whatever it is: it is known by what it begins with, never by its name. */
export async function readIncidents(bytes: AsyncIterable<Uint8Array>, how: string | HowToRead): Promise<ReadResult> {
  const { mapping, now } = typeof how === 'string' ? { mapping: null, now: how } : how
  const opened = await openFile(bytes)
  if (!opened.ok) return opened
  return mapping === null ? known(opened.file, now) : byMapping(opened.file, mapping, now)
}

function byMapping(file: OpenFile, mapping: RecordMapping, now: string): ReadResult {
  const rows = (fromRow = 1) => readMapped(file, { mapping, now }, fromRow)
  return { ok: true, reading: { format: file.container, ignored: unread(file, mapping), rows } }
}

function known(file: OpenFile, now: string): ReadResult {
  if (file.container === 'kml') return byMapping(file, placemarks, now)
  if (file.container === 'gpx') return byMapping(file, waypoints, now)
  const { json, csv } = file
  if (json !== null) {
    return {
      ok: true,
      reading: { format: 'geojson', ignored: [], rows: (fromRow = 1) => readGeoJson(json, now, fromRow) },
    }
  }
  const columns = columnsOf(file.header)
  const mapping = knownMapping(file.header)
  if (mapping === null || csv === null) return { ok: false, message: unknownColumns(file.header) }
  const reads = new Set(mapping.reads.map((name) => name.toLowerCase()))
  const ignored = columns.names.filter((name) => name !== '' && !reads.has(name.toLowerCase()))
  const sheet = { records: csv, delimiter: file.delimiter ?? ',', columns, mapping, now }
  return { ok: true, reading: { format: mapping.format, ignored, rows: (fromRow = 1) => readCsv(sheet, fromRow) } }
}

/** The data set whose columns these are, or our own; null where they are nobody's. */
export function knownMapping(header: readonly string[]): Mapping | null {
  const columns = columnsOf(header)
  return mappings.find((it) => hasColumns(columns, it.known)) ?? null
}

/** Why a header is not known, with the data set that comes nearest. */
export function unknownColumns(header: readonly string[]): string {
  const columns = columnsOf(header)
  const { names } = columns
  const shares = mappings.map((it) => ({ it, lacks: lacking(columns, it.known) }))
  const nearest = shares.reduce((best, other) => (shareOf(other) < shareOf(best) ? other : best))
  const given = names.slice(0, 8).join(', ').slice(0, 200)
  const got = `${given}${names.length > 8 ? ', …' : ''}`
  if (shareOf(nearest) <= 0.6) {
    const format = titles[nearest.it.format]
    return say('refused.unknownHeader', { format, columns: nearest.lacks.join(', '), gotCount: names.length, got })
  }
  const formats = `${mappings.map((it) => titles[it.format]).join(', or ')} (${plain.known.join(', ')})`
  return say('read.unknownHeader', { formats, gotCount: names.length, got })
}

function shareOf({ it, lacks }: { readonly it: Mapping; readonly lacks: readonly string[] }): number {
  return lacks.length / it.known.length
}

/** What each format is called. */
export const titles = {
  ucdp: 'UCDP GED',
  acled: 'ACLED',
  csv: 'CSV with our own property names',
  geojson: 'GeoJSON',
  kml: 'KML',
  gpx: 'GPX',
} as const
