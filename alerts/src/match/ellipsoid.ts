/** WGS 84: half axes in metres and flattening (NGA.STND.0036). */
export const equatorialRadius = 6_378_137
export const flattening = 1 / 298.257223563
export const polarRadius = equatorialRadius * (1 - flattening)

/** Degrees to radians. */
export function radians(degrees: number): number {
  return (degrees * Math.PI) / 180
}

/** Radians to degrees. */
export function degrees(radians: number): number {
  return (radians * 180) / Math.PI
}

/** Latitude on the auxiliary sphere (tan β = (1 − f) tan φ); both in radians. */
export function reducedLatitude(latitude: number): number {
  return Math.atan2((1 - flattening) * Math.sin(latitude), Math.cos(latitude))
}

/** The inverse of `reducedLatitude`. */
export function geodeticLatitude(reduced: number): number {
  return Math.atan2(Math.sin(reduced), (1 - flattening) * Math.cos(reduced))
}

/** Longitude and latitude in degrees of a GeoJSON position; throws where it is none. */
export function lonLat(position: readonly number[]): readonly [number, number] {
  const [lon = NaN, lat = NaN] = position
  if (!Number.isFinite(lon) || !(Math.abs(lat) <= 90)) {
    throw new RangeError(`Expected a position [longitude, latitude], got ${JSON.stringify(position)}.`)
  }
  return [lon, lat]
}
