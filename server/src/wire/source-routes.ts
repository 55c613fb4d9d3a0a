import { reliabilities, sourceKinds } from '@cordon/alerts'
import { z } from 'zod'
import { itemPage } from './basics.js'
import { sourceOut } from './incident.js'
import { contract } from './route.js'

export const sourceRoutes = {
  list: contract({
    method: 'GET',
    path: '/api/sources',
    tag: 'sources',
    summary: 'Who reports, with reliability',
    permission: 'read',
    answers: [{ status: 200, schema: itemPage(sourceOut), description: 'The sources' }],
  }),
  grade: contract({
    method: 'PATCH',
    path: '/api/sources/:id',
    tag: 'sources',
    summary: 'Change a source’s reliability or kind; it holds for reports from now on',
    permission: 'source:write',
    params: z.strictObject({ id: z.string().max(200) }),
    body: z.strictObject({ reliability: z.enum(reliabilities).optional(), kind: z.enum(sourceKinds).optional() }),
    answers: [{ status: 200, schema: sourceOut, description: 'The source' }],
  }),
}
