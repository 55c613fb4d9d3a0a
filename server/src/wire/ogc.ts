import { facilityKinds, visibilities } from '@cordon/alerts'
import { z } from 'zod'
import { grade } from './basics.js'
import { incidentFilter, incidentOut } from './incident.js'
import { featureBox, featureLimit, featureTime } from './ogc-query.js'
import { contract } from './route.js'
import { facilityOut, zoneOut } from './zone.js'

/* OGC API Features: what we hold as other people's maps read it. Its standard says the names of what is told here. */

export const ogcLink = z
  .object({ href: z.string(), rel: z.string(), type: z.string(), title: z.string().optional() })
  .meta({ id: 'Link' })
export type OgcLink = z.output<typeof ogcLink>

const links = z.array(ogcLink)
const said = { title: z.string(), description: z.string(), links }

const extent = z.object({
  spatial: z.object({ bbox: z.array(z.array(z.number())), crs: z.string() }).optional(),
  temporal: z.object({ interval: z.array(z.array(z.string().nullable())), trs: z.string() }).optional(),
})
export type OgcExtent = z.output<typeof extent>

const collectionOut = z
  .object({ id: z.string(), ...said, extent, itemType: z.literal('feature'), crs: z.array(z.string()) })
  .meta({ id: 'Collection' })
export type OgcCollection = z.output<typeof collectionOut>

/** A feature that is answered alone says where it is to be found. */
const linked = { links }
export const incidentItemOut = incidentOut.extend(linked).meta({ id: 'IncidentItem' })
const facilityItemOut = facilityOut.extend(linked).meta({ id: 'FacilityItem' })
const zoneItemOut = zoneOut.extend(linked).meta({ id: 'ZoneItem' })

function featuresOf<T extends z.ZodType>(feature: T) {
  return z.object({
    type: z.literal('FeatureCollection'),
    features: z.array(feature),
    links,
    timeStamp: z.string(),
    /** How many there are in all; on the first page, and where there are not too many to count at once. */
    numberMatched: z.int().optional(),
    numberReturned: z.int(),
  })
}

const paged = {
  limit: featureLimit,
  bbox: featureBox.optional(),
  datetime: featureTime.optional(),
  cursor: z.string().max(300).optional().meta({ description: 'As a link `next` has it' }),
}

/** What incidents may be asked for by, beside place and time: as `GET /api/incidents` has it, under the properties’ names. */
const { type, severity, status, kind, source, actor, q, zone, precision, asOf } = incidentFilter.shape
export const incidentQueryables = z.object({
  ...{ type, severity, status, kind, timePrecision: precision },
  source: source.meta({ description: 'The name of a source' }),
  actor: actor.meta({ description: 'One that took part' }),
  minGrade: grade.optional().meta({ description: 'Known at least this well' }),
  q: q.meta({ description: 'Words, in any spelling' }),
  zone: zone.meta({ description: 'The id of a zone that it may lie in' }),
  asOf: asOf.meta({ description: 'As it was known at this time' }),
})
export const facilityQueryables = z.object({ kind: z.enum(facilityKinds).optional() })
export const zoneQueryables = z.object({ visibility: z.enum(visibilities).optional() })

export const incidentItems = z.strictObject({ ...paged, ...incidentQueryables.shape })
export type IncidentItems = z.output<typeof incidentItems>
const facilityItems = z.strictObject({ ...paged, ...facilityQueryables.shape })
export type FacilityItems = z.output<typeof facilityItems>
const zoneItems = z.strictObject({ ...paged, ...zoneQueryables.shape })
export type ZoneItems = z.output<typeof zoneItems>

const get = { method: 'GET', tag: 'ogc' } as const
const json = (schema: z.ZodType, description: string) => [{ status: 200, schema, description }] as const
const geoJson = <T extends z.ZodType>(schema: T, description: string) =>
  [{ status: 200, type: 'application/geo+json', schema, description }] as const
const byCollection = z.strictObject({ collection: z.string() })
/** Whatever is no id is the id of nothing. */
const byId = z.strictObject({ id: z.string() })

/** Below `/ogc`, as the standard has them below its root. */
export const ogcRoutes = {
  landing: contract({
    ...{ ...get, path: '/ogc', permission: 'open' },
    summary: 'Where an OGC API Features client begins',
    answers: json(z.object(said), 'Where everything is'),
  }),
  conformance: contract({
    ...{ ...get, path: '/ogc/conformance', permission: 'open' },
    summary: 'Which parts of the standard are kept to',
    answers: json(z.object({ conformsTo: z.array(z.string()) }), 'The conformance classes'),
  }),
  api: contract({
    ...{ ...get, path: '/ogc/api', permission: 'open' },
    summary: 'These routes in OpenAPI 3.0, as such clients read it',
    answers: [
      {
        status: 200,
        type: 'application/vnd.oai.openapi+json;version=3.0',
        schema: z.record(z.string(), z.unknown()),
        description: 'OpenAPI 3.0',
      },
    ],
  }),
  apiPage: contract({
    ...{ ...get, path: '/ogc/api.html', permission: 'open' },
    summary: 'These routes as a page',
    answers: [{ status: 200, type: 'text/html', description: 'Routes, parameters and answers' }],
  }),
  collections: contract({
    ...{ ...get, path: '/ogc/collections', permission: 'read' },
    summary: 'What there is: incidents, facilities, zones',
    answers: json(z.object({ ...said, collections: z.array(collectionOut) }), 'The collections'),
  }),
  collection: contract({
    ...{ ...get, path: '/ogc/collections/:collection', permission: 'read' },
    summary: 'One collection: what it holds, where and when',
    params: byCollection,
    answers: json(collectionOut, 'The collection'),
  }),
  queryables: contract({
    ...{ ...get, path: '/ogc/collections/:collection/queryables', permission: 'read' },
    summary: 'What a collection may be asked for by, as JSON Schema',
    params: byCollection,
    answers: [
      {
        status: 200,
        type: 'application/schema+json',
        schema: z.record(z.string(), z.unknown()),
        description: 'A schema whose properties are parameters',
      },
    ],
  }),
  incidents: contract({
    ...{ ...get, path: '/ogc/collections/incidents/items', permission: 'read' },
    summary: 'The incidents that `GET /api/incidents` finds, newest first',
    query: incidentItems,
    answers: geoJson(featuresOf(incidentOut), 'One page'),
  }),
  incident: contract({
    ...{ ...get, path: '/ogc/collections/incidents/items/:id', permission: 'read' },
    summary: 'One incident',
    params: byId,
    answers: geoJson(incidentItemOut, 'The incident'),
  }),
  facilities: contract({
    ...{ ...get, path: '/ogc/collections/facilities/items', permission: 'read' },
    summary: 'Facilities by name',
    query: facilityItems,
    answers: geoJson(featuresOf(facilityOut), 'One page'),
  }),
  facility: contract({
    ...{ ...get, path: '/ogc/collections/facilities/items/:id', permission: 'read' },
    summary: 'One facility',
    params: byId,
    answers: geoJson(facilityItemOut, 'The facility'),
  }),
  zones: contract({
    ...{ ...get, path: '/ogc/collections/zones/items', permission: 'read' },
    summary: 'Zones that you may see, by name',
    query: zoneItems,
    answers: geoJson(featuresOf(zoneOut), 'One page'),
  }),
  zone: contract({
    ...{ ...get, path: '/ogc/collections/zones/items/:id', permission: 'read' },
    summary: 'One zone',
    params: byId,
    answers: geoJson(zoneItemOut, 'The zone'),
  }),
}
