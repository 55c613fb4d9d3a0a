import chromium from '@sparticuz/chromium'
import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { chromium as playwright } from 'playwright-core'
import type { Browser, BrowserContext, Cookie, Page, Route } from 'playwright-core'
import { spilt } from './spill.js'

/** Debian's, the whole browser and its engine alone. */
const programs = { whole: '/usr/bin/chromium', engine: '/usr/bin/chromium-headless-shell' } as const

/**
 * No request of the browser's own to the outside, and WebGL 2 without a graphics card: the emulated one draws maps alone,
 * since it takes twice as long over a page without one as the processor does, and is not given up where it is slow.
 */
const flags = [
  '--no-sandbox',
  '--disable-quic',
  '--disable-background-networking',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--disable-gpu-rasterization',
  '--disable-gpu-compositing',
  '--disable-gpu-watchdog',
]

/**
 * Starts a real browser: Debian's where it is installed, else the one that comes as a package. The engine alone draws and
 * scripts as the whole browser does with a quarter less work, but shows no notifications.
 */
export async function openBrowser(part: keyof typeof programs = 'whole'): Promise<Browser> {
  const installed = [programs[part], programs.whole].find((program) => existsSync(program))
  if (installed !== undefined) return playwright.launch({ executablePath: installed, args: flags })
  return playwright.launch({ executablePath: await chromium.executablePath(), args: [...chromium.args, ...flags] })
}

export interface Look {
  readonly width: number
  readonly height: number
  readonly theme: 'dark' | 'light'
  readonly language: 'en' | 'ar'
  /** Device pixels a pixel of the page: 2 in a window of half the size is the page at 200 %. */
  readonly scale: number
  /** Whether the reader has asked for less motion. */
  readonly still: boolean
  /** Whether the machine can draw maps; the page must serve those that cannot, and where no map is looked at it is quicker. */
  readonly webGl: boolean
}

const desk = {
  width: 1440,
  height: 900,
  theme: 'dark',
  language: 'en',
  scale: 1,
  still: false,
  webGl: true,
} satisfies Look
const phone = { ...desk, width: 390, height: 844, still: true } satisfies Look

/** What every view is looked at in: each two of size, theme and direction meet in one of them; and once enlarged. */
export const looks = {
  desk,
  deskArabic: { ...desk, theme: 'light', language: 'ar', still: true },
  deskEnlarged: { ...desk, width: 720, height: 450, scale: 2, still: true },
  phoneLight: { ...phone, theme: 'light' },
  phoneArabic: { ...phone, language: 'ar' },
} as const satisfies Readonly<Record<string, Look>>

/** A page of its own person, with everything that went wrong in it. */
export interface Window {
  readonly page: Page
  readonly context: BrowserContext
  /** Script errors, and requests that left this machine. */
  readonly faults: readonly string[]
}

export interface Opening {
  readonly look: Look
  /** What a window of the same person was given before. */
  readonly cookies?: readonly Cookie[]
}

/** The pages that are open, with what went wrong in them: what a test that fails is asked about. */
const open = new Map<Page, string[]>()

/** Opens a page of a server in a window of its own: own cookies, own storage. */
export async function openWindow(browser: Browser, address: string, { look, cookies = [] }: Opening): Promise<Window> {
  const url = new URL(address).origin
  const { width, height, theme, language, scale, still, webGl } = look
  const phone = width < 600
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: theme,
    reducedMotion: still ? 'reduce' : 'no-preference',
    deviceScaleFactor: scale,
    hasTouch: phone,
    isMobile: phone,
  })
  await context.addCookies([...cookies])
  if (!webGl) await context.addInitScript(withoutWebGl)
  // As the reader chose before.
  await context.addInitScript(
    ([theme, language]) => {
      if (localStorage.getItem('cordon:theme') === null) localStorage.setItem('cordon:theme', theme)
      if (localStorage.getItem('cordon:language') === null) localStorage.setItem('cordon:language', language)
    },
    [theme, language] as const,
  )
  const page = await context.newPage()
  // Software rendering on a busy machine is slow, not broken.
  page.setDefaultTimeout(45_000)
  const faults: string[] = []
  open.set(page, faults)
  page.on('close', () => open.delete(page))
  page.on('pageerror', (error) => faults.push(`script: ${error.message}`))
  page.on('request', (request) => {
    const inside = new RegExp(`^(${url.replaceAll('.', '\\.')}|${url.replace('http', 'ws')}|blob:|data:|about:)`)
    if (!inside.test(request.url())) faults.push(`outside: ${request.url()}`)
  })
  await page.goto(address)
  return { page, context, faults }
}

/** In the page: as a browser without a way to draw maps answers. */
export function withoutWebGl(): void {
  const ask = HTMLCanvasElement.prototype.getContext
  Object.defineProperty(HTMLCanvasElement.prototype, 'getContext', {
    value(this: HTMLCanvasElement, kind: string, ...more: unknown[]): unknown {
      return kind.startsWith('webgl') ? null : Reflect.apply(ask, this, [kind, ...more])
    },
  })
}

/** The same look on a machine that draws no maps. */
export function mapless(look: Look): Look {
  return { ...look, webGl: false }
}

/** Waits until the map shows all that it has to show; where it never does, the error says how far the browser is. */
export async function drawnMap(page: Page): Promise<void> {
  const wait = page.locator('.map[aria-busy="false"]').waitFor({ timeout: 90_000 })
  await wait.catch(async (error: unknown) => {
    await picture(page, 'map-not-drawn')
    throw new Error(`The map is not drawn: ${JSON.stringify(await page.evaluate(stateOfMap))}`, { cause: error })
  })
}

/** In the page: what may keep a map from being drawn. */
async function stateOfMap() {
  const canvas = document.querySelector<HTMLCanvasElement>('canvas.maplibregl-canvas')
  const frame = new Promise<boolean>((resolve) => {
    requestAnimationFrame(() => resolve(true))
    setTimeout(() => resolve(false), 5_000)
  })
  return {
    maps: document.querySelectorAll('.map').length,
    canvas: canvas === null ? null : { width: canvas.width, height: canvas.height },
    lost: canvas?.getContext('webgl2')?.isContextLost() ?? null,
    framesCome: await frame,
    said: document.querySelector('.map [role="status"]')?.textContent ?? null,
  }
}

/**
 * Lets `handler` answer requests of a page that is open already. A busy browser lets some more through after it has agreed
 * to ask: this waits until one is seen to be asked about.
 */
export async function intercept(page: Page, address: string, handler: (route: Route) => Promise<void>): Promise<void> {
  const tried = '**/is-intercepted'
  await page.route(address, handler)
  await page.route(tried, (route) => route.fulfill({ status: 204 }))
  const isAsked = () =>
    fetch('/is-intercepted').then(
      ({ status }) => status === 204,
      () => false,
    )
  while (!(await page.evaluate(isAsked)));
  await page.unroute(tried)
}

/**
 * Keeps a picture under `test-results`, to be looked at, and notes words that do not fit in it as faults of the page. A
 * browser on a busy machine may fail to take one; it is asked once more.
 */
export async function picture(page: Page, name: string): Promise<void> {
  await mkdir('test-results', { recursive: true })
  const path = `test-results/${name}.png`
  try {
    await page.screenshot({ path })
  } catch (error) {
    if (!(error instanceof Error && error.message.includes('Unable to capture screenshot'))) throw error
    await page.screenshot({ path })
  }
  const faults = await spilt(page)
  open.get(page)?.push(...faults.map((it) => `words that do not fit (${name}): ${it}`))
}

/** What every open page shows and where its keys go, in words and as a picture, for whoever has to find out why a test failed. */
export async function stateOfPages(name: string): Promise<string> {
  const told = [...open].map(async ([page, faults], at) => {
    const file = `failed-${name.replaceAll(/\W+/g, '-').slice(0, 60)}-${at}`
    await picture(page, file)
    const focus = await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 200))
    const shown = await page.locator('body').ariaSnapshot({ timeout: 5_000 })
    return [
      `${page.url()} (test-results/${file}.png)`,
      `focus: ${focus}`,
      ...faults,
      shown.slice(0, shownLetters),
    ].join('\n')
  })
  const settled = await Promise.allSettled(told)
  return settled
    .map((it) => (it.status === 'fulfilled' ? it.value : `The page cannot be asked: ${it.reason}`))
    .join('\n\n')
}

const shownLetters = 6_000
