import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { violations } from '../kit/axe.js'
import { drawnMap, looks, picture } from '../kit/browser.js'
import { evening } from '../kit/evening.js'
import { ask } from './house.js'
import { administrator, signedIn } from './people.js'

const patience = { timeout: 30_000 } as const

const here = evening('zone-drawing')

/** A new zone whose polygon waits to be drawn. */
async function easel(look: (typeof looks)[keyof typeof looks] = looks.desk) {
  const window = await signedIn(here.browser, here.server, { person: administrator, look, path: '/zones?zone=new' })
  const { page } = window
  await drawnMap(page)
  await page.locator('#zone-name').fill('By hand')
  await page.locator('.editor input[value="polygon"]').check()
  await page.locator('.guide').waitFor(patience)
  // What draws comes to the page by itself.
  await expect.poll(() => page.locator('.maplibregl-canvas').evaluate((it) => it.style.cursor), patience).not.toBe('')
  return window
}

/** Corners clicked on the map, from the middle of what is seen of it. */
async function clicked(page: Page, corners: readonly (readonly [right: number, down: number])[]): Promise<void> {
  const [box, panel] = await Promise.all(['.centre', '.editor'].map((it) => page.locator(it).boundingBox()))
  if (box == null || panel == null) throw new Error('There is no map beside a panel.')
  const [start, end] = panel.x > box.x ? [box.x, panel.x] : [panel.x + panel.width, box.x + box.width]
  const [x, y] = [(start + end) / 2, box.y + box.height / 2]
  for (const [right, down] of corners) {
    await page.mouse.move(x + right, y + down)
    await page.mouse.click(x + right, y + down)
  }
}

const lines = async (page: Page) => (await page.locator('#zone-corners').inputValue()).split('\n')
const three = [
  [-80, -80],
  [80, -80],
  [80, 80],
] as const
const guide = (page: Page) => page.locator('.guide [role="status"]')

describe('a polygon that is drawn', () => {
  it('says what is missing, and is closed by Enter once it may be', async () => {
    const { page, context, faults } = await easel()
    await clicked(page, three.slice(0, 2))
    await expect.poll(() => guide(page).innerText(), patience).toBe('2 points stand. 1 more is needed.')
    await page.keyboard.press('Enter')
    expect(await page.getByRole('button', { name: 'Finish' }).isDisabled()).toBe(true)
    await clicked(page, three.slice(2))
    await expect.poll(() => guide(page).innerText(), patience).toContain('3 points stand.')
    await picture(page, 'zone-drawing-desk')
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('Enter')
    await expect.poll(async () => (await lines(page)).length, patience).toBe(3)
    expect(faults).toEqual([])
    await context.close()
  })

  it('is closed by its button as well, and by saving', async () => {
    const { page, context, faults } = await easel()
    await clicked(page, three)
    await page.getByRole('button', { name: 'Finish' }).click(patience)
    await expect.poll(async () => (await lines(page)).length, patience).toBe(3)
    await page.getByRole('button', { name: 'Draw again' }).click()
    await clicked(page, [...three, [-60, 60]])
    await expect.poll(() => guide(page).innerText(), patience).toContain('4 points stand.')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('The zone is stored').first().waitFor(patience)
    const id = new URL(page.url()).searchParams.get('zone') ?? ''
    const zone = await ask(here.server, `GET /api/zones/${id}`)
    expect(zone).toMatchObject({ geometry: { type: 'Polygon', coordinates: [{ length: 5 }] } })
    expect(faults).toEqual([])
    await context.close()
  })

  it('has its corners in their field as they are clicked, and none of an outline that is drawn again', async () => {
    const { page, context, faults } = await easel()
    await clicked(page, three)
    await expect.poll(async () => (await lines(page)).length, patience).toBe(3)
    await page.getByRole('button', { name: 'Finish' }).click(patience)
    await page.getByRole('button', { name: 'Draw again' }).click()
    await expect.poll(() => lines(page), patience).toEqual([''])
    await clicked(page, [[-60, -40]])
    await expect.poll(() => guide(page).innerText(), patience).toContain('1 point stands.')
    await expect.poll(() => lines(page), patience).toEqual([expect.stringMatching(/^\d/)])
    await picture(page, 'zone-drawn-again-desk')
    await page.keyboard.press('Control+z')
    await expect.poll(() => lines(page), patience).toEqual([''])
    await page.locator('#zone-corners').fill('36.5, 40.7')
    expect(await lines(page)).toEqual(['36.5, 40.7'])
    expect(faults).toEqual([])
    await context.close()
  })

  it('takes a corner on the line of a zone as any other, and goes with a draft that is left by the list', async () => {
    const { page, context, faults } = await easel()
    await clicked(page, three)
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('The zone is stored').first().waitFor(patience)
    const address = page.url()
    await page.getByRole('button', { name: 'Edit zone' }).click()
    await page.getByRole('button', { name: 'Draw again' }).click()
    await expect.poll(() => page.locator('.maplibregl-canvas').evaluate((it) => it.style.cursor), patience).not.toBe('')
    // The second lies on the line of the zone as it is stored.
    await clicked(page, [
      [-60, -40],
      [0, -80],
      [60, 60],
      [-20, 70],
    ])
    await expect.poll(() => guide(page).innerText(), patience).toContain('4 points stand.')
    expect(page.url().startsWith(address)).toBe(true)
    await page
      .locator('.list')
      .getByRole('button', { name: /^Busayrah/ })
      .click()
    await page.getByRole('button', { name: 'Go on' }).first().click()
    await expect.poll(async () => (await lines(page)).length, patience).toBe(4)
    expect(faults).toEqual([])
    await context.close()
  })

  it('is taken back corner by corner while it is drawn and after, and comes again', async () => {
    const { page, context, faults } = await easel()
    const undo = page.getByRole('button', { name: 'Undo', exact: true })
    await clicked(page, [...three, [-60, 60]])
    await expect.poll(() => guide(page).innerText(), patience).toContain('4 points stand.')
    await page.keyboard.press('Control+z')
    await undo.click()
    await expect.poll(() => guide(page).innerText(), patience).toContain('2 points stand.')
    await page.keyboard.press('Control+Shift+z')
    await page.keyboard.press('Control+Shift+z')
    await expect.poll(() => guide(page).innerText(), patience).toContain('4 points stand.')
    await page.locator('.maplibregl-canvas').focus()
    await page.keyboard.press('Enter')
    await expect.poll(async () => (await lines(page)).length, patience).toBe(4)
    const all = await lines(page)
    await page.keyboard.press('Control+z')
    await expect.poll(() => lines(page), patience).toEqual(all.slice(0, 3))
    await page.keyboard.press('Control+Shift+z')
    await expect.poll(() => lines(page), patience).toEqual(all)
    const box = await page.locator('.handle.corner').first().boundingBox()
    await page.mouse.move((box?.x ?? 0) + 12, (box?.y ?? 0) + 12)
    await page.mouse.down()
    await page.mouse.move((box?.x ?? 0) - 20, (box?.y ?? 0) - 10)
    await page.mouse.move((box?.x ?? 0) - 40, (box?.y ?? 0) - 20)
    await page.mouse.up()
    await expect.poll(async () => (await lines(page))[0], patience).not.toBe(all[0])
    await page.keyboard.press('Control+z')
    await expect.poll(() => lines(page), patience).toEqual(all)
    expect(faults).toEqual([])
    await context.close()
  })

  it.each(['desk', 'deskArabic'] as const)('says at once where it crosses itself (%s)', async (at) => {
    const { page, context, faults } = await easel(looks[at])
    const fault = page.getByText(
      looks[at].language === 'ar' ? /المتوقع محيط لا يقطع نفسه/ : /Expected an outline that does not cross itself/,
    )
    await clicked(page, [
      [-80, -80],
      [80, 80],
      [80, -80],
    ])
    expect(await fault.count()).toBe(0)
    await clicked(page, [[-80, 80]])
    await page.locator('.guide button').click(patience)
    await fault.waitFor(patience)
    await picture(page, `zone-crossing-${at}`)
    await page.locator('button[form="zone-form"]').click()
    await page.locator('.fault.wrong:focus').waitFor(patience)
    expect(await fault.count()).toBe(1)
    expect(await violations(page)).toEqual([])
    expect(faults).toEqual([])
    await context.close()
  })
})
