import { exportFaults, exportFormats, exportStates } from '@cordon/alerts'
import { z } from 'zod'
import { idParam, itemPage } from './basics.js'
import { addressedSearch } from './incident.js'
import { contract } from './route.js'

/* Files of history that the house prepares: for what takes longer than somebody waits with a browser open. */

export const exportJobOut = z
  .object({
    id: z.string(),
    format: z.enum(exportFormats),
    /** As it stands in an address. */
    search: z.record(z.string(), z.string()),
    /** It holds what was known then, however long it takes. */
    asOf: z.string(),
    state: z.enum(exportStates),
    /** Rows that are written. */
    rows: z.int(),
    /** Rows that there may be in all, at a guess; null before the first are written. */
    about: z.int().nullable(),
    bytes: z.int(),
    /** Whether the whole file lies on the node that answers: one that is ready may lie with another, or be gone. */
    isHere: z.boolean(),
    /** Of the whole file, in hexadecimal; null until it is whole. */
    sha256: z.string().nullable(),
    /** Why it stopped. */
    fault: z.enum(exportFaults).nullable(),
    createdAt: z.string(),
    endedAt: z.string().nullable(),
    /** When the house lets go of it. */
    goneAt: z.string(),
  })
  .meta({ id: 'ExportJob' })
export type ExportJob = z.output<typeof exportJobOut>

export const exportJobInput = z
  .strictObject({
    format: z.enum(exportFormats, `Expected one of ${exportFormats.join(', ')}`),
    /** As of now, where it says no time. */
    search: addressedSearch,
  })
  .meta({ id: 'ExportJobInput' })
export type ExportJobInput = z.output<typeof exportJobInput>

const base = { tag: 'exports', permission: 'export' } as const
const onJob = [{ status: 200, schema: exportJobOut, description: 'How far it is' }] as const

export const exportJobRoutes = {
  list: contract({
    ...base,
    method: 'GET',
    path: '/api/exports',
    summary: 'The files that you asked for, latest first, and how far each is',
    isWatched: true,
    answers: [{ status: 200, schema: itemPage(exportJobOut), description: 'All of yours' }],
  }),
  begin: contract({
    ...base,
    method: 'POST',
    path: '/api/exports',
    summary: 'Have a file prepared of what a search finds; it goes on by itself, after a restart too',
    body: exportJobInput,
    asksInBody: true,
    answers: [{ status: 201, schema: exportJobOut, description: 'It is being prepared' }],
  }),
  one: contract({
    ...base,
    method: 'GET',
    path: '/api/exports/:id',
    summary: 'How far a file of yours is',
    params: idParam,
    isWatched: true,
    answers: onJob,
  }),
  pause: contract({
    ...base,
    method: 'POST',
    path: '/api/exports/:id/pause',
    summary: 'Stop writing a file of yours; what is written stays',
    params: idParam,
    answers: onJob,
  }),
  resume: contract({
    ...base,
    method: 'POST',
    path: '/api/exports/:id/resume',
    summary:
      'Go on where a file of yours was paused or could not be written on; one that was ready and is not here begins anew',
    params: idParam,
    answers: onJob,
  }),
  discard: contract({
    ...base,
    method: 'DELETE',
    path: '/api/exports/:id',
    summary: 'Let go of a file of yours, whole or not',
    params: idParam,
    answers: [{ status: 204, description: 'It is gone' }],
  }),
  file: contract({
    ...base,
    method: 'GET',
    path: '/api/exports/:id/file',
    summary: 'A file of yours that is whole; a download that broke off goes on with Range and If-Range',
    params: idParam,
    answers: [
      { status: 200, type: 'application/octet-stream', description: 'The file' },
      { status: 206, type: 'application/octet-stream', description: 'A part of it' },
      { status: 304, description: 'It is what you have' },
    ],
  }),
}
