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
  readonly colorScheme: 'dark' | 'light'
}

/** The two sizes and two themes that every view is looked at in. */
export const looks: Readonly<Record<'desk' | 'deskLight' | 'phone' | 'phoneLight', Look>> = {
  desk: { width: 1440, height: 900, colorScheme: 'dark' },
  deskLight: { width: 1440, height: 900, colorScheme: 'light' },
  phone: { width: 390, height: 844, colorScheme: 'dark' },
  phoneLight: { width: 390, height: 844, colorScheme: 'light' },
}

/** A page of its own person, with everything that went wrong in it. */
export interface Window {
  readonly page: Page
  readonly context: BrowserContext
  /** Script errors, and requests that left this machine. */
  readonly faults: readonly string[]
}

/** Opens the page of a server in a window of its own: own cookies, own storage. */
export async function openWindow(browser: Browser, url: string, look: Look = looks.desk): Promise<Window> {
  const { width, height, colorScheme } = look
  const phone = width < 600
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme,
    hasTouch: phone,
    isMobile: phone,
  })
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

/** Keeps a picture under `test-results`, to be looked at. */
export async function picture(page: Page, name: string): Promise<void> {
  await mkdir('test-results', { recursive: true })
  await page.screenshot({ path: `test-results/${name}.png` })
}
