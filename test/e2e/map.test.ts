import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { drawnMap, looks, openBrowser, picture } from '../kit/browser.js'
import type { Running } from '../kit/process.js'
import { administrator, leave, signedIn, startWithTheatre, violations } from './people.js'

let folder: string
let server: Running
let browser: Browser

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cordon-map-'))
  server = await startWithTheatre(folder)
  browser = await openBrowser()
}, 180_000)

afterAll(() => leave({ browser, server, folder }))

it.each(['deskArabic', 'phoneLight'] as const)(
  'a map says that it is on its way until it is drawn (%s)',
  async (name) => {
    const person = administrator
    const { page, context, faults } = await signedIn(browser, server, { person, look: looks[name], path: '/me' })
    let letGo = (): void => undefined
    const held = new Promise<void>((resolve) => (letGo = resolve))
    await page.route('**/basemap.pmtiles', async (route) => {
      await held
      await route.continue()
    })
    await page.evaluate(() => {
      history.pushState({}, '', '/floor?tab=map')
      dispatchEvent(new PopStateEvent('popstate', { state: {} }))
    })
    const said = page.getByRole('status').getByText(/^(Loading the map|جارٍ تحميل الخريطة)$/)
    await said.waitFor()
    expect(await violations(page)).toEqual([])
    await picture(page, `map-coming-${name}`)
    letGo()
    await drawnMap(page)
    expect(await said.count()).toBe(0)
    expect(faults).toEqual([])
    await context.close()
  },
)

it('lets a key lead away though the map moves before the other view has come', async () => {
  const { page, context } = await signedIn(browser, server, { person: administrator })
  await drawnMap(page)
  let letGo = (): void => undefined
  const held = new Promise<void>((resolve) => (letGo = resolve))
  const asked = page.waitForRequest('**/PasteView*.js')
  await page.route('**/PasteView*.js', async (route) => {
    await held
    await route.continue()
  })
  const address = page.url()
  const scale = await page.locator('.map .scale').innerText()
  await page.keyboard.press('p')
  await asked
  await page.locator('canvas.maplibregl-canvas').press('Minus')
  await expect.poll(() => page.locator('.map .scale').innerText(), { timeout: 20_000 }).not.toBe(scale)
  expect(page.url()).toBe(address)
  letGo()
  await page.locator('#paste-text').waitFor()
  await context.close()
})
