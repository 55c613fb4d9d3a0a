import type { Sitrep, SitrepIncident } from '@cordon/alerts'
import { remark } from './figure-part.js'
import { frameOf, metresAcross, spotIn, spotOf, type Frame, type Spot } from '../../picture/frame.js'
import type { Ground, GroundLine } from '../../picture/ground.js'
import { accent, inner, page, quiet, styles, type Sheet } from './sheet.js'
import type { SitrepLanguage } from '../../wire/index.js'
import { filled, type Spoken } from './words.js'
import type { SitrepWords } from './words-en.js'

export const mapSize = { width: inner, height: 290 } as const
const colours = {
  sea: '#dfe7ee',
  land: '#f4f2ec',
  water: '#cfdde8',
  river: '#9db8cc',
  border: '#8b8f94',
  line: '#c5c2b8',
}
const mostNames = 22

/** The frame of a report's map; null where there is nothing to show. */
export function mapFrame({ content }: Sitrep): Frame | null {
  const placed = content.incidents.filter(({ locationPrecision }) => locationPrecision !== 'country')
  return frameOf(
    placed.map(({ point }) => spotOf(point.coordinates)),
    mapSize.width / mapSize.height,
  )
}

/** What a map is drawn on. */
export interface Plot {
  readonly frame: Frame
  readonly ground: Ground
}

interface Drawing {
  readonly sheet: Sheet
  /** Where a spot lies on the page. */
  readonly at: (spot: Spot) => readonly [number, number]
}

/** Where it happened, on the ground of the page's own map. */
export function mapPart(sheet: Sheet, report: Sitrep, { plot, words, language }: Mapped): void {
  sheet.section(words.map, plot === null ? undefined : mapSize.height + 40)
  if (plot === null) return sheet.prose(words.mapEmpty)
  const { frame, ground } = plot
  const scale = mapSize.width / (frame.east - frame.west)
  const top = sheet.y
  const at = ([x, y]: Spot) => [page.side + (x - frame.west) * scale, top + (y - frame.north) * scale] as const
  const drawing = { sheet, at }
  sheet.doc.save().rect(page.side, top, mapSize.width, mapSize.height).clip()
  paintGround(drawing, ground, top)
  paintIncidents(drawing, frame, report.content.incidents)
  paintNames(drawing, ground, { top, language })
  paintScale(drawing, frame, { top, words })
  sheet.doc.restore()
  sheet.doc.rect(page.side, top, mapSize.width, mapSize.height).lineWidth(0.6).strokeColor(quiet).stroke()
  sheet.y = top + mapSize.height + 6
  sheet.prose(`${words.mapAbout} ${words.ground}.`, styles.small)
  remark(sheet, report.remarks.map)
}

/** In what it is said, and on what it is drawn: null where there is nothing to show. */
interface Mapped extends Spoken {
  readonly plot: Plot | null
}

function paintGround({ sheet: { doc }, at }: Drawing, ground: Ground, top: number): void {
  doc.rect(page.side, top, mapSize.width, mapSize.height).fill(ground.isKnown ? colours.sea : colours.land)
  const fill = (rings: readonly (readonly Spot[])[], colour: string) => {
    for (const ring of rings) trace(ring)
    if (rings.length > 0) doc.fill(colour, 'even-odd')
  }
  const trace = (line: readonly Spot[]) => {
    for (const [nth, spot] of line.entries()) {
      const [x, y] = at(spot)
      if (nth === 0) doc.moveTo(x, y)
      else doc.lineTo(x, y)
    }
  }
  const stroke = (lines: readonly GroundLine[], colour: string, widths: readonly [number, number]) => {
    for (const { line, rank } of lines) {
      trace(line)
      doc
        .lineWidth(rank <= 0 ? widths[0] : widths[1])
        .strokeColor(colour)
        .stroke()
    }
  }
  // One tile at a time: where the edges of two lie over each other, both are filled.
  for (const ring of ground.land) fill([ring], colours.land)
  stroke(ground.rivers, colours.river, [1.6, 0.7])
  for (const ring of ground.water) fill([ring], colours.water)
  stroke(
    ground.borders.filter(({ rank }) => rank > 0),
    colours.line,
    [0.6, 0.6],
  )
  stroke(
    ground.borders.filter(({ rank }) => rank === 0),
    colours.border,
    [1, 1],
  )
}

/** Incidents on nearly the same spot: those whose place is known, and those whose is not. */
export interface Mark {
  readonly x: number
  readonly y: number
  readonly sure: number
  readonly vague: number
}

/** Incidents nearer to each other than `near` are one mark; those with most come first, to lie beneath the others. */
export function marksOf(
  incidents: readonly SitrepIncident[],
  at: (position: readonly number[]) => readonly [number, number],
  near: number,
): readonly Mark[] {
  const marks = new Map<string, Mark>()
  for (const { point, doubts, locationPrecision } of incidents) {
    if (locationPrecision === 'country') continue
    const [x, y] = at(point.coordinates)
    const key = `${Math.round(x / near)} ${Math.round(y / near)}`
    const mark = marks.get(key) ?? { x, y, sure: 0, vague: 0 }
    const isVague = doubts.includes('place')
    marks.set(key, { ...mark, vague: mark.vague + Number(isVague), sure: mark.sure + Number(!isVague) })
  }
  return [...marks.values()].toSorted((a, b) => b.sure + b.vague - a.sure - a.vague)
}

function paintIncidents({ sheet: { doc }, at }: Drawing, frame: Frame, incidents: readonly SitrepIncident[]): void {
  const radius = (n: number) => 1.6 + 1.3 * Math.sqrt(n)
  const spot = (position: readonly number[]) => at(spotIn(frame, spotOf(position)))
  for (const { x, y, sure, vague } of marksOf(incidents, spot, 3)) {
    if (vague > 0)
      doc
        .circle(x, y, radius(sure + vague) + 0.8)
        .lineWidth(0.9)
        .strokeColor(accent, 0.8)
        .stroke()
    if (sure > 0) doc.circle(x, y, radius(sure)).fillColor(accent, 0.65).fill()
  }
  doc.fillOpacity(1).strokeOpacity(1)
}

interface Naming {
  readonly top: number
  readonly language: SitrepLanguage
}

/** The greatest places first; what would lie over another name is left out. */
function paintNames({ sheet, at }: Drawing, { places }: Ground, { top, language }: Naming): void {
  const taken: { readonly x: number; readonly y: number; readonly width: number }[] = []
  const style = { size: 7.5, weight: 700, colour: '#3a4149' } as const
  for (const place of places) {
    if (taken.length >= mostNames) return
    const [x, y] = at(place.at)
    const name = language === 'ar' ? place.nameArabic : place.name
    const width = sheet.pen.width(name, style)
    const isOff =
      x < page.side + 4 || x + width > page.side + mapSize.width - 8 || y < top + 10 || y > top + mapSize.height - 6
    if (isOff || taken.some((it) => Math.abs(it.y - y) < 11 && x < it.x + it.width + 8 && it.x < x + width + 8))
      continue
    taken.push({ x, y, width })
    sheet.doc.circle(x, y, 1.2).fill('#3a4149')
    sheet.pen.line(name, style, { x: x + 4, y: y + 2.6, width })
  }
}

const steps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000]

function paintScale({ sheet }: Drawing, frame: Frame, { top, words }: { top: number; words: SitrepWords }): void {
  const pointsOfKm = (mapSize.width * 1_000) / metresAcross(frame)
  const km = steps.findLast((it) => it * pointsOfKm <= 110) ?? 1
  const [x, y, width] = [page.side + 10, top + mapSize.height - 10, km * pointsOfKm]
  sheet.doc
    .rect(x - 4, y - 12, width + 8, 17)
    .fillColor('#ffffff', 0.75)
    .fill()
    .fillOpacity(1)
  sheet.doc
    .moveTo(x, y - 3)
    .lineTo(x, y)
    .lineTo(x + width, y)
    .lineTo(x + width, y - 3)
  sheet.doc.lineWidth(0.8).strokeColor('#3a4149').stroke()
  sheet.pen.line(filled(words.km, { n: km }), { size: 7, colour: '#3a4149' }, { x, y: y - 3, width, align: 'middle' })
}
