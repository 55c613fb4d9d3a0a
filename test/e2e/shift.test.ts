import type { Alert } from '@cordon/alerts'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { violations } from '../kit/axe.js'
import { intercept, looks, mapless, picture } from '../kit/browser.js'
import { evening } from '../kit/evening.js'
import { acknowledgeAll, ask, report } from './house.js'
import { press } from './keys.js'
import { addPerson, signedIn, watchOfficer } from './people.js'

const relief = { name: 'rana', password: 'yet-another-secret' } as const

const here = evening('shift')

beforeAll(async () => {
  await addPerson(here.server, relief, 'officer')
})

const logOf = (page: Page) => page.getByRole('region', { name: 'Watch log' })
const rowOf = (page: Page, text: string) => logOf(page).getByRole('listitem').filter({ hasText: text })

describe('the watch log', () => {
  it('is written by keyboard, told to everybody at once, and struck through with a reason', async () => {
    const look = mapless(looks.desk)
    const omar = await signedIn(here.browser, here.server, { person: watchOfficer, look })
    const rana = await signedIn(here.browser, here.server, { person: relief, look })
    await report(here.server, 'Car bomb at the gate')
    await rana.page.getByRole('tab', { name: 'Watch log' }).click()
    await omar.page.keyboard.press('l')
    await omar.page.keyboard.type('Gate three does not answer')
    await omar.page.keyboard.press('Tab')
    await omar.page.keyboard.type('0010')
    await omar.page.keyboard.press('Enter')
    await rowOf(omar.page, 'Gate three').getByText('00:10Z').waitFor()
    await rowOf(rana.page, 'Gate three').getByText('omar', { exact: true }).waitFor()
    await rowOf(rana.page, 'Raised').first().getByRole('button').click()
    await logOf(rana.page)
      .getByText(/^About: Car bomb at the gate/)
      .waitFor()
    await rana.page.keyboard.press('l')
    await rana.page.keyboard.type('They have called back')
    await rana.page.keyboard.press('Enter')
    const about = rowOf(omar.page, 'They have called back').getByRole('button', { name: 'Car bomb at the gate' })
    await about.waitFor()
    await rowOf(rana.page, 'Gate three')
      .getByRole('button', { name: /^Strike/ })
      .click()
    await rana.page.getByLabel('Why').fill('It was gate two')
    await rana.page.keyboard.press('Tab')
    await rana.page.keyboard.press('Tab')
    await rana.page.keyboard.press('Enter')
    await rowOf(omar.page, 'Gate three').getByText('Struck through by rana:').waitFor()
    await picture(omar.page, 'log-desk')
    await picture(rana.page, 'log-selected-desk')
    expect(await violations(omar.page)).toEqual([])
    expect([...omar.faults, ...rana.faults]).toEqual([])
    await omar.context.close()
    await rana.context.close()
  })

  it('keeps what somebody writes over a dead network and an ended session, and writes it once', async () => {
    const { page, context, faults } = await signedIn(here.browser, here.server, {
      person: watchOfficer,
      look: mapless(looks.desk),
    })
    await page.keyboard.press('l')
    await page.keyboard.type('Patrol left at dawn')
    // The note arrives, and its answer does not.
    await intercept(page, '**/api/log', async (route) => {
      if (route.request().method() !== 'POST') return route.continue()
      await route.fetch()
      await route.abort()
    })
    await page.keyboard.press('Enter')
    await logOf(page).getByText('The server cannot be reached.').waitFor()
    await page.unroute('**/api/log')
    await page.reload()
    await page.getByRole('tab', { name: 'Watch log' }).click()
    const line = logOf(page).getByRole('textbox', { name: 'Write into the log' })
    expect(await line.inputValue()).toBe('Patrol left at dawn')
    await line.focus()
    await page.keyboard.press('Enter')
    await expect.poll(() => line.inputValue()).toBe('')
    expect(await rowOf(page, 'Patrol left at dawn').count()).toBe(1)
    await line.fill('Patrol left at dawn, by the river')
    await context.clearCookies()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    await page.locator('input[autocomplete="username"]').fill(watchOfficer.name)
    await page.locator('input[autocomplete="current-password"]').fill(watchOfficer.password)
    await page.keyboard.press('Enter')
    await page.locator('[data-connection="live"]').waitFor()
    await page.keyboard.press('l')
    await page.keyboard.press('Enter')
    await rowOf(page, 'by the river').waitFor()
    expect(await line.inputValue()).toBe('')
    expect(faults).toEqual([])
    await context.close()
  })

  it.each(['deskArabic', 'phoneLight', 'phoneArabic'] as const)(
    'can be read and written everywhere (%s)',
    async (name) => {
      const path = name === 'deskArabic' ? '/floor' : '/floor?tab=log'
      const { page, context, faults } = await signedIn(here.browser, here.server, {
        person: watchOfficer,
        look: mapless(looks[name]),
        path,
      })
      if (name === 'deskArabic') await page.keyboard.press('l')
      await page.locator('.log li').first().waitFor()
      await picture(page, `log-${name}`)
      expect(await violations(page)).toEqual([])
      expect(faults).toEqual([])
      await context.close()
    },
  )
})

type OpenAlert = Pick<Alert, 'id' | 'ownerName' | 'note'>

async function openAlerts(): Promise<readonly OpenAlert[]> {
  const headers = { authorization: `Bearer ${here.server.token}` }
  const answer = await fetch(`${here.server.url}/api/alerts?state=new,acknowledged`, { headers })
  const { items }: { readonly items: readonly OpenAlert[] } = await answer.json()
  return items
}

/** The owners of the alerts that are open. */
async function owners(): Promise<readonly string[]> {
  return (await openAlerts()).map(({ ownerName }) => ownerName ?? 'nobody')
}

/** Says of every open alert that has no note what was done. */
async function noteAll(note: string): Promise<void> {
  for (const alert of await openAlerts()) {
    if (alert.note === null) await ask(here.server, `POST /api/alerts/${alert.id}/note`, { body: { note } })
  }
}

const paperOf = (page: Page) => page.getByRole('article', { name: 'Handover, as it is printed' })

describe('a handover', () => {
  it('is drawn up by itself, refused without a note, signed by two officers, and printed', async () => {
    await report(here.server, 'Mortar fire at the prison')
    const look = mapless(looks.desk)
    const omar = await signedIn(here.browser, here.server, { person: watchOfficer, look, path: '/handover' })
    await omar.page.getByText('Nobody is on watch.').waitFor()
    await omar.page.keyboard.press('t')
    await omar.page.getByRole('button', { name: 'Draft a handover' }).waitFor()
    const open = (await owners()).length
    await omar.page.evaluate(acknowledgeAll)
    expect(await owners()).toEqual(Array.from({ length: open }, () => 'omar'))
    await omar.page.keyboard.press('h')
    await paperOf(omar.page).getByText('Mortar fire at the prison').first().waitFor()
    const spelled = omar.page.getByRole('tooltip', { name: 'reliability cannot be judged · truth cannot be judged' })
    await paperOf(omar.page).locator('.grade').first().focus()
    await spelled.waitFor()
    await omar.page.keyboard.press('Escape')
    await omar.page.getByRole('button', { name: 'Sign', exact: true }).click()
    await omar.page.getByText('An urgent alert has no note; nothing was signed.').waitFor()
    await picture(omar.page, 'handover-refused-desk')
    expect(await violations(omar.page)).toEqual([])
    const missing = omar.page.getByRole('region', { name: 'Notes are missing' }).getByRole('textbox')
    const noted: string[] = []
    omar.page.on('request', (it) => {
      if (it.url().endsWith('/note')) noted.push(it.url())
    })
    const lacking = await missing.count()
    for (let left = lacking; left > 0; left--) {
      await missing.first().fill('Patrol sent, hospital warned')
      // A key that is pressed twice stores a note once.
      await press(omar.page, 'Enter', 'Enter')
      await expect.poll(() => missing.count(), { timeout: 20_000 }).toBe(left - 1)
    }
    expect(noted).toHaveLength(lacking)
    await omar.page.getByLabel('Remarks').fill('The radio of gate two is broken.')
    await paperOf(omar.page).getByText('The radio of gate two is broken.').waitFor()
    await omar.page.getByRole('button', { name: 'Sign', exact: true }).click()
    await omar.page.getByText(/omar has signed/).waitFor()

    const rana = await signedIn(here.browser, here.server, { person: relief, look, path: '/handover' })
    await paperOf(rana.page).getByText('The radio of gate two is broken.').waitFor()
    await picture(rana.page, 'handover-offered-desk')
    const takeOver = rana.page.getByRole('button', { name: 'I have read it and take over' })
    await report(here.server, 'Grenade at the gate')
    const came = rana.page.getByRole('region', { name: 'Come since it was signed' })
    await came.getByRole('link', { name: 'Grenade at the gate' }).first().waitFor()
    await omar.page.evaluate(acknowledgeAll)
    await came.getByText('passes on to the next officer').first().waitFor()
    await takeOver.click()
    await rana.page.getByText(/^Urgent alerts of omar have no note: .*Grenade at the gate/).waitFor()
    await picture(rana.page, 'handover-came-since-desk')
    expect(await violations(rana.page)).toEqual([])
    await noteAll('Second patrol sent')
    await came.getByText('Second patrol sent').first().waitFor()
    const held = (await owners()).length
    expect(held).toBeGreaterThan(open)
    await takeOver.click()
    await rana.page.getByText('Signed by both.').waitFor()
    await omar.page.getByText('Signed by both.').waitFor()
    await paperOf(omar.page).getByText('Patrol sent, hospital warned').first().waitFor()
    expect(await owners()).toEqual(Array.from({ length: held }, () => 'rana'))
    expect(await violations(rana.page)).toEqual([])
    await picture(rana.page, 'handover-done-desk')
    await rana.page.emulateMedia({ media: 'print' })
    await rana.page.setViewportSize({ width: 794, height: 1123 })
    await paperOf(rana.page).waitFor()
    await picture(rana.page, 'handover-print')
    await rana.page.pdf({ path: 'test-results/handover.pdf', preferCSSPageSize: true })
    expect([...omar.faults, ...rana.faults]).toEqual([])
    await omar.context.close()
    await rana.context.close()
  })

  it.each(['deskArabic', 'phoneLight', 'phoneArabic'] as const)('can be read everywhere (%s)', async (name) => {
    const look = mapless(looks[name])
    const { page, context, faults } = await signedIn(here.browser, here.server, {
      person: watchOfficer,
      look,
      path: '/handover',
    })
    await page.locator('.past .pick').first().click()
    await page.locator('.paper').waitFor()
    await picture(page, `handover-${name}`)
    expect(await violations(page)).toEqual([])
    await page.emulateMedia({ media: 'print' })
    await picture(page, `handover-print-${name}`)
    expect(faults).toEqual([])
    await context.close()
  })
})
