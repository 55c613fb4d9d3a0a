import type { FieldError, incidentInput } from '../../wire/index.js'
import type { z } from 'zod'

type Input = z.input<typeof incidentInput>

/** An incident as a file tells it: what the API takes, before it is parsed; without a position where that is wrong. */
export type IncidentDraft = Omit<Input, 'geometry'> & { readonly geometry: Input['geometry'] | null }

/**
 * One row of a file. Rows count from 1 over everything that stands where a row should, readable or not, so that the
 * same file always numbers alike; `line` is the physical line on which it begins.
 */
export type ReadRow = {
  readonly row: number
  readonly line: number
} & (
  | {
      readonly feature: unknown
      /** The governorate or the like that the row states beside its point. */
      readonly admin1?: string | null
    }
  | { readonly errors: readonly FieldError[] }
)

/** A row that cannot be taken: why, by column. */
export function isRefused(row: ReadRow): row is ReadRow & { readonly errors: readonly FieldError[] } {
  return 'errors' in row
}

export const fileFormats = ['ucdp', 'acled', 'geojson', 'csv', 'kml', 'gpx'] as const
export type FileFormat = (typeof fileFormats)[number]

/** A file that can be read. */
export interface Reading {
  readonly format: FileFormat
  /** Columns that this format does not read; said once, so that nothing is dropped silently. */
  readonly ignored: readonly string[]
  /** Reads the rows, once, from the given one on; those before it are counted and not looked at. */
  readonly rows: (fromRow?: number) => AsyncIterable<ReadRow>
}

/** A file, or why no row of it can be read. */
export type ReadResult =
  { readonly ok: true; readonly reading: Reading } | { readonly ok: false; readonly message: string }
