import { openBrowser } from '../kit/browser.js'
import type { Bench } from './bench.js'
import { lookAt, moving, openMap, storeCrowd, watched } from './map.js'
import { quantile, shown } from './measure.js'
import { cookiesOf, firstLook, listenTo, liveADay, openFloor, watchQueue, type FirstLook, type House } from './page.js'
import type { Line } from './report.js'
import { turnsWhile } from './turns.js'

/** How long each is watched, and how much is there to be seen. */
interface Extent {
  readonly seconds: number
  readonly incidents: number
  /** Changes in a day. */
  readonly day: number
}

const perSecond = 100
/** Browsers that never saw the page. */
const firstLooks = 5

/** The dashboard in a real browser that draws without a graphics card, on a house that is busy. */
export async function clientSection(bench: Bench): Promise<void> {
  const server = await bench.server((await bench.database()).url)
  const house = { server, poster: bench.posting(server), chance: bench.chance() }
  const isQuick = bench.extent.quick
  const extent = isQuick ? { seconds: 3, incidents: 500, day: 1_000 } : { seconds: 10, incidents: 5_000, day: 14_400 }
  const browser = await openBrowser()
  try {
    await listenTo(house)
    await storeCrowd(house.poster, extent.incidents, house.chance)
    const tell = (line: Line) => bench.tell(line)
    for (const part of [firstLines, listLines, dayLines, mapLines]) await part({ browser, house, extent, tell })
  } finally {
    await browser.close()
  }
  await server.stop()
}

interface Part {
  readonly browser: Awaited<ReturnType<typeof openBrowser>>
  readonly house: House
  readonly extent: Extent
  readonly tell: (line: Line) => void
}

async function firstLines({ browser, house, tell }: Part): Promise<void> {
  const page = await openFloor(browser, house)
  await watchQueue(page, house, { seconds: 1, perSecond: 10 })
  const cookies = await cookiesOf(page)
  await page.context().close()
  const looks: FirstLook[] = []
  while (looks.length < firstLooks) looks.push(await firstLook(browser, house, cookies))
  const times = looks.map(({ interactiveMs }) => interactiveMs)
  const [interactiveMs, slowestMs] = [quantile(times, 0.5), Math.max(...times)]
  const kilobytes = Math.max(...looks.map((it) => it.kilobytes))
  tell({
    what: 'page: a browser that never saw it → a key moves through the queue',
    value: interactiveMs / 1000,
    unit: 's',
    beside: `p50 of ${firstLooks}, slowest ${shown(slowestMs / 1000)} s; with the map, drawn without a graphics card`,
    gate: { limit: '≤ 3 s', held: interactiveMs <= 3_000 },
  })
  tell({
    what: 'page: first load before the map, compressed',
    value: kilobytes,
    unit: 'KB',
    beside: 'scripts, styles and fonts',
    gate: { limit: '≤ 700 KB', held: kilobytes <= 700 },
  })
}

/** The lists alone, as on a machine that draws no maps. */
async function listLines({ browser, house, extent, tell }: Part): Promise<void> {
  const page = await openFloor(browser, house, { mapless: true })
  const happening = { seconds: extent.seconds, perSecond }
  const [times, turns] = await turnsWhile(browser, () => watchQueue(page, house, happening))
  await page.context().close()
  tell({
    what: `page without a map, ${perSecond} changes/s: longest turn of its thread, its own time`,
    value: turns.ownMs,
    unit: 'ms',
    beside: `${shown(turns.clockMs)} ms by the clock, ${times.longTasks} over 50; event → row p50 ${shown(times.shownP50)} ms, p95 ${shown(times.shownP95)} ms (${times.shown})`,
    gate: { limit: '≤ 50 ms', held: turns.ownMs <= 50 },
  })
}

async function dayLines({ browser, house, extent, tell }: Part): Promise<void> {
  const page = await openFloor(browser, house, { mapless: true })
  const { beforeMegabytes, afterMegabytes } = await liveADay(page, house, extent.day)
  await page.context().close()
  const ratio = afterMegabytes / beforeMegabytes
  tell({
    what: `page: memory after a day of ${extent.day.toLocaleString('en')} changes`,
    value: ratio,
    unit: '×',
    beside: `${shown(beforeMegabytes)} MB after its first hour, ${shown(afterMegabytes)} MB at its end, garbage collected`,
    gate: { limit: '≤ 1.2 ×', held: ratio <= 1.2 },
  })
}

async function mapLines({ browser, house, extent, tell }: Part): Promise<void> {
  const zoom = 10
  const still = { seconds: extent.seconds, perSecond: 0, probing: false }
  const page = await openMap(browser, house.server)
  await lookAt(page, house.server, zoom)
  const alone = await watched(page, { ...house, zoom }, still)
  const moved = await moving(page, extent.seconds / 2)
  const times = await watched(page, { ...house, zoom }, { ...still, perSecond })
  await page.context().close()
  const many = extent.incidents.toLocaleString('en')
  tell({
    what: `page with ${many} incidents on the map, ${perSecond} changes/s: frames, p95`,
    value: times.frameP95,
    unit: 'ms',
    beside: `p50 ${shown(times.frameP50)} ms; standing still p95 ${shown(alone.frameP95)} ms; moved by hand p95 ${shown(moved.frameP95)} ms: a frame of the map itself`,
    gate: { limit: '≤ 50 ms', held: times.frameP95 <= 50 },
  })
  const floor = await openFloor(browser, house)
  await lookAt(floor, house.server, zoom)
  // Few come in the middle of a frame of the map: of thirty, two would be the slowest twentieth.
  const rows = await watchQueue(floor, house, { seconds: 3 * extent.seconds, perSecond })
  await floor.context().close()
  tell({
    what: '… from the event to the row of its alert, p95',
    value: rows.shownP95,
    unit: 'ms',
    beside: `p50 ${shown(rows.shownP50)} ms (${rows.shown})`,
    gate: { limit: '≤ 100 ms', held: rows.shownP95 <= 100 },
  })
}
