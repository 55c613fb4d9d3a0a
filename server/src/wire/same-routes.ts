import { z } from 'zod'
import { idParam, itemPage, text, uuid } from './basics.js'
import { incidentOut } from './incident.js'
import { contract } from './route.js'

const reason = text(1000)

/** Why two incidents may be one, or not: what was held against each other, and how much it speaks for it (0 … 1). */
export const reasonOut = z
  .discriminatedUnion('part', [
    z.object({ part: z.literal('distance'), metres: z.number(), withinMetres: z.number(), score: z.number() }),
    z.object({ part: z.literal('time'), apartHours: z.number(), score: z.number() }),
    z.object({ part: z.literal('type'), alike: z.enum(['same', 'class', 'other']), score: z.number() }),
    z.object({ part: z.enum(['actors', 'place', 'words']), shared: z.array(z.string()), score: z.number() }),
    z.object({ part: z.literal('attribution'), told: z.tuple([z.string(), z.string()]), score: z.number() }),
    z.object({ part: z.enum(['harm', 'source']), score: z.number() }),
  ])
  .meta({ id: 'SameReason' })

const similarOut = z
  .object({ incident: incidentOut, score: z.number(), reasons: z.array(reasonOut) })
  .meta({ id: 'Similar' })

export const sameRoutes = {
  similar: contract({
    method: 'GET',
    path: '/api/incidents/:id/similar',
    tag: 'incidents',
    summary: 'Incidents that may tell the same, with a score and its reasons; what somebody kept apart is left out',
    permission: 'read',
    params: idParam,
    answers: [{ status: 200, schema: itemPage(similarOut), description: 'The likeliest first' }],
  }),
  merge: contract({
    method: 'POST',
    path: '/api/incidents/:id/merge',
    tag: 'incidents',
    summary: 'Fold an incident into another one that tells the same; its reports count there, its alerts stay',
    permission: 'incident:correct',
    params: idParam,
    body: z.strictObject({ into: uuid, reason }),
    answers: [{ status: 200, type: 'application/geo+json', schema: incidentOut, description: 'The merged incident' }],
  }),
  unmerge: contract({
    method: 'POST',
    path: '/api/incidents/:id/unmerge',
    tag: 'incidents',
    summary: 'Let a merged incident stand for itself again, as if it had never been merged',
    permission: 'incident:correct',
    params: idParam,
    body: z.strictObject({ reason }),
    answers: [{ status: 200, type: 'application/geo+json', schema: incidentOut, description: 'The incident' }],
  }),
  distinct: contract({
    method: 'POST',
    path: '/api/incidents/:id/distinct',
    tag: 'incidents',
    summary: 'Say that two incidents are not one, so that it is not suggested again',
    permission: 'incident:correct',
    params: idParam,
    body: z.strictObject({ from: uuid, reason: reason.nullish() }),
    answers: [{ status: 204, description: 'Noted' }],
  }),
}
