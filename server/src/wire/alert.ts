import {
  alertEventNames,
  alertStates,
  channels,
  clearings,
  deliveryKinds,
  deliveryStates,
  dispositions,
  incidentKinds,
  severities,
  timePrecisions,
} from '@cordon/alerts'
import { z } from 'zod'
import { asking } from './asked.js'
import { idParam, instant, itemPage, paging, queryList, text, uuid, wholePaging } from './basics.js'
import { problemDocument } from './problem.js'
import { contract } from './route.js'

export const alertOut = z
  .object({
    id: z.string(),
    revision: z.int(),
    seq: z.int(),
    state: z.enum(alertStates),
    incidentId: z.string(),
    incidentRevision: z.int(),
    incidentTitle: z.string(),
    incidentType: z.string(),
    incidentKind: z.enum(incidentKinds),
    severity: z.enum(severities),
    grade: z.string(),
    exercise: z.boolean(),
    occurredFrom: z.string(),
    timePrecision: z.enum(timePrecisions).optional(),
    point: z.object({ type: z.literal('Point'), coordinates: z.array(z.number()) }),
    uncertaintyMetres: z.number(),
    source: z.string().nullable(),
    ruleId: z.string(),
    ruleVersion: z.int(),
    ruleName: z.string(),
    zoneId: z.string(),
    zoneVersion: z.int(),
    zoneName: z.string(),
    certainty: z.enum(['definite', 'possible']),
    distanceMetres: z.number().nullable(),
    depthMetres: z.number().nullable(),
    bearingDegrees: z.number().nullable(),
    raisedAt: z.string(),
    ownerId: z.string().nullable(),
    ownerName: z.string().nullable(),
    acknowledgedAt: z.string().nullable(),
    acknowledgedBy: z.string().nullable(),
    acknowledgements: z.array(z.object({ id: z.string(), by: z.string(), at: z.string() })),
    returnedAt: z.string().nullable(),
    touchedAt: z.string().nullable(),
    escalatedSteps: z.int(),
    escalatedAt: z.string().nullable(),
    called: z.array(z.string()),
    shelvedUntil: z.string().nullable(),
    shelvedAtRevision: z.int().nullable(),
    clearedAt: z.string().nullable(),
    clearedBecause: z.enum(clearings).nullable(),
    closedAt: z.string().nullable(),
    closedBy: z.string().nullable(),
    disposition: z.enum(dispositions).nullable(),
    note: z.string().nullable(),
  })
  .meta({ id: 'Alert' })

const eventOut = z
  .object({
    alertId: z.string(),
    revision: z.int(),
    at: z.string(),
    by: z.string(),
    what: z.enum(alertEventNames),
    detail: z.string().nullable(),
  })
  .meta({ id: 'AlertEvent' })

const deliveryOut = z
  .object({
    id: z.string(),
    /** Null where it tells of a report. */
    alertId: z.string().nullable(),
    sitrepId: z.string().nullable(),
    alertRevision: z.int(),
    channel: z.enum(channels),
    kind: z.enum(deliveryKinds),
    address: z.string(),
    accountId: z.string().nullable(),
    answers: z.string().nullable(),
    state: z.enum(deliveryStates),
    tries: z.int(),
    dueAt: z.string(),
    sentAt: z.string().nullable(),
    lastError: z.string().nullable(),
  })
  .meta({ id: 'Delivery' })

const note = text(2000)
const answers = [{ status: 200, schema: alertOut, description: 'The alert afterwards' }] as const

const action = <const P extends `/${string}`, B extends z.ZodType>(path: P, summary: string, body: B) =>
  contract({ method: 'POST', path, tag: 'alerts', summary, permission: 'alert:act', params: idParam, body, answers })

/** An absent body reads as an empty object. */
const optionalNote = z.preprocess((it) => it ?? {}, z.strictObject({ note: note.optional() }))

const disposition = z.enum(dispositions, `Expected one of ${dispositions.join(', ')}`)

/** Until when something is put aside. */
const shelf = { until: instant.optional(), untilRevised: z.boolean().optional() }
const isUntilSomething = (it: { readonly until?: string | undefined; readonly untilRevised?: boolean | undefined }) =>
  it.until !== undefined || it.untilRevised === true
const untilWhat = {
  path: ['until'],
  ...asking('asked.untilWhen', {}),
}

/** One action on many alerts. */
const alertsAction = z
  .strictObject({
    ids: z.array(uuid).min(1, 'Expected at least one alert').max(500, 'Expected at most 500 alerts'),
    action: z.discriminatedUnion(
      'what',
      [
        z.strictObject({ what: z.literal('acknowledge') }),
        z.strictObject({ what: z.literal('release') }),
        z.strictObject({ what: z.literal('assign'), to: text(200) }),
        z.strictObject({ what: z.literal('shelve'), ...shelf }).refine(isUntilSomething, untilWhat),
        z.strictObject({ what: z.literal('close'), disposition }),
        z.strictObject({ what: z.literal('return') }),
        z.strictObject({ what: z.literal('note') }),
      ],
      'Expected what: acknowledge, release, assign, shelve, close, return or note',
    ),
    note: note.optional(),
    /** The revision of each in which it was read: one with which somebody has done something since is refused. */
    seen: z.record(uuid, z.int('Expected a revision')).optional(),
  })
  .refine(({ action, note: said }) => action.what !== 'note' || said !== undefined, {
    path: ['note'],
    ...asking('asked.toNote', {}),
  })
  .meta({ id: 'AlertsAction' })
export type AlertsAction = z.output<typeof alertsAction>

const alertsDone = z
  .object({
    done: z.array(alertOut),
    refused: z.array(
      z.object({
        id: z.string(),
        problem: problemDocument,
        /** Who did what with it since it was read, where that is why. */
        overtaken: z.object({ by: z.string(), at: z.string(), what: z.enum(alertEventNames) }).optional(),
      }),
    ),
  })
  .meta({ id: 'AlertsDone' })

export const alertRoutes = {
  list: contract({
    method: 'GET',
    path: '/api/alerts',
    tag: 'alerts',
    summary: 'Alerts that you may see, latest first',
    permission: 'read',
    query: z.strictObject({
      state: queryList(alertStates).optional(),
      zone: uuid.optional(),
      incident: uuid.optional(),
      owner: text(100).optional(),
      ...paging,
    }),
    answers: [{ status: 200, schema: itemPage(alertOut), description: 'One page' }],
  }),
  one: contract({
    method: 'GET',
    path: '/api/alerts/:id',
    tag: 'alerts',
    summary: 'One alert with all that happened to it and whom it was told',
    permission: 'read',
    params: idParam,
    answers: [
      {
        status: 200,
        schema: z.object({ alert: alertOut, events: z.array(eventOut), deliveries: z.array(deliveryOut) }),
        description: 'The alert, its events, its deliveries',
      },
    ],
  }),
  ofIncident: contract({
    method: 'GET',
    path: '/api/incidents/:id/alerts',
    tag: 'alerts',
    summary: 'The alerts that an incident raised, as far as you may see them',
    permission: 'read',
    params: idParam,
    query: wholePaging,
    answers: [{ status: 200, schema: itemPage(alertOut), description: 'The alerts' }],
  }),
  acknowledge: action('/api/alerts/:id/acknowledge', 'I have seen it and take it', optionalNote),
  assign: action(
    '/api/alerts/:id/assign',
    'Give it to somebody: the id or the name of an account',
    z.strictObject({ to: text(200), note: note.optional() }),
  ),
  shelve: action(
    '/api/alerts/:id/shelve',
    'Put it aside until a time, or until its incident is revised, for seven days at most',
    z.strictObject({ ...shelf, note: note.optional() }).refine(isUntilSomething, untilWhat),
  ),
  release: action('/api/alerts/:id/release', 'Give it back: new again, and nobody’s', optionalNote),
  unshelve: action('/api/alerts/:id/return', 'Bring a shelved alert back, or reopen a closed one', optionalNote),
  close: action(
    '/api/alerts/:id/close',
    'End it with a disposition',
    z.strictObject({ disposition, note: note.optional() }),
  ),
  many: contract({
    method: 'POST',
    path: '/api/alerts/actions',
    tag: 'alerts',
    summary: 'Do the same with up to 500 alerts; each is done or refused by itself',
    permission: 'alert:act',
    body: alertsAction,
    answers: [{ status: 200, schema: alertsDone, description: 'What was done, and what was refused and why' }],
  }),
  note: action('/api/alerts/:id/note', 'Add a note', z.strictObject({ note })),
  deliveries: contract({
    method: 'GET',
    path: '/api/deliveries',
    tag: 'deliveries',
    summary: 'Whom alerts and reports were told, latest first; by alert, by contact method, or outside the page alone',
    permission: 'read',
    query: z.strictObject({
      state: queryList(deliveryStates).optional(),
      alert: uuid.optional(),
      address: uuid.optional(),
      outside: z.literal('true', 'Expected true').optional(),
      ...paging,
    }),
    answers: [{ status: 200, schema: itemPage(deliveryOut), description: 'One page' }],
  }),
  resend: contract({
    method: 'POST',
    path: '/api/deliveries/:id/resend',
    tag: 'deliveries',
    summary: 'Try again what was given up, or now what waits for its next try, under its old key',
    permission: 'alert:act',
    params: idParam,
    answers: [{ status: 204, description: 'It is due again' }],
  }),
}
export { deliveryOut, eventOut }
