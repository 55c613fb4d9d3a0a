import { BoxGrid, discBoxes, outlineOf, paddedBoxes, spotAt, type Box, type Measure, type Rule } from '@cordon/alerts'
import type { Runner } from '../database.js'
import type { Candidate, Disc } from '../queries/measure.js'
import { watchedZones, type WatchedRow } from '../queries/watched.js'
import { measureAtHand, touches, type ShapeAtHand } from './at-hand.js'

/** Zones read with one statement, so that no other waits long behind it. */
const pageZones = 250
/** Discs wider than this touch so much that the database's index is the better one. */
const widestMetres = 30_000

interface ZoneAtHand {
  readonly row: Omit<WatchedRow, 'watch' | 'shape' | 'boxes'> & { readonly id: string }
  /** Null where it is for PostGIS to measure. */
  readonly shape: ShapeAtHand | null
  readonly boxes: readonly Box[]
}

/** What could be measured at hand, and the discs that PostGIS has to measure. */
export interface Near {
  readonly found: readonly Candidate[]
  readonly unclear: readonly Disc[]
}

/** The zones as they stood at a position of the feed. */
export interface View {
  readonly watch: number
  /** Measures discs of incidents that are new: nothing was told of them before. */
  readonly near: (discs: readonly Disc[]) => Near
}

/**
 * The zones that listen, in memory, so that most discs are measured without asking the database. It is right as of one
 * position of the feed; whoever plans on it names that position, and a plan on zones that have changed since is refused
 * when it is stored.
 */
export class ZonesAtHand {
  private readonly zones = new Map<string, ZoneAtHand>()
  private grid = new BoxGrid<ZoneAtHand>()
  private since = -1
  private forgotten = false
  private watch: number | null = null
  private reading: Promise<void> | null = null

  /** The zones at hand; null while they are being read. */
  view(): View | null {
    const { watch } = this
    return watch === null ? null : { watch, near: (discs) => this.near(discs) }
  }

  /** Reads what has changed, and the silences that are not over `now`; resolves when the zones are at hand again. Only one reads at a time. */
  refresh(run: Runner, now: string): Promise<void> {
    this.reading ??= this.read(run, now).finally(() => (this.reading = null))
    return this.reading
  }

  /** Begins anew at the next refresh: another database may answer now, whose feed tells another story. */
  forget(): void {
    this.watch = null
    this.forgotten = true
  }

  /** One page is one snapshot; where there are more, what changed between them is read again. */
  private async read(run: Runner, now: string): Promise<void> {
    this.watch = null
    for (;;) {
      if (this.forgotten) this.clear()
      const { watch, pages } = await this.pass(run, now)
      if (watch < this.since) this.forget()
      this.since = watch
      if (pages > 1 || this.forgotten) continue
      this.watch = watch
      return
    }
  }

  private clear(): void {
    this.zones.clear()
    this.grid = new BoxGrid()
    this.since = -1
    this.forgotten = false
  }

  private async pass(run: Runner, now: string): Promise<{ readonly watch: number; readonly pages: number }> {
    let watch = 0
    let after: string | null = null
    for (let pages = 1; ; pages += 1) {
      const rows: readonly WatchedRow[] = await run.query<WatchedRow>(
        watchedZones(this.since, { after, limit: pageZones, now }),
      )
      const [first] = rows
      if (first === undefined) throw new Error('The change feed has no head.')
      if (pages === 1) watch = first.watch
      for (const row of rows) if (row.id !== null) this.put({ ...row, id: row.id })
      if (rows.length < pageZones) return { watch, pages }
      after = rows.at(-1)?.id ?? null
    }
  }

  private put({ shape, boxes, watch: _, ...row }: WatchedRow & { readonly id: string }): void {
    const before = this.zones.get(row.id)
    for (const box of before?.boxes ?? []) if (before !== undefined) this.grid.remove(box, before)
    this.zones.delete(row.id)
    if (row.archived || row.rules.length === 0) return
    const wide = boxes ?? paddedBoxes(row.bounds, row.coreMetres + row.reachMetres)
    const { coreMetres, reachMetres } = row
    const atHand = shape === null ? null : { outline: outlineOf(shape), coreMetres, reachMetres }
    const zone = { row, shape: atHand, boxes: wide }
    this.zones.set(row.id, zone)
    for (const box of wide) this.grid.add(box, zone)
  }

  private near(discs: readonly Disc[]): Near {
    const found: Candidate[] = []
    const unclear: Disc[] = []
    for (const disc of discs) {
      const candidates = this.around(disc)
      if (candidates === null) unclear.push(disc)
      else found.push(...candidates)
    }
    return { found, unclear }
  }

  /** The rules whose zones a disc touches, in the order of their ids; null where PostGIS has to say. */
  private around(disc: Disc): readonly Candidate[] | null {
    if (disc.radiusMetres > widestMetres) return null
    const spot = spotAt(disc.point.coordinates)
    const found: Candidate[] = []
    for (const zone of this.touched(disc)) {
      const measure = zone.shape === null ? null : measureAtHand(zone.shape, spot, disc.radiusMetres)
      if (measure === null) return null
      if (touches(measure)) for (const rule of zone.row.rules) found.push(candidateOf(disc, zone, { rule, measure }))
    }
    return found.sort((a, b) => (a.ruleId < b.ruleId ? -1 : 1))
  }

  private touched({ point, radiusMetres }: Disc): Iterable<ZoneAtHand> {
    const [first, second] = discBoxes(point, radiusMetres)
    const zones = first === undefined ? new Set<ZoneAtHand>() : this.grid.touching(first)
    return second === undefined ? zones : new Set([...zones, ...this.grid.touching(second)])
  }
}

/** Laid out member by member, as there is one for each rule of each zone nearby. */
function candidateOf(
  { n }: Disc,
  { row }: ZoneAtHand,
  { rule, measure }: { readonly rule: Rule; readonly measure: Measure },
): Candidate {
  return {
    n,
    rule,
    ruleId: rule.id,
    ruleVersion: rule.version,
    zoneId: row.id,
    zoneVersion: row.version,
    zoneName: row.name,
    zoneValid: row.valid,
    audience: row.audience,
    centre: row.centre,
    measure,
    toldBefore: false,
    lastAlertAt: null,
    silences: row.silences,
  }
}
