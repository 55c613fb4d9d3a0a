import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { readFile } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Chance } from '../kit/chance.js'
import type { Running } from '../kit/process.js'
import { timed } from './measure.js'
import { randomPlace } from './world.js'

/** How long a feed of very many items takes, at once and one by one, and how long it holds the server up. */
export interface Merged {
  readonly items: number
  readonly wholeMs: number
  /** One item by itself, median. */
  readonly oneMs: number
  /** The longest turn of the server's event loop meanwhile: by its own time, and by the clock. */
  readonly blocked: { readonly busyMs: number; readonly wallMs: number }
}

interface Size {
  readonly chance: Chance
  readonly items: number
  readonly seconds: number
}

/** What a server needs to fetch from this machine and to note how its event loop does. */
export function watched(folder: string): Readonly<Record<string, string>> {
  const watch = fileURLToPath(new URL('./loop-watch.js', import.meta.url))
  const BENCH_LOOP_FILE = join(folder, 'loop')
  return { CORDON_FEED_HOSTS: '127.0.0.1', NODE_OPTIONS: `--import ${watch}`, BENCH_LOOP_FILE }
}

/** Lets a server poll a feed of so many items, half of which it lists twice; then the same kind of items one by one. */
export async function feedMerge(server: Running, folder: string, it: Size) {
  const { chance, items, seconds } = it
  const distinct = Array.from({ length: items / 2 }, (_, n) => quake(`q${n}`, chance))
  const source = await serving(payload([...distinct, ...distinct.toReversed()]))
  try {
    const began = Date.now()
    await call(server, '/api/feeds', aFeed({ name: 'Many', way: 'poll', url: source.url }))
    await takenBy(server, items / 2)
    const wholeMs = Date.now() - began
    const blocked = await blockedBetween(folder, began, Date.now())
    const { p50: oneMs } = await oneByOne(server, chance, seconds)
    return { items, wholeMs, oneMs, blocked } satisfies Merged
  } finally {
    source.close()
  }
}

async function oneByOne(server: Running, chance: Chance, seconds: number) {
  const feed = await call(server, '/api/feeds', aFeed({ name: 'One by one', way: 'push', url: null }))
  const id = typeof feed === 'object' && feed !== null && 'id' in feed ? String(feed.id) : ''
  return timed(seconds, (n) => call(server, `/api/feeds/${id}/push`, payload([quake(`one${n}`, chance)])))
}

/** Resolves when the feed has brought so many new things. */
async function takenBy(server: Running, count: number): Promise<void> {
  let news = 0
  while (news < count) {
    await pause(50)
    const answer = await fetch(`${server.url}/api/feeds`, { headers: { authorization: `Bearer ${server.token}` } })
    news = newsIn(await answer.json())
  }
}

function newsIn(list: unknown): number {
  const items: unknown = typeof list === 'object' && list !== null && 'items' in list ? list.items : []
  const [feed]: readonly unknown[] = Array.isArray(items) ? items : []
  const hours: unknown = typeof feed === 'object' && feed !== null && 'hours' in feed ? feed.hours : []
  const counts: readonly unknown[] = Array.isArray(hours) ? hours : []
  const news = (it: unknown) => (typeof it === 'object' && it !== null && 'news' in it ? Number(it.news) : 0)
  return counts.reduce<number>((sum, hour) => sum + news(hour), 0)
}

async function blockedBetween(folder: string, from: number, to: number): Promise<Merged['blocked']> {
  const parts = (line: string) => line.split(' ').map(Number)
  const noted = () => readFile(join(folder, 'loop'), 'utf8').then((text) => text.trim().split('\n').map(parts))
  let lines = await noted()
  // The last half second is noted after it.
  while ((lines.at(-1)?.[0] ?? 0) < to) {
    await pause(50)
    lines = await noted()
  }
  const within = lines.filter(([at = 0]) => at > from && at < to + 500)
  const most = (column: 1 | 2) => Math.max(...within.map((line) => line[column] ?? 0))
  return { wallMs: most(1), busyMs: most(2) }
}

async function call(server: Running, path: string, body: object | string): Promise<unknown> {
  const headers = { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' }
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const answer = await fetch(server.url + path, { method: 'POST', headers, body: text })
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${(await answer.text()).slice(0, 300)}`)
  return answer.json()
}

function aFeed(over: object): object {
  const round = { point: { type: 'Point', coordinates: [40, 35.5] }, radiusMetres: 1_000_000 }
  return { format: 'usgs', source: 'Bench', everyMs: 3_600_000, expectedMs: 3_600_000, ...round, ...over }
}

function quake(id: string, chance: Chance): object {
  const at = Date.now() - 60_000 - chance.below(3_000_000)
  const properties = { mag: chance.between(1, 7), title: `M – ${id}`, time: at, updated: at, type: 'earthquake' }
  return { type: 'Feature', id, properties, geometry: { type: 'Point', coordinates: [...randomPlace(chance), 10] } }
}

function payload(features: readonly object[]): string {
  return JSON.stringify({ type: 'FeatureCollection', features })
}

async function serving(text: string) {
  const http = createServer((_, response) => response.end(text))
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const address: AddressInfo | string | null = http.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return { url: `http://127.0.0.1:${port}/`, close: () => http.close() }
}
