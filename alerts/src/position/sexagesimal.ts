import type { Position } from 'geojson'
import { lonLat } from '../match/ellipsoid.js'

/** A position in degrees, minutes and seconds to a hundredth (a third of a metre): `35°09′22.25″ N, 40°25′37.78″ E`. */
export function sexagesimalText(position: Position): string {
  const [lon, lat] = lonLat(position)
  return `${written(lat)} ${lat < 0 ? 'S' : 'N'}, ${written(lon)} ${lon < 0 ? 'W' : 'E'}`
}

/** Counted in hundredths of a second first, so that 59.999″ carries over. */
function written(degrees: number): string {
  const hundredths = Math.round(Math.abs(degrees) * 360_000)
  const seconds = ((hundredths % 6_000) / 100).toFixed(2).padStart(5, '0')
  const minutes = String(Math.floor(hundredths / 6_000) % 60).padStart(2, '0')
  return `${Math.floor(hundredths / 360_000)}°${minutes}′${seconds}″`
}
