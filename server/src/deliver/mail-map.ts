import { paddedBoxes, type Language, type Zone } from '@cordon/alerts'
import { zonesInVersions, type Database, type ZoneVersionRow } from '@cordon/db'
import type { Position } from 'geojson'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { frameOf, metresAcross, spotIn, spotOf, type Frame, type Spot } from '../picture/frame.js'
import { groundOf, type Ground } from '../picture/ground.js'
import { lettering } from '../picture/letters.js'
import { band, circle, Raster, turn, type Dot, type Paint } from '../picture/raster.js'
import type { Item } from './message.js'

/** A picture of where it happened and of the zones that told of it. */
export interface MailMap {
  readonly png: Buffer
  /** How far it is from its left to its right side. */
  readonly kilometresAcross: number
}

/** In pixels; it is shown half as large, so that it is sharp on any screen. */
const size = { width: 800, height: 460 } as const
/** More than these are not told apart in a small picture. */
const most = { discs: 100, zones: 20, names: 9 } as const

/** In the colours of paper, which are told apart in a dark mail too. */
const paints = {
  sea: [223, 231, 238],
  land: [244, 242, 236],
  water: [207, 221, 232],
  river: [157, 184, 204],
  border: [139, 143, 148],
  province: [197, 194, 184],
  name: [58, 65, 73],
  zone: [28, 84, 150],
  incident: [176, 38, 24],
  over: [96, 100, 106],
} as const satisfies Record<string, Paint['colour']>

/** Draws the small maps of mails. What somebody may not know exactly is drawn as they are told it. */
export class MailMaps {
  constructor(private readonly database: Pick<Database, 'query'>) {}

  async of(items: readonly Item[], language: Language): Promise<MailMap | null> {
    const alerts = items.map(({ alert }) => alert)
    const ids = alerts.map(({ zoneId }) => zoneId)
    const versions = alerts.map(({ zoneVersion }) => zoneVersion)
    const rows = await this.database.query<ZoneVersionRow>(zonesInVersions(ids, versions))
    return mailMap({ discs: items.map(discOf), zones: rows.map(({ body }) => body), language })
  }
}

interface Disc {
  readonly at: Position
  readonly metres: number
  /** Whether it holds no more. */
  readonly isOver: boolean
}

/** What a map shows. */
export interface Shown {
  readonly discs: readonly Disc[]
  readonly zones: readonly Pick<Zone, 'geometry' | 'radiusMetres' | 'widthMetres' | 'reachMetres'>[]
  readonly language: Language
}

function discOf({ alert, about }: Item): Disc {
  const { point, uncertaintyMetres } = about?.known ?? alert
  return { at: point.coordinates, metres: uncertaintyMetres, isOver: about?.kind === 'cancel' }
}

/** Draws a map; null where there is nothing to show. */
export async function mailMap({ discs, zones, language }: Shown): Promise<MailMap | null> {
  const shown = { discs: discs.slice(0, most.discs), zones: zones.slice(0, most.zones), language }
  const frame = frameOf(extentOf(shown), size.width / size.height)
  if (frame === null) return null
  const ground = await groundOf(frame)
  const plot = new Plot(frame)
  // In parts, between which everybody else has their turn.
  plot.ground(ground)
  for (const zone of shown.zones) {
    await nextTurn()
    plot.zone(zone)
  }
  await nextTurn()
  plot.names(ground, language)
  await nextTurn()
  for (const disc of shown.discs) plot.disc(disc)
  plot.scale(language)
  await nextTurn()
  return { png: plot.raster.png(), kilometresAcross: metresAcross(frame) / 1_000 }
}

/** The corners of the boxes round all that is to be seen. */
function extentOf({ discs, zones }: Shown): readonly Spot[] {
  const boxes = [
    ...discs.map(({ at, metres }) => [at, metres] as const),
    ...zones.flatMap((zone) => {
      const metres = (zone.radiusMetres ?? (zone.widthMetres ?? 0) / 2) + zone.reachMetres
      return linesOf(zone.geometry).flatMap((line) => line.map((at) => [at, metres] as const))
    }),
  ]
  return boxes.flatMap(([[lon = 0, lat = 0], metres]) =>
    paddedBoxes([lon, lat, lon, lat], metres).flatMap(([west, south, east, north]) => [
      spotOf([west, south]),
      spotOf([east, north]),
    ]),
  )
}

type Geometry = Zone['geometry']

function linesOf(geometry: Geometry): readonly (readonly Position[])[] {
  switch (geometry.type) {
    case 'Point':
      return [[geometry.coordinates]]
    case 'LineString':
      return [geometry.coordinates]
    case 'MultiLineString':
    case 'Polygon':
      return geometry.coordinates
    case 'MultiPolygon':
      return geometry.coordinates.flat()
  }
}

function polygonsOf(geometry: Geometry): readonly (readonly (readonly Position[])[])[] {
  if (geometry.type === 'Polygon') return [geometry.coordinates]
  return geometry.type === 'MultiPolygon' ? geometry.coordinates : []
}

/** A picture with what is where in it. */
class Plot {
  readonly raster = new Raster(size.width, size.height, paints.sea)
  private readonly perUnit: number

  constructor(private readonly frame: Frame) {
    this.perUnit = size.width / (frame.east - frame.west)
  }

  ground({ isKnown, land, rivers, water, borders }: Ground): void {
    const line = (lines: Ground['rivers'], width: number, colour: Paint['colour']) =>
      this.raster.stroke(
        lines.map((it) => it.line.map((spot) => this.dot(spot))),
        width,
        { colour },
      )
    const everywhere: readonly Dot[] = [
      [0, 0],
      [size.width, 0],
      [size.width, size.height],
      [0, size.height],
    ]
    if (!isKnown) this.raster.fill([everywhere], { colour: paints.land })
    // One tile at a time: where the edges of two lie over each other, both are filled.
    for (const ring of land) this.raster.fill([ring.map((spot) => this.dot(spot))], { colour: paints.land })
    line(rivers, 2.5, paints.river)
    for (const ring of water) this.raster.fill([ring.map((spot) => this.dot(spot))], { colour: paints.water })
    const outer = (it: Ground['borders'][number]) => it.rank === 0
    line(
      borders.filter((it) => !outer(it)),
      2,
      paints.province,
    )
    line(borders.filter(outer), 3, paints.border)
  }

  /** What is drawn, and how far beyond it is listened. */
  zone({ geometry, radiusMetres, widthMetres, reachMetres }: Shown['zones'][number]): void {
    const dots = (line: readonly Position[]) => line.map((at) => this.dotAt(at))
    const [lines, insides] = [linesOf(geometry).map(dots), polygonsOf(geometry).map((it) => it.map(dots))]
    const lat = linesOf(geometry)[0]?.[0]?.[1] ?? 0
    const half = this.pixelsOf(radiusMetres ?? (widthMetres ?? 0) / 2, lat)
    const within = (pixels: number) => [
      ...insides.flatMap(oneWay),
      ...(pixels > 0 ? lines.flatMap((it) => beyond(it, pixels)) : []),
    ]
    const reach = this.pixelsOf(reachMetres, lat)
    if (reach > 0) this.raster.fill(within(half + reach), { colour: paints.zone, opacity: 0.08 })
    this.raster.fill(within(half), { colour: paints.zone, opacity: 0.2 })
    for (const line of geometry.type === 'Point' ? lines : []) {
      for (const middle of line) this.ring(middle, half, paints.zone)
    }
    this.raster.stroke(geometry.type === 'Point' ? [] : lines, 3, { colour: paints.zone })
  }

  /** As wide as its place is uncertain. */
  disc({ at, metres, isOver }: Disc): void {
    const colour = isOver ? paints.over : paints.incident
    const middle = this.dotAt(at)
    const radius = this.pixelsOf(metres, at[1] ?? 0)
    this.raster.fill([circle(middle, radius)], { colour, opacity: 0.18 })
    this.ring(middle, radius, colour)
    this.raster.fill([circle(middle, 9)], { colour: [255, 255, 255] })
    this.raster.fill([circle(middle, 6.5)], { colour })
  }

  /** The greatest places first; what would lie over another name is left out. */
  names({ places }: Ground, language: Language): void {
    const taken: { readonly x: number; readonly y: number; readonly width: number }[] = []
    const outlines: (readonly Dot[])[] = []
    for (const place of places) {
      if (taken.length >= most.names) break
      const [x, y] = this.dot(place.at)
      const text = lettering(language === 'ar' ? place.nameArabic : place.name, 22)
      if (text === null || x < 12 || x + text.width > size.width - 24 || y < 30 || y > size.height - 60) continue
      if (taken.some((it) => Math.abs(it.y - y) < 34 && x < it.x + it.width + 24 && it.x < x + text.width + 24))
        continue
      taken.push({ x, y, ...text })
      outlines.push(circle([x, y], 4), ...moved(text.outlines, [x + 11, y + 9]))
    }
    this.raster.stroke(outlines, 5, { colour: paints.land, opacity: 0.85 })
    this.raster.fill(outlines, { colour: paints.name })
  }

  scale(language: Language): void {
    const perKilometre = (size.width * 1_000) / metresAcross(this.frame)
    const kilometres = steps.findLast((it) => it * perKilometre <= 220) ?? steps[0]
    const [x, y, length] = [24, size.height - 22, kilometres * perKilometre]
    const bar: readonly Dot[] = [
      [x, y - 10],
      [x, y],
      [x + length, y],
      [x + length, y - 10],
    ]
    this.raster.stroke([bar], 8, { colour: paints.land, opacity: 0.85 })
    this.raster.stroke([bar], 3, { colour: paints.name })
    const text = lettering(`${kilometres}`, 20)
    const unit = lettering(language === 'ar' ? 'كم' : 'km', 20)
    if (text === null || unit === null) return
    const [first, second] = language === 'ar' ? [unit, text] : [text, unit]
    const outlines = [
      ...moved(first.outlines, [x + 10, y - 12]),
      ...moved(second.outlines, [x + 18 + first.width, y - 12]),
    ]
    this.raster.stroke(outlines, 5, { colour: paints.land, opacity: 0.85 })
    this.raster.fill(outlines, { colour: paints.name })
  }

  private ring(middle: Dot, radius: number, colour: Paint['colour']): void {
    const [first = middle, ...others] = circle(middle, radius)
    this.raster.stroke([[first, ...others, first]], 3, { colour })
  }

  private dotAt(at: Position): Dot {
    return this.dot(spotIn(this.frame, spotOf(at)))
  }

  private dot([x, y]: Spot): Dot {
    return [(x - this.frame.west) * this.perUnit, (y - this.frame.north) * this.perUnit]
  }

  private pixelsOf(metres: number, lat: number): number {
    const around = 40_075_017 * Math.max(0.08, Math.cos((lat * Math.PI) / 180))
    return (metres / around) * this.perUnit
  }
}

const steps = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000] as const

function beyond(line: readonly Dot[], pixels: number): readonly (readonly Dot[])[] {
  return line.length === 1 ? line.map((dot) => circle(dot, pixels)) : band(line, pixels)
}

/** Outlines so that the outer one goes round as bands do and its holes the other way, however they were drawn. */
function oneWay(outlines: readonly (readonly Dot[])[]): readonly (readonly Dot[])[] {
  const way = Math.sign(turn(circle([0, 0], 1)))
  return outlines.map((it, at) => (Math.sign(turn(it)) === (at === 0 ? way : -way) ? it : it.toReversed()))
}

function moved(outlines: readonly (readonly Dot[])[], [x, y]: Dot): readonly (readonly Dot[])[] {
  return outlines.map((outline) => outline.map(([dx, dy]): Dot => [x + dx, y + dy]))
}
