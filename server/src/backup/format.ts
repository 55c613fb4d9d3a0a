import { z } from 'zod'

/** The form of backups and archives that is written and read. */
export const presentForm = 1

/**
 * A backup is gzipped text, a line each: what it is; then each table and its rows, in an order in which they can be put
 * back; then what every table comes to, and SHA-256 over all lines before.
 */
export const headLine = z.object({
  cordon: z.literal('backup'),
  form: z.literal(presentForm),
  shape: z.string(),
  madeAt: z.string(),
})
/** What any form says of itself first. */
export const anyHead = z.object({ cordon: z.string(), form: z.int() })
export const tableLine = z.object({ table: z.string() })
export const endLine = z.object({
  tables: z.array(z.object({ name: z.string(), rows: z.int(), sum: z.string() })),
  sha256: z.string(),
})
export type EndLine = z.output<typeof endLine>

/** What a file is not, or not any more, said in one line. */
export class BackupFault extends Error {
  override readonly name = 'BackupFault'
}
