import { finestTileZoom } from '@cordon/alerts'
import { z } from 'zod'
import { asking } from './asked.js'
import { queryNumber } from './basics.js'
import { incidentFilter } from './incident.js'
import { contract } from './route.js'

const tileParams = z
  .object({
    z: queryNumber(0, finestTileZoom),
    x: queryNumber(0, 2 ** finestTileZoom - 1),
    y: queryNumber(0, 2 ** finestTileZoom - 1),
  })
  .refine((it) => it.x < 2 ** it.z && it.y < 2 ** it.z, {
    ...asking('asked.tile', {}),
    path: ['x'],
  })

/** The most slices that a time is cut into. */
const mostSlices = 96

export const tileRoutes = {
  tile: contract({
    method: 'GET',
    path: '/tiles/incidents/:z/:x/:y.mvt',
    tag: 'incidents',
    summary:
      'What the same filters hold as a vector tile (MVT 2.1, layer `incidents`): points with `count`, `worst` (0 unknown to 4 extreme), `metres` of uncertainty and `latitude`; one alone also with `id`, `type`, `kind`, `at` and `known` (when it happened and when it was first recorded, in minutes since 1970). With `slices` each slice of the time from `from` to `to` is told for itself, as `slice`',
    permission: 'read',
    params: tileParams,
    query: incidentFilter.omit({ limit: true, cursor: true }).extend({ slices: queryNumber(1, mostSlices).optional() }),
    answers: [
      {
        status: 200,
        type: 'application/vnd.mapbox-vector-tile',
        description: 'The tile, empty where there is nothing; for nobody else to keep',
      },
    ],
  }),
}
