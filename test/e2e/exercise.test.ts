import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { violations } from '../kit/axe.js'
import { looks, mapless, picture } from '../kit/browser.js'
import { evening } from '../kit/evening.js'
import { report } from './house.js'
import { administrator, signedIn, watchOfficer } from './people.js'

const here = evening('exercise')
const patience = { timeout: 30_000 } as const
const places = ['floor', 'zones', 'history', 'trends', 'review', 'audit', 'handover', 'reports', 'wall']

beforeAll(() => report(here.server, 'Played assault', { exercise: true }))

/** The colours that stand along the edge of what is seen, from a picture of it: a frame is one of them all round. */
async function edgeOf(page: Page): Promise<readonly string[]> {
  const png = (await page.screenshot()).toString('base64')
  return page.evaluate(async (png) => {
    const image = new Image()
    image.src = `data:image/png;base64,${png}`
    await image.decode()
    const context = new OffscreenCanvas(image.width, image.height).getContext('2d')
    context?.drawImage(image, 0, 0)
    const [right, bottom] = [image.width - 2, image.height - 2]
    const parts = Array.from({ length: 19 }, (_, at) => (at + 1) / 20)
    const points = parts.flatMap((part) => [
      [1, Math.round(part * bottom)],
      [right, Math.round(part * bottom)],
      [Math.round(part * right), 1],
      [Math.round(part * right), bottom],
    ])
    const colourAt = ([x = 0, y = 0]: readonly number[]) => context?.getImageData(x, y, 1, 1).data.join() ?? ''
    return [...new Set(points.map(colourAt))]
  }, png)
}

describe('the frame of an exercise', () => {
  it.each(['desk', 'phoneArabic'] as const)('is whole on every page, and is pressed through (%s)', async (name) => {
    const look = mapless(looks[name])
    const { page, context, faults } = await signedIn(here.browser, here.server, { person: administrator, look })
    for (const place of places) {
      await page.goto(`${here.server.url}/${place}`)
      await page.locator('.shell.exercise').waitFor(patience)
      await page.locator('main').first().waitFor(patience)
      expect([place, await edgeOf(page)]).toEqual([place, [expect.stringMatching(/^\d/)]])
    }
    const isPressed = () => document.elementFromPoint(1, innerHeight / 2)?.closest('main') !== null
    expect(await page.evaluate(isPressed)).toBe(true)
    await picture(page, `exercise-frame-${name}`)
    expect(faults).toEqual([])
    await context.close()
  })
})

describe('what is played', () => {
  it('is in no history and trend unless it is asked for, and how much that is is said', async () => {
    const look = mapless(looks.desk)
    const { page, context, faults } = await signedIn(here.browser, here.server, { person: administrator, look })
    await page.goto(`${here.server.url}/history`)
    await page.getByText('1 exercise is left out.').waitFor(patience)
    const row = page.getByRole('table').getByText('Played assault')
    expect(await row.count()).toBe(0)
    await picture(page, 'exercise-left-out')
    await page.getByRole('button', { name: 'Show them too' }).click()
    await row.waitFor(patience)
    expect(await page.locator('#h-exercise').inputValue()).toBe('all')
    await page.locator('#h-exercise').selectOption('only')
    await expect.poll(() => page.url(), patience).toContain('exercise=only')
    await row.waitFor(patience)
    await page.getByRole('link', { name: 'Trends' }).first().click()
    await page.getByRole('main', { name: 'Trends' }).waitFor(patience)
    expect(faults).toEqual([])
    await context.close()
  })
})

describe('what was played and is real', () => {
  it('is told anew by whoever corrects it: its alerts are cleared, and others stand for it', async () => {
    const id = await report(here.server, 'No drill', { exercise: true })
    const look = mapless(looks.desk)
    const path = `/floor?sel=incident:${id}`
    const { page, context, faults } = await signedIn(here.browser, here.server, { person: watchOfficer, look, path })
    await page.getByRole('heading', { name: 'No drill' }).waitFor(patience)
    await expect.poll(() => page.locator('p.sub').first().innerText(), patience).toMatch(/EX$/)
    await page.keyboard.press('x')
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Exercise: it is not real').uncheck()
    await dialog.getByText('rules tell of it anew as real').waitFor(patience)
    await dialog.locator('#reason-text').fill('The guard at the gate says that it is no drill')
    await picture(page, 'exercise-turned-dialog')
    expect(await violations(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Correct the incident' }).click()
    const row = (words: string) => page.getByRole('option').filter({ hasText: 'No drill' }).filter({ hasText: words })
    await expect.poll(() => row('cleared').filter({ hasText: 'EX' }).count(), patience).toBeGreaterThan(0)
    await expect.poll(() => row('').filter({ hasNotText: 'cleared' }).count(), patience).toBeGreaterThan(0)
    await picture(page, 'exercise-turned')
    await page.goto(`${here.server.url}/floor?sel=incident:${id}&part=alerts`)
    const panel = page.getByRole('complementary').last()
    const raised = panel.locator('.alert .head')
    const marks = async () =>
      (await raised.allInnerTexts()).map((it) => ['EX', 'cleared'].filter((mark) => it.includes(mark)).join())
    const played = 'EX,cleared'
    await expect.poll(async () => (await marks()).toSorted(), patience).toEqual(['', '', played, played])
    await picture(page, 'exercise-turned-alerts')
    await raised.filter({ hasNotText: 'EX' }).getByRole('button').first().click()
    await panel.locator('.beside li').filter({ hasText: 'EX' }).filter({ hasText: 'cleared' }).first().waitFor(patience)
    await picture(page, 'exercise-turned-beside')
    expect(faults).toEqual([])
    await context.close()
  })
})
