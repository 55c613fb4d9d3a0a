import { nearness, type Measure, type Outline, type Proximity, type Spot } from '@cordon/alerts'

/** Whatever lies so near to a limit is for PostGIS to say; the two agree to a millimetre. */
const stripMetres = 0.5

/** A zone's shape in memory. A circle is a point widened by its radius, a corridor a line widened by half its width. */
export interface ShapeAtHand {
  readonly outline: Outline
  readonly coreMetres: number
  readonly reachMetres: number
}

/** What lies between a disc and a shape; null where it is too close to a limit for memory to say. */
export function measureAtHand(
  { outline, coreMetres, reachMetres }: ShapeAtHand,
  spot: Spot,
  uncertaintyMetres: number,
): Measure | null {
  const near = nearness(spot, outline)
  if (near === null) return null
  const isArea = outline.what === 'area'
  if (isArea && near.metres + near.depthMetres < stripMetres) return null
  const signed = near.metres - near.depthMetres - coreMetres
  const strip = stripMetres + Math.abs(signed) * 1e-6
  const far = Math.abs(signed - uncertaintyMetres - reachMetres)
  const sure = Math.abs(signed + uncertaintyMetres - reachMetres)
  if (far < strip || sure < strip) return null
  const { distanceMetres, depthMetres } = distancesOf(near, { isArea, coreMetres })
  return { distanceMetres, depthMetres, reachMetres, uncertaintyMetres }
}

/** A circle or corridor is its core (a point or line) widened; an area is its own core. */
export function distancesOf(
  { metres, depthMetres }: Proximity,
  { isArea, coreMetres }: { readonly isArea: boolean; readonly coreMetres: number },
): Pick<Measure, 'distanceMetres' | 'depthMetres'> {
  if (isArea) return { distanceMetres: metres, depthMetres }
  return { distanceMetres: Math.max(0, metres - coreMetres), depthMetres: Math.max(0, coreMetres - metres) }
}

/** Whether a disc may be within reach at all. */
export function touches({ distanceMetres, reachMetres, uncertaintyMetres }: Measure): boolean {
  return distanceMetres <= reachMetres + uncertaintyMetres
}
