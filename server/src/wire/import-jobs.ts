import { columnRoles } from '@cordon/alerts'
import { z } from 'zod'
import { idParam, queryNumber, text } from './basics.js'
import { importState, refusal } from './import-state.js'
import { incidentOut } from './incident.js'
import { recordMapping } from './mapping.js'
import { contract } from './route.js'

/** Bytes of a file that may be imported, and of one part of it. */
export const largestImportBytes = 256 * 1024 * 1024
export const importPartBytes = 4 * 1024 * 1024

const guess = z.object({
  column: z.string(),
  role: z.enum(columnRoles),
  confidence: z.enum(['sure', 'likely', 'check']),
  reason: z.string(),
})

/** What a file holds: its columns with values, and what each may tell. */
export const importInspection = z
  .object({
    format: z.enum(['csv', 'geojson', 'kml', 'gpx']),
    encoding: z.string(),
    delimiter: z.string().nullable(),
    known: z.string().nullable(),
    columns: z.array(z.object({ name: z.string(), samples: z.array(z.string()) })),
    guess: z.object({
      mapping: recordMapping,
      columns: z.array(guess),
      missing: z.array(z.enum(['title', 'position', 'occurredFrom'])),
    }),
  })
  .meta({ id: 'ImportInspection' })
export type ImportInspection = z.output<typeof importInspection>

/** What the first rows of a file would come to. */
export const importPreview = z
  .object({
    rows: z.int(),
    refused: z.int(),
    /** Rows that would come in with a tag, as the governorate that they state and their point do not agree. */
    warned: z.int(),
    /** Whether that is the whole file. */
    whole: z.boolean(),
    features: z.array(z.unknown()),
    errors: z.array(refusal),
    warnings: z.array(refusal),
  })
  .meta({ id: 'ImportPreview' })
export type ImportPreview = z.output<typeof importPreview>

export const savedMapping = z
  .object({
    name: z.string(),
    mapping: recordMapping,
    /** The columns of the file that it was made for, by which it is proposed again. */
    header: z.array(z.string()),
    savedAt: z.string(),
    savedBy: z.string(),
  })
  .meta({ id: 'SavedMapping' })
export type SavedMapping = z.output<typeof savedMapping>

const mappingBody = z.strictObject({ mapping: recordMapping.nullable() })
const onState = [{ status: 200, schema: importState, description: 'How far it is' }] as const
const base = { tag: 'imports', permission: 'import', params: idParam } as const

export const importJobRoutes = {
  list: contract({
    method: 'GET',
    path: '/api/imports',
    tag: 'imports',
    summary: 'The latest imports, by whom, and what they brought',
    permission: 'import:manage',
    answers: [{ status: 200, schema: z.object({ items: z.array(importState) }), description: 'At most 100' }],
  }),
  one: contract({
    ...base,
    method: 'GET',
    path: '/api/imports/:id',
    summary: 'How far an import is',
    answers: onState,
  }),
  upload: contract({
    method: 'POST',
    path: '/api/imports/uploads',
    tag: 'imports',
    summary: 'Announce a file, whose parts follow',
    permission: 'import',
    body: z.strictObject({
      name: text(300),
      bytes: z
        .int()
        .min(1, 'Expected a file that is not empty')
        .max(largestImportBytes, `Expected a file of at most ${largestImportBytes / 1024 / 1024} MiB`),
    }),
    answers: [{ status: 201, schema: importState, description: 'Parts are expected' }],
  }),
  part: contract({
    ...base,
    method: 'POST',
    path: '/api/imports/:id/parts',
    summary: 'Send the next part of a file, at most 4 MiB, as application/octet-stream',
    query: z.strictObject({ at: queryNumber(0, largestImportBytes) }),
    raw: true,
    answers: onState,
  }),
  inspection: contract({
    ...base,
    method: 'GET',
    path: '/api/imports/:id/inspection',
    summary: 'What an uploaded file holds, and what each column may tell',
    answers: [{ status: 200, schema: importInspection, description: 'Columns, values, a guessed mapping' }],
  }),
  preview: contract({
    ...base,
    method: 'POST',
    path: '/api/imports/:id/preview',
    summary: 'What the first thousand rows would come to; nothing is stored',
    body: mappingBody,
    answers: [{ status: 200, schema: importPreview, description: 'Counts, incidents, refusals by line' }],
  }),
  start: contract({
    ...base,
    method: 'POST',
    path: '/api/imports/:id/start',
    summary: 'Import an uploaded file; null as mapping reads it by its own columns',
    body: mappingBody.extend({ format: text(40) }),
    answers: onState,
  }),
  pause: contract({ ...base, method: 'POST', path: '/api/imports/:id/pause', summary: 'Pause', answers: onState }),
  resume: contract({ ...base, method: 'POST', path: '/api/imports/:id/resume', summary: 'Go on', answers: onState }),
  undo: contract({
    ...base,
    permission: 'import:manage',
    method: 'POST',
    path: '/api/imports/:id/undo',
    summary: 'Take back a whole import: what it added is withdrawn, what people have changed since is kept',
    answers: onState,
  }),
  discard: contract({
    ...base,
    method: 'DELETE',
    path: '/api/imports/:id',
    summary: 'Discard an uploaded file whose import has not begun',
    answers: [{ status: 204, description: 'It is gone' }],
  }),
  kept: contract({
    ...base,
    permission: 'import:manage',
    method: 'GET',
    path: '/api/imports/:id/kept',
    summary: 'Incidents that an undo left, because they were changed after the import',
    answers: [{ status: 200, schema: z.object({ features: z.array(incidentOut) }), description: 'At most 1,000' }],
  }),
  refusalsCsv: contract({
    ...base,
    permission: 'import:manage',
    method: 'GET',
    path: '/api/imports/:id/refusals.csv',
    summary: 'Rows that were refused, with line and reason, as a file',
    answers: [{ status: 200, type: 'text/csv', description: 'At most the first 10,000' }],
  }),
  mappings: contract({
    method: 'GET',
    path: '/api/mappings',
    tag: 'imports',
    summary: 'Mappings that were saved by name',
    permission: 'import:manage',
    answers: [{ status: 200, schema: z.object({ items: z.array(savedMapping) }), description: 'All of them' }],
  }),
  saveMapping: contract({
    method: 'POST',
    path: '/api/mappings',
    tag: 'imports',
    summary: 'Save a mapping under its name; another of that name is replaced only where `replace` says so',
    permission: 'import:manage',
    body: z.strictObject({
      mapping: recordMapping,
      header: z.array(z.string().max(300)).max(500),
      replace: z.boolean().default(false),
    }),
    answers: [{ status: 200, schema: savedMapping, description: 'Saved' }],
  }),
  forgetMapping: contract({
    method: 'DELETE',
    path: '/api/mappings/:name',
    tag: 'imports',
    summary: 'Let go of a saved mapping',
    permission: 'import:manage',
    params: z.strictObject({ name: text(200) }),
    answers: [{ status: 204, description: 'It is gone' }],
  }),
}
