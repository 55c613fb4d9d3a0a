import { isRoundPole, unwrapped } from '@cordon/alerts'
import type { Polygon } from 'geojson'
import { z } from 'zod'
import { asking } from './asked.js'
import { decimal, position } from './basics.js'

/** More corners than that are drawn as a zone, which an index is made for. */
export const mostCorners = 500

const corners = z
  .array(position)
  .min(3, 'Expected at least 3 corners: longitude,latitude;longitude,latitude;…')
  .max(
    mostCorners,
    `Expected at most ${mostCorners} corners; a larger area is drawn as a zone and asked for by \`zone\``,
  )

/** A drawn area in a query: `longitude,latitude;longitude,latitude;…`, its corners in turn; the last joins the first. */
export const area = z
  .string('Expected corners: longitude,latitude;longitude,latitude;…')
  .transform((text) => text.split(';').map((corner) => corner.split(',').map(decimal)))
  .pipe(corners)
  .refine((them) => new Set(them.map(String)).size >= 3, asking('asked.corners', {}))
  .refine((them) => !isRoundPole([...them, ...them.slice(0, 1)]), asking('asked.areaPole', {}))
  .transform((them) => areaOf([...them, ...them.slice(0, 1)]))

/** Across the antimeridian its lines run on beyond ±180, so that they are straight on the map. */
function areaOf(ring: [number, number][]): Polygon {
  const drawn: Polygon = { type: 'Polygon', coordinates: [ring] }
  const whole = unwrapped(drawn)
  return whole.type === 'Polygon' ? whole : drawn
}
