const equatorialRadius = 6_378_137

/** The zoom from which something of this radius is at least some pixels wide, on 512-pixel tiles. */
export function zoomWhere(metres: number, latitude: number, pixels: number): number {
  const metresPerPixelAtZero = (2 * Math.PI * equatorialRadius * Math.cos((latitude * Math.PI) / 180)) / 512
  return Math.max(0, Math.log2((pixels * metresPerPixelAtZero) / metres))
}
