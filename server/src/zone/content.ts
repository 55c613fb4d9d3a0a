import {
  faultAt,
  finding,
  rightHanded,
  unwrapped,
  type Fault,
  type Validity,
  type Zone,
  type ZoneContent,
  type ZoneGeometry,
} from '@cordon/alerts'
import {
  cutFurther,
  facilityById,
  prepareShapes,
  type PreparedShape,
  type RoughShape,
  type Runner,
  type ZonePiece,
} from '@cordon/db'
import type { Principal } from '../access/principal.js'
import type { Clock } from '../platform/clock.js'
import { newId } from '../platform/id.js'
import { ok, wrong, type Result } from '../platform/result.js'
import type { ZoneInput } from '../wire/index.js'
import { shapeFault } from './shape-fault.js'
import { ownerIdOf } from './visible.js'

/** Smallest area that is one: below it a polygon is a line. */
const leastSquareMetres = 1

/** What is said of a zone, with the house's word for what is left out. */
export function zoneContentOf({ geometry, properties: said }: ZoneInput): ZoneContent {
  return {
    name: said.name,
    visibility: said.visibility ?? 'public',
    ...(said.visibility === 'team' && said.teamId != null ? { teamId: said.teamId } : {}),
    geometry: rightHanded(geometry),
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

/** A zone that says something else from now on: what is left out of the new is not kept of the old. */
export function saidAnew(zone: Omit<Zone, keyof ZoneContent>, content: ZoneContent): Zone {
  const { id, version, seq, ownerId, ownerName, archived, recordedAt, recordedBy } = zone
  return { ...content, id, version, seq, ownerId, ownerName, archived, recordedAt, recordedBy }
}

/** A token sees nothing private, and there would be nobody else to see it. */
export const nothingPrivate = wrong(faultAt('properties.visibility', finding('asked.tokenPublic', {})))

/** A zone's first version; what only an account may have is refused to a token. */
export function newZone(content: ZoneContent, who: Principal, clock: Clock): Result<Zone> {
  if (content.visibility !== 'public' && ownerIdOf(who) === null) return nothingPrivate
  const born = { id: newId(clock.ms()), version: 1, seq: 0, archived: false }
  const by = { ownerId: who.id, ownerName: who.name, recordedAt: clock.now(), recordedBy: who.name }
  return ok({ ...content, ...born, ...by })
}

/** Shapes in one statement, so that no other waits long behind it. */
const shapesAtOnce = 50
/** Rough pieces that are cut with one statement, for the same reason. */
const piecesAtOnce = 16

/** A shape made ready to be measured against; refused where PostGIS finds fault with it. */
export async function prepare(geometry: ZoneGeometry, run: Runner): Promise<Result<PreparedShape>> {
  const [prepared] = await prepareAll([geometry], run)
  return prepared ?? judged(geometry, undefined)
}

/** The same of many, in their order. */
export async function prepareAll(
  geometries: readonly ZoneGeometry[],
  run: Runner,
): Promise<readonly Result<PreparedShape>[]> {
  const judgements: Result<PreparedShape>[] = []
  for (let from = 0; from < geometries.length; from += shapesAtOnce) {
    const some = geometries.slice(from, from + shapesAtOnce)
    const rough = await run.query<RoughShape>(prepareShapes(some.map(unwrapped)))
    const prepared: PreparedShape[] = []
    for (const shape of rough) prepared.push(await cut(shape, run))
    judgements.push(...some.map((geometry, at) => judged(geometry, prepared[at])))
  }
  return judgements
}

async function cut({ rough, ...shape }: RoughShape, run: Runner): Promise<PreparedShape> {
  if (!rough) return shape
  const pieces: ZonePiece[] = []
  for (let from = 0; from < shape.pieces.length; from += piecesAtOnce) {
    pieces.push(...(await run.query<ZonePiece>(cutFurther(shape.pieces.slice(from, from + piecesAtOnce)))))
  }
  return { ...shape, pieces }
}

function judged(geometry: ZoneGeometry, prepared: PreparedShape | undefined): Result<PreparedShape> {
  if (prepared === undefined) return wrong(faultAt('geometry', finding('shape.onePlace', {})))
  if (prepared.fault !== null) return wrong(shapeFault(prepared.fault, geometry))
  const { type } = geometry
  const isArea = type === 'Polygon' || type === 'MultiPolygon'
  if (isArea && prepared.squareMetres < leastSquareMetres) {
    return wrong(faultAt('geometry', finding('shape.noArea', { size: prepared.squareMetres.toFixed(2) })))
  }
  return ok(prepared)
}

/** Why the facility of a zone is none; null where it is one, or there is none. */
export async function facilityFault({ facilityId }: ZoneContent, run: Runner): Promise<Fault | null> {
  if (facilityId === null) return null
  const [row] = await run.query(facilityById(facilityId))
  return row === undefined ? faultAt('properties.facilityId', finding('asked.facility', { got: facilityId })) : null
}
