import { reliabilities, sourceKinds } from '@cordon/alerts'
import { z } from 'zod'
import { itemPage, text, wholePaging } from './basics.js'
import { sourceChangedOut, sourceListedOut, sourceRevisionOut } from './source.js'
import { contract } from './route.js'

/** A source is known by its name in letters that travel; nobody bears a name of control characters. */
const sourceParams = z.strictObject({ id: text(200) })

export const sourceRoutes = {
  list: contract({
    method: 'GET',
    path: '/api/sources',
    tag: 'sources',
    summary: 'Who reports, with reliability and how much they reported in the last 30 days',
    permission: 'read',
    query: wholePaging,
    answers: [{ status: 200, schema: itemPage(sourceListedOut), description: 'The sources, by name' }],
  }),
  grade: contract({
    method: 'PATCH',
    path: '/api/sources/:id',
    tag: 'sources',
    summary:
      'Change what is held of a source, with its history kept. Incidents that it told are graded anew; a rule is told, once, only of those that it takes now, that are still fresh to it and that came while it watched there',
    permission: 'source:write',
    params: sourceParams,
    body: z.strictObject({
      reliability: z.enum(reliabilities).optional(),
      kind: z.enum(sourceKinds).optional(),
      reason: text(1000).optional(),
    }),
    answers: [
      { status: 200, schema: sourceChangedOut, description: 'The source, and how many incidents are graded anew' },
    ],
  }),
  revisions: contract({
    method: 'GET',
    path: '/api/sources/:id/revisions',
    tag: 'sources',
    summary: 'Who changed what is held of a source, when and why',
    permission: 'read',
    params: sourceParams,
    answers: [{ status: 200, schema: itemPage(sourceRevisionOut), description: 'The changes, latest first' }],
  }),
}
