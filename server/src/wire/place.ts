import { locationPrecisions, placeKinds } from '@cordon/alerts'
import { z } from 'zod'
import { idParam, itemPage, metres, position, queryNumber, text } from './basics.js'
import { findingOut } from './finding.js'
import { contract } from './route.js'

/** `longitude,latitude` in a query string. */
const lonLat = z
  .string('Expected longitude,latitude')
  .transform((it) => it.split(',').map(Number))
  .pipe(position)

const placePosition = z.object({
  point: z.object({ type: z.literal('Point'), coordinates: z.array(z.number()) }),
  uncertaintyMetres: z.number(),
  locationPrecision: z.enum(locationPrecisions),
  shape: z.object({ type: z.enum(['Polygon', 'MultiPolygon']), coordinates: z.array(z.unknown()) }),
  explanation: z.string(),
  findings: z.array(findingOut),
})

const placeCandidate = z.object({
  place: z.object({
    id: z.string(),
    name: z.string(),
    kind: z.enum(placeKinds),
    country: z.string().nullable(),
    admin1: z.string().nullable(),
    admin2: z.string().nullable(),
    source: z.string(),
  }),
  matchedName: z.string(),
  score: z.number(),
  reasons: z.array(z.string()),
  findings: z.array(findingOut),
  position: placePosition,
})

/** Something that a text says twice, held against itself. */
export const placeCheckOut = findingOut.extend({
  of: z.enum(['distance', 'direction', 'admin1']),
  agrees: z.boolean(),
  finding: z.string(),
})

/** What a text says of where, as the API gives it: the model's own shape. */
export const placingOut = z
  .object({
    text: z.string(),
    verdict: z.enum(['found', 'ambiguous', 'none']),
    position: placePosition.nullable(),
    explanation: z.string(),
    findings: z.array(findingOut),
    candidates: z.array(placeCandidate),
    checks: z.array(placeCheckOut),
  })
  .meta({ id: 'Placing' })

/** How far from its point a place may be that comes without its own extent: a village. */
export const defaultPlaceMetres = 1_000

export const placeInput = z
  .strictObject({
    /** What tells it apart within its list; its row where it is left out. */
    key: text(100).optional(),
    name: text(200),
    otherNames: z.array(text(200)).max(200, 'Expected at most 200 other names').default([]),
    kind: z.enum(placeKinds, `Expected one of ${placeKinds.join(', ')}`).default('village'),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/, 'Expected a country as two capital letters')
      .nullish(),
    admin1: text(200).nullish(),
    admin2: text(200).nullish(),
    point: position,
    uncertaintyMetres: metres(1_000_000).default(defaultPlaceMetres),
    population: z.int().min(0).nullish(),
  })
  .meta({ id: 'PlaceInput' })
export type PlaceInput = z.input<typeof placeInput>

/** A list that an operator has brought. */
export const placeListOut = z
  .object({
    id: z.string(),
    name: z.string(),
    source: z.string(),
    active: z.boolean(),
    places: z.int(),
    recordedAt: z.string(),
    recordedBy: z.string(),
  })
  .meta({ id: 'PlaceList' })

/** A report is about a stretch of country of about this size. */
const nearMetres = 100_000

export const placeRoutes = {
  find: contract({
    method: 'GET',
    path: '/api/places',
    tag: 'places',
    summary: 'Where a text puts something: a name in any spelling, or a place told by others',
    permission: 'read',
    query: z.strictObject({
      q: text(300),
      admin1: text(100).optional(),
      near: lonLat.optional(),
      nearMetres: queryNumber(1, 2_000_000).default(nearMetres),
      limit: queryNumber(1, 50).default(8),
    }),
    answers: [{ status: 200, schema: placingOut, description: 'Found, ambiguous or none, with candidates' }],
  }),
  lists: contract({
    method: 'GET',
    path: '/api/place-lists',
    tag: 'places',
    summary: 'Lists of places that were brought in',
    permission: 'read',
    answers: [{ status: 200, schema: itemPage(placeListOut), description: 'All lists, by name' }],
  }),
  beginList: contract({
    method: 'POST',
    path: '/api/place-lists',
    tag: 'places',
    summary: 'Begin a list of places; it is used once it is finished, in place of one of the same name',
    permission: 'import',
    body: z.strictObject({ name: text(200), source: text(500) }),
    answers: [{ status: 201, schema: placeListOut, description: 'The list, empty' }],
  }),
  addToList: contract({
    method: 'POST',
    path: '/api/place-lists/:id/places',
    tag: 'places',
    summary: 'Add up to 1,000 places to a list that is not finished, or finish it',
    permission: 'import',
    params: idParam,
    body: z.strictObject({
      places: z.array(placeInput).max(1000, 'Expected at most 1,000 places'),
      finished: z.boolean().default(false),
    }),
    answers: [{ status: 201, schema: placeListOut, description: 'The list as it is now' }],
  }),
  removeList: contract({
    method: 'DELETE',
    path: '/api/place-lists/:id',
    tag: 'places',
    summary: 'Remove a list with its places',
    permission: 'import:manage',
    params: idParam,
    answers: [{ status: 204, description: 'Removed' }],
  }),
}
