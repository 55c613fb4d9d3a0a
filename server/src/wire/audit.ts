import { z } from 'zod'
import { queryNumber } from './basics.js'
import { contract } from './route.js'

/* What was done and taken out, by whom; chained, so that nothing of it can be changed unseen. */

/** What an entry says, as it is hashed. */
export const auditSaid = z.object({
  seq: z.int(),
  at: z.string(),
  /** `account:…`, `token:…`, or `nobody`. */
  by: z.string(),
  name: z.string(),
  /** Method and path as its contract has them. */
  action: z.string(),
  status: z.int(),
  params: z.unknown(),
  query: z.unknown(),
})
export type AuditSaid = z.output<typeof auditSaid>

const auditEntryOut = auditSaid
  .extend({
    /** Of this entry with all before it. */
    hash: z.string(),
  })
  .meta({ id: 'AuditEntry' })

export const verificationOut = z
  .object({
    entries: z.int(),
    checkpoints: z.int(),
    /** Where the chain ends, `number:hash`: noted elsewhere, it says later whether the end was cut off. */
    head: z.string(),
    /** The first faults by where they stand; none where the chain is whole. */
    faults: z.array(
      z.object({ what: z.enum(['changed', 'missing', 'moved', 'cut', 'checkpoint', 'head']), seq: z.int() }),
    ),
  })
  .meta({ id: 'AuditVerification' })

const base = { tag: 'audit', permission: 'audit:read', method: 'GET' } as const

export const auditRoutes = {
  list: contract({
    ...base,
    path: '/api/audit',
    summary:
      'What was done and taken out, by whom, latest first; the ids in what others asked for are kept and not told',
    query: z.strictObject({
      before: queryNumber(1, Number.MAX_SAFE_INTEGER).optional(),
      limit: queryNumber(1, 1000).default(100),
    }),
    answers: [
      {
        status: 200,
        schema: z.object({ items: z.array(auditEntryOut), next: z.int().nullable() }),
        description: 'A page; `next` is the `before` of the next one, null on the last',
      },
    ],
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
