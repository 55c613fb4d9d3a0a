import { z } from 'zod'
import { asking } from './asked.js'
import { idParam, itemPage, text } from './basics.js'
import { contract } from './route.js'

/* Searches of history that people keep under names of their own, for themselves or for everybody who reads. */

export const savedSearchOut = z
  .object({
    id: z.string(),
    name: z.string(),
    /** What stands for the search in the page's address. */
    address: z.string(),
    shared: z.boolean(),
    ownerId: z.string(),
    ownerName: z.string(),
  })
  .meta({ id: 'SavedSearch' })
export type SavedSearch = z.output<typeof savedSearchOut>

const name = text(80)

/** Whether an address holds a secret with which programs ask. */
function holdsToken(address: string): boolean {
  return [...new URLSearchParams(address).keys()].some((key) => key.toLowerCase() === 'token')
}

export const savedSearchInput = z
  .strictObject({
    name,
    // A drawn area has many corners.
    address: z
      .string('Expected what stands in the address')
      .max(16_000, 'Expected at most 16,000 characters')
      .regex(/^[\w=&%+.,*-]*$/, 'Expected what stands behind “?” in the address, encoded')
      .refine((it) => !holdsToken(it), asking('asked.addressToken', {})),
    shared: z.boolean('Expected true or false'),
  })
  .meta({ id: 'SavedSearchInput' })
export type SavedSearchInput = z.output<typeof savedSearchInput>

export const savedSearchPatch = z
  .strictObject({ name: name.optional(), shared: z.boolean('Expected true or false').optional() })
  .meta({ id: 'SavedSearchPatch' })
export type SavedSearchPatch = z.output<typeof savedSearchPatch>

const base = { tag: 'incidents', permission: 'own' } as const

export const savedSearchRoutes = {
  list: contract({
    ...base,
    method: 'GET',
    path: '/api/searches',
    summary: 'Searches of history that you keep and that others share, by name',
    answers: [{ status: 200, schema: itemPage(savedSearchOut), description: 'All of them' }],
  }),
  one: contract({
    ...base,
    method: 'GET',
    path: '/api/searches/:id',
    summary: 'One of them',
    params: idParam,
    answers: [{ status: 200, schema: savedSearchOut, description: 'The search' }],
  }),
  save: contract({
    ...base,
    method: 'PUT',
    path: '/api/searches',
    summary: 'Keep a search of history under a name, in place of the one of yours that had it',
    body: savedSearchInput,
    answers: [{ status: 200, schema: savedSearchOut, description: 'Kept' }],
  }),
  change: contract({
    ...base,
    method: 'PATCH',
    path: '/api/searches/:id',
    summary: 'Name a search of yours anew, share it, or keep it to yourself',
    params: idParam,
    body: savedSearchPatch,
    answers: [{ status: 200, schema: savedSearchOut, description: 'As it is now' }],
  }),
  remove: contract({
    ...base,
    method: 'DELETE',
    path: '/api/searches/:id',
    summary: 'Let go of a search of yours',
    params: idParam,
    answers: [{ status: 204, description: 'It is gone' }],
  }),
}
