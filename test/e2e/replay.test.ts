import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { violations } from '../kit/axe.js'
import { picture } from '../kit/browser.js'
import { evening } from '../kit/evening.js'
import { report } from './house.js'
import { administrator, signedIn } from './people.js'

const here = evening('replay')

const tilesThere = (page: Page) => page.locator('[data-tiles="there"]').waitFor()
const asked = (page: Page, key: string) => new URL(page.url()).searchParams.get(key)
const clock = (page: Page) => page.getByRole('slider', { name: 'Where the clock stands' })

/** What is learned later than the rest of the story. */
async function learnMore(): Promise<void> {
  await report(here.server, 'Learned of late', { type: 'ied', at: [40.9, 35.6], occurredFrom: '2021-12-10T06:00:00Z' })
}

/** A small one, away from the middle of what was found. */
async function drawTriangle(page: Page): Promise<void> {
  const position = (x: number, y: number) => ({ position: { x, y } })
  const canvas = page.locator('canvas.maplibregl-canvas')
  for (const corner of [position(80, 60), position(200, 60), position(140, 150), position(80, 60)]) {
    await canvas.hover(corner)
    await canvas.click(corner)
  }
}

describe('the map of history', () => {
  it('shows what the rows show, brushed and played by what happened and by what was known', async () => {
    await learnMore()
    const { page, context, faults } = await signedIn(here.browser, here.server, {
      person: administrator,
      path: '/history',
    })
    const count = page.getByRole('main', { name: 'History' }).locator('header [role="status"]')
    await expect.poll(() => count.textContent()).toMatch(/^\d+ in all$/)
    const all = await count.textContent()
    const tiles: string[] = []
    page.on('request', (request) => {
      if (request.url().includes('/tiles/')) tiles.push(request.url())
    })
    await page.keyboard.press('g')
    await tilesThere(page)
    expect(await violations(page)).toEqual([])
    await picture(page, 'history-map')

    // Pointed at where nothing lies: nothing is opened, and nothing breaks.
    await page.locator('canvas.maplibregl-canvas').click({ position: { x: 330, y: 40 } })
    expect(faults).toEqual([])
    await page.keyboard.press('a')
    await page.getByText('Click the map for each corner').waitFor()
    await drawTriangle(page)
    await expect.poll(() => asked(page, 'area')).toMatch(/^(-?[\d.]+,-?[\d.]+;){2}-?[\d.]+,-?[\d.]+$/)
    await expect.poll(() => tiles.some((url) => url.includes('area='))).toBe(true)
    await expect.poll(() => count.textContent()).not.toBe(all)
    await picture(page, 'history-area')
    await page.getByRole('button', { name: 'In a drawn area' }).click()
    await expect.poll(() => count.textContent()).toBe(all)

    const begin = page.getByRole('slider', { name: 'Start of the picked time' })
    await begin.focus()
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => asked(page, 'from')).toMatch(/^2021-11-/)
    await expect.poll(() => tiles.some((url) => url.includes('from=2021-11-'))).toBe(true)
    await page.getByRole('button', { name: 'Clear filters' }).click()
    await expect.poll(() => count.textContent()).toBe(all)

    await page.getByRole('button', { name: 'What happened' }).click()
    await expect.poll(() => tiles.some((url) => url.includes('slices=60'))).toBe(true)
    await tilesThere(page)
    const before = tiles.length
    await page.keyboard.press(']')
    await expect.poll(() => asked(page, 'step')).toBe('1')
    await page.keyboard.press('p')
    await expect.poll(() => Number(asked(page, 'step'))).toBeGreaterThan(2)
    await page.keyboard.press('p')
    // What is there already is shown or not: a step asks for nothing.
    expect(tiles.length).toBe(before)
    expect(await violations(page)).toEqual([])
    await picture(page, 'history-replay')

    await page.getByRole('button', { name: 'What was known' }).click()
    await expect.poll(() => clock(page).isEnabled()).toBe(true)
    expect(await clock(page).inputValue()).toBe('59')
    await clock(page).focus()
    await page.keyboard.press('Home')
    await expect.poll(() => asked(page, 'asOf')).toMatch(/Z$/)
    await expect.poll(() => tiles.some((url) => url.includes('asOf='))).toBe(true)
    await expect.poll(() => count.textContent()).not.toBe(all)
    expect(await page.getByRole('table').getByText('Learned of late').count()).toBe(0)
    await page.keyboard.press('End')
    await page.getByRole('table').getByText('Learned of late').waitFor()
    await picture(page, 'history-known')
    expect(faults).toEqual([])
    await context.close()
  })

  it('opens what a reader points at', async () => {
    const path = '/history?show=map&at=35.6,40.9,11'
    const { page, context, faults } = await signedIn(here.browser, here.server, { person: administrator, path })
    await tilesThere(page)
    await page.locator('canvas.maplibregl-canvas').click()
    await page.locator('.panel h2').filter({ hasText: 'Learned of late' }).waitFor()
    expect(faults).toEqual([])
    await context.close()
  })

  it('shows the names of several types that a link asks for', async () => {
    const path = '/history?type=ied,ambush'
    const { page, context } = await signedIn(here.browser, here.server, { person: administrator, path })
    await expect.poll(() => page.locator('#h-type option:checked').textContent()).toBe('IED, Ambush')
    await page.locator('#h-type').selectOption('arrest')
    await expect.poll(() => asked(page, 'type')).toBe('arrest')
    await context.close()
  })
})
