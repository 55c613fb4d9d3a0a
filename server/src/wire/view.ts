import { z } from 'zod'
import { idParam, itemPage, text } from './basics.js'
import { contract } from './route.js'

/* Views of the queue that people keep under names of their own; nobody else is told of them. */

export const savedViewOut = z
  .object({
    id: z.string(),
    name: z.string(),
    /** What stands for the view in the page's address. */
    address: z.string(),
  })
  .meta({ id: 'SavedView' })
export type SavedView = z.output<typeof savedViewOut>

export const savedViewInput = z
  .strictObject({
    name: text(80),
    address: z
      .string('Expected what stands in the address')
      .max(500, 'Expected at most 500 characters')
      .regex(/^[\w=&%+.,-]*$/, 'Expected what stands behind “?” in the address, encoded'),
  })
  .meta({ id: 'SavedViewInput' })
export type SavedViewInput = z.output<typeof savedViewInput>

const base = { tag: 'alerts', permission: 'own' } as const

export const viewRoutes = {
  list: contract({
    ...base,
    method: 'GET',
    path: '/api/views',
    summary: 'Your own views of the queue, by name',
    answers: [{ status: 200, schema: itemPage(savedViewOut), description: 'All of them' }],
  }),
  save: contract({
    ...base,
    method: 'PUT',
    path: '/api/views',
    summary: 'Keep a view of the queue under a name, in place of the one that had it',
    body: savedViewInput,
    answers: [{ status: 200, schema: savedViewOut, description: 'Kept' }],
  }),
  remove: contract({
    ...base,
    method: 'DELETE',
    path: '/api/views/:id',
    summary: 'Let go of a view of yours',
    params: idParam,
    answers: [{ status: 204, description: 'It is gone' }],
  }),
}
