import { z } from 'zod'
import { idParam, text } from './basics.js'
import { importState, refusal } from './import-state.js'
import { contract } from './route.js'

/** Rows that were refused. */
export const refusalList = z.object({ items: z.array(refusal) })

export const importRows = z
  .strictObject({
    /** The next row after this chunk. */
    nextRow: z.int().min(1),
    rows: z
      .array(
        z.strictObject({
          row: z.int().min(1),
          line: z.int().min(1),
          feature: z.unknown(),
          /** The governorate or the like that the row states: its point is held against it. */
          admin1: text(200).nullish(),
        }),
      )
      .max(1000, 'Expected at most 1000 rows'),
    /** Rows that could not even be read as an incident. */
    refused: z.array(refusal).max(1000),
    finished: z.boolean(),
  })
  .meta({ id: 'ImportRows' })
export type ImportRows = z.input<typeof importRows>

/** How far the replay of the first story is. */
export const storyState = z
  .object({
    running: z.boolean(),
    steps: z.int(),
    told: z.array(z.object({ atSeconds: z.number(), text: z.string() })),
  })
  .meta({ id: 'Story' })
export type StoryState = z.output<typeof storyState>

export const importRoutes = {
  begin: contract({
    method: 'POST',
    path: '/api/imports',
    tag: 'imports',
    summary: 'Begin an import of history, or learn how far the same file came; one that is finished may begin anew',
    permission: 'import',
    body: z.strictObject({
      name: text(300),
      sha256: z.string().regex(/^[0-9a-f]{64}$/, 'Expected a SHA-256 in hexadecimal'),
    }),
    answers: [{ status: 200, schema: importState, description: 'How far it is' }],
  }),
  rows: contract({
    method: 'POST',
    path: '/api/imports/:id/rows',
    tag: 'imports',
    summary: 'Store the next rows; good ones are kept, bad ones are listed',
    permission: 'import',
    params: idParam,
    body: importRows,
    answers: [{ status: 200, schema: importState, description: 'How far it is' }],
  }),
  refusals: contract({
    method: 'GET',
    path: '/api/imports/:id/refusals',
    tag: 'imports',
    summary: 'Rows that were refused, with line and reason',
    permission: 'import:manage',
    params: idParam,
    answers: [{ status: 200, schema: refusalList, description: 'At most the first 10,000' }],
  }),
  story: contract({
    method: 'POST',
    path: '/api/story',
    tag: 'imports',
    summary: 'Replay the first story live as an exercise, compressed to about two minutes',
    permission: 'story:run',
    body: z.preprocess((it) => it ?? {}, z.strictObject({ seconds: z.number().min(0).max(3600).default(120) })),
    answers: [{ status: 201, schema: z.object({ steps: z.int(), seconds: z.number() }), description: 'It has begun' }],
  }),
  storyState: contract({
    method: 'GET',
    path: '/api/story',
    tag: 'imports',
    summary: 'How far the replay of the first story is, step by step',
    permission: 'story:run',
    answers: [{ status: 200, schema: storyState, description: 'How far it is' }],
  }),
}
