import { callingChannels, isTimeZone, roles } from '@cordon/alerts'
import { z } from 'zod'
import { asking } from './asked.js'
import { idParam, instant, itemPage, localTime, text, uuid } from './basics.js'
import { contract } from './route.js'

/* Who is told when nobody comes: escalations, and the rotations that say whose turn it is. */

const minutes = (least: number, most: number) =>
  z
    .number('Expected minutes')
    .min(least, `Expected at least ${least} minutes`)
    .max(most, `Expected at most ${most} minutes`)

const target = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ kind: z.literal('account'), id: uuid }),
    z.strictObject({ kind: z.literal('rotation'), id: uuid }),
    z.strictObject({ kind: z.literal('room') }),
  ],
  'Expected {kind: "account", id}, {kind: "rotation", id} or {kind: "room"}',
)

const step = z.strictObject({
  afterMinutes: minutes(0.1, 1_440),
  tells: z.array(target).min(1, 'Expected somebody to tell').max(20, 'Expected at most 20'),
  by: z
    .array(z.enum(callingChannels, `Expected ${callingChannels.join(' or ')}`))
    .max(5)
    .default([]),
})

export const escalationInput = z
  .strictObject({
    name: text(200),
    steps: z.array(step).min(1, 'Expected at least one step').max(10, 'Expected at most 10 steps'),
    repeats: z.int('Expected a whole number').min(0).max(9, 'Expected at most 9 repeats').default(0),
    acknowledgements: z.literal([1, 2], 'Expected 1 or 2').default(1),
    lapseMinutes: minutes(1, 1_440).nullable().default(null),
  })
  .meta({ id: 'EscalationInput' })
export type EscalationInput = z.output<typeof escalationInput>

const override = z
  .strictObject({ from: instant, to: instant, accountId: uuid })
  .refine(({ from, to }) => Date.parse(from) < Date.parse(to), {
    path: ['to'],
    ...asking('asked.endAfter', {}),
  })

function isDay(day: string): boolean {
  const at = /^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : NaN
  // The 30th of February is read as the 2nd of March.
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(day)
}

export const rotationInput = z
  .strictObject({
    name: text(200),
    members: z.array(uuid).min(1, 'Expected somebody').max(50, 'Expected at most 50'),
    handsOverAt: z.array(localTime).min(1, 'Expected at least one time').max(6, 'Expected at most 6 times'),
    everyDays: z.int('Expected whole days').min(1).max(28, 'Expected at most 28 days').default(1),
    timeZone: z.string().max(60).refine(isTimeZone, asking('asked.timeZone', {})).default('UTC'),
    startsOn: z.string().refine(isDay, asking('asked.day', {})),
    overrides: z.array(override).max(200, 'Expected at most 200').default([]),
  })
  .refine(({ everyDays, handsOverAt }) => everyDays === 1 || handsOverAt.length === 1, {
    path: ['handsOverAt'],
    ...asking('asked.singleTime', {}),
  })
  .meta({ id: 'RotationInput' })
export type RotationInput = z.output<typeof rotationInput>

const born = {
  id: z.string(),
  version: z.int(),
  seq: z.int(),
  recordedAt: z.string(),
  recordedBy: z.string(),
}

const targetOut = z.union([
  z.object({ kind: z.enum(['account', 'rotation']), id: z.string() }),
  z.object({ kind: z.literal('room') }),
])

export const escalationOut = z
  .object({
    ...born,
    name: z.string(),
    steps: z.array(
      z.object({
        afterMinutes: z.number(),
        tells: z.array(targetOut),
        by: z.array(z.enum(callingChannels)).optional(),
      }),
    ),
    repeats: z.int(),
    acknowledgements: z.literal([1, 2]),
    lapseMinutes: z.number().nullable(),
  })
  .meta({ id: 'Escalation' })

export const rotationOut = z
  .object({
    ...born,
    name: z.string(),
    members: z.array(z.string()),
    handsOverAt: z.array(z.string()),
    everyDays: z.int(),
    timeZone: z.string(),
    startsOn: z.string(),
    overrides: z.array(z.object({ from: z.string(), to: z.string(), accountId: z.string() })),
  })
  .meta({ id: 'Rotation' })

/** Somebody who can be given an alert, or be called. */
export const personOut = z.object({ id: z.string(), name: z.string(), role: z.enum(roles) }).meta({ id: 'Person' })
export type Person = z.output<typeof personOut>

interface Duty<B extends z.ZodType, O extends z.ZodType, One extends `/${string}`> {
  readonly one: One
  readonly noun: string
  readonly body: B
  readonly out: O
}

/** What is the same for escalations and rotations: each is stored whole, in versions. */
function routesOf<
  const P extends `/${string}`,
  const One extends `/${string}`,
  B extends z.ZodType,
  O extends z.ZodType,
>(path: P, { one, noun, body, out }: Duty<B, O, One>) {
  const writes = { tag: 'duty', permission: 'duty:write' } as const
  const edits = { ...writes, path: one, params: idParam } as const
  const whole = (status: 200 | 201, description: string) => [{ status, schema: out, description }]
  const list = { method: 'GET', path, tag: 'duty', permission: 'read', summary: 'All there are, by name' } as const
  return {
    list: contract({ ...list, answers: [{ status: 200, schema: itemPage(out), description: 'All of them' }] }),
    create: contract({
      ...writes,
      ...{ method: 'POST', path, summary: `Set up ${noun}`, body, answers: whole(201, 'Set up') },
    }),
    change: contract({
      ...edits,
      ...{ method: 'PUT', summary: `Change ${noun}: a new version`, body, answers: whole(200, 'As it is now') },
    }),
    remove: contract({
      ...edits,
      ...{ method: 'DELETE', summary: `Take ${noun} off the list, unless it is in use` },
      answers: [{ status: 204, description: 'Taken off' }],
    }),
  }
}

export const escalationRoutes = routesOf('/api/escalations', {
  one: '/api/escalations/:id',
  noun: 'an escalation',
  body: escalationInput,
  out: escalationOut,
})

export const rotationRoutes = routesOf('/api/rotations', {
  one: '/api/rotations/:id',
  noun: 'a rotation',
  body: rotationInput,
  out: rotationOut,
})

export const peopleRoutes = {
  list: contract({
    method: 'GET',
    path: '/api/people',
    tag: 'duty',
    summary: 'Who can be given an alert, or be called',
    permission: 'alert:act',
    answers: [{ status: 200, schema: itemPage(personOut), description: 'By name' }],
  }),
}
