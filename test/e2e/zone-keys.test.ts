import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { picture } from '../kit/browser.js'
import { evening } from '../kit/evening.js'
import { ask, idOf } from './house.js'
import { answered, ask as askByKey, closed, openedByKeys, press, tabTo, take } from './keys.js'
import { administrator } from './people.js'

const patience = { timeout: 30_000 } as const

const here = evening('zone-keys')

const opened = (path: string) => openedByKeys(here.browser, here.server, { person: administrator, path })

/** What the keys are on, as it is named. */
const on = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))

/** Writes a rule's name into the form that a key opens, and saves it. */
async function ruled(page: Page, name: string): Promise<void> {
  await askByKey(page, 'Enter')
  await tabTo(page, '#rule-name')
  await page.keyboard.type(name)
  await press(page, 'Enter')
  await answered(page)
}

describe('a rule that is made without a mouse', () => {
  it('has the keys on its row then, the first of a zone as any other, and gives them back where none is made', async () => {
    const body = { type: 'Feature', geometry: { type: 'Point', coordinates: [44, 33] } }
    const properties = { name: 'Weir', visibility: 'public', radiusMetres: 5_000 }
    const id = idOf(await ask(here.server, 'POST /api/zones', { body: { ...body, properties } }))
    const window = await opened(`/zones?zone=${id}`)
    const { page } = window
    await tabTo(page, 'button:text-is("Add a rule")')
    await ruled(page, 'Severe')
    await expect.poll(() => on(page), patience).toBe('Edit rule: Severe')
    await picture(page, 'rule-first-by-keys-desk')
    await tabTo(page, 'button:text-is("New rule")')
    await ruled(page, 'Any')
    await expect.poll(() => on(page), patience).toBe('Edit rule: Any')
    await askByKey(page, 'Enter')
    await press(page, 'Escape')
    await answered(page)
    await expect.poll(() => on(page), patience).toBe('Edit rule: Any')
    await closed(window)
  })
})

describe('a zone that is drawn by typing its corners', () => {
  const line = [
    [40.7, 36.5],
    [40.8, 36.5],
    [40.8, 36.6],
  ]
  const [first] = line

  it.each([
    { name: 'polygon', steps: 1, geometry: { type: 'Polygon', coordinates: [[...line, first]] } },
    { name: 'corridor', steps: 2, geometry: { type: 'LineString', coordinates: line } },
  ])('is kept with them, in any form of coordinates: a $name', async ({ name, steps, geometry }) => {
    const window = await opened('/zones')
    const { page } = window
    await take(page, 'New zone')
    await page.locator('#zone-name:focus').waitFor(patience)
    await page.keyboard.type(name)
    await press(page, 'Tab', ...Array.from({ length: steps }, () => 'ArrowRight'))
    await tabTo(page, '#zone-corners')
    for (const corner of ['36.5, 40.7', '36°30′N 40°48′E', '36.6 N, 40.8 E']) {
      await page.keyboard.type(corner)
      await press(page, 'Enter')
    }
    await tabTo(page, '#zone-rings')
    await press(page, 'Enter')
    await page.getByText('The zone is stored').first().waitFor(patience)
    const id = new URL(page.url()).searchParams.get('zone') ?? ''
    expect(await ask(here.server, `GET /api/zones/${id}`)).toMatchObject({ properties: { name }, geometry })
    await press(page, 'e')
    const corners = page.locator('#zone-corners')
    await expect.poll(async () => (await corners.inputValue()).trim().split('\n').length, patience).toBe(3)
    await picture(page, `zone-by-corners-${name}`)
    await closed(window)
  })
})

it('calls corners that are too few a fault once they are left, not while they are typed', async () => {
  const window = await opened('/zones')
  const { page } = window
  await take(page, 'New zone')
  await page.locator('#zone-name:focus').waitFor(patience)
  await press(page, 'Tab', 'ArrowRight')
  await tabTo(page, '#zone-corners')
  const corners = page.locator('#zone-corners')
  await page.keyboard.type('36.5, 40.7')
  expect(await corners.getAttribute('aria-invalid')).toBe('false')
  await press(page, 'Tab')
  await expect.poll(() => corners.getAttribute('aria-invalid'), patience).toBe('true')
  await picture(page, 'zone-keys-few')
  await press(page, 'Shift+Tab')
  await page.keyboard.type('6')
  expect(await corners.getAttribute('aria-invalid')).toBe('false')
  await closed(window)
})
