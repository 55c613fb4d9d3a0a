import { startCordon, type Running } from '../kit/process.js'
import type { Bench } from './bench.js'
import { feedMerge, watched } from './feeds.js'
import { shown } from './measure.js'

/** A house on its own database: how soon it is there, what it takes in, and what it takes up. */
export async function embeddedSection(bench: Bench): Promise<void> {
  const data = await bench.folderFor('embedded')
  const cold = await startCordon(data)
  await cold.stop()
  const warm = await bench.running(startCordon(data, watched(data)))
  startLine(bench, cold.readyMs, warm.readyMs)
  await rateLines(bench, warm)
  await feedLines(bench, warm, data)
}

function startLine(bench: Bench, coldMs: number, warmMs: number): void {
  const ready = warmMs / 1000
  bench.tell({
    what: 'embedded: warm start to ready',
    value: ready,
    unit: 's',
    beside: `first start ${shown(coldMs / 1000)} s`,
    gate: { limit: '≤ 5 s', held: ready <= 5 },
  })
}

async function rateLines(bench: Bench, server: Running): Promise<void> {
  const rate = await bench.posting(server).rate(bench.seconds, 32)
  const megabytes = await server.residentMegabytes()
  bench.tell({
    what: 'embedded: durable POST, no zones, 32 connections',
    value: rate,
    unit: '/s',
    beside: 'the floor of this process',
    gate: null,
  })
  const gate = { limit: '≤ 1.5 GB', held: megabytes <= 1536 }
  bench.tell({
    what: 'embedded: resident memory',
    value: megabytes,
    unit: 'MB',
    beside: 'server and database in one',
    gate,
  })
}

async function feedLines(bench: Bench, server: Running, data: string): Promise<void> {
  const size = { chance: bench.chance(), items: bench.extent.quick ? 1_000 : 10_000, seconds: bench.seconds / 2 }
  const { items, wholeMs, oneMs, blocked } = await feedMerge(server, data, size)
  const ratio = (items * oneMs) / wholeMs
  const what = `embedded: feed of ${items.toLocaleString('en')} items, half of them twice`
  const beside = `one at a time ${shown((items * oneMs) / 1000)} s: ${shown(ratio)} ×`
  const held = ratio >= 20 && wholeMs < 60_000
  bench.tell({ what, value: wholeMs / 1000, unit: 's', beside, gate: { limit: '≥ 20 × one at a time, < 60 s', held } })
  bench.tell({
    what: '… longest turn of the event loop meanwhile, its own time',
    value: blocked.busyMs,
    unit: 'ms',
    beside: `${shown(blocked.wallMs)} ms by the clock`,
    gate: { limit: '≤ 50 ms', held: blocked.busyMs <= 50 },
  })
}
