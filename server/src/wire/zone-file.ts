import { z } from 'zod'
import { fieldError } from './problem.js'
import { contract } from './route.js'
import { zoneInput } from './zone.js'

/** Bytes of a file of zones, which is sent in one request; a KMZ is packed and so holds several times as much. */
export const largestZoneFileBytes = 8 * 1024 * 1024
/** Zones that are stored in one go. */
export const mostZonesAtOnce = 500

/** What a file of zones holds: its shapes, and what is none and why. */
export const zoneFileOut = z
  .object({
    format: z.enum(['geojson', 'kml', 'gpx']),
    shapes: z.array(
      z.object({
        /** Which of the file's features it is, from 1: `Placemark 3`. */
        of: z.string(),
        name: z.string(),
        geometry: z.object({ type: z.string(), coordinates: z.array(z.unknown()) }),
        /** Null where the file gives none: a point needs a radius, a line a width. */
        radiusMetres: z.number().nullable(),
        widthMetres: z.number().nullable(),
        reachMetres: z.number(),
        rings: z.array(z.number()),
        /** A zone of the same name and shape that stands already; null where there is none. */
        knownAs: z.string().nullable(),
      }),
    ),
    refused: z.array(z.object({ of: z.string(), name: z.string().nullable(), errors: z.array(fieldError) })),
  })
  .meta({ id: 'ZoneFile' })
export type ZoneFileSaid = z.output<typeof zoneFileOut>

/** What became of each zone of an import, in its order. */
export const zonesBrought = z
  .object({ items: z.array(z.object({ id: z.string(), is: z.enum(['stored', 'known']) })) })
  .meta({ id: 'ZonesBrought' })
export type ZonesBrought = z.output<typeof zonesBrought>

export const zoneFileRoutes = {
  read: contract({
    method: 'POST',
    path: '/api/zones/read',
    tag: 'zones',
    summary: 'What a GeoJSON, KML, KMZ or GPX file of at most 8 MiB would bring as zones; nothing is stored',
    permission: 'zone:write',
    raw: true,
    answers: [{ status: 200, schema: zoneFileOut, description: 'Its shapes, and what was refused and why' }],
  }),
  bring: contract({
    method: 'POST',
    path: '/api/zones/import',
    tag: 'zones',
    summary: 'Store several zones, all or none; one that stands already with the same content is not stored again',
    permission: 'zone:write',
    body: z.strictObject({
      zones: z
        .array(zoneInput)
        .min(1, 'Expected at least one zone')
        .max(mostZonesAtOnce, `Expected at most ${mostZonesAtOnce} zones`),
    }),
    answers: [{ status: 200, schema: zonesBrought, description: 'Each in its order: stored now, or known before' }],
  }),
}
