import { outlineOf, paddedBoxes, spotAt, type Measure, type Outline, type Zone } from '@cordon/alerts'
import {
  coreMetres,
  distancesOf,
  measureAtHand,
  measureAway,
  reachMetres,
  shapeAtHand,
  touches,
  widestMetres,
  type AwayRow,
  type PreparedShape,
  type Runner,
  type ShapeRow,
  type Tier,
} from '@cordon/db'

/** The disc of a revision. */
export interface Disc {
  readonly lon: number
  readonly lat: number
  readonly uncertaintyMetres: number
}

/** Uncertainties at which another box begins: each twice or so the one before, so that few centres are looked at in vain. */
const tierMetres = [500, 1_000, 2_500, 5_000, 10_000, 20_000, 50_000, widestMetres]

/** Places in one statement, so that no other waits long behind it. */
const chunk = 2_000

/** A zone's shape, stored or only drawn, against which discs are measured as they are when they come in. */
export class Shape {
  /** Where to look for discs that reach it. */
  readonly tiers: readonly Tier[]

  private constructor(
    private readonly zone: Zone,
    private readonly prepared: PreparedShape,
    private readonly outline: Outline | null,
  ) {
    const threshold = coreMetres(zone) + reachMetres(zone)
    this.tiers = tierMetres.map((upToMetres, at) => ({
      aboveMetres: tierMetres[at - 1] ?? -1,
      upToMetres,
      boxes: prepared.pieces.flatMap(({ bounds }) => paddedBoxes(bounds, threshold + upToMetres)),
    }))
  }

  static async of(zone: Zone, prepared: PreparedShape, run: Runner): Promise<Shape> {
    const [row] = await run.query<ShapeRow>(shapeAtHand(prepared))
    const shape = row?.shape ?? null
    return new Shape(zone, prepared, shape === null ? null : outlineOf(shape))
  }

  /** What lies between each disc and the zone; null where it is not within reach. PostGIS says what memory cannot. */
  async measure(discs: readonly Disc[], run: Runner): Promise<readonly (Measure | null)[]> {
    const measures = discs.map((disc) => this.atHand(disc))
    const unclear = measures.flatMap((it, n) => (it === null ? [n] : []))
    for (let at = 0; at < unclear.length; at += chunk) {
      const asked = unclear.slice(at, at + chunk).map((n) => ({ n, ...lonLat(discs[n]) }))
      const rows = await run.query<AwayRow>(measureAway(this.prepared, asked))
      for (const row of rows) measures[row.n] = this.measureOf(row, discs[row.n]?.uncertaintyMetres ?? 0)
    }
    return measures.map((it) => (it !== null && touches(it) ? it : null))
  }

  private atHand({ lon, lat, uncertaintyMetres }: Disc): Measure | null {
    if (this.outline === null) return null
    const shape = { outline: this.outline, coreMetres: coreMetres(this.zone), reachMetres: reachMetres(this.zone) }
    return measureAtHand(shape, spotAt([lon, lat]), uncertaintyMetres)
  }

  private measureOf({ metres, depthMetres }: AwayRow, uncertaintyMetres: number): Measure {
    const core = coreMetres(this.zone)
    const near = distancesOf({ metres, depthMetres }, { isArea: core === 0, coreMetres: core })
    return { ...near, reachMetres: reachMetres(this.zone), uncertaintyMetres }
  }
}

function lonLat(disc: Disc | undefined): { readonly lon: number; readonly lat: number } {
  return { lon: disc?.lon ?? 0, lat: disc?.lat ?? 0 }
}
