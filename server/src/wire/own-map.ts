import { z } from 'zod'
import { contract } from './route.js'

/** Whose names the layers of its tiles have; `raster`: it is a picture, such as one from a satellite. */
export const ownMapKinds = ['raster', 'protomaps', 'openmaptiles'] as const

/** A map of the operator's own, to be drawn over ours. */
export const ownMapOut = z
  .object({
    kind: z.enum(ownMapKinds),
    minZoom: z.int(),
    maxZoom: z.int(),
    /** West, south, east, north. */
    bounds: z.tuple([z.number(), z.number(), z.number(), z.number()]),
    /** Who made it, as its file says; to be shown wherever it is. */
    attribution: z.string().nullable(),
  })
  .meta({ id: 'OwnMap' })
export type OwnMapOut = z.output<typeof ownMapOut>

export const ownMapRoutes = {
  file: contract({
    method: 'GET',
    path: '/api/map.pmtiles',
    tag: 'map',
    summary: "The operator's own map, a PMTiles file that is read in ranges",
    permission: 'read',
    answers: [
      { status: 200, type: 'application/vnd.pmtiles', description: 'The file' },
      { status: 206, type: 'application/vnd.pmtiles', description: 'The bytes that `Range` asks for' },
      { status: 304, description: 'It is what you have' },
    ],
  }),
}
