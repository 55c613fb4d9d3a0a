import { certaintyOf, signedDistance, type Certainty } from '@cordon/alerts'
import {
  candidateOf,
  measureBatch,
  ZonesAtHand,
  type Candidate,
  type Database,
  type Disc,
  type MeasureRow,
  type Near,
} from '@cordon/db'
import { randomUUID } from 'node:crypto'
import type { Chance } from './chance.js'
import { randomCentre, randomShape, storeZones } from './zones.js'

/** A pair on which the whole geometry and another way of measuring disagree. */
export interface Disagreement {
  /** The statement with its index, or the zones in memory. */
  readonly way: 'indexed' | 'at hand'
  readonly disc: Disc
  readonly zoneId: string
  readonly expected: Certainty
  readonly got: Certainty
}

export interface Comparison {
  readonly pairs: number
  /** Pairs that are not `none`: the comparison is about these. */
  readonly touching: number
  /** Discs that were measured in memory, without PostGIS. */
  readonly atHand: number
  /** The most by which a distance in memory differs from PostGIS, metres. */
  readonly widestMetres: number
  readonly disagreements: readonly Disagreement[]
}

/** Every disc against every zone, on the whole shape and without any index. */
const wholeSql = `
  select d.n, z.id as zone_id,
    case when z.boundary is null then ST_Distance(z.shape, d.point) - z.core_metres
      when ST_Distance(z.shape, d.point) = 0 then -ST_Distance(z.boundary, d.point)
      else ST_Distance(z.shape, d.point) end as signed,
    z.reach_metres as reach, d.radius
  from (select n, radius, ST_SetSRID(ST_MakePoint(lon, lat), 4326)::geography as point
    from jsonb_to_recordset($1::jsonb) as d(n int, lon float8, lat float8, radius float8)) d, zone z`

interface WholeRow {
  readonly n: number
  readonly zone_id: string
  readonly signed: number
  readonly reach: number
  readonly radius: number
}

/** No silence is asked for here. */
const oracleNow = '2026-01-01T00:00:00.000Z'

/** Holds the indexed match against PostGIS on whole geometries, on random zones and discs; seeded. */
export async function compareWithWhole(
  database: Database,
  chance: Chance,
  size: { readonly zones: number; readonly discs: number },
): Promise<Comparison> {
  const centres = Array.from({ length: size.zones }, () => randomCentre(chance))
  await storeZones(
    database,
    centres.map((centre) => randomShape(chance, centre)),
  )
  const zones = new ZonesAtHand()
  await zones.refresh(database, oracleNow)
  let [touching, atHand, widestMetres] = [0, 0, 0]
  const disagreements: Disagreement[] = []
  for (let done = 0; done < size.discs; done += 50) {
    const discs = Array.from({ length: Math.min(50, size.discs - done) }, (_, n) => randomDisc(chance, centres, n))
    const near = zones.view()?.near(discs) ?? { found: [], unclear: discs }
    const found = await compareSome(database, discs, near)
    touching += found.touching
    atHand += discs.length - near.unclear.length
    widestMetres = Math.max(widestMetres, ...found.differences)
    disagreements.push(...found.disagreements)
  }
  return { pairs: size.zones * size.discs, touching, atHand, widestMetres, disagreements }
}

function randomDisc(chance: Chance, centres: readonly (readonly [number, number])[], n: number): Disc {
  const [longitude, latitude] = centres[chance.below(centres.length)] ?? [0, 0]
  const spread = chance.between(0, 1)
  const lon = longitude + (chance.between(-1, 1) * spread) / Math.max(0.05, Math.cos((latitude * Math.PI) / 180))
  const point = [((lon + 540) % 360) - 180, Math.max(-90, Math.min(90, latitude + chance.between(-1, 1) * spread))]
  const radiusMetres = chance.below(3) === 0 ? 0 : chance.between(50, 30_000)
  return { n, incidentId: randomUUID(), exercise: false, point: { type: 'Point', coordinates: point }, radiusMetres }
}

async function compareSome(database: Database, discs: readonly Disc[], near: Near) {
  const measured = await database.query<MeasureRow>(measureBatch(discs, oracleNow))
  const indexed = byPair(measured.map(candidateOf))
  const atHand = byPair(near.found)
  const rows = discs.map(({ n, point, radiusMetres }) => {
    return { n, lon: point.coordinates[0], lat: point.coordinates[1], radius: radiusMetres }
  })
  const statement = { name: 'oracle', text: wholeSql, values: [JSON.stringify(rows)] }
  const whole = await database.query<WholeRow>(statement)
  const unclear = new Set(near.unclear.map(({ n }) => n))
  const clear = whole.filter(({ n }) => !unclear.has(n))
  return {
    touching: whole.filter((row) => certaintyOfWhole(row) !== 'none').length,
    disagreements: [
      ...disagreements(whole, indexed, { way: 'indexed', discs }),
      ...disagreements(clear, atHand, { way: 'at hand', discs }),
    ],
    differences: clear.flatMap((row) => {
      const candidate = atHand.get(pairOf(row.n, row.zone_id))
      return candidate === undefined ? [] : [Math.abs(signedDistance(candidate.measure) - row.signed)]
    }),
  }
}

function byPair(candidates: readonly Candidate[]): ReadonlyMap<string, Candidate> {
  return new Map(candidates.map((it) => [pairOf(it.n, it.zoneId), it]))
}

function pairOf(n: number, zoneId: string): string {
  return `${n} ${zoneId}`
}

function disagreements(
  whole: readonly WholeRow[],
  found: ReadonlyMap<string, Candidate>,
  { way, discs }: { readonly way: Disagreement['way']; readonly discs: readonly Disc[] },
): readonly Disagreement[] {
  return whole.flatMap((row) => {
    const candidate = found.get(pairOf(row.n, row.zone_id))
    const [expected, got] = [certaintyOfWhole(row), candidate === undefined ? 'none' : certaintyOfCandidate(candidate)]
    const disc = discs[row.n]
    return expected === got || disc === undefined ? [] : [{ way, disc, zoneId: row.zone_id, expected, got }]
  })
}

function certaintyOfCandidate(candidate: Candidate): Certainty {
  return certaintyOf(candidate.measure)
}

function certaintyOfWhole({ signed, reach, radius }: WholeRow): Certainty {
  if (signed + radius <= reach) return 'definite'
  return signed - radius <= reach ? 'possible' : 'none'
}
