import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { violations } from '../kit/axe.js'
import { drawnMap, looks, mapless, picture } from '../kit/browser.js'
import { evening } from '../kit/evening.js'
import { watchedZone } from './house.js'
import { administrator, signedIn } from './people.js'

const patience = { timeout: 30_000 } as const

const here = evening('zone-look')

const opened = (path: string, look = mapless(looks.desk)) =>
  signedIn(here.browser, here.server, { person: administrator, look, path })

const depot = (name: string) => watchedZone(here.server, { name, at: [44, 33.4] })
const name = (page: Page) => page.locator('#zone-name')

describe('a zone that is opened', () => {
  it.each(['desk', 'phoneLight', 'phoneArabic'] as const)(
    'is looked at until somebody asks to change it (%s)',
    async (at) => {
      const look = mapless(looks[at])
      const { page, context, faults } = await opened(`/zones?zone=${await depot(`Depot ${at}`)}`, look)
      const edit = page.getByRole('button', {
        name: look.language === 'ar' ? 'تعديل المنطقة' : 'Edit zone',
        exact: true,
      })
      await edit.waitFor(patience)
      expect(await page.locator('.editor :is(input, textarea, select)').count()).toBe(0)
      expect(await violations(page)).toEqual([])
      await picture(page, `zone-looked-at-${at}`)
      await page.keyboard.press('e')
      await expect.poll(() => name(page).inputValue(), patience).toBe(`Depot ${at}`)
      await page.keyboard.press('Escape')
      await page.keyboard.press('Escape')
      await edit.waitFor(patience)
      expect(faults).toEqual([])
      await context.close()
    },
  )

  it('leaves the field by Esc first, then the form, whose draft is kept and said to be', async () => {
    const { page, context, faults } = await opened(`/zones?zone=${await depot('Depot')}&edit=1`)
    await name(page).fill('Depot by the river')
    await page.keyboard.press('Escape')
    expect(await name(page).inputValue()).toBe('Depot by the river')
    expect(await name(page).evaluate((it) => it === document.activeElement)).toBe(false)
    await page.keyboard.press('Escape')
    await name(page).waitFor({ ...patience, state: 'detached' })
    const notice = page.locator('.notice').filter({ hasText: 'What you changed is kept as a draft.' })
    await notice.waitFor(patience)
    await page.getByText('You have begun to change it').waitFor(patience)
    await picture(page, 'zone-draft-kept-desk')
    expect(await violations(page)).toEqual([])
    await notice.getByRole('button', { name: 'Go on with it' }).click()
    await expect.poll(() => name(page).inputValue(), patience).toBe('Depot by the river')
    expect(faults).toEqual([])
    await context.close()
  })

  it('lets go of a draft by Cancel, which can be taken back', async () => {
    const { page, context, faults } = await opened(`/zones?zone=${await depot('Mill')}&edit=1`)
    await name(page).fill('Mill by the river')
    await page.getByRole('button', { name: 'Cancel' }).click()
    const notice = page.locator('.notice').filter({ hasText: 'What was written is let go.' })
    await notice.waitFor(patience)
    await page.keyboard.press('e')
    await expect.poll(() => name(page).inputValue(), patience).toBe('Mill')
    await page.getByRole('button', { name: 'Cancel' }).click()
    await notice.getByRole('button', { name: 'Go on with it' }).click()
    await expect.poll(() => name(page).inputValue(), patience).toBe('Mill by the river')
    expect(faults).toEqual([])
    await context.close()
  })
})

describe('the form of a rule', () => {
  it('is empty again after Cancel, and brings its draft back where that is taken back', async () => {
    const { page, context, faults } = await opened(`/zones?zone=${await depot('Weir')}`)
    const rule = page.locator('#rule-name')
    const begin = () => page.getByRole('button', { name: 'New rule' }).click()
    await begin()
    await rule.fill('Never')
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
    await rule.waitFor({ ...patience, state: 'detached' })
    await begin()
    expect(await rule.inputValue()).toBe('')
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
    await rule.waitFor({ ...patience, state: 'detached' })
    await page.locator('.notice').getByRole('button', { name: 'Keep it again' }).click()
    await begin()
    await expect.poll(() => rule.inputValue(), patience).toBe('Never')
    expect(faults).toEqual([])
    await context.close()
  })
})

describe('what is told of in passing', () => {
  it.each(['desk', 'phoneLight'] as const)('moves nothing of the page (%s)', async (at) => {
    const { page, context, faults } = await opened(`/zones?zone=${await depot('Ford')}&edit=1`, mapless(looks[at]))
    const main = page.locator('main.zones')
    await name(page).fill('Ford and ferry')
    const before = await main.boundingBox()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.locator('.notice').first().waitFor(patience)
    expect(await main.boundingBox()).toEqual(before)
    await picture(page, `zone-notice-${at}`)
    expect(await violations(page)).toEqual([])
    expect(faults).toEqual([])
    await context.close()
  })
})

describe('a zone round a place at the edge of the map', () => {
  it('comes into sight as a whole, where that place is typed', async () => {
    const { page, context, faults } = await opened('/zones?zone=new', looks.desk)
    await drawnMap(page)
    const box = await page.locator('.centre').boundingBox()
    const read = async (down: number) => {
      const [x, y] = [(box?.x ?? 0) + (box?.width ?? 0) * 0.5, (box?.y ?? 0) + (box?.height ?? 0) * down]
      await page.mouse.move(x + 3, y)
      await page.mouse.move(x, y)
      const text = await page.locator('output.cursor').innerText()
      return [...text.matchAll(/\d+\.\d+/g)].map(Number)
    }
    const [latitude = 0, longitude = 0] = await read(0.03)
    expect(latitude).toBeGreaterThan(36)
    await page.locator('#zone-centre').fill(`${latitude}, ${longitude}`)
    const off = async () => {
      const [lat = 0, lon = 0] = await read(0.5)
      return Math.hypot(lat - latitude, lon - longitude)
    }
    await expect.poll(off, patience).toBeLessThan(0.1)
    expect(faults).toEqual([])
    await context.close()
  })
})

describe('zones that a file has brought', () => {
  it('are in sight then', async () => {
    const { page, context, faults } = await opened('/zones', looks.desk)
    await drawnMap(page)
    await page.getByRole('button', { name: 'Import', exact: true }).click()
    const square = [100, 101, 101, 100, 100].map((lon, at) => [lon, at === 1 || at === 0 || at === 4 ? 10 : 11])
    const feature = {
      type: 'Feature',
      properties: { name: 'Far' },
      geometry: { type: 'Polygon', coordinates: [square] },
    }
    const file = { name: 'far.geojson', mimeType: 'text/plain', buffer: Buffer.from(JSON.stringify(feature)) }
    await page.locator('input[type="file"]').setInputFiles(file)
    await page.locator('.shapes').waitFor(patience)
    // Wherever somebody has gone meanwhile.
    await page.mouse.move(650, 450)
    await page.mouse.wheel(0, 2000)
    await drawnMap(page)
    await page.getByRole('button', { name: /^Store: 1/ }).click()
    await page.getByText('Stored: 1. There already: 0.').first().waitFor(patience)
    const box = await page.locator('.centre').boundingBox()
    const middle = async () => {
      const at = [(box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2] as const
      await page.mouse.move(at[0] + 3, at[1])
      await page.mouse.move(at[0], at[1])
      return page.locator('output.cursor').innerText()
    }
    await expect.poll(middle, patience).toMatch(/^10\.[45]\d+° N, 100\.[45]\d+° E/)
    const scale = () => page.locator('.foot .scale').innerText()
    await expect.poll(scale, patience).toMatch(/^\d{1,2}\u00a0km$/)
    await picture(page, 'zones-brought-desk')
    expect(faults).toEqual([])
    await context.close()
  })
})
