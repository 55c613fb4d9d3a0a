import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { violations } from '../kit/axe.js'
import { drawnMap, intercept, looks, picture } from '../kit/browser.js'
import { evening } from '../kit/evening.js'
import type { Running } from '../kit/process.js'
import { report } from './house.js'
import { administrator, follow, signedIn, signIn, watchOfficer } from './people.js'

const here = evening('map')
const patience = { timeout: 30_000 } as const

it.each(['deskArabic', 'phoneLight'] as const)(
  'a map says that it is on its way until it is drawn (%s)',
  async (name) => {
    const person = administrator
    const { page, context, faults } = await signedIn(here.browser, here.server, {
      person,
      look: looks[name],
      path: '/me',
    })
    let letGo = (): void => undefined
    const held = new Promise<void>((resolve) => (letGo = resolve))
    await intercept(page, '**/basemap.pmtiles', async (route) => {
      await held
      await route.continue()
    })
    await follow(page, '/floor?tab=map')
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

it('comes after what the house knows, which does not wait for it', async () => {
  const { page, context } = await signedIn(here.browser, here.server, { person: administrator, path: '/me' })
  let letGo = (): void => undefined
  const held = new Promise<void>((resolve) => (letGo = resolve))
  await intercept(page, '**/api/snapshot', async (route) => {
    await held
    await route.continue()
  })
  const asked: string[] = []
  page.on('request', (request) => void asked.push(request.url()))
  await page.goto(`${here.server.url}/floor`)
  await page.getByText('Loading the map').first().waitFor()
  expect(asked.filter((url) => /MapView/.test(url))).toEqual([])
  letGo()
  await drawnMap(page)
  await context.close()
})

it('is asked to move before it has come, and nothing goes wrong', async () => {
  await report(here.server, 'Shots at the wall')
  const { page, context, faults } = await signedIn(here.browser, here.server, { person: administrator, path: '/me' })
  let letGo = (): void => undefined
  const held = new Promise<void>((resolve) => (letGo = resolve))
  await intercept(page, '**/MapView*.js', async (route) => {
    await held
    await route.continue()
  })
  await follow(page, '/floor')
  await page.getByText('Loading the map').first().waitFor()
  await page.getByRole('option').first().waitFor()
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await page.locator('.panel h2').waitFor()
  await page.keyboard.press('z')
  letGo()
  await drawnMap(page)
  expect(faults).toEqual([])
  // One incident alone is told of as one, to whoever hears the picture.
  await page.getByRole('img', { name: /^One incident between/ }).waitFor()
  await context.close()
})

it('lets a key lead away though the map moves before the other view has come', async () => {
  const { page, context } = await signedIn(here.browser, here.server, { person: administrator })
  await drawnMap(page)
  let letGo = (): void => undefined
  const held = new Promise<void>((resolve) => (letGo = resolve))
  const asked = page.waitForRequest('**/PasteView*.js')
  await intercept(page, '**/PasteView*.js', async (route) => {
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

it('says whose its data is, by key too, where a phone has no room for that', async () => {
  const { page, context, faults } = await signedIn(here.browser, here.server, {
    person: administrator,
    look: looks.phoneLight,
    path: '/floor?tab=map',
  })
  const asks = page.getByRole('button', { name: 'Whose map data this is' })
  await asks.waitFor(patience)
  await asks.focus()
  await page.keyboard.press('Enter')
  const credit = page.getByRole('button', { name: /Natural Earth.*UCDP/ })
  const { width, cut } = await credit.evaluate((it) => ({
    width: it.getBoundingClientRect().right,
    cut: it.scrollWidth > it.clientWidth || it.scrollHeight > it.clientHeight,
  }))
  expect([width <= 390, cut]).toEqual([true, false])
  expect(await violations(page)).toEqual([])
  await page.keyboard.press('Enter')
  await credit.waitFor({ ...patience, state: 'detached' })
  expect(faults).toEqual([])
  await context.close()
})

it('marks the place that was looked for by its name, until Escape', async () => {
  const { page, context, faults } = await signedIn(here.browser, here.server, { person: administrator })
  await drawnMap(page)
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').fill('Deir Hafir')
  await page.getByRole('option').first().waitFor(patience)
  await page.keyboard.press('Enter')
  await page.waitForURL(({ searchParams }) => Math.abs(Number(searchParams.get('at')?.split(',')[1]) - 37.7) < 0.2)
  await drawnMap(page)
  await picture(page, 'map-found-place')
  const box = await page.locator('canvas.maplibregl-canvas').boundingBox()
  if (box === null) throw new Error('There is no map.')
  const clip = { x: box.x + box.width / 2 - 60, y: box.y + box.height / 2 - 60, width: 120, height: 120 }
  const middle = async () => (await page.screenshot({ clip })).toString('base64')
  const marked = await middle()
  expect(await middle()).toBe(marked)
  await page.keyboard.press('Escape')
  await expect.poll(middle, patience).not.toBe(marked)
  expect(faults).toEqual([])
  await context.close()
})

describe('the tools of the map', () => {
  const prison = '/floor?at=36.4775,40.7625,9'

  it('measures by keys, tells every key of the map, and follows the newest until the reader moves the map', async () => {
    const { page, context, faults } = await signedIn(here.browser, here.server, { person: administrator, path: prison })
    await drawnMap(page)
    await page.keyboard.press('r')
    const bar = page.getByRole('region', { name: 'Measuring' })
    await bar.waitFor()
    await page.keyboard.press('Enter')
    const canvas = page.locator('canvas.maplibregl-canvas')
    await expect
      .poll(() => canvas.press('ArrowRight').then(() => bar.innerText()), { timeout: 30_000 })
      .toMatch(/^[\d.]+\skm E (89|90)°/)
    await page.keyboard.press('Enter')
    expect(await violations(page)).toEqual([])
    await picture(page, 'map-measure')
    await page.keyboard.press('Escape')
    await bar.waitFor({ state: 'detached' })
    await page.keyboard.press('?')
    const keys = page.getByRole('dialog')
    for (const told of ['Measure distance and bearing', 'Follow the newest', 'MIL-STD-2525 symbols', 'Print the map'])
      await keys.getByText(told, { exact: true }).first().waitFor()
    await page.keyboard.press('Escape')
    await keys.waitFor({ state: 'detached' })

    await page.keyboard.press('q')
    const chip = page.getByText('Following the newest; moving the map ends it')
    await chip.waitFor()
    await ambush(here.server, [38.2, 35.2])
    await page.waitForURL(({ searchParams }) => Math.abs(Number(searchParams.get('at')?.split(',')[1]) - 38.2) < 0.6)
    await page.locator('canvas.maplibregl-canvas').press('ArrowLeft')
    await chip.waitFor({ state: 'detached' })
    expect(faults).toEqual([])
    await context.close()
  }, 120_000)

  it('points incidents out by keys and opens them, and draws them by MIL-STD-2525 for whoever wants it', async () => {
    const { page, context, faults } = await signedIn(here.browser, here.server, { person: watchOfficer, path: prison })
    await drawnMap(page)
    const before = await seen(page)
    const isLoaded = page.waitForResponse('**/militaryImages*.js')
    await page.keyboard.press('b')
    await isLoaded
    await expect
      .poll(async () => page.evaluate(differing, [before, await seen(page)]), { timeout: 30_000 })
      .toBeGreaterThan(0.0005)
    await picture(page, 'map-military')
    await page.keyboard.press(']')
    await page.keyboard.press('Enter')
    await page.waitForURL(/sel=incident/)
    await page.keyboard.press('b')
    expect(faults).toEqual([])
    await context.close()
  }, 120_000)

  it('asks a finger that stays what to do there', async () => {
    const { page, context } = await signedIn(here.browser, here.server, {
      person: administrator,
      look: looks.phoneLight,
      path: '/floor?tab=map&at=35.2,39.2,9',
    })
    await drawnMap(page)
    const box = await page.locator('canvas.maplibregl-canvas').boundingBox()
    const touch = await context.newCDPSession(page)
    const touchPoints = [{ x: (box?.x ?? 0) + 180, y: (box?.y ?? 0) + 300 }]
    await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints })
    const menu = page.getByRole('menu')
    await menu.waitFor()
    await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
    expect(await violations(page)).toEqual([])
    await picture(page, 'map-menu-phone')
    await menu.getByRole('menuitem', { name: 'Report an incident here' }).tap()
    await page.waitForURL(/enter=incident/)
    const where = page.locator('#entry-coordinates')
    await expect.poll(() => where.inputValue(), { timeout: 20_000 }).toMatch(/^35\.\d+° N, 39\.\d+° E$/)
    await context.close()
  }, 120_000)

  it.each(['desk', 'deskArabic', 'phoneLight'] as const)(
    'explains what is to be seen of it, and nothing else (%s)',
    async (at) => {
      const look = looks[at]
      const isArabic = look.language === 'ar'
      const path = '/floor?tab=map&at=37.02,42.09,11'
      const { page, context, faults } = await signedIn(here.browser, here.server, { person: administrator, look, path })
      await drawnMap(page)
      await page.getByRole('button', { name: isArabic ? 'الطبقات ومفتاح الخريطة' : 'Layers and legend' }).click()
      const list = page.locator('.legend ul')
      // Nothing but Roj camp lies there.
      await expect.poll(() => list.innerText(), { timeout: 20_000 }).toBe(isArabic ? 'مخيم' : 'Camp')
      await picture(page, `map-legend-camp-${at}`)
      await page.keyboard.press('Escape')
      await page.keyboard.press('0')
      await drawnMap(page)
      await page.getByRole('button', { name: isArabic ? 'الطبقات ومفتاح الخريطة' : 'Layers and legend' }).click()
      await list.getByText(isArabic ? 'سجن' : 'Prison').waitFor()
      await picture(page, `map-legend-all-${at}`)
      expect([await violations(page), faults]).toEqual([[], []])
      await context.close()
    },
    120_000,
  )

  it('tells where the pointer is, and facilities are, in the form that the reader has chosen', async () => {
    const { page, context, faults } = await signedIn(here.browser, here.server, { person: administrator, path: '/me' })
    await page.getByRole('radio', { name: 'MGRS', exact: true }).check()
    await page.reload()
    expect(await page.getByRole('radio', { name: 'MGRS', exact: true }).isChecked()).toBe(true)
    await picture(page, 'me-coordinates')
    await follow(page, prison)
    await drawnMap(page)
    await page.mouse.move(700, 600)
    await expect.poll(() => page.locator('.cursor').innerText(), patience).toMatch(/^37S F[A-Z] \d{5} \d{5}$/)
    expect(faults).toEqual([])
    await context.close()
  }, 120_000)

  it('is put on paper on white, with scale, time, legend and credit', async () => {
    const { page, context, faults } = await signedIn(here.browser, here.server, { person: administrator, path: prison })
    await drawnMap(page)
    await page.evaluate(() => Reflect.set(window, 'print', () => Reflect.set(window, 'printed', true)))
    await page.keyboard.press('d')
    await page.waitForFunction((): unknown => Reflect.get(window, 'printed'), null, { timeout: 60_000 })
    await page.emulateMedia({ media: 'print' })
    const sheet = page.locator('.map-sheet')
    expect(await sheet.innerText()).toMatch(/as of .*\d\d:\d\dZ[\s\S]*km[\s\S]*Severe[\s\S]*Natural Earth/)
    expect(await page.locator('#app').isVisible()).toBe(false)
    await picture(page, 'map-printed')
    const white = await sheet.locator('canvas').evaluate((it) => {
      if (!(it instanceof HTMLCanvasElement)) return 0
      const all = it.getContext('2d')?.getImageData(0, 0, it.width, it.height).data ?? []
      return all.filter((value) => value > 250).length / all.length
    })
    expect(white).toBeGreaterThan(0.7)
    await page.emulateMedia({ media: 'screen' })
    expect(faults).toEqual([])
    await context.close()
  }, 120_000)
})

const ambush = (server: Running, at: readonly [number, number]) =>
  report(server, 'Ambush on a patrol', { type: 'ambush', severity: 'severe', at })

describe('the map of the page', () => {
  /** Close by the prison, so that its pin lies in the middle. */
  const prison = '/floor?at=36.4775,40.7625,12'
  const canvasOf = (page: Page) => page.locator('canvas.maplibregl-canvas')

  it('goes from view to view: it is drawn once, looks where each view looks, and answers to that view alone', async () => {
    const person = administrator
    const { page, context, faults } = await signedIn(here.browser, here.server, { person, path: '/me' })
    await page.evaluate(countDrawn)
    await follow(page, '/zones')
    const zones = await seen(page)
    const canvas = await canvasOf(page).elementHandle()
    const isSame = () => canvasOf(page).evaluate((it, first) => it === first, canvas)
    await follow(page, prison)
    const floor = await seen(page)
    expect(await isSame()).toBe(true)
    expect(await page.evaluate(differing, [zones, floor])).toBeGreaterThan(0.01)
    await clickMiddle(page)
    await page.waitForURL(/sel=/)

    // Left while something is selected.
    await follow(page, '/zones')
    expect(await page.evaluate(differing, [zones, await seen(page)])).toBeLessThan(0.001)
    await picture(page, 'map-kept-zones')
    await follow(page, '/zones?zone=new')
    await clickMiddle(page)
    await expect.poll(() => page.locator('#zone-centre').inputValue()).toMatch(/^\d/)
    expect(new URL(page.url()).search).toBe('?zone=new')
    await page.locator('#zone-facility').selectOption({ label: "Sina'a (Ghwayran) prison" })
    await drawnMap(page)

    // Left while a circle is not stored, and again in the middle of drawing.
    await follow(page, prison)
    expect(await page.evaluate(differing, [floor, await seen(page)])).toBeLessThan(0.001)
    await follow(page, '/zones?zone=new')
    await page.getByRole('radio', { name: 'Polygon' }).click()
    await clickMiddle(page)
    await page.mouse.move(700, 300)
    await follow(page, prison)
    expect(await page.evaluate(differing, [floor, await seen(page)])).toBeLessThan(0.001)
    await picture(page, 'map-kept-floor')
    await clickMiddle(page)
    await page.waitForURL(/sel=/)
    await page.keyboard.press('Escape')
    // What has the focus is outlined once a key was pressed.
    await canvasOf(page).blur()
    const isClear = async (): Promise<number> => page.evaluate(differing, [floor, await seen(page)])
    await expect.poll(isClear, { timeout: 20_000 }).toBeLessThan(0.001)
    expect(await isSame()).toBe(true)
    expect(await page.evaluate((): unknown => Reflect.get(window, 'drawn'))).toBe(1)
    expect(faults).toEqual([])
    await context.close()
  }, 240_000)

  it('comes in the colours and the language chosen while no view showed it, and is gone with whoever signs out', async () => {
    const { page, context } = await signedIn(here.browser, here.server, { person: watchOfficer, path: prison })
    await drawnMap(page)
    const canvas = await canvasOf(page).elementHandle()
    await follow(page, '/me')
    await page.getByRole('radio', { name: 'Light' }).click()
    await page.getByRole('button', { name: 'العربية' }).click()
    await follow(page, prison)
    await drawnMap(page)
    expect(await canvasOf(page).evaluate((it, first) => it === first, canvas)).toBe(true)
    expect(await canvasOf(page).getAttribute('aria-label')).toMatch(/[\u0600-\u06ff]/)
    await picture(page, 'map-kept-light-arabic')
    await follow(page, '/me')
    await page.getByRole('button', { name: 'خروج', exact: true }).click()
    await signIn(page, watchOfficer)
    const isLost = (it: Node) => it instanceof HTMLCanvasElement && it.getContext('webgl2')?.isContextLost()
    expect(await canvas.evaluate(isLost)).toBe(true)
    await context.close()
  }, 240_000)

  it('is made anew where the graphics card lets go of it, seen or not', async () => {
    const { page, context, faults } = await signedIn(here.browser, here.server, { person: administrator, path: prison })
    const lose = (it: Node) => {
      if (it instanceof HTMLCanvasElement) it.getContext('webgl2')?.getExtension('WEBGL_lose_context')?.loseContext()
    }
    for (const isSeen of [true, false]) {
      await drawnMap(page)
      const canvas = await canvasOf(page).elementHandle()
      if (!isSeen) await follow(page, '/me')
      await canvas.evaluate(lose)
      if (!isSeen) await follow(page, prison)
      await expect.poll(() => canvas.evaluate((it) => it.isConnected), { timeout: 20_000 }).toBe(false)
    }
    await drawnMap(page)
    await clickMiddle(page)
    await page.waitForURL(/sel=/)
    expect(faults).toEqual([])
    await context.close()
  }, 240_000)
})

/** The map as it is seen, once it is drawn and nothing is pointed at. */
async function seen(page: Page): Promise<string> {
  await page.mouse.move(2, 2)
  await drawnMap(page)
  return (await page.locator('.map').screenshot()).toString('base64')
}

async function clickMiddle(page: Page): Promise<void> {
  const box = await page.locator('canvas.maplibregl-canvas').boundingBox()
  if (box === null) throw new Error('The map is not seen.')
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2)
}

/** In the page: counts the surfaces in the document that are given a graphics card to draw with. */
function countDrawn(): void {
  const ask = HTMLCanvasElement.prototype.getContext
  const seen = new Set<HTMLCanvasElement>()
  Object.defineProperty(HTMLCanvasElement.prototype, 'getContext', {
    value(this: HTMLCanvasElement, kind: string, ...more: unknown[]): unknown {
      if (kind === 'webgl2' && this.isConnected) seen.add(this)
      Reflect.set(window, 'drawn', seen.size)
      return Reflect.apply(ask, this, [kind, ...more])
    },
  })
}

/** In the page: how large a part of two pictures is not the same to the eye. */
async function differing(pictures: readonly string[]): Promise<number> {
  const [one, other] = await Promise.all(
    pictures.map(async (base64) => {
      const image = new Image()
      image.src = `data:image/png;base64,${base64}`
      await image.decode()
      const context = new OffscreenCanvas(image.width, image.height).getContext('2d')
      context?.drawImage(image, 0, 0)
      return context?.getImageData(0, 0, image.width, image.height).data ?? new Uint8ClampedArray()
    }),
  )
  if (one === undefined || one.length !== other?.length) return 1
  return one.filter((value, at) => Math.abs(value - (other[at] ?? 0)) > 12).length / one.length
}
