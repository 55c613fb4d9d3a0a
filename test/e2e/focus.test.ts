import type { Locator } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { intercept, looks, mapless, picture } from '../kit/browser.js'
import { evening } from '../kit/evening.js'
import { report, watchedZone } from './house.js'
import { press } from './keys.js'
import { administrator, signedIn } from './people.js'

const patience = { timeout: 12_000 } as const
const here = evening('focus')
const bears = (it: Locator) =>
  expect.poll(() => it.evaluate((it) => it === document.activeElement), patience).toBe(true)
const opened = (path: string) =>
  signedIn(here.browser, here.server, { person: administrator, look: mapless(looks.desk), path })

/** A zone where something came near in the first story, and nothing since. */
let calm: string
beforeAll(async () => {
  await report(here.server, 'Shots at the wall')
  calm = await watchedZone(here.server, { name: 'Calm', at: [40.42716, 35.15618] })
})

describe('the focus', () => {
  it('comes back to the queue, or to the button, from where a report was begun and closed', async () => {
    const { page, context, faults } = await opened('/floor')
    const list = page.getByRole('listbox')
    const title = page.locator('#entry-title')
    await page.getByRole('option').first().waitFor(patience)
    await press(page, 'e')
    await bears(title)
    await press(page, 'Escape')
    await bears(list)
    const button = page.getByRole('button', { name: 'Report incident' })
    await button.press('Enter')
    await bears(title)
    await picture(page, 'focus-entry')
    await press(page, 'Escape')
    await bears(button)
    expect(faults).toEqual([])
    await context.close()
  })

  it('goes to the incident that was entered', async () => {
    const { page, context, faults } = await opened('/floor')
    await page.getByRole('option').first().waitFor(patience)
    await press(page, 'e')
    await page.locator('#entry-title').fill('Shots at the ford')
    await page.locator('#entry-coordinates').fill('36.4775, 40.7625')
    await press(page, 'Control+Enter')
    await page.locator('.panel h2').getByText('Shots at the ford').waitFor(patience)
    await bears(page.locator('.panel .scroll'))
    await picture(page, 'focus-entered')
    expect(faults).toEqual([])
    await context.close()
  })

  it('goes to the report that was drawn up, which is one, however often that was asked meanwhile', async () => {
    const { page, context, faults } = await opened('/reports')
    await page.getByRole('button', { name: 'Draw up' }).waitFor(patience)
    const asked: string[] = []
    let answer = () => {}
    const askedAgain = new Promise<void>((done) => (answer = done))
    await intercept(page, '**/api/sitreps', async (route) => {
      if (route.request().method() === 'POST') asked.push(route.request().url())
      await askedAgain
      await route.continue()
    })
    await page.getByRole('button', { name: 'Draw up' }).press('Enter')
    await expect.poll(() => asked).toHaveLength(1)
    await page.locator('#sitrep-month').press('Enter')
    answer()
    await bears(page.locator('#sitrep-title'))
    expect(asked).toHaveLength(1)
    await picture(page, 'focus-drawn-up')
    expect(faults).toEqual([])
    await context.close()
  })

  it('goes to the day up to which a preview looks, as the button that leads there goes', async () => {
    const { page, context, faults } = await opened(`/zones?zone=${calm}`)
    await page.getByRole('button', { name: /^Edit rule/ }).click(patience)
    const look = page.getByRole('button', { name: 'Look up to then' })
    await look.press('Enter', patience)
    await look.waitFor({ state: 'detached' })
    const until = page.locator('.preview').getByRole('textbox', { name: 'up to' })
    await bears(until)
    expect(await until.inputValue()).toMatch(/^\d{4}-\d\d-\d\d$/)
    await picture(page, 'focus-preview')
    expect(faults).toEqual([])
    await context.close()
  })

  it.each([
    ['its keys', '?'],
    ['everything by its name', 'Control+k'],
    ['its filter', 'f'],
  ])('goes to the place before, where somebody goes back from a dialog: %s', async (_, key) => {
    const { page, context, faults } = await opened('/zones')
    await page.getByRole('link', { name: 'Floor', exact: true }).first().click(patience)
    await page.getByRole('option').first().waitFor(patience)
    await press(page, key)
    const dialog = page.getByRole('dialog')
    await dialog.waitFor(patience)
    await page.goBack()
    await dialog.waitFor({ ...patience, state: 'detached' })
    // To what bore it there, which is on the page still.
    await bears(page.getByRole('link', { name: 'Floor', exact: true }).first())
    expect(faults).toEqual([])
    await context.close()
  })

  it('goes to what bore it before, where that which bears it leaves a dialog or a page', async () => {
    const { page, context, faults } = await opened(`/zones?zone=${calm}`)
    await page.getByRole('button', { name: /^Edit rule/ }).click(patience)
    const [name, severity] = [page.locator('#rule-name'), page.locator('#rule-severity')]
    await name.focus()
    await severity.focus()
    await severity.evaluate((it) => it.remove())
    await bears(name)
    expect(faults).toEqual([])
    await context.close()
  })
})
