import { z } from 'zod'
import { fieldError } from './problem.js'

/** How far an import is. Rows count from 1, the first row of data; `nextRow` is where to go on. */
export const importState = z
  .object({
    id: z.string(),
    name: z.string(),
    sha256: z.string(),
    nextRow: z.int(),
    stored: z.int(),
    unchanged: z.int(),
    revised: z.int(),
    refused: z.int(),
    /** Rows that came in with a tag, as the governorate that they state and their point do not agree. */
    warned: z.int(),
    finished: z.boolean(),
    state: z.enum([
      ...([
        'sending',
        'uploading',
        'uploaded',
        'running',
        'paused',
        'failed',
        'finished',
        'undoing',
        'undone',
      ] as const),
    ]),
    /** Size of the file, and how much of it is here; 0 where a program sends the rows. */
    bytes: z.number(),
    received: z.number(),
    /** Share of the file that is read, or of an undo that is done, 0 to 1. */
    share: z.number(),
    format: z.string().nullable(),
    fault: z.string().nullable(),
    createdAt: z.string(),
    createdBy: z.string(),
    endedAt: z.string().nullable(),
    undoneAt: z.string().nullable(),
    undoneBy: z.string().nullable(),
    /** What an undo came to: incidents withdrawn, put back as they were, left because somebody changed them since. */
    withdrawn: z.int(),
    putBack: z.int(),
    kept: z.int(),
    /** Whether it is known what it wrote, so that it can be taken back. */
    undoable: z.boolean(),
  })
  .meta({ id: 'Import' })
export type ImportState = z.output<typeof importState>

export const refusal = z.strictObject({
  row: z.int().min(1),
  line: z.int().min(1),
  errors: z.array(fieldError).min(1).max(50),
})
export type ImportRefusal = z.output<typeof refusal>
