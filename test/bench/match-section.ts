import { openDatabase } from '@cordon/db'
import { compareWithWhole } from '../kit/oracle.js'
import type { Bench } from './bench.js'
import { shown } from './measure.js'
import { placeLookups } from './places.js'

/** What is decided in memory: matches against PostGIS, and places by misspelt names. */
export async function matchSection(bench: Bench): Promise<void> {
  await matchLines(bench)
  placeLines(bench)
}

async function matchLines(bench: Bench): Promise<void> {
  const db = await openDatabase({ url: (await bench.database()).url, folder: bench.folder })
  const size = bench.extent.quick ? { zones: 100, discs: 100 } : { zones: 1_000, discs: 1_000 }
  try {
    const { pairs, touching, disagreements } = await compareWithWhole(db, bench.chance(), size)
    bench.tell({
      what: 'matches that differ from PostGIS on whole geometries',
      value: disagreements.length,
      unit: 'pairs',
      beside: `${pairs.toLocaleString('en')} random pairs, ${touching} of them touching, date line and poles included`,
      gate: { limit: '0', held: disagreements.length === 0 },
    })
  } finally {
    await db.close()
  }
}

function placeLines(bench: Bench): void {
  const { quick } = bench.extent
  for (const hint of [false, true]) {
    const asked = { names: quick ? 20_000 : 200_000, lookups: quick ? 100 : 1_000, hint }
    const { p50, p95, names, found } = placeLookups(bench.chance(), asked)
    bench.tell({
      what: `lookup of a misspelt place among ${names.toLocaleString('en')} names${hint ? ', its governorate told' : ''}, p95`,
      value: p95,
      unit: 'ms',
      beside: `p50 ${shown(p50)} ms; ${shown(found * 100)} % among the candidates`,
      gate: { limit: '≤ 20 ms', held: p95 <= 20 },
    })
  }
}
