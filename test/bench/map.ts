import type { Browser, Page } from 'playwright-core'
import { setTimeout as pause } from 'node:timers/promises'
import { signIn } from '../e2e/people.js'
import type { Chance } from '../kit/chance.js'
import type { Running } from '../kit/process.js'
import { watchMap, type MapWatch } from './map-probe.js'
import { quantile } from './measure.js'
import type { Poster } from './post.js'
import { incidentAt } from './world.js'

/** How a page with a map fared over some seconds, in milliseconds. */
export interface MapTimes {
  readonly frameP50: number
  readonly frameP95: number
  readonly longestTask: number
  readonly longTasks: number
  /** From the event on the page's socket to its sign on the map; NaN where nothing happened. */
  readonly drawnP95: number
  readonly drawn: number
}

/** What happens while it is watched. */
export interface Happening {
  readonly seconds: number
  readonly perSecond: number
  /** Whether some are waited for on the canvas: to read it holds the page up, so that frames are counted without. */
  readonly probing: boolean
}

const middle = [40.5, 35.6] as const
/** The crowd lies in a box of so many degrees from here, and leaves the east of what is looked at empty. */
const crowd = { west: 40.2, south: 35.535, wide: 0.33, high: 0.13 } as const
const severities = ['extreme', 'severe', 'moderate', 'minor'] as const

/** Stores a crowd to be looked at. */
export async function storeCrowd(poster: Poster, count: number, chance: Chance): Promise<void> {
  for (let n = 0; n < count; n += 50) {
    const some = Array.from({ length: Math.min(50, count - n) }, (_, at) => poster.post(member(n + at, chance)))
    await Promise.all(some)
  }
}

/** Tells one of the crowd anew, at another place. */
export function changeCrowd(poster: Poster, chance: Chance): Promise<unknown> {
  return poster.post(member(Math.floor(chance.next() * 5_000), chance))
}

function member(n: number, chance: Chance): object {
  const place = [crowd.west + chance.next() * crowd.wide, crowd.south + chance.next() * crowd.high] as const
  const told = incidentAt(place, `crowd-${n}`)
  const severity = severities[Math.floor(chance.next() * severities.length)]
  return {
    ...told,
    properties: { ...('properties' in told && Object(told.properties)), severity, locationPrecision: 'exact' },
  }
}

/** Opens the floor of somebody who signs in, watched from the first. */
export async function openMap(browser: Browser, server: Running): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  await context.addInitScript(watchMap)
  const page = await context.newPage()
  await page.goto(server.url)
  await signIn(page, { name: 'bench', password: 'bench-password-1' })
  return page
}

/** Looks at the crowd from a zoom until everything is drawn. */
export async function lookAt(page: Page, server: Running, zoom: number): Promise<void> {
  await page.goto(`${server.url}/floor?at=${middle[1]},${middle[0]},${zoom}`)
  await page.locator('.map[aria-busy="false"]').waitFor({ timeout: 90_000 })
  await page.mouse.move(2, 2)
}

/** Watches the page while nothing happens, or while so many incidents a second are told or changed. */
export async function watched(
  page: Page,
  { poster, chance, zoom }: { readonly poster: Poster; readonly chance: Chance; readonly zoom: number },
  { seconds, perSecond, probing }: Happening,
): Promise<MapTimes> {
  const probes = probing ? spots(seconds) : {}
  await page.evaluate((awaited) => {
    const watch: MapWatch = Reflect.get(globalThis, 'mapWatch')
    Object.assign(watch, { frames: [], longTasks: [], drawn: [], awaited, unseen: Object.keys(awaited) })
  }, probes)
  if (probing) await readied(page, poster, chance)
  const start = performance.now()
  const total = seconds * Math.max(1, perSecond)
  for (let n = 0; n < total; n += 1) {
    await pause(Math.max(0, start + (n * 1000 * seconds) / total - performance.now()))
    if (perSecond === 0) continue
    // Once a second one appears where nothing is, and is waited for.
    const [name, spot] = Object.entries(probes)[n / perSecond] ?? []
    if (name !== undefined && spot !== undefined) void poster.post(incidentAt(placeAt(spot, zoom), name))
    else void changeCrowd(poster, chance)
  }
  await pause(1_000)
  return timesIn(await watchIn(page))
}

/** The same page while the reader moves the map to and fro: how long drawing alone takes here. */
export async function moving(page: Page, seconds: number): Promise<MapTimes> {
  await page.evaluate(() => {
    const watch: MapWatch = Reflect.get(globalThis, 'mapWatch')
    Object.assign(watch, { frames: [], longTasks: [], drawn: [] })
  })
  const canvas = page.locator('canvas.maplibregl-canvas')
  for (const end = performance.now() + seconds * 1000; performance.now() < end;) {
    await canvas.press('ArrowRight')
    await canvas.press('ArrowLeft')
    await pause(200)
  }
  return timesIn(await watchIn(page))
}

let probed = 0

/** Where signs are to appear, away from the crowd and from each other. */
function spots(count: number): MapWatch['awaited'] {
  const all = Array.from({ length: count }, (_, n) => {
    probed += 1
    return [`probe-${probed}`, { x: 430 - 60 * (n % 3), y: 230 - 60 * Math.floor(n / 3) - 12 * (probed % 2) }] as const
  })
  return Object.fromEntries(all)
}

/** Until the ground at each spot is known: it is read when the map is next drawn. */
async function readied(page: Page, poster: Poster, chance: Chance): Promise<void> {
  await changeCrowd(poster, chance)
  await page.waitForFunction(() => {
    const watch: MapWatch = Reflect.get(globalThis, 'mapWatch')
    return watch.unseen.length === 0
  })
}

/** The place at so many pixels from the middle of the map. */
function placeAt({ x, y }: { readonly x: number; readonly y: number }, zoom: number): [number, number] {
  const size = 512 * 2 ** zoom
  const turn = Math.PI / 180
  const middleY = Math.log(Math.tan(Math.PI / 4 + (middle[1] * turn) / 2))
  const north = middleY - (y * 2 * Math.PI) / size
  return [middle[0] + (x * 360) / size, (2 * Math.atan(Math.exp(north)) - Math.PI / 2) / turn]
}

function watchIn(page: Page): Promise<MapWatch> {
  return page.evaluate(() => {
    const watch: MapWatch = Reflect.get(globalThis, 'mapWatch')
    return watch
  })
}

function timesIn({ frames, longTasks, drawn }: MapWatch): MapTimes {
  return {
    frameP50: quantile(frames, 0.5),
    frameP95: quantile(frames, 0.95),
    longestTask: Math.max(0, ...longTasks),
    longTasks: longTasks.length,
    drawnP95: quantile(drawn, 0.95),
    drawn: drawn.length,
  }
}
