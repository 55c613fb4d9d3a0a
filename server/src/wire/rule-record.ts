import { dispositions } from '@cordon/alerts'
import { z } from 'zod'
import { alertOut } from './alert.js'
import { idParam, queryNumber } from './basics.js'
import { findingOut } from './finding.js'
import { contract } from './route.js'

const recordOut = z.object({
  from: z.string(),
  until: z.string(),
  raised: z.int(),
  open: z.int(),
  closed: z.int(),
  ended: z.array(z.object({ disposition: z.enum(dispositions), alerts: z.int() })),
  /** Half of those that were acknowledged were so within this; null where none was. */
  answeredMs: z.number().nullable(),
  days: z.array(z.object({ day: z.string(), would: z.int(), stands: z.int() })),
  findings: z.array(findingOut),
})

export const ruleRecordRoutes = {
  record: contract({
    method: 'GET',
    path: '/api/rules/:id/record',
    tag: 'rules',
    summary: 'What a rule has told, and what came of it',
    permission: 'read',
    params: idParam,
    query: z.strictObject({
      days: queryNumber(1, 366).optional(),
    }),
    answers: [
      {
        status: 200,
        schema: z.object({ record: recordOut, latest: z.array(alertOut) }),
        description: 'Counts of the time, and the newest alerts',
      },
    ],
  }),
}
