import { expect, it } from 'vitest'
import { violations } from '../kit/axe.js'
import { drawnMap, looks, mapless, picture } from '../kit/browser.js'
import { evening } from '../kit/evening.js'
import { ask, idOf, prison, report } from './house.js'
import { administrator, signedIn } from './people.js'

const here = evening('places')

it('places an incident by the words of its source, by keyboard alone, and asks where two places may be meant', async () => {
  const { page, context } = await signedIn(here.browser, here.server, {
    person: administrator,
    look: looks.desk,
    path: '/floor?enter=incident',
  })
  await drawnMap(page)
  const field = page.locator('#entry-place')
  const coordinates = page.locator('#entry-coordinates')
  // The form's other lists have options as well.
  const options = page.locator('.combobox').getByRole('option')

  await field.fill('Theban')
  await options.nth(1).waitFor()
  await expect.poll(() => page.locator('#entry-place-note').innerText()).toMatch(/More than one place/)
  expect(await coordinates.inputValue()).toBe('')
  await picture(page, 'place-asked')
  expect(await violations(page)).toEqual([])

  await field.fill('about 30 km southeast of Deir el-Zour')
  await options.filter({ hasText: 'southeast of Deir ez-Zor' }).waitFor()
  await field.press('ArrowDown')
  await field.press('Enter')
  await expect.poll(() => coordinates.inputValue()).toMatch(/^35\.14/)
  expect(Number(await page.locator('#entry-uncertainty').inputValue())).toBeGreaterThan(15_000)
  expect(await field.inputValue()).toBe('about 30 km southeast of Deir el-Zour')
  await page.waitForLoadState('networkidle')
  await picture(page, 'place-chosen')
  expect(await violations(page)).toEqual([])
  await context.close()
}, 240_000)

/** An event at the prison of Hasakah, now; and the zone around it with its first rule. */
async function atThePrison(): Promise<string> {
  const severities = ['severe', 'minor', 'minor']
  for (const severity of severities) await report(here.server, `Shots, ${severity}`, { type: 'ambush', severity })
  const geometry = { type: 'Point', coordinates: prison }
  const properties = { name: 'Prison gate', radiusMetres: 2_000 }
  const id = idOf(await ask(here.server, 'POST /api/zones', { body: { type: 'Feature', geometry, properties } }))
  const rule = { name: 'What is severe', kinds: null, minSeverity: 'severe', certainty: 'possible' }
  await ask(here.server, `POST /api/zones/${id}/rules`, { body: rule })
  return id
}

/** What the figures of a preview are called. */
const labels = { would: 'Alerts', more: 'More than now', fewer: 'Fewer than now' } as const

it.each([
  ['desk', looks.desk],
  ['phoneLight', looks.phoneLight],
] as const)('tries a rule on what happened before it is saved, by keyboard alone (%s)', async (name, look) => {
  const zone = await atThePrison()
  const path = `/zones?zone=${zone}`
  const { page, context, faults } = await signedIn(here.browser, here.server, {
    person: administrator,
    look: mapless(look),
    path,
  })
  await page.getByRole('button', { name: 'Edit rule: What is severe' }).press('Enter')
  const preview = page.getByRole('region', { name: 'What it would have told' })
  const fact = (it: keyof typeof labels) =>
    preview.locator('dl > div', { has: page.getByText(labels[it], { exact: true }) }).locator('dd')
  // Whoever tried before told of as many again.
  await expect.poll(() => fact('would').innerText()).toMatch(/^[1-9]/)
  const severe = Number(await fact('would').innerText())
  expect([await fact('more').innerText(), await fact('fewer').innerText()]).toEqual(['0', '0'])
  await preview.getByText('not severe enough').waitFor()
  await page.locator('#rule-severity').focus()
  await page.keyboard.press('Home')
  await expect.poll(() => fact('more').innerText()).toBe(String(2 * severe))
  expect(await fact('would').innerText()).toBe(String(3 * severe))
  expect(await preview.getByRole('listitem').filter({ hasText: 'Shots, minor' }).count()).toBe(2 * severe)
  await preview.scrollIntoViewIfNeeded()
  await picture(page, `rule-preview-${name}`)
  expect(await violations(page)).toEqual([])
  await page.getByText('More conditions').focus()
  await page.keyboard.press('Enter')
  await page.locator('#rule-origins').fill('2')
  await preview.getByText('too few origins').waitFor()
  await page.locator('#rule-origins').fill('')
  await page.locator('#rule-absence').fill('6')
  await page.locator('#rule-absence-sources').fill('Patrol')
  await page
    .getByText(/once nothing like it has come from .?Patrol.? for 6 h/)
    .first()
    .waitFor()
  await preview.getByText(/always came in time/).waitFor()
  await picture(page, `rule-absence-${name}`)
  await page.locator('#rule-absence').fill('')
  await page.locator('#rule-trend').fill('40')
  await page
    .getByText(/once more than usual have happened in 7 days, 40 or more/)
    .first()
    .waitFor()
  await preview.getByText('no more than usual, or more of what it told').waitFor()
  await page.locator('#rule-trend').fill('')
  await page.locator('#rule-lead').fill('12')
  await page
    .getByText(/once their window opens within 12 h/)
    .first()
    .waitFor()
  await preview.getByText('no threat, or its window was far').waitFor()
  await page.locator('#rule-lead').fill('')
  await page.getByLabel('Quiet hours').press('Space')
  await expect.poll(() => page.getByText(/silent daily .?22:00–06:00/).count()).toBeGreaterThan(0)
  await page.getByRole('button', { name: 'Add a ring' }).press('Enter')
  await page
    .getByText(/within 5\skm at least moderate/)
    .first()
    .waitFor()
  expect(await violations(page)).toEqual([])
  await page.locator('#rule-types summary').press('Enter')
  await page.locator('#rule-types [value="arrest"]').press('Space')
  await preview.getByText(/^Nothing of the \d+ incidents near the zone would have been told/).waitFor()
  // An earlier form of the rule told nothing as well, until it was answered anew.
  await expect.poll(() => fact('fewer').innerText()).toBe(String(severe))
  await page.keyboard.press('Escape')
  await preview.waitFor({ state: 'hidden' })
  await page.getByRole('button', { name: 'Edit zone' }).press('Enter')
  await page.getByLabel('Radius (km)').fill('4')
  await page.getByRole('button', { name: 'Edit rule: What is severe' }).press('Enter')
  // What was typed before comes back, until it is not wanted.
  await page.getByRole('button', { name: 'Begin anew' }).press('Enter')
  await preview.getByText('Tried on the zone as it is drawn now').waitFor()
  await expect.poll(() => fact('would').innerText()).toBe(String(severe))
  expect(faults).toEqual([])
  await context.close()
})

it.each([
  ['desk', looks.desk],
  ['phoneLight', looks.phoneLight],
  ['phoneArabic', looks.phoneArabic],
] as const)('tries a rule on the time in which something was near (%s)', async (name, look) => {
  const longitude = { desk: 100, phoneLight: 102, phoneArabic: 104 }[name]
  const geometry = { type: 'Point', coordinates: [longitude, 10] }
  const zone = { type: 'Feature', geometry, properties: { name: 'Gulf', radiusMetres: 2_000 } }
  const id = idOf(await ask(here.server, 'POST /api/zones', { body: zone }))
  await ask(here.server, `POST /api/zones/${id}/rules`, { body: { name: 'All of it' } })
  await storeHistory(longitude)
  const { page, context, faults } = await signedIn(here.browser, here.server, {
    person: administrator,
    look: mapless(look),
    path: `/zones?zone=${id}`,
  })
  await page.locator('button[data-edit]').click()
  const preview = page.locator('section.preview')
  await preview.locator('.before button').click()
  await expect.poll(() => preview.locator('dl dd').first().innerText()).toBe('1')
  expect(await preview.locator('.span input[type="text"]').inputValue()).toBe('2017-03-04')
  expect(await preview.locator('.before').count()).toBe(0)
  await preview.scrollIntoViewIfNeeded()
  await picture(page, `rule-preview-then-${name}`)
  expect(await violations(page)).toEqual([])
  expect(faults).toEqual([])
  await context.close()
})

/** One event of 2017 at a longitude, stored as history. */
async function storeHistory(longitude: number): Promise<void> {
  const sha256 = String(longitude).padStart(64, '0')
  const begun = await ask(here.server, 'POST /api/imports', { body: { name: 'old.csv', sha256 } })
  const feature = {
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [longitude, 10] },
    properties: { title: 'Ambush', type: 'ambush', occurredFrom: '2017-03-04', timePrecision: 'day', source: 'UCDP' },
  }
  const body = { nextRow: 2, rows: [{ row: 1, line: 2, feature }], refused: [], finished: true }
  await ask(here.server, `POST /api/imports/${idOf(begun)}/rows`, { body })
}
