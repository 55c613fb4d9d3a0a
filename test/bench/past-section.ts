import { openDatabase } from '@cordon/db'
import { openBrowser } from '../kit/browser.js'
import { startCordon, type Running } from '../kit/process.js'
import { msOf, type Question } from './asked.js'
import type { Bench } from './bench.js'
import { storeDecade } from './decade.js'
import { againstGeoJson, tileTimes } from './drawn.js'
import { quantile, shown } from './measure.js'
import { watchPlayed } from './played.js'
import { searchTimes } from './searches.js'
import { takeOut } from './taken-out.js'

const dayMs = 86_400_000

/**
 * History as it is searched, drawn, counted, taken out and played: on both databases, or on the one that
 * `CORDON_BENCH_PAST_ON` names. `CORDON_BENCH_PAST` says how many incidents there are; of a server,
 * `CORDON_BENCH_PAST_SERVER`.
 */
export async function pastSection(bench: Bench): Promise<void> {
  const { CORDON_BENCH_PAST: many = '200000', CORDON_BENCH_PAST_SERVER: onServer = many } = process.env
  const howMany = (of: string) => (bench.extent.quick ? 20_000 : Number(of))
  const now = new Date()
  const on = process.env['CORDON_BENCH_PAST_ON'] ?? 'both'
  if (on !== 'server') {
    const incidents = howMany(many)
    const embedded = await onItsOwn(bench, incidents, now)
    await pastLines({ bench, name: 'embedded', server: embedded, incidents, now })
    await playedLine(bench, embedded, drawnTime(incidents, now))
    await embedded.stop()
  }
  if (on === 'embedded') return
  const incidents = howMany(onServer)
  const url = await bench.filled((db) => storeDecade(db, incidents, now.toISOString()))
  const server = await bench.server(url)
  await pastLines({ bench, name: 'server', server, incidents, now })
  await server.stop()
}

async function onItsOwn(bench: Bench, incidents: number, now: Date): Promise<Running> {
  const data = await bench.folderFor('past')
  const db = await openDatabase({ folder: data, durable: false })
  await storeDecade(db, incidents, now.toISOString())
  await db.close()
  return bench.running(startCordon(data))
}

/** So many years up to now. */
function lastYears(years: number, now: Date): Question {
  return { from: new Date(now.getTime() - years * 365 * dayMs).toISOString(), to: now.toISOString() }
}

/** The time that is drawn: half the decade at most, a year of it at least, and in between as long as 100,000 take. */
function drawnYears(incidents: number): number {
  return Math.min(5, Math.max(1, 1_000_000 / incidents))
}

function drawnTime(incidents: number, now: Date): Question {
  return lastYears(drawnYears(incidents), now)
}

/** A house with a decade behind it. */
interface Old {
  readonly bench: Bench
  readonly name: string
  readonly server: Running
  readonly incidents: number
  readonly now: Date
}

async function pastLines(old: Old): Promise<void> {
  // First of all, so that nobody has asked for anything before.
  await tileLines(old, drawnTime(old.incidents, old.now))
  await searchLines(old)
  await trendLine(old)
  await exportLine(old, lastYears(5, old.now))
}

async function tileLines({ bench, name, server, incidents }: Old, question: Question): Promise<void> {
  const { cold, warm, dearest } = await tileTimes(server, question, bench.extent.quick ? 1 : 3)
  bench.tell({
    what: `${name}: tiles z4–z12 of ${((incidents / 10) * drawnYears(incidents)).toLocaleString('en')} among ${incidents.toLocaleString('en')}, cold, p95`,
    value: cold.p95,
    unit: 'ms',
    beside: `p50 ${shown(cold.p50)} ms; warm p50 ${shown(warm.p50)} ms, p95 ${shown(warm.p95)} ms; z${dearest.zoom} ${shown(dearest.ms)} ms`,
    gate: { limit: '≤ 200 ms', held: cold.p95 <= 200 },
  })
  const ratios = await againstGeoJson(server, question, 2)
  const least = Math.min(...ratios.map(([, ratio]) => ratio))
  bench.tell({
    what: '… against the same rows in GeoJSON, at the zoom where it helps least',
    value: least,
    unit: '×',
    beside: ratios.map(([zoom, ratio]) => `z${zoom} ${shown(ratio)} ×`).join(', '),
    gate: { limit: '≥ 2 ×', held: least >= 2 },
  })
}

/** How rare the thing is that is asked for must not tell in how long it takes. */
async function searchLines({ bench, name, server, incidents, now }: Old): Promise<void> {
  const asOf = new Date(now.getTime() - 7 * 365 * dayMs).toISOString()
  const took = await searchTimes(server, asOf, bench.extent.quick ? 3 : 100)
  for (const { what, page, facets, asOf: then } of took) {
    // On a server with ten times as many a page may take twice as long.
    const most = incidents > 1_000_000 ? 100 : 50
    const held = page.p95 <= most && facets.p95 <= 300 && then.p50 <= Math.max(10, 2 * page.p50)
    const known = `as of seven years ago p50 ${shown(then.p50)} ms`
    bench.tell({
      what: `${name}: first page of ${incidents.toLocaleString('en')}, ${what}, p95`,
      value: page.p95,
      unit: 'ms',
      beside: `p50 ${shown(page.p50)} ms, cold ${shown(page.first)} ms; counted p95 ${shown(facets.p95)} ms; ${known}`,
      gate: { limit: `page ≤ ${most} ms, counted ≤ 300 ms, as of ≤ 2 × now`, held },
    })
  }
}

async function trendLine({ bench, name, server, incidents }: Old): Promise<void> {
  const samples: number[] = []
  while (samples.length < 6) samples.push(await msOf(server, '/api/incidents/trend', {}))
  const [first = NaN, ...warm] = samples
  const ms = quantile(warm, 0.5)
  bench.tell({
    what: `${name}: trend of a year of ${(incidents / 10).toLocaleString('en')}, p50`,
    value: ms,
    unit: 'ms',
    beside: `cold ${shown(first)} ms`,
    gate: { limit: '≤ 300 ms', held: ms <= 300 },
  })
}

async function exportLine({ bench, name, server }: Old, question: Question): Promise<void> {
  const { rows, rowsPerSecond, grownMegabytes } = await takeOut(server, question)
  bench.tell({
    what: `${name}: ${rows.toLocaleString('en')} rows taken out as CSV`,
    value: rowsPerSecond,
    unit: 'rows/s',
    beside: `the server grew by ${shown(grownMegabytes)} MB meanwhile`,
    gate: { limit: '≥ 30,000 rows/s, ≤ 100 MB', held: rowsPerSecond >= 30_000 && grownMegabytes <= 100 },
  })
}

async function playedLine(bench: Bench, server: Running, question: Question): Promise<void> {
  const browser = await openBrowser()
  try {
    const watch = { question, seconds: bench.extent.quick ? 2 : 6 }
    const { still, played } = await watchPlayed(browser, server, watch)
    const ratio = played.p95 / still.p95
    bench.tell({
      what: 'page: frames of a map of history that is played, p95',
      value: played.p95,
      unit: 'ms',
      beside: `p50 ${shown(played.p50)} ms; standing still p95 ${shown(still.p95)} ms: ${shown(ratio)} ×`,
      gate: { limit: '≤ 1.5 × standing still', held: ratio <= 1.5 },
    })
  } finally {
    await browser.close()
  }
}
