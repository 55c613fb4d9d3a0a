import { locationPrecisions, placeKinds } from '@cordon/alerts'
import { z } from 'zod'
import { position, queryNumber, text } from './basics.js'
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
  position: placePosition,
})

/** What a text says of where, as the API gives it: the model's own shape. */
export const placingOut = z
  .object({
    text: z.string(),
    verdict: z.enum(['found', 'ambiguous', 'none']),
    position: placePosition.nullable(),
    explanation: z.string(),
    candidates: z.array(placeCandidate),
    checks: z.array(
      z.object({ of: z.enum(['distance', 'direction', 'admin1']), agrees: z.boolean(), finding: z.string() }),
    ),
  })
  .meta({ id: 'Placing' })

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
}
