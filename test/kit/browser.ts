import chromium from '@sparticuz/chromium'
import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { chromium as playwright, type Browser, type BrowserContext, type Page } from 'playwright-core'

const debian = '/usr/bin/chromium'

/** No request of the browser's own to the outside, and WebGL 2 without a graphics card. */
const flags = [
  '--no-sandbox',
  '--disable-quic',
  '--disable-background-networking',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
]

/** Starts a real browser: Debian's where it is installed, else the one that comes as a package. */
export async function openBrowser(): Promise<Browser> {
  if (existsSync(debian)) return playwright.launch({ executablePath: debian, args: flags })
  return playwright.launch({ executablePath: await chromium.executablePath(), args: [...chromium.args, ...flags] })
}

export interface Look {
  readonly width: number
  readonly height: number
  readonly theme: 'dark' | 'light'
  readonly language: 'en' | 'ar'
  /** Device pixels a pixel of the page: 2 in a window of half the size is the page at 200 %. */
  readonly scale: number
}

const desk = { width: 1440, height: 900, theme: 'dark', language: 'en', scale: 1 } satisfies Look
const phone = { ...desk, width: 390, height: 844 } satisfies Look

/** What every view is looked at in: both sizes, both themes, from right to left, and enlarged. */
export const looks = {
  desk,
  deskLight: { ...desk, theme: 'light' },
  deskArabic: { ...desk, language: 'ar' },
  deskEnlarged: { ...desk, width: 720, height: 450, scale: 2 },
  phone,
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

/** Opens the page of a server in a window of its own: own cookies, own storage. */
export async function openWindow(browser: Browser, url: string, look: Look = looks.desk): Promise<Window> {
  const { width, height, theme, language, scale } = look
  const phone = width < 600
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: theme,
    deviceScaleFactor: scale,
    hasTouch: phone,
    isMobile: phone,
  })
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
  page.on('pageerror', (error) => faults.push(`script: ${error.message}`))
  page.on('request', (request) => {
    const inside = new RegExp(`^(${url.replaceAll('.', '\\.')}|${url.replace('http', 'ws')}|blob:|data:|about:)`)
    if (!inside.test(request.url())) faults.push(`outside: ${request.url()}`)
  })
  await page.goto(url)
  return { page, context, faults }
}

/** Waits until the map shows all that it has to show. */
export async function drawnMap(page: Page): Promise<void> {
  await page.locator('.map[aria-busy="false"]').waitFor()
}

/** Keeps a picture under `test-results`, to be looked at. */
export async function picture(page: Page, name: string): Promise<void> {
  await mkdir('test-results', { recursive: true })
  await page.screenshot({ path: `test-results/${name}.png` })
}
