import { archiveClasses, leastDays, mostDays, type ArchiveClass } from '@cordon/alerts'
import { z } from 'zod'
import { asking } from './asked.js'
import { idParam, itemPage, text, uuid } from './basics.js'
import { incidentFilter } from './incident.js'
import { contract } from './route.js'

/* How long what is kept stays in the database, what is held whatever its age, and what has gone into files. */

/** Days, at least as many as a class needs; null is for ever. */
const daysOf = (kind: ArchiveClass) =>
  z
    .int('Expected whole days, or null for ever')
    .min(leastDays[kind], `Expected at least ${leastDays[kind]} days, or null for ever`)
    .max(mostDays, `Expected at most ${mostDays} days, or null for ever`)
    .nullable()

/** How long each class is kept; every one is named, so that nothing is kept for another time by being left out. */
const periods = z.strictObject({
  message: daysOf('message'),
  alert: daysOf('alert'),
  log: daysOf('log'),
  import: daysOf('import'),
  incident: daysOf('incident'),
})
const keepingInput = z.strictObject({ periods }).meta({ id: 'KeepingInput' })
export type KeepingInput = z.output<typeof keepingInput>

const actor = z.object({ id: z.string(), name: z.string() })

const fileOut = z.object({
  id: z.string(),
  kind: z.enum(archiveClasses),
  madeAt: z.string(),
  /** Its name in the folder `archives` of the data folder. */
  file: z.string(),
  things: z.int(),
  rows: z.int(),
  /** Of what it says, before it is packed. */
  sha256: z.string(),
  restoredAt: z.string().nullable(),
})

const keepingOut = z
  .object({
    revision: z.int(),
    classes: z.array(
      z.object({
        kind: z.enum(archiveClasses),
        /** Null is for ever. */
        days: z.int().nullable(),
        leastDays: z.int(),
        /** What has gone so far. */
        files: z.int(),
        things: z.int(),
      }),
    ),
    /** Before that nothing is archived: the periods may be taken back. Null where none was ever set. */
    inForceAt: z.string().nullable(),
    /** When the next night's work is due; null before the first. */
    nextAt: z.string().nullable(),
    /** What the last night could not archive, and why; a class is null where it is what an earlier night left behind. */
    failures: z.array(z.object({ kind: z.enum(archiveClasses).nullable(), at: z.string(), why: z.string() })),
    said: z.object({ by: actor, at: z.string() }).nullable(),
    /** What is no history goes without an archive, after so many days. */
    terms: z.object({ change: z.int(), exportFile: z.int(), answer: z.int(), feedItem: z.int(), feedHour: z.int() }),
    /** The latest files. */
    files: z.array(fileOut),
  })
  .meta({ id: 'Keeping' })
export type Keeping = z.output<typeof keepingOut>

const previewOut = z
  .object({
    /** When these periods would be in force, if they were saved now. */
    inForceAt: z.string(),
    /** Those that are not kept for ever. */
    classes: z.array(
      z.object({
        kind: z.enum(archiveClasses),
        before: z.string(),
        /** What would go now. */
        due: z.int(),
        /** What is old enough, and held. */
        held: z.int(),
        /** How many there are in all. */
        all: z.int(),
        /** Since when the oldest that would go was left alone. */
        oldest: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'KeepingPreview' })
export type KeepingPreview = z.output<typeof previewOut>

/** What a hold's search may ask for: whatever a list may, but for what was known at a time, since it holds what ever was. */
export const holdFilter = incidentFilter.omit({ limit: true, cursor: true, asOf: true })

const reason = text(1_000)

export const holdInput = z
  .strictObject({
    reason,
    search: z
      .record(z.string().max(40), z.string('Expected text, as in an address').max(20_000))
      .nullable()
      .default(null),
    incidents: z.array(uuid).max(1_000, 'Expected at most 1,000 incidents; hold a search instead').default([]),
  })
  .refine(({ search, incidents }) => search !== null || incidents.length > 0, {
    path: ['search'],
    ...asking('keep.heldWhat', {}),
  })
  .meta({ id: 'HoldInput' })
export type HoldInput = z.output<typeof holdInput>

const holdOut = z
  .object({
    id: z.string(),
    revision: z.int(),
    reason: z.string(),
    search: z.record(z.string(), z.string()).nullable(),
    incidents: z.array(z.string()),
    by: actor,
    since: z.string(),
    released: z.object({ reason: z.string(), by: actor, at: z.string() }).nullable(),
  })
  .meta({ id: 'Hold' })

const base = { tag: 'keeping', permission: 'keep:manage' } as const

export const keepingRoutes = {
  read: contract({
    ...base,
    method: 'GET',
    path: '/api/keeping',
    summary: 'How long what is kept stays in the database, and what has gone into files',
    answers: [{ status: 200, schema: keepingOut, description: 'The periods and the latest files' }],
  }),
  preview: contract({
    ...base,
    method: 'POST',
    path: '/api/keeping/preview',
    summary: 'What would be archived by other periods, and what is held; changes nothing',
    body: keepingInput,
    answers: [{ status: 200, schema: previewOut, description: 'How much of each class' }],
  }),
  save: contract({
    ...base,
    method: 'PUT',
    path: '/api/keeping',
    summary: 'Keep classes for other periods, in force a day later',
    body: keepingInput,
    answers: [{ status: 200, schema: keepingOut, description: 'As it stands now' }],
  }),
  holds: contract({
    ...base,
    method: 'GET',
    path: '/api/holds',
    summary: 'What is held whatever its age, and what was until it was released',
    answers: [{ status: 200, schema: itemPage(holdOut), description: 'All of them, those that hold first' }],
  }),
  hold: contract({
    ...base,
    method: 'POST',
    path: '/api/holds',
    summary: 'Hold what a search finds or ever found, or some incidents: with all that belongs to them they stay',
    body: holdInput,
    answers: [{ status: 201, schema: holdOut, description: 'The hold' }],
  }),
  release: contract({
    ...base,
    method: 'POST',
    path: '/api/holds/:id/release',
    summary: 'Release a hold, with a reason',
    params: idParam,
    body: z.strictObject({ reason }).meta({ id: 'HoldRelease' }),
    answers: [{ status: 200, schema: holdOut, description: 'As it was' }],
  }),
}
