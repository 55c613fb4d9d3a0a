import {
  alertStates,
  certainties,
  clearings,
  feedStates,
  handoverStates,
  incidentKinds,
  incidentStatuses,
  severities,
  timePrecisions,
  type Handover,
  type HandoverContent,
} from '@cordon/alerts'
import { z } from 'zod'
import { idParam, itemPage, paging, text, uuid } from './basics.js'
import { typeKeys } from './incident-input.js'
import { contract } from './route.js'

const officerOut = z.object({ id: z.string(), name: z.string() })

export const shiftOut = z
  .object({
    id: z.string(),
    officer: officerOut,
    beganAt: z.string(),
    endedAt: z.string().nullable(),
    relieves: officerOut.nullable(),
  })
  .meta({ id: 'Shift' })

const handoverAlertOut = z
  .object({
    id: z.string(),
    state: z.enum(alertStates),
    incidentTitle: z.string(),
    incidentType: z.enum(typeKeys),
    incidentKind: z.enum(incidentKinds),
    severity: z.enum(severities),
    certainty: z.enum(certainties),
    grade: z.string(),
    zoneName: z.string(),
    raisedAt: z.string(),
    ownerName: z.string().nullable(),
    note: z.string().nullable(),
    shelvedUntil: z.string().nullable(),
    exercise: z.boolean(),
    shelvedBy: z.string().nullable(),
    clearedBecause: z.enum(clearings).nullable().optional(),
    urgent: z.boolean(),
    overdue: z.boolean(),
    noted: z.boolean(),
  })
  .meta({ id: 'HandoverAlert' })

const contentOut = z
  .object({
    asOf: z.string(),
    seq: z.int(),
    since: z.string(),
    overdueMs: z.int(),
    owned: z.array(handoverAlertOut),
    shelved: z.array(handoverAlertOut),
    unowned: z.array(handoverAlertOut),
    ofOthers: z.array(handoverAlertOut),
    feeds: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        required: z.boolean(),
        state: z.enum([...feedStates, 'off']),
        lastNewsAt: z.string().nullable(),
      }),
    ),
    silences: z
      .array(
        z.object({
          id: z.string(),
          zoneName: z.string(),
          ruleName: z.string().nullable(),
          by: z.string(),
          reason: z.string(),
          until: z.string(),
          on: z.boolean(),
          hidden: z.int(),
        }),
      )
      .optional(),
    incidents: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        type: z.enum(typeKeys),
        kind: z.enum(incidentKinds),
        severity: z.enum(severities),
        status: z.enum(incidentStatuses),
        grade: z.string(),
        place: z.string().nullable(),
        occurredFrom: z.string(),
        timePrecision: z.enum(timePrecisions),
        because: z.array(z.enum(['severe', 'confirmed', 'refuted'])),
      }),
    ),
    notes: z.array(
      z.object({
        id: z.string(),
        at: z.string(),
        by: z.string(),
        text: z.string().nullable(),
        alertIds: z.array(z.string()),
        incidentIds: z.array(z.string()),
      }),
    ),
  })
  .meta({ id: 'HandoverContent' })

const handover = {
  id: z.string(),
  revision: z.int(),
  state: z.enum(handoverStates),
  from: officerOut,
  shiftId: z.string(),
  begunAt: z.string(),
  remarks: z.string(),
  returns: z.array(z.string()),
  signedAt: z.string().nullable(),
  to: officerOut.nullable(),
  countersignedAt: z.string().nullable(),
  withdrawnAt: z.string().nullable(),
}
const listedOut = z.object(handover).meta({ id: 'HandoverListed' })
/** What it tells: as it was signed, or as it is now where it is not. */
const handoverOut = z.object({ ...handover, content: contentOut }).meta({ id: 'Handover' })

export type HandoverListed = Omit<Handover, 'content'>
export type HandoverTold = HandoverListed & { readonly content: HandoverContent }

const remarks = z
  .string('Expected text')
  .trim()
  .max(8000, 'Expected at most 8000 characters')
  .refine((it) => !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]|\p{Surrogate}/u.test(it), 'Expected plain text')
const nothing = z.preprocess((it) => it ?? {}, z.strictObject({}))

const step = <const P extends `/${string}`, B extends z.ZodType>(path: P, summary: string, body: B) =>
  contract({
    method: 'POST',
    path,
    tag: 'shifts',
    summary,
    permission: 'shift:take',
    params: idParam,
    body,
    answers: [{ status: 200, schema: handoverOut, description: 'The handover afterwards' }],
  })

export const shiftRoutes = {
  list: contract({
    method: 'GET',
    path: '/api/shifts',
    tag: 'shifts',
    summary: 'Who is and was on watch, the latest first',
    permission: 'read',
    query: z.strictObject({ on: z.stringbool().default(false), ...paging }),
    answers: [{ status: 200, schema: itemPage(shiftOut), description: 'One page' }],
  }),
  take: contract({
    method: 'POST',
    path: '/api/shifts',
    tag: 'shifts',
    summary: 'Take the watch, perhaps relieving somebody by name or id; their watch ends',
    permission: 'shift:take',
    body: z.preprocess((it) => it ?? {}, z.strictObject({ relieves: text(200).optional() })),
    answers: [{ status: 201, schema: shiftOut, description: 'The shift' }],
  }),
  end: contract({
    method: 'POST',
    path: '/api/shifts/:id/end',
    tag: 'shifts',
    summary: 'Leave the watch without a handover; refused while you own open alerts',
    permission: 'shift:take',
    params: idParam,
    body: nothing,
    answers: [{ status: 200, schema: shiftOut, description: 'The shift, ended' }],
  }),
}

export const handoverRoutes = {
  list: contract({
    method: 'GET',
    path: '/api/handovers',
    tag: 'shifts',
    summary: 'Handovers, the latest first, without what they tell',
    permission: 'handover:read',
    query: z.strictObject(paging),
    answers: [{ status: 200, schema: itemPage(listedOut), description: 'One page' }],
  }),
  begin: contract({
    method: 'POST',
    path: '/api/handovers',
    tag: 'shifts',
    summary: 'Begin a handover of your watch: it is drawn up from what is open, and anew until you sign',
    permission: 'shift:take',
    body: nothing,
    answers: [{ status: 201, schema: handoverOut, description: 'The draft' }],
  }),
  one: contract({
    method: 'GET',
    path: '/api/handovers/:id',
    tag: 'shifts',
    summary: 'One handover: as it was signed, or as it would be signed now',
    permission: 'handover:read',
    params: idParam,
    answers: [{ status: 200, schema: handoverOut, description: 'The handover' }],
  }),
  edit: contract({
    method: 'PATCH',
    path: '/api/handovers/:id',
    tag: 'shifts',
    summary: 'Write the remarks of a draft, and say which of your alerts return to new and to nobody',
    permission: 'shift:take',
    params: idParam,
    body: z.strictObject({ remarks: remarks.optional(), returns: z.array(uuid).max(1000).optional() }),
    answers: [{ status: 200, schema: handoverOut, description: 'The draft afterwards' }],
  }),
  sign: step(
    '/api/handovers/:id/sign',
    'Sign your handover; refused while an urgent alert of yours has no note (409, notes-missing)',
    nothing,
  ),
  countersign: step(
    '/api/handovers/:id/countersign',
    'I have read it and take over: another account than the first; alerts pass on or return to new',
    nothing,
  ),
  withdraw: step('/api/handovers/:id/withdraw', 'Take your handover back before it is countersigned', nothing),
}
