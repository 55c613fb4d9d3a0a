import { unwrapped, type Validity, type Zone, type ZoneContent, type ZoneGeometry } from '@cordon/alerts'
import { facilityById, prepareShape, type PreparedShape, type Runner } from '@cordon/db'
import type { Principal } from '../access/principal.js'
import type { Clock } from '../platform/clock.js'
import { newId } from '../platform/id.js'
import { fail, ok, type Result } from '../platform/result.js'
import type { FieldError, ZoneInput } from '../wire/index.js'
import { ownerIdOf } from './visible.js'

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
    ...validOf(said.valid ?? null),
  }
}

/** A validity that is open on both sides is none. */
function validOf(valid: Validity | null): Pick<ZoneContent, 'valid'> {
  return valid === null || (valid.from === null && valid.until === null) ? {} : { valid }
}

/** A zone's first version; what only an account may have is refused to a token. */
export function newZone(content: ZoneContent, who: Principal, clock: Clock): Result<Zone> {
  if (content.visibility === 'private' && ownerIdOf(who) === null) {
    const message = 'A token owns nothing private: expected public; got "private"'
    return fail('invalid-input', { errors: [{ path: 'properties.visibility', message }] })
  }
  const born = { id: newId(clock.ms()), version: 1, seq: 0, archived: false }
  const by = { ownerId: who.id, ownerName: who.name, recordedAt: clock.now(), recordedBy: who.name }
  return ok({ ...content, ...born, ...by })
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

/** Why the facility of a zone is none; null where it is one, or there is none. */
export async function facilityFault({ facilityId }: ZoneContent, run: Runner): Promise<FieldError | null> {
  if (facilityId === null) return null
  const [row] = await run.query(facilityById(facilityId))
  const message = `Expected a facility that exists; got "${facilityId}"`
  return row === undefined ? { path: 'properties.facilityId', message } : null
}
