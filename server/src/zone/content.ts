import { unwrapped, type ZoneContent, type ZoneGeometry } from '@cordon/alerts'
import { prepareShape, type PreparedShape, type Runner } from '@cordon/db'
import { fail, ok, type Result } from '../platform/result.js'
import type { ZoneInput } from '../wire/index.js'

/** Smallest area that is one: below it a polygon is a line. */
const leastSquareMetres = 1

/** What is said of a zone, with the house's word for what is left out. */
export function zoneContentOf({ geometry, properties: said }: ZoneInput): ZoneContent {
  return {
    name: said.name,
    visibility: said.visibility ?? 'public',
    geometry,
    radiusMetres: said.radiusMetres ?? null,
    widthMetres: said.widthMetres ?? null,
    reachMetres: said.reachMetres ?? 0,
    rings: [...(said.rings ?? [])].sort((a, b) => a - b),
    facilityId: said.facilityId ?? null,
  }
}

/** A shape made ready to be measured against; refused where PostGIS finds fault with it. */
export async function prepare(geometry: ZoneGeometry, run: Runner): Promise<Result<PreparedShape>> {
  const [prepared] = await run.query<PreparedShape>(prepareShape(unwrapped(geometry)))
  const wrong = (message: string) => fail('invalid-input', { errors: [{ path: 'geometry', message }] })
  if (prepared === undefined) return wrong('Expected a shape with some extent; got one place over and over')
  if (prepared.fault !== null) return wrong(`Expected a valid shape; PostGIS says: ${prepared.fault}`)
  const isArea = geometry.type === 'Polygon' || geometry.type === 'MultiPolygon'
  if (isArea && prepared.squareMetres < leastSquareMetres) {
    return wrong(`Expected an area; got one of ${prepared.squareMetres.toFixed(2)} m²`)
  }
  return ok(prepared)
}
