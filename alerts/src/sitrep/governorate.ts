import type { Point } from 'geojson'
import type { PlaceIndex } from '../place/gazetteer.js'
import { nearestUnit } from '../place/reach.js'
import type { Governorate } from './sitrep.js'

/** A place this near says which governorate a point is in. */
const nearMetres = 25_000
const nowhere: Governorate = { name: null, nameArabic: null }

/** The governorate of a point: that of the nearest known place, where one is near and the point is known so well. */
export function governorateOf(index: PlaceIndex, point: Point, uncertaintyMetres: number): Governorate {
  if (uncertaintyMetres > nearMetres) return nowhere
  const unit = nearestUnit(index, point.coordinates, nearMetres)
  const found = unit === null ? undefined : index.units[unit]
  if (found === undefined) return nowhere
  const arabic = found.otherNames.find((name) => /\p{Script=Arabic}/u.test(name))
  return { name: found.name, nameArabic: arabic ?? null }
}
