import { auditKinds } from '@cordon/alerts'
import { z } from 'zod'
import { instant, itemPage, paging, queryNumber, text } from './basics.js'
import { contract } from './route.js'

/* What was done and taken out, by whom; chained, so that nothing of it can be changed unseen. */

/** What an entry says, as it is hashed. */
export const auditSaid = z.object({
  seq: z.int(),
  at: z.string(),
  /** `account:…`, `token:…`, `house` for what it does by itself, or `nobody`. */
  by: z.string(),
  name: z.string(),
  /** Method and path as its contract has them. */
  action: z.string(),
  status: z.int(),
  params: z.unknown(),
  query: z.unknown(),
  /** The id of what it made. */
  made: z.string().optional(),
  /** Entries out of which a name was taken: the hash (SHA-256) of what each says since, and its hash in the chain, which is as it was. */
  redacted: z.array(z.tuple([z.int(), z.string(), z.string()])).optional(),
})
export type AuditSaid = z.output<typeof auditSaid>

const auditEntryOut = auditSaid
  .extend({
    /** Of this entry with all before it. */
    hash: z.string(),
    /** What it is about, where that is still there and the reader may see it, with its name as it is now. */
    thing: z
      .object({
        kind: z.enum(auditKinds),
        id: z.string(),
        name: z.string(),
        /** The zone of a rule. */
        zoneId: z.string().nullable(),
      })
      .nullable(),
  })
  .meta({ id: 'AuditEntry' })
export type AuditEntry = z.output<typeof auditEntryOut>

export const verificationOut = z
  .object({
    entries: z.int(),
    checkpoints: z.int(),
    /** Entries out of which the name of somebody who has left was taken, each as a later entry of the chain says. */
    redacted: z.int(),
    /** By whom (`account:…`, `token:…`) and when they were taken out, out of how many, and the first entry that says so. */
    redactions: z.array(z.object({ seq: z.int(), at: z.string(), by: z.string(), entries: z.int() })),
    /** Where the chain ends, `number:hash`: noted elsewhere, it says later whether the end was cut off. */
    head: z.string(),
    /** The first faults by where they stand; none where the chain is whole. */
    faults: z.array(
      z.object({ what: z.enum(['changed', 'missing', 'moved', 'cut', 'checkpoint', 'head']), seq: z.int() }),
    ),
  })
  .meta({ id: 'AuditVerification' })

const moment = z.object({ seq: z.int(), at: z.string() })

const standingOut = z
  .object({
    /** The last entry; null where there is none. */
    head: moment.nullable(),
    /** The last entry whose signature is kept for good. */
    checkpoint: moment.nullable(),
    /** The last check of the chain on this server since its start, or the one that is under way. */
    check: z
      .object({
        begunAt: z.string(),
        by: z.string(),
        /** Entries that were followed, of so many. */
        followed: z.int(),
        of: z.int(),
        /** Null while it is under way. */
        endedAt: z.string().nullable(),
        /** Null while it is under way, and where it could not be finished. */
        found: verificationOut.nullable(),
      })
      .nullable(),
  })
  .meta({ id: 'AuditStanding' })
export type AuditStanding = z.output<typeof standingOut>

/** What entries can be narrowed by; all of it has to hold. */
const auditFilter = {
  /** Who did it, by the name they had. */
  name: text(200).optional(),
  /** A method and a path, as `PATCH /api/zones/:id`, or the beginning of paths, as `/api/zones`. */
  action: z
    .string()
    .max(120)
    .regex(/^((GET|POST|PUT|PATCH|DELETE) )?\/[\w/:.-]*$/, 'Expected an action such as PATCH /api/zones/:id, or a path')
    .optional(),
  /** The id of what it is about; of something that you may not see there is nothing. */
  thing: text(200).optional(),
  from: instant.optional(),
  until: instant.optional(),
}
const filterShape = z.strictObject(auditFilter)
export type AuditFilter = z.output<typeof filterShape>

const base = { tag: 'audit', permission: 'audit:read', method: 'GET' } as const

export const auditRoutes = {
  list: contract({
    ...base,
    path: '/api/audit',
    summary:
      'What was done and taken out, by whom, latest first; the ids in what others asked for are kept and not told',
    query: z.strictObject({
      ...auditFilter,
      limit: paging.limit,
      cursor: queryNumber(1, Number.MAX_SAFE_INTEGER).optional(),
    }),
    answers: [
      {
        status: 200,
        schema: itemPage(auditEntryOut),
        description:
          'A page; `next` is the `cursor` of the next one, null on the last. One answer looks through 200,000 entries at most: where few match, a page may hold few or none and still have a next one',
      },
    ],
  }),
  export: contract({
    ...base,
    path: '/api/audit.csv',
    summary: 'The same entries as a table for spreadsheets',
    query: filterShape,
    answers: [{ status: 200, type: 'text/csv', description: 'One row for each entry, latest first' }],
  }),
  standing: contract({
    ...base,
    path: '/api/audit/standing',
    isWatched: true,
    summary: 'Where the chain ends, what of it is signed for good, and how the last check ended',
    answers: [{ status: 200, schema: standingOut, description: 'How it stands' }],
  }),
  check: contract({
    ...base,
    method: 'POST',
    path: '/api/audit/checks',
    summary: 'Begin to follow the whole chain, unless that is under way; `standing` says how far it is',
    answers: [{ status: 200, schema: standingOut, description: 'How it stands' }],
  }),
  verify: contract({
    ...base,
    path: '/api/audit/verification',
    summary: 'Follow the whole chain, with the signatures that were kept, and say what does not hold',
    query: z.strictObject({
      /** An end that was noted earlier: the chain must still hold it. */
      head: z
        .string()
        .regex(/^\d{1,15}:[0-9a-f]{64}$/, 'Expected an end as number:hash')
        .optional(),
    }),
    answers: [{ status: 200, schema: verificationOut, description: 'What was found' }],
  }),
}
