/** A bar of so many pixels that stands for so many metres. */
export interface Scale {
  readonly pixels: number
  readonly metres: number
}

const circumference = 2 * Math.PI * 6_378_137
const widest = 110

/** The longest bar of a round length that is at most 110 pixels wide, at a zoom and latitude on 512-pixel tiles. */
export function scaleOf(zoom: number, latitude: number): Scale {
  const metresPerPixel = (circumference * Math.cos((latitude * Math.PI) / 180)) / (512 * 2 ** zoom)
  const room = metresPerPixel * widest
  const power = 10 ** Math.floor(Math.log10(room))
  const metres = ([5, 2, 1].find((it) => it * power <= room) ?? 1) * power
  return { pixels: metres / metresPerPixel, metres }
}
