import { channels, deliveryStates, reportDeliveryKinds } from '@cordon/alerts'
import { z } from 'zod'
import { asking } from './asked.js'
import { idParam, itemPage, uuid } from './basics.js'
import { contract } from './route.js'

/* To whom reports are sent, and what came of it. */

/** Somebody who may read reports; `shown` is as much of an address as others may know, null where there is none to use. */
export const sitrepReaderOut = z
  .object({ accountId: z.string(), name: z.string(), shown: z.string().nullable() })
  .meta({ id: 'SitrepReader' })
export type SitrepReader = z.output<typeof sitrepReaderOut>

export const sitrepPostOut = z
  .object({
    /** The key under which it is sent, over all tries. */
    id: z.string(),
    kind: z.enum(reportDeliveryKinds),
    channel: z.enum(channels),
    accountId: z.string(),
    /** Null where the account, or its contact method, is gone. */
    name: z.string().nullable(),
    shown: z.string().nullable(),
    /** Who had it sent. */
    by: z.object({ id: z.string(), name: z.string() }),
    state: z.enum(deliveryStates),
    tries: z.int(),
    madeAt: z.string(),
    dueAt: z.string(),
    sentAt: z.string().nullable(),
    lastError: z.string().nullable(),
  })
  .meta({ id: 'SitrepPost' })
export type SitrepPost = z.output<typeof sitrepPostOut>

/** Accounts of people, each once. */
export const sitrepPeople = z
  .array(uuid)
  .max(200, 'Expected at most 200 people')
  .refine((ids) => new Set(ids).size === ids.length, asking('sitrep.once', {}))

export const sitrepSendInput = z.strictObject({
  people: sitrepPeople.refine((ids) => ids.length > 0, asking('sitrep.nobody', {})),
})

const base = { tag: 'sitreps', permission: 'sitrep:write' } as const

export const sitrepPostRoutes = {
  readers: contract({
    ...base,
    method: 'GET',
    path: '/api/sitrep-readers',
    summary: 'Who may read reports, and where each is sent them',
    answers: [{ status: 200, schema: itemPage(sitrepReaderOut), description: 'All of them, by name' }],
  }),
  sent: contract({
    ...base,
    method: 'GET',
    path: '/api/sitreps/:id/deliveries',
    summary: 'To whom a report was sent, or is about to be, the latest first',
    params: idParam,
    answers: [{ status: 200, schema: itemPage(sitrepPostOut), description: 'All of them' }],
  }),
  send: contract({
    ...base,
    method: 'POST',
    path: '/api/sitreps/:id/deliveries',
    summary: 'Send a signed report by e-mail to people who may read it; to each address once',
    params: idParam,
    body: sitrepSendInput,
    answers: [{ status: 200, schema: itemPage(sitrepPostOut), description: 'To whom it was sent, and is about to be' }],
  }),
}
