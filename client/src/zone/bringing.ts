import type { ZoneGeometry } from '@cordon/alerts'
import type { ZoneFileSaid } from '@cordon/server/wire'
import type { MultiPolygon } from 'geojson'
import type { ZoneSaid } from '../api/zones.js'
import { areaOf } from '../map/outline.js'
import { shownSaid, type Shown } from './zoneForm.js'

/** A shape that a file brings, as its place in the list of them. */
export type Brought = Omit<ZoneFileSaid['shapes'][number], 'geometry'> & { readonly geometry: ZoneGeometry }

/** What somebody makes of a file: which shapes, and what the file does not say of them. */
export interface Choice extends Shown {
  readonly taken: ReadonlySet<number>
  readonly radiusKm: number
  readonly widthKm: number
}

/** The shapes of a file, whose geometries the server has held against the contract of zones. */
export function shapesOf({ shapes }: ZoneFileSaid): readonly Brought[] {
  return shapes.flatMap((it) => (isZoneGeometry(it.geometry) ? [{ ...it, geometry: it.geometry }] : []))
}

const types: readonly string[] = ['Point', 'LineString', 'MultiLineString', 'Polygon', 'MultiPolygon']

function isZoneGeometry(it: { readonly type: string }): it is ZoneGeometry {
  return types.includes(it.type)
}

/** At first all are taken but those that stand already. */
export function atFirst(shapes: readonly Brought[]): ReadonlySet<number> {
  return new Set(shapes.flatMap(({ knownAs }, at) => (knownAs === null ? [at] : [])))
}

export function isLine({ geometry }: Pick<Brought, 'geometry'>): boolean {
  return geometry.type === 'LineString' || geometry.type === 'MultiLineString'
}

/** Which sizes the file leaves to the reader. */
export function lacking(shapes: readonly Brought[]): { readonly radius: boolean; readonly width: boolean } {
  return {
    radius: shapes.some((it) => it.geometry.type === 'Point' && it.radiusMetres === null),
    width: shapes.some((it) => isLine(it) && it.widthMetres === null),
  }
}

/** A shape with the sizes that it has or is given. */
export function sized(shape: Brought, { radiusKm, widthKm }: Pick<Choice, 'radiusKm' | 'widthKm'>) {
  const { geometry } = shape
  return {
    geometry,
    radiusMetres: geometry.type === 'Point' ? (shape.radiusMetres ?? (radiusKm || 0) * 1000) : null,
    widthMetres: isLine(shape) ? (shape.widthMetres ?? (widthKm || 0) * 1000) : null,
  }
}

/** The zones that are chosen, for the server; null where a size that is needed is none. */
export function zonesChosen(shapes: readonly Brought[], choice: Choice): readonly ZoneSaid[] | null {
  const zones = shapes.flatMap((shape, at): ZoneSaid[] => {
    if (!choice.taken.has(at)) return []
    const { geometry, radiusMetres, widthMetres } = sized(shape, choice)
    const { name, reachMetres, rings } = shape
    const said = { name, ...shownSaid(choice), radiusMetres, widthMetres, reachMetres, rings: [...rings] }
    return [{ type: 'Feature', geometry, properties: said }]
  })
  const lacks = zones.some(({ properties: { radiusMetres, widthMetres } }) => radiusMetres === 0 || widthMetres === 0)
  return lacks ? null : zones
}

/** All shapes that are chosen as one area, for the map; null where there is none. */
export function areaChosen(shapes: readonly Brought[], choice: Choice): MultiPolygon | null {
  const coordinates = shapes.flatMap((shape, at) => {
    if (!choice.taken.has(at)) return []
    const area = areaOf(sized(shape, choice))
    return area.type === 'Polygon' ? [area.coordinates] : area.coordinates
  })
  return coordinates.length === 0 ? null : { type: 'MultiPolygon', coordinates }
}
