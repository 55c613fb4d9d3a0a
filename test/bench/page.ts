import { setTimeout as pause } from 'node:timers/promises'
import type { Browser, BrowserContext, CDPSession, Cookie, Page } from 'playwright-core'
import { signIn } from '../e2e/people.js'
import { looks, mapless, openWindow, withoutWebGl } from '../kit/browser.js'
import type { Chance } from '../kit/chance.js'
import type { Running } from '../kit/process.js'
import { changeCrowd } from './map.js'
import { quantile } from './measure.js'
import type { Poster } from './post.js'
import { watchRows, type RowWatch } from './row-probe.js'
import { incidentAt } from './world.js'

/** Whoever posts, and the house that is posted to. */
export interface House {
  readonly server: Running
  readonly poster: Poster
  readonly chance: Chance
}

const person = { name: 'bench', password: 'bench-password-1' } as const
/** Where alerts rise, away from the crowd. */
const zone = { at: [40.62, 35.6], radiusMetres: 2_000 } as const

/** A zone with a rule that every probe meets. */
export async function listenTo({ poster }: House): Promise<void> {
  const geometry = { type: 'Point', coordinates: zone.at }
  const drawn = { type: 'Feature', geometry, properties: { name: 'East gate', radiusMetres: zone.radiusMetres } }
  const made = await poster.post(drawn, '/api/zones')
  const id: unknown = Reflect.get(Object(made), 'id')
  await poster.post({ name: 'Anything', certainty: 'definite' }, `/api/zones/${String(id)}/rules`)
}

/** How the queue of a page fared while the house was busy, in milliseconds. */
export interface RowTimes {
  /** From the event on the page's socket to the alert's row on the screen. */
  readonly shownP50: number
  readonly shownP95: number
  readonly shown: number
  readonly longestTask: number
  readonly longTasks: number
}

let probes = 0

/** Watches the rows of a page while so many incidents a second change, and three alerts a second rise. */
export async function watchQueue(page: Page, house: House, happening: Happening): Promise<RowTimes> {
  await page.evaluate(() => {
    const watch: RowWatch = Reflect.get(globalThis, 'rowWatch')
    Object.assign(watch, { shown: [], longTasks: [] })
  })
  await happens(house, happening)
  const { shown, longTasks } = await page.evaluate(() => {
    const watch: RowWatch = Reflect.get(globalThis, 'rowWatch')
    return watch
  })
  return {
    shownP50: quantile(shown, 0.5),
    shownP95: quantile(shown, 0.95),
    shown: shown.length,
    longestTask: Math.max(0, ...longTasks),
    longTasks: longTasks.length,
  }
}

export interface Happening {
  readonly seconds: number
  readonly perSecond: number
}

async function happens({ poster, chance }: House, { seconds, perSecond }: Happening): Promise<void> {
  const start = performance.now()
  const probeEach = Math.ceil(perSecond / 3)
  for (let n = 0; n < seconds * perSecond; n += 1) {
    await pause(Math.max(0, start + (n * 1000) / perSecond - performance.now()))
    void (n % probeEach === 0 ? poster.post(probe()) : changeCrowd(poster, chance))
  }
  await pause(2_000)
}

function probe(): object {
  probes += 1
  const told: object = incidentAt(zone.at, `probe-${probes}`)
  const properties: unknown = Reflect.get(told, 'properties')
  return { ...told, properties: { ...Object(properties), title: `Shot at probe-${probes}.`, severity: 'extreme' } }
}

interface Floor {
  /** Whether the machine draws no maps. */
  readonly mapless?: boolean
  /** Of the address. */
  readonly query?: string
}

/** Opens the floor of somebody who signs in, its rows watched from the first. */
export async function openFloor(browser: Browser, { server }: House, how: Floor = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  await context.addInitScript(watchRows)
  if (how.mapless === true) await context.addInitScript(withoutWebGl)
  const page = await context.newPage()
  await page.goto(server.url)
  await signIn(page, person)
  await page.goto(`${server.url}/floor${how.query ?? ''}`)
  await page.locator('[data-connection="live"]').waitFor({ timeout: 90_000 })
  return page
}

/** How long a browser that has never seen the page takes until a key moves through its queue, and what it loads first. */
export interface FirstLook {
  readonly interactiveMs: number
  /** As sent, compressed. */
  readonly kilobytes: number
}

/** A browser with nothing kept but who it belongs to. */
export async function firstLook(browser: Browser, { server }: House, cookies: readonly Cookie[]): Promise<FirstLook> {
  const began = performance.now()
  const { page, context } = await openWindow(browser, `${server.url}/floor`, { look: looks.desk, cookies })
  try {
    await page.locator('[role=option]').first().waitFor()
    await page.keyboard.press('j')
    await page.locator('[role=listbox][aria-activedescendant]').first().waitFor()
    const interactiveMs = performance.now() - began
    return { interactiveMs, kilobytes: (await bytesOf(browser, server, cookies)) / 1024 }
  } finally {
    await context.close()
  }
}

/** What a page without a map loads: scripts, styles and fonts, not what the house knows. */
async function bytesOf(browser: Browser, server: Running, cookies: readonly Cookie[]): Promise<number> {
  const look = mapless(looks.desk)
  const { page, context } = await openWindow(browser, `${server.url}/floor`, { look, cookies })
  try {
    await page.locator('[role=option]').first().waitFor()
    return await page.evaluate(() =>
      performance
        .getEntries()
        .filter((it) => it instanceof PerformanceResourceTiming)
        .filter(({ name }) => !/\/(api|socket\.io)\//.test(name))
        .reduce((sum, { transferSize }) => sum + transferSize, 0),
    )
  } finally {
    await context.close()
  }
}

export function cookiesOf(page: Page): Promise<Cookie[]> {
  const context: BrowserContext = page.context()
  return context.cookies()
}

/** What a page holds in memory once its first hour has filled its queue and run its code, and after a day, in megabytes. */
export interface Kept {
  readonly beforeMegabytes: number
  readonly afterMegabytes: number
}

/** A day of a busy house, without its pauses: so many changes, one in ten of them a new incident, some of those alerts. */
export async function liveADay(page: Page, house: House, changes: number): Promise<Kept> {
  const session = await page.context().newCDPSession(page)
  const { poster, chance } = house
  const hour = Math.ceil(changes / 24 / 50) * 50
  await live(0, hour)
  const beforeMegabytes = await heapOf(session)
  await live(hour, changes)
  return { beforeMegabytes, afterMegabytes: await heapOf(session) }

  async function live(from: number, to: number): Promise<void> {
    for (let n = from; n < to; n += 50) await Promise.all(Array.from({ length: 50 }, (_, at) => one(n + at)))
    await poster.post(probe())
    await page.locator('[role=option]', { hasText: `probe-${probes}.` }).waitFor()
  }

  function one(n: number): Promise<unknown> {
    if (n % 100 === 0) return poster.post(probe())
    return n % 10 === 0 ? poster.post(incidentAt([37 + chance.next(), 36.5], `day-${n}`)) : changeCrowd(poster, chance)
  }
}

async function heapOf(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.enable')
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  return usedSize / 2 ** 20
}
