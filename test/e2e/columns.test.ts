import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { violations } from '../kit/axe.js'
import { looks, mapless, picture } from '../kit/browser.js'
import { evening } from '../kit/evening.js'
import { report } from './house.js'
import { administrator, isAskedOfAxe, signedIn } from './people.js'

const patience = { timeout: 30_000 } as const

const here = evening('columns')

const headers = (page: Page) => page.getByRole('columnheader').allInnerTexts()
/** In the page: what does not begin where its column does, of what has room. */
function ragged(cells: readonly Element[]): readonly string[] {
  const isLeft = document.documentElement.dir === 'ltr'
  return cells.flatMap((cell) => {
    const range = document.createRange()
    range.selectNodeContents(cell)
    const [text, room] = [range.getBoundingClientRect(), cell.getBoundingClientRect()]
    const away =
      (isLeft ? text.left - room.left : room.right - text.right) - parseFloat(getComputedStyle(cell).paddingInlineStart)
    return text.width < room.width && Math.abs(away) > 3 ? [cell.textContent] : []
  })
}

const cellsOf = (page: Page, row: string) => page.getByRole('row', { name: row }).first().getByRole('cell')

it('the columns of the table are chosen by the reader, and stay so', async () => {
  const look = mapless(looks.desk)
  const { page, context, faults } = await signedIn(here.browser, here.server, {
    person: administrator,
    look,
    path: '/history',
  })
  await page.getByRole('row', { name: /SDF headquarters/ }).waitFor(patience)
  const usual = ['Severity', 'When', 'Title', 'Type', 'Place as reported', 'Uncertainty', 'Grade', 'Status']
  expect(await headers(page)).toEqual(usual)
  // What is seen apart is heard apart.
  await page
    .getByRole('cell', { name: /^8 Nov 2021 18–24Z \d+ y ago$/ })
    .first()
    .waitFor(patience)
  await page.getByRole('button', { name: 'Columns' }).click()
  const dialog = page.getByRole('dialog', { name: 'Columns of the table' })
  for (const it of ['Place as reported', 'Uncertainty', 'Status']) await dialog.getByLabel(it).uncheck()
  for (const it of ['Actor', 'Source', 'Recorded']) await dialog.getByLabel(it, { exact: true }).check()
  await picture(page, 'columns-dialog-desk')
  // The page has one banner, which a dialog hides, and no dialog has one of its own.
  expect(await page.getByRole('banner').count()).toBe(0)
  expect(await violations(page)).toEqual([])
  await page.keyboard.press('Escape')
  const chosen = ['Severity', 'When', 'Title', 'Type', 'Grade', 'Actor', 'Source', 'Recorded']
  expect(await headers(page)).toEqual(chosen)
  await page.reload()
  await page.getByRole('row', { name: /SDF headquarters/ }).waitFor(patience)
  expect(await headers(page)).toEqual(chosen)
  const cells = await cellsOf(page, 'SDF headquarters').allInnerTexts()
  expect([cells.length, cells[6]]).toEqual([chosen.length, 'First reports, unattributed'])
  await page.keyboard.press('j')
  await page.waitForURL(/sel=incident/)
  expect(faults).toEqual([])
  await context.close()
}, 120_000)

it.each(['desk', 'deskArabic'] as const)(
  'with all columns a table moves within its room alone (%s)',
  async (at) => {
    const look = mapless(looks[at])
    const { page, context } = await signedIn(here.browser, here.server, {
      person: administrator,
      look,
      path: '/history',
    })
    await page.evaluate(() => localStorage.setItem('cordon:columns', 'kind,place,within,status,actors,source,recorded'))
    await page.reload()
    await page.getByRole('row').nth(3).waitFor(patience)
    expect(await headers(page)).toHaveLength(11)
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
    // No cell stands in another.
    const overlaps = await page
      .getByRole('row')
      .nth(2)
      .getByRole('cell')
      .evaluateAll((cells) => {
        const edges = cells.map((it) => it.getBoundingClientRect()).toSorted((a, b) => a.left - b.left)
        return edges.filter(({ right }, n) => right > (edges[n + 1]?.left ?? Infinity) + 1).length
      })
    expect(overlaps).toBe(0)
    expect(await page.locator('.at [role=cell]').evaluateAll(ragged)).toEqual([])
    await picture(page, `columns-all-${at}`)
    if (isAskedOfAxe(look)) expect(await violations(page)).toEqual([])
    await context.close()
  },
  120_000,
)

it.each(['desk', 'deskArabic'] as const)('an exact place is as exact as the panel says it is (%s)', async (at) => {
  const look = mapless(looks[at])
  const title = `Exact shots ${at}`
  await report(here.server, title, { type: 'ambush', severity: 'minor', uncertaintyMetres: 0 })
  const { page, context } = await signedIn(here.browser, here.server, { person: administrator, look, path: '/history' })
  const exact = look.language === 'ar' ? 'ضمن متر واحد' : 'within a metre'
  await page.getByRole('row', { name: title }).waitFor(patience)
  const cells = await cellsOf(page, title).allInnerTexts()
  expect(cells[5]).toBe(exact)
  const known = await cellsOf(page, 'SDF headquarters').allInnerTexts()
  expect(known[5]).toBe(look.language === 'ar' ? '2\u00a0كم' : '2\u00a0km')
  const cut = await page
    .locator('.at .wide.numbers .clip')
    .evaluateAll((them) => them.filter((it) => it.scrollWidth > it.clientWidth).map((it) => it.textContent))
  expect(cut).toEqual([])
  await picture(page, `columns-exact-${at}`)
  await page.getByRole('button', { name: title }).click()
  await page.getByRole('complementary').last().getByText(exact).first().waitFor(patience)
  await context.close()
})

it.each(['phoneLight', 'phoneArabic'] as const)('on a phone the age of an incident is whole (%s)', async (at) => {
  const look = mapless(looks[at])
  const occurredFrom = new Date(Date.now() - 28 * 60_000).toISOString()
  await report(here.server, `Shots ${at}`, { type: 'ambush', severity: 'minor', occurredFrom })
  const { page, context } = await signedIn(here.browser, here.server, { person: administrator, look, path: '/history' })
  await page.getByRole('row', { name: `Shots ${at}` }).waitFor(patience)
  const cut = await page
    .locator('.at .numbers.clip')
    .evaluateAll((cells) => cells.filter((it) => it.scrollWidth > it.clientWidth).map((it) => it.textContent))
  expect(cut).toEqual([])
  await picture(page, `history-ages-${at}`)
  await context.close()
})

it('in Arabic the names of zones stand beneath their heading', async () => {
  const look = mapless(looks.deskArabic)
  await report(here.server, 'Bomb at the gate')
  const { page, context } = await signedIn(here.browser, here.server, { person: administrator, look, path: '/review' })
  const names = page.locator('tbody th')
  await names.filter({ hasText: 'prison' }).first().waitFor(patience)
  expect(await names.evaluateAll(ragged)).toEqual([])
  await picture(page, 'review-names-deskArabic')
  await context.close()
})
