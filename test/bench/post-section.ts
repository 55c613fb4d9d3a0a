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
  const zones = bench.extent.quick ? 1_000 : 10_000
  const ten = await ingestLines(bench, zones)
  await latencyLine(bench, ten.ours, url)
  await screenLine(bench, ten)
  await importLine(bench, ten.ours)
  await readingLine(bench, ten.ours)
  await reportLine(bench, ten.ours)
  await memoryLine(bench, ten.server)
  await ten.server.stop()
  await rulesLines(bench, zones)
  for (const count of bench.extent.quick ? [1_000] : [1_000, 100_000]) await scaleLine(bench, count)
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

interface Contest {
  readonly server: Running
  readonly ours: Poster
  /** Durable POSTs a second. */
  readonly rates: Readonly<Record<'ours' | 'plain' | 'indexed', number>>
}

/** Durable POSTs at 32 connections; ours and the naive ways, without and with an index, take turns. */
async function contest(bench: Bench, listening: Listening): Promise<Contest> {
  const { seconds, extent } = bench
  const server = await cordonWith(bench, listening)
  const ours = bench.posting(server)
  const plain = await naiveWith(bench, listening, 'off')
  const indexed = await naiveWith(bench, listening, 'on')
  const rates = { ours: 0, plain: 0, indexed: 0 }
  const rounds = extent.quick ? 1 : 3
  // The first seconds of a process are its compiler's.
  for (const contender of extent.quick ? [] : [ours, plain, indexed]) await contender.rate(seconds, 32)
  for (let round = 0; round < rounds; round += 1) {
    rates.ours += (await ours.rate(seconds, 32)) / rounds
    rates.plain += (await plain.rate(seconds, 32)) / rounds
    rates.indexed += (await indexed.rate(seconds, 32)) / rounds
  }
  return { server, ours, rates }
}

async function ingestLines(bench: Bench, zones: number): Promise<Contest> {
  const met = await contest(bench, { zones })
  const turf = await turfRate(zones, bench.seconds / 2, bench.chance())
  tellRates(bench, met, {
    what: `durable POST → incident + alerts + deliveries, ${zones.toLocaleString('en')} zones, 32 connections`,
    also: `, turf matching alone ${shown(turf)}/s`,
  })
  return met
}

/** Rules count as zones do; the naive ways have the same. */
async function rulesLines(bench: Bench, zones: number): Promise<void> {
  const met = await contest(bench, { zones, rules: 3 })
  await met.server.stop()
  const what = `durable POST, ${zones.toLocaleString('en')} zones with three rules each, 32 connections`
  tellRates(bench, met, { what, also: '' })
}

function tellRates(bench: Bench, { rates }: Contest, { what, also }: { what: string; also: string }): void {
  const beside = `naive ${shown(rates.plain)}/s, naive with an index ${shown(rates.indexed)}/s${also}`
  bench.tell({ what, value: rates.ours, unit: '/s', beside, gate: null })
  tellRatio(bench, { what: '… against naive', value: rates.ours / rates.plain, least: 100 })
  tellRatio(bench, { what: '… against naive with an index', value: rates.ours / rates.indexed, least: 8 })
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
async function latencyLine(bench: Bench, ours: Poster, floorUrl: string): Promise<void> {
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

async function screenLine(bench: Bench, { server, ours }: Contest): Promise<void> {
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
