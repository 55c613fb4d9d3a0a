import { setTimeout as pause } from 'node:timers/promises'
import type { Running } from '../kit/process.js'
import { start } from '../kit/process.js'
import type { Bench } from './bench.js'
import { answerFloor, measureFloors } from './floors.js'
import { importRate } from './history.js'
import { shown } from './measure.js'
import type { Poster } from './post.js'
import { readingTimes } from './reading.js'
import { reportRate } from './reports.js'
import { postToScreen } from './screen.js'
import { turfRate } from './turf.js'
import { storeNaive, storeZones, type Listening } from './world.js'

/** What comes in, beside what the machine itself costs and what others would do. */
export async function postSection(bench: Bench): Promise<void> {
  const { url } = await bench.database()
  await floorLines(bench, url)
  const ten = await ingestLines(bench)
  await latencyLine(bench, ten, url)
  await screenLine(bench, ten)
  await importLine(bench, ten.ours)
  await readingLine(bench, ten.ours)
  await reportLine(bench, ten.ours)
  await memoryLine(bench, ten.server)
  await ten.server.stop()
  await rulesLine(bench, ten)
  for (const zones of bench.extent.quick ? [1_000] : [1_000, 100_000]) await scaleLine(bench, zones)
}

async function floorLines(bench: Bench, url: string): Promise<void> {
  const floors = await measureFloors(url, bench.seconds / 2)
  const floor = (what: string, value: number, unit: string) =>
    bench.tell({ what: `floor: ${what}`, value, unit, beside: 'the machine itself', gate: null })
  floor('fdatasync of 8 KiB, p50', floors.fdatasync.p50, 'ms')
  floor('HTTP round trip on loopback, p50', floors.roundTrip.p50, 'ms')
  floor('one-row commit, p50', floors.commit.p50, 'ms')
  floor('probe by key, p50', floors.probe.p50, 'ms')
  floor('bulk insert', floors.bulkRows, 'rows/s')
}

interface Ten {
  readonly server: Running
  readonly ours: Poster
  readonly zones: number
}

/** Durable POSTs at 10,000 zones and 32 connections; ours and the naive ways take turns. */
async function ingestLines(bench: Bench): Promise<Ten> {
  const { seconds, extent } = bench
  const zones = extent.quick ? 1_000 : 10_000
  const server = await cordonWith(bench, { zones })
  const ours = bench.posting(server)
  const plain = await naiveWith(bench, { zones }, 'off')
  const indexed = await naiveWith(bench, { zones }, 'on')
  const rates = { ours: 0, plain: 0, indexed: 0, turf: 0 }
  const rounds = extent.quick ? 1 : 3
  // The first seconds of a process are its compiler's.
  for (const contender of extent.quick ? [] : [ours, plain, indexed]) await contender.rate(seconds, 32)
  for (let round = 0; round < rounds; round += 1) {
    rates.ours += (await ours.rate(seconds, 32)) / rounds
    rates.plain += (await plain.rate(seconds, 32)) / rounds
    rates.indexed += (await indexed.rate(seconds, 32)) / rounds
    rates.turf += (await turfRate(zones, seconds / 5, bench.chance())) / rounds
  }
  const what = `durable POST → incident + alerts + deliveries, ${zones.toLocaleString('en')} zones, 32 connections`
  const beside = `naive ${shown(rates.plain)}/s, naive with an index ${shown(rates.indexed)}/s, turf matching alone ${shown(rates.turf)}/s`
  bench.tell({ what, value: rates.ours, unit: '/s', beside, gate: null })
  tellRatio(bench, { what: '… against naive', value: rates.ours / rates.plain, least: 100 })
  tellRatio(bench, { what: '… against naive with an index', value: rates.ours / rates.indexed, least: 8 })
  return { server, ours, zones }
}

interface Ratio {
  readonly what: string
  readonly value: number
  readonly least: number
}

function tellRatio(bench: Bench, { what, value, least }: Ratio): void {
  bench.tell({
    what,
    value,
    unit: '×',
    beside: 'the line above',
    gate: { limit: `≥ ${least} ×`, held: value >= least },
  })
}

async function cordonWith(bench: Bench, listening: Listening): Promise<Running> {
  const url = await bench.filled(async (db) => {
    await storeZones(db, listening, bench.chance())
    await db.query({ name: null, text: 'analyze', values: [] })
  })
  return bench.server(url)
}

async function naiveWith(bench: Bench, listening: Listening, index: 'on' | 'off'): Promise<Poster> {
  const { url } = await bench.database()
  await storeNaive(url, listening, bench.chance())
  const env = { DATABASE_URL: url, NAIVE_INDEX: index }
  return bench.posting(await bench.running(start('test/dist/bench/naive/server.js', env)), '/incidents')
}

/** One POST alone and its floor take turns: what the machine does beside them comes and goes. */
async function latencyLine(bench: Bench, { ours }: Ten, floorUrl: string): Promise<void> {
  const rounds = bench.extent.quick ? 1 : 4
  let [alone, floor] = [0, 0]
  for (let round = 0; round < rounds; round += 1) {
    floor += (await answerFloor(floorUrl, bench.seconds / 10)) / rounds
    alone += (await ours.alone(bench.seconds / 3)).p50 / rounds
  }
  bench.tell({
    what: 'one POST alone, p50',
    value: alone,
    unit: 'ms',
    beside: `floor ${shown(floor)} ms (round trip + probe + commit): ${shown(alone / floor)} ×`,
    gate: { limit: '≤ 3 × the floor', held: alone <= 3 * floor },
  })
}

async function screenLine(bench: Bench, { server, ours }: Ten): Promise<void> {
  const load = { seconds: bench.extent.quick ? 3 : 10, perSecond: 100 }
  const screen = await postToScreen(server, { poster: ours, chance: bench.chance() }, load)
  bench.tell({
    what: 'POST to the event in another client, 100/s, p50',
    value: screen.p50,
    unit: 'ms',
    beside: `p99 ${shown(screen.p99)} ms`,
    gate: { limit: 'p50 ≤ 10 ms, p99 ≤ 100 ms', held: screen.p50 <= 10 && screen.p99 <= 100 },
  })
}

/** A file and single incidents take turns; a file gives way to what came in the last seconds, so they are waited for. */
async function importLine(bench: Bench, ours: Poster): Promise<void> {
  const [rounds, chunks] = bench.extent.quick ? [1, 3] : [3, 20]
  const chance = bench.chance()
  let [rate, one] = [0, 0]
  // As single ones are by now, a file is past the compiler's first seconds.
  await importRate(ours, chance, chunks)
  for (let round = 0; round < rounds; round += 1) {
    one += 1000 / (await ours.alone(bench.seconds / 4)).p50 / rounds
    await pause(5_500)
    rate += (await importRate(ours, chance, chunks)) / rounds
  }
  const ratio = rate / one
  const beside = `one at a time ${shown(one)}/s: ${shown(ratio)} ×`
  bench.tell({
    what: 'bulk import',
    value: rate,
    unit: 'rows/s',
    beside,
    gate: { limit: '≥ 20 × one at a time', held: ratio >= 20 },
  })
}

async function readingLine(bench: Bench, ours: Poster): Promise<void> {
  const times = await readingTimes(ours, bench.seconds)
  bench.tell({
    what: 'pasted text of 1,000 words → drafts with places, p50',
    value: times.p50,
    unit: 'ms',
    beside: `p99 ${shown(times.p99)} ms; in a thread of its own`,
    gate: { limit: '≤ 500 ms', held: times.p50 <= 500 },
  })
}

async function reportLine(bench: Bench, ours: Poster): Promise<void> {
  const rate = await reportRate(ours, bench.chance(), bench.extent.quick ? 4 : 12)
  bench.tell({
    what: 'reports pushed as CSV → mapped, placed, graded into incidents',
    value: rate,
    unit: '/s',
    beside: 'pages of 500, every second one placed by its name alone; 10,000 zones listen',
    gate: { limit: '≥ 500 /s', held: rate >= 500 },
  })
}

async function memoryLine(bench: Bench, server: Running): Promise<void> {
  const megabytes = await server.residentMegabytes()
  bench.tell({
    what: 'resident memory with a server, after all this',
    value: megabytes,
    unit: 'MB',
    beside: 'the process',
    gate: { limit: '≤ 400 MB', held: megabytes <= 400 },
  })
}

/** Rules count as zones do; the naive way has the same. */
async function rulesLine(bench: Bench, { zones }: Ten): Promise<void> {
  const { seconds, extent } = bench
  const server = await cordonWith(bench, { zones, rules: 3 })
  const ours = bench.posting(server)
  const indexed = await naiveWith(bench, { zones, rules: 3 }, 'on')
  for (const contender of [ours, indexed]) await contender.rate(seconds, 32)
  const rounds = extent.quick ? 1 : 3
  const rates = { ours: 0, indexed: 0 }
  for (let round = 0; round < rounds; round += 1) {
    rates.ours += (await ours.rate(seconds, 32)) / rounds
    rates.indexed += (await indexed.rate(seconds, 32)) / rounds
  }
  await server.stop()
  const ratio = rates.ours / rates.indexed
  bench.tell({
    what: `durable POST, ${zones.toLocaleString('en')} zones with three rules each, 32 connections`,
    value: rates.ours,
    unit: '/s',
    beside: `naive with an index and three rules each ${shown(rates.indexed)}/s: ${shown(ratio)} ×`,
    gate: { limit: '≥ 8 × naive with an index', held: ratio >= 8 },
  })
}

async function scaleLine(bench: Bench, zones: number): Promise<void> {
  const rate = await warmRate(bench, { zones })
  const turf = await turfRate(zones, bench.seconds / 5, bench.chance())
  const what = `durable POST, ${zones.toLocaleString('en')} zones, 32 connections`
  bench.tell({ what, value: rate, unit: '/s', beside: `turf matching alone ${shown(turf)}/s`, gate: null })
}

/** What a server of its own takes in a second, once its compiler is done. */
async function warmRate(bench: Bench, listening: Listening): Promise<number> {
  const server = await cordonWith(bench, listening)
  const ours = bench.posting(server)
  await ours.rate(bench.seconds, 32)
  const rate = await ours.rate(bench.seconds, 32)
  await server.stop()
  return rate
}
