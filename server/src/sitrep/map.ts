import type { Sitrep } from '@cordon/alerts'
import type { SitrepMap } from '../wire/index.js'
import { metresAcross, spotIn, spotOf, type Spot } from '../picture/frame.js'
import { groundOf, type GroundLine } from '../picture/ground.js'
import { mapFrame, mapSize, marksOf } from './pdf/map-part.js'

/** How wide the drawing is in its own units; it is as high as on paper. */
const width = 1_000
const height = Math.round((width * mapSize.height) / mapSize.width)
const mostNames = 22

/** The map of a report as lines to draw, on the same ground as on paper; null where there is nothing to show. */
export async function sitrepMap(report: Sitrep): Promise<SitrepMap | null> {
  const frame = mapFrame(report)
  if (frame === null) return null
  const ground = await groundOf(frame)
  const scale = width / (frame.east - frame.west)
  const at = ([x, y]: Spot) => [(x - frame.west) * scale, (y - frame.north) * scale] as const
  const path = (line: readonly Spot[]) => `M${line.map((spot) => at(spot).map(rounded).join(' ')).join('L')}`
  const paths = (lines: readonly (readonly Spot[])[]) => lines.map(path).join('')
  const border = (isOuter: (line: GroundLine) => boolean) =>
    paths(ground.borders.filter(isOuter).map(({ line }) => line))
  const places = ground.places.map((place) => ({ place, spot: at(place.at) }))
  return {
    ...{ width, height, metresAcross: metresAcross(frame) },
    land: paths(ground.land),
    water: paths(ground.water),
    rivers: paths(ground.rivers.map(({ line }) => line)),
    borders: border(({ rank }) => rank === 0),
    provinces: border(({ rank }) => rank > 0),
    places: apart(
      places.map(({ place: { name, nameArabic }, spot: [x, y] }) => ({
        name,
        nameArabic,
        x: rounded(x),
        y: rounded(y),
      })),
    ),
    marks: marksOf(report.content.incidents, (point) => at(spotIn(frame, spotOf(point))), 6).map((mark) => ({
      ...mark,
      ...{ x: rounded(mark.x), y: rounded(mark.y) },
    })),
  }
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10
}

type Name = SitrepMap['places'][number]

/** The greatest places first; what would lie over another name, or off the map, is left out. */
function apart(places: readonly Name[]): readonly Name[] {
  const kept: Name[] = []
  for (const place of places) {
    const isOff = place.x < 8 || place.x > width - 110 || place.y < 16 || place.y > height - 12
    if (isOff || kept.some((it) => Math.abs(it.y - place.y) < 22 && Math.abs(it.x - place.x) < 110)) continue
    if (kept.push(place) === mostNames) break
  }
  return kept
}
