import { logKinds, logLineKinds, type Alert, type AlertEvent, type Instant, type LogEntry } from '@cordon/alerts'
import { z } from 'zod'
import { alertOut, eventOut } from './alert.js'
import { idParam, instant, itemPage, paging, queryList, text, uuid } from './basics.js'
import { incidentOut, type IncidentFeature } from './incident.js'
import { contract } from './route.js'

export const logEntryOut = z
  .object({
    id: z.string(),
    revision: z.int(),
    seq: z.int(),
    kind: z.enum(logKinds),
    at: z.string(),
    recordedAt: z.string(),
    by: z.string(),
    byId: z.string(),
    text: z.string().nullable(),
    incidentIds: z.array(z.string()),
    alertIds: z.array(z.string()),
    handoverId: z.string().nullable(),
    struck: z.object({ by: z.string(), at: z.string(), reason: z.string().nullable() }).nullable(),
  })
  .meta({ id: 'LogEntry' })

/** One line of the running log: an entry, something that happened to an alert, or what became of a feed. */
export type LogLine =
  | { readonly line: 'entry'; readonly id: string; readonly at: Instant; readonly entry: LogEntry }
  | {
      readonly line: 'alert'
      readonly id: string
      readonly at: Instant
      readonly event: AlertEvent
      /** As it is now. */
      readonly alert: Alert
    }
  /** An incident of a silent feed, in the revision of that moment; it has an end once the feed tells something again. */
  | { readonly line: 'feed'; readonly id: string; readonly at: Instant; readonly incident: IncidentFeature }

const ofLine = { id: z.string(), at: z.string() }
const logLineOut = z
  .union([
    z.object({ line: z.literal('entry'), ...ofLine, entry: logEntryOut }),
    z.object({ line: z.literal('alert'), ...ofLine, event: eventOut, alert: alertOut }),
    z.object({ line: z.literal('feed'), ...ofLine, incident: incidentOut }),
  ])
  .meta({ id: 'LogLine' })

/** More than this is a list, and belongs into a search. */
const mostAttached = 20
const attached = z.array(uuid).max(mostAttached, `Expected at most ${mostAttached}`).default([])

export const logInput = z
  .strictObject({ text: text(4000), at: instant.optional(), incidents: attached, alerts: attached })
  .meta({ id: 'LogInput' })
export type LogInput = z.output<typeof logInput>

export const logRoutes = {
  list: contract({
    method: 'GET',
    path: '/api/log',
    tag: 'log',
    summary: 'The running log, latest first: notes, shifts, what happened to alerts, feeds that fell silent',
    permission: 'read',
    query: z.strictObject({
      from: instant.optional(),
      to: instant.optional(),
      kind: queryList(logLineKinds).optional(),
      incident: uuid.optional(),
      alert: uuid.optional(),
      /** Words of entries; whatever is no entry is left out. */
      q: text(200).optional(),
      ...paging,
    }),
    answers: [{ status: 200, schema: itemPage(logLineOut), description: 'One page' }],
  }),
  write: contract({
    method: 'POST',
    path: '/api/log',
    tag: 'log',
    summary: 'Write a note: what happened, when (now, unless it is said), about which incidents and alerts',
    permission: 'log:write',
    body: logInput,
    answers: [{ status: 201, schema: logEntryOut, description: 'The entry' }],
  }),
  strike: contract({
    method: 'POST',
    path: '/api/log/:id/strike',
    tag: 'log',
    summary: 'Strike a wrong note through, with the reason; it stays and can be read',
    permission: 'log:write',
    params: idParam,
    body: z.strictObject({ reason: text(1000) }),
    answers: [{ status: 200, schema: logEntryOut, description: 'The entry, struck through' }],
  }),
}
