import { linkKinds, linkSides } from '@cordon/alerts'
import { z } from 'zod'
import { idParam, itemPage, text, uuid } from './basics.js'
import { incidentOut } from './incident.js'
import { contract } from './route.js'

const reason = text(1000)
const actOut = z.object({ by: z.string(), at: z.string(), reason: z.string() })

export const linkOut = z
  .object({
    id: z.string(),
    kind: z.enum(linkKinds),
    fromId: z.string(),
    toId: z.string(),
    set: actOut,
    removed: actOut.nullable(),
  })
  .meta({ id: 'IncidentLink' })

const linkedOut = z
  .object({ side: z.enum(linkSides), link: linkOut, incident: incidentOut })
  .meta({ id: 'LinkedIncident' })

export const linkInput = z
  .strictObject({ to: uuid, kind: z.enum(linkKinds, `Expected one of ${linkKinds.join(', ')}`), reason })
  .meta({ id: 'LinkInput' })
export type LinkInput = z.output<typeof linkInput>

export const linkRoutes = {
  list: contract({
    method: 'GET',
    path: '/api/incidents/:id/links',
    tag: 'incidents',
    summary: 'Which incidents bear on it, read from its side; links that were removed come last, with why',
    permission: 'read',
    params: idParam,
    answers: [{ status: 200, schema: itemPage(linkedOut), description: 'The links' }],
  }),
  set: contract({
    method: 'POST',
    path: '/api/incidents/:id/links',
    tag: 'incidents',
    summary: 'Say that it bears on another incident: a revision of both with the reason',
    permission: 'incident:correct',
    params: idParam,
    body: linkInput,
    answers: [{ status: 201, schema: linkOut, description: 'The link' }],
  }),
  remove: contract({
    method: 'POST',
    path: '/api/links/:id/remove',
    tag: 'incidents',
    summary: 'Take a link back, with the reason; it stays to be read',
    permission: 'incident:correct',
    params: idParam,
    body: z.strictObject({ reason }),
    answers: [{ status: 200, schema: linkOut, description: 'The link as it was removed' }],
  }),
}
