import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { looks, mapless, picture } from '../kit/browser.js'
import { evening } from '../kit/evening.js'
import { report } from './house.js'
import { administrator, signedIn } from './people.js'

const here = evening('hit')

/**
 * What is to be pressed and takes up less than so many pixels around its middle, in either direction; what a panel lies
 * over, or is scrolled away, is not asked, nor are the bars of a chart, which are as wide as their weeks are many.
 */
function tooSmall(page: Page, least: number): Promise<readonly string[]> {
  return page.locator(':is(button, a[href], input, select, summary):not(svg *):visible').evaluateAll((all, least) => {
    const isHit = (it: Element, x: number, y: number) => {
      const hit = document.elementFromPoint(x, y)
      return hit !== null && (it.contains(hit) || hit.closest('label')?.control === it)
    }
    const small = all.filter((it) => {
      // Of tabs that do not fit, half of one may be seen.
      if (it.role === 'tab') it.scrollIntoView({ block: 'nearest', inline: 'nearest' })
      const { left, top, width, height } = it.getBoundingClientRect()
      const [x, y, half] = [left + width / 2, top + height / 2, least / 2 - 1]
      if (!isHit(it, x, y)) return false
      const around = [
        [-half, 0],
        [half, 0],
        [0, -half],
        [0, half],
      ] as const
      const isCut = y - half < 0 || y + half > innerHeight || x - half < 0 || x + half > innerWidth
      return !isCut && around.some(([right, down]) => !isHit(it, x + right, y + down))
    })
    return small.map((it) => it.getAttribute('aria-label') ?? it.textContent.trim())
  }, least)
}

it.each([
  ['desk', 24],
  ['phoneLight', 44],
] as const)('what is pressed on the floor has the room that a hand needs: %s, %i px', async (name, least) => {
  await report(here.server, 'Shots at the wall')
  const look = mapless(looks[name])
  const { page, context } = await signedIn(here.browser, here.server, { person: administrator, look, path: '/floor' })
  const row = page.getByRole('option').first()
  await row.waitFor()
  expect(await tooSmall(page, least)).toEqual([])
  await row.click()
  await page.locator('.panel h2').waitFor()
  await page.getByRole('button', { name: /^Copy/ }).first().waitFor()
  await picture(page, `hit-${name}`)
  expect(await tooSmall(page, least)).toEqual([])
  await context.close()
})

const places = ['history', 'deliveries', 'reports', 'trends', 'audit', 'admin'] as const

it.each(places.flatMap((place) => [[place, 'desk', 24] as const, [place, 'phoneLight', 44] as const]))(
  'what is pressed in a place beside the floor has it too: %s, %s, %i px',
  async (place, name, least) => {
    const look = mapless(looks[name])
    const path = `/${place}`
    const { page, context } = await signedIn(here.browser, here.server, { person: administrator, look, path })
    await page.locator('main').waitFor()
    await page.waitForLoadState('networkidle')
    await expect.poll(() => page.locator('main .waiting').count(), { timeout: 30_000 }).toBe(0)
    await picture(page, `hit-${place}-${name}`)
    expect(await tooSmall(page, least)).toEqual([])
    await context.close()
  },
)
