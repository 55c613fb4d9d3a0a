import { archiveClasses } from '@cordon/alerts'
import { z } from 'zod'
import { presentForm } from '../backup/format.js'

/**
 * An archive is gzipped text, a line each: what it is; then each table with its columns, and its rows, parents before what
 * refers to them; then what every table comes to, and SHA-256 over all lines before.
 */
export const archiveHead = z.object({
  cordon: z.literal('archive'),
  form: z.literal(presentForm),
  id: z.string(),
  class: z.enum(archiveClasses),
  /** Nothing in it was touched after this. */
  before: z.string(),
  madeAt: z.string(),
  /** Incidents, alerts or whatever it is of. */
  things: z.int(),
  /** The last migration of the database that it comes from. */
  shape: z.string(),
})
export type ArchiveHead = z.output<typeof archiveHead>

export const archiveTable = z.object({ table: z.string(), columns: z.array(z.string()) })
