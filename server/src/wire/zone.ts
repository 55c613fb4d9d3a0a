import {
  facilityKinds,
  instantMs,
  isRoundPole,
  visibilities,
  type Facility,
  type Zone,
  type ZoneGeometry,
} from '@cordon/alerts'
import type { Feature, Point } from 'geojson'
import { z } from 'zod'
import { asking } from './asked.js'
import { featurePage, idParam, instant, metres, paging, point, position, text, uuid } from './basics.js'
import { contract } from './route.js'

const line = z.array(position).min(2, 'Expected at least 2 positions').max(10_000, 'Expected at most 10,000 positions')

const ring = z
  .array(position)
  .min(4, 'A ring needs at least 4 positions')
  .max(20_000, 'Expected at most 20,000 positions')
  .refine((it) => samePosition(it[0], it.at(-1)), asking('asked.ringEnd', {}))
  .refine((it) => new Set(it.map(String)).size >= 3, asking('asked.ringPlaces', {}))
  .refine((it) => !isRoundPole(it), asking('asked.ringPole', {}))

function samePosition(a: readonly [number, number] | undefined, b: readonly [number, number] | undefined): boolean {
  return a !== undefined && b !== undefined && a[0] === b[0] && a[1] === b[1]
}

const rings = z.array(ring).min(1, 'A polygon needs a ring').max(100)

export const zoneGeometry = z.discriminatedUnion(
  'type',
  [
    point,
    z.object({ type: z.literal('LineString'), coordinates: line }),
    z.object({ type: z.literal('MultiLineString'), coordinates: z.array(line).min(1).max(100) }),
    z.object({ type: z.literal('Polygon'), coordinates: rings }),
    z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(rings).min(1).max(100) }),
  ],
  'Expected a Point, LineString, MultiLineString, Polygon or MultiPolygon',
)

/** When a zone is watched: from when and until when, of which one may be open. */
const validity = z
  .strictObject({ from: instant.nullish(), until: instant.nullish() })
  .transform(({ from, until }) => ({ from: from ?? null, until: until ?? null }))
  .refine(
    ({ from, until }) => from === null || until === null || instantMs(from) < instantMs(until),
    asking('asked.endAfter', {}),
  )

export const zoneProperties = z.strictObject({
  name: text(200),
  visibility: z.enum(visibilities, `Expected one of ${visibilities.join(', ')}`).nullish(),
  /** The team that sees it, of those that its owner is in: where its visibility is `team`, and nowhere else. */
  teamId: uuid.nullish(),
  radiusMetres: metres(2_000_000).gt(0, 'Expected more than 0 m').nullish(),
  widthMetres: metres(500_000).gt(0, 'Expected more than 0 m').nullish(),
  reachMetres: metres(2_000_000).nullish(),
  rings: z.array(metres(2_000_000).gt(0)).max(10, 'Expected at most 10 rings').nullish(),
  facilityId: uuid.nullish(),
  valid: validity.nullish(),
})

export const zoneInput = z
  .object({ type: z.literal('Feature', 'Expected "Feature"'), geometry: zoneGeometry, properties: zoneProperties })
  .superRefine(({ geometry, properties }, context) => {
    const complain = (field: 'radiusMetres' | 'widthMetres' | 'teamId', words: ReturnType<typeof asking>) =>
      context.addIssue({ code: 'custom', path: ['properties', field], ...words, input: properties[field] })
    const shape = geometry.type
    const isPoint = geometry.type === 'Point'
    const isLine = geometry.type === 'LineString' || geometry.type === 'MultiLineString'
    if (isPoint && properties.radiusMetres == null) complain('radiusMetres', asking('asked.radius', {}))
    if (!isPoint && properties.radiusMetres != null) complain('radiusMetres', asking('asked.noRadius', { shape }))
    if (isLine && properties.widthMetres == null) complain('widthMetres', asking('asked.width', {}))
    if (!isLine && properties.widthMetres != null) complain('widthMetres', asking('asked.noWidth', { shape }))
    const isTeams = properties.visibility === 'team'
    if (isTeams && properties.teamId == null) complain('teamId', asking('asked.team', {}))
    if (!isTeams && properties.teamId != null) complain('teamId', asking('asked.noTeam', {}))
  })
  .meta({ id: 'ZoneInput' })
export type ZoneInput = z.output<typeof zoneInput>

/** A zone as the API gives it. */
export type ZoneFeature = Feature<ZoneGeometry, Omit<Zone, 'geometry'>> & { readonly id: string }

/** The feature that tells a zone. */
export function zoneFeature(zone: Zone): ZoneFeature {
  const { geometry, ...properties } = zone
  return { type: 'Feature', id: zone.id, geometry, properties }
}

/** The zone that a feature tells. */
export function featureZone(feature: ZoneFeature): Zone {
  return { ...feature.properties, geometry: feature.geometry }
}

export const zoneOut = z
  .object({
    type: z.literal('Feature'),
    id: z.string(),
    geometry: z.object({ type: z.string(), coordinates: z.array(z.unknown()) }),
    properties: z.object({
      id: z.string(),
      version: z.int(),
      seq: z.int(),
      name: z.string(),
      visibility: z.enum(visibilities),
      /** Left out where its visibility is not `team`. */
      teamId: z.string().optional(),
      radiusMetres: z.number().nullable(),
      widthMetres: z.number().nullable(),
      reachMetres: z.number(),
      rings: z.array(z.number()),
      facilityId: z.string().nullable(),
      /** Left out where it is always watched. */
      valid: z.object({ from: z.string().nullable(), until: z.string().nullable() }).optional(),
      ownerId: z.string(),
      ownerName: z.string(),
      archived: z.boolean(),
      recordedAt: z.string(),
      recordedBy: z.string(),
    }),
  })
  .meta({ id: 'Zone' })

export const zonePatch = z
  .strictObject({
    type: z.literal('Feature').optional(),
    geometry: zoneGeometry.optional(),
    properties: zoneProperties.partial().optional(),
  })
  .meta({ id: 'ZonePatch' })
export type ZonePatch = z.output<typeof zonePatch>

const zonePage = featurePage(zoneOut)

/** What each zone has raised of late, and all of them together; zones that raised nothing are left out. */
export const zoneLoadOut = z
  .object({
    days: z.int(),
    alerts: z.int(),
    items: z.array(z.object({ zoneId: z.string(), alerts: z.int() })),
  })
  .meta({ id: 'ZoneLoad' })
export type ZoneLoad = z.output<typeof zoneLoadOut>

export const zoneRoutes = {
  list: contract({
    method: 'GET',
    path: '/api/zones',
    tag: 'zones',
    summary: 'Zones that you may see: your own, those of the teams that you are in, and those of everybody',
    permission: 'read',
    query: z.strictObject({ ...paging, archived: z.stringbool().default(false) }),
    answers: [{ status: 200, type: 'application/geo+json', schema: zonePage, description: 'One page, by name' }],
  }),
  load: contract({
    method: 'GET',
    path: '/api/zones/load',
    tag: 'zones',
    summary: 'How many alerts each zone has raised in the last 30 days, but for exercises',
    permission: 'read',
    answers: [{ status: 200, schema: zoneLoadOut, description: 'The most first' }],
  }),
  create: contract({
    method: 'POST',
    path: '/api/zones',
    tag: 'zones',
    summary: 'Watch an area: a circle, a polygon or a corridor',
    permission: 'zone:write',
    body: zoneInput,
    answers: [{ status: 201, type: 'application/geo+json', schema: zoneOut, description: 'The zone' }],
  }),
  one: contract({
    method: 'GET',
    path: '/api/zones/:id',
    tag: 'zones',
    summary: 'One zone, as it is or in an earlier version',
    permission: 'read',
    params: idParam,
    query: z.strictObject({
      version: z.coerce.number().int().min(1).max(2_147_483_647, 'Expected a version').optional(),
    }),
    answers: [{ status: 200, type: 'application/geo+json', schema: zoneOut, description: 'The zone' }],
  }),
  change: contract({
    method: 'PATCH',
    path: '/api/zones/:id',
    tag: 'zones',
    summary:
      'Change a zone: a new version; alerts keep the version they matched. The members of a team change what is the team’s; who sees a zone is for its owner and for administrators to say',
    permission: 'zone:write',
    params: idParam,
    body: zonePatch,
    answers: [{ status: 200, type: 'application/geo+json', schema: zoneOut, description: 'The new version' }],
  }),
  archive: contract({
    method: 'DELETE',
    path: '/api/zones/:id',
    tag: 'zones',
    summary: 'Archive a zone: it stops listening, its history stays',
    permission: 'zone:write',
    params: idParam,
    answers: [{ status: 204, description: 'Archived' }],
  }),
  restore: contract({
    method: 'POST',
    path: '/api/zones/:id/restore',
    tag: 'zones',
    summary:
      'Bring an archived zone back: it listens again, by those of its rules that were on; what came meanwhile alerts nobody',
    permission: 'zone:write',
    params: idParam,
    answers: [{ status: 200, type: 'application/geo+json', schema: zoneOut, description: 'The new version' }],
  }),
}

/** A facility as the API gives it. */
export type FacilityFeature = Feature<Point, Omit<Facility, 'point'>> & { readonly id: string }

/** The feature that tells a facility. */
export function facilityFeature(facility: Facility): FacilityFeature {
  const { point: geometry, ...properties } = facility
  return { type: 'Feature', id: facility.id, geometry, properties }
}

export const facilityInput = z
  .object({
    type: z.literal('Feature', 'Expected "Feature"'),
    geometry: point,
    properties: z.strictObject({
      name: text(200),
      nameArabic: text(200).nullish(),
      kind: z.enum(facilityKinds, `Expected one of ${facilityKinds.join(', ')}`),
      uncertaintyMetres: metres(1_000_000).nullish(),
      operator: text(200).nullish(),
      population: z.int().min(0).nullish(),
      note: text(2000).nullish(),
      positionSource: text(500).nullish(),
    }),
  })
  .meta({ id: 'FacilityInput' })
export type FacilityInput = z.output<typeof facilityInput>

export const facilityOut = z
  .object({
    type: z.literal('Feature'),
    id: z.string(),
    geometry: z.object({ type: z.literal('Point'), coordinates: z.array(z.number()) }),
    properties: z.object({
      id: z.string(),
      revision: z.int(),
      seq: z.int(),
      name: z.string(),
      nameArabic: z.string().nullable(),
      kind: z.enum(facilityKinds),
      uncertaintyMetres: z.number(),
      operator: z.string().nullable(),
      population: z.int().nullable(),
      note: z.string().nullable(),
      positionSource: z.string().nullable(),
    }),
  })
  .meta({ id: 'Facility' })

export const facilityRoutes = {
  list: contract({
    method: 'GET',
    path: '/api/facilities',
    tag: 'facilities',
    summary: 'Places to protect',
    permission: 'read',
    query: z.strictObject(paging),
    answers: [
      { status: 200, type: 'application/geo+json', schema: featurePage(facilityOut), description: 'One page, by name' },
    ],
  }),
  create: contract({
    method: 'POST',
    path: '/api/facilities',
    tag: 'facilities',
    summary: 'Add a place to protect',
    permission: 'facility:write',
    body: facilityInput,
    answers: [{ status: 201, type: 'application/geo+json', schema: facilityOut, description: 'The facility' }],
  }),
}
