import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { violations } from '../kit/axe.js'
import { looks, mapless, picture } from '../kit/browser.js'
import { evening } from '../kit/evening.js'
import { ask, cookieOf, idOf, report } from './house.js'
import { isAskedOfAxe, signedIn, watchOfficer } from './people.js'

const patience = { timeout: 30_000 } as const
const place = [44, 33.4] as const

const here = evening('calendars')

const opened = (path: string, look = mapless(looks.desk)) =>
  signedIn(here.browser, here.server, { person: watchOfficer, look, path })

const day = (later: number) => new Date(Date.now() + later * 86_400_000).toISOString().slice(0, 10).replaceAll('-', '')
const event = (uid: number, lines: string) => `BEGIN:VEVENT\nUID:${uid}\n${lines}\nEND:VEVENT\n`
const calendar = (...events: readonly string[]) => `BEGIN:VCALENDAR\nVERSION:2.0\n${events.join('')}END:VCALENDAR\n`

/** A feast that is on since yesterday, and visits every week. */
const feasts = () =>
  calendar(
    event(1, `SUMMARY:Eid al-Adha\nDTSTART;VALUE=DATE:${day(-1)}\nDTEND;VALUE=DATE:${day(3)}`),
    event(
      2,
      `SUMMARY:يوم الزيارة\nDTSTART;TZID=Asia/Damascus:${day(7)}T090000\nDURATION:PT6H\nRRULE:FREQ=WEEKLY;COUNT=20`,
    ),
  )
const guards = () => calendar(event(1, `SUMMARY:Old guard\nDTSTART;VALUE=DATE:20240101`))

async function zoneOfOfficer(name: string): Promise<string> {
  const cookie = await cookieOf(here.server, watchOfficer)
  const geometry = { type: 'Point', coordinates: place }
  const properties = { name, visibility: 'public', radiusMetres: 5_000 }
  return idOf(await ask(here.server, 'POST /api/zones', { body: { type: 'Feature', geometry, properties }, cookie }))
}

async function importByHand(page: Page, name: string, source: string) {
  await page.getByRole('main').waitFor(patience)
  await page.keyboard.press('n')
  await page.locator('#calendar-name').fill(name)
  await page.locator('#calendar-source').fill(source)
  await page.getByRole('dialog').getByRole('button', { name: 'Import', exact: true }).click()
}

const file = (name: string, text: string | Buffer) => ({ name, mimeType: 'text/calendar', buffer: Buffer.from(text) })
/** In an encoding of Windows for Arabic. */
const broken = Buffer.from([0xda, 0xed, 0xcf])

describe('a calendar', () => {
  it('is called as its file calls it, or the file, until somebody names it; a good file ends what a broken one said', async () => {
    const { page, context, faults } = await opened('/calendars')
    await page.getByRole('main').waitFor(patience)
    await page.keyboard.press('n')
    const [name, fault] = [page.locator('#calendar-name'), page.locator('#calendar-fault')]
    const choose = async (...of: Parameters<typeof file>) => {
      await page
        .getByRole('dialog')
        .locator('input[type=file]')
        .setInputFiles(file(...of))
    }
    await choose('first.ics', guards())
    await expect.poll(() => name.inputValue()).toBe('first')
    await choose('broken.ics', broken)
    await fault.waitFor(patience)
    await choose('second.ics', guards().replace('VERSION', 'X-WR-CALNAME:Night watch\nVERSION'))
    await expect.poll(() => name.inputValue()).toBe('Night watch')
    await fault.waitFor({ state: 'detached', timeout: 5_000 })
    await name.fill('Mine')
    await choose('third.ics', 'BEGIN:VCALENDAR\nno line\nEND:VCALENDAR\n')
    await page.getByText('third.ics').waitFor(patience)
    await page.getByRole('dialog').getByRole('button', { name: 'Import', exact: true }).click()
    await page.getByRole('dialog').getByRole('alert').waitFor(patience)
    await choose('first.ics', guards())
    await expect.poll(() => page.getByRole('dialog').getByRole('alert').count()).toBe(0)
    expect(await name.inputValue()).toBe('Mine')
    expect(faults).toEqual([])
    await context.close()
  })

  it('is imported, seen as it was understood, gone by in a rule, and named where that tells nothing', async () => {
    const zone = await zoneOfOfficer('Camp gate')
    const { page, context, faults } = await opened('/calendars')
    await importByHand(page, 'Feasts', feasts().replace('FREQ=WEEKLY', 'FREQ=OFTEN'))
    await page.getByText('got "FREQ=OFTEN" in "FREQ=OFTEN;COUNT=20"').waitFor(patience)
    await picture(page, 'calendar-refused')
    expect(await violations(page)).toEqual([])
    await page.locator('#calendar-source').fill(feasts())
    await page.getByRole('dialog').getByRole('button', { name: 'Import', exact: true }).click()
    await page.getByText('No rule goes by it.').waitFor(patience)
    await page.locator('.months').getByText('يوم الزيارة').first().waitFor(patience)
    await picture(page, 'calendar-imported')
    expect(await violations(page)).toEqual([])

    await page.goto(`${here.server.url}/zones?zone=${zone}`)
    await page.getByRole('button', { name: 'New rule' }).click()
    await page.locator('#rule-name').fill('Not on feasts')
    await page.getByText('More conditions').click()
    await page.getByLabel('Only in these hours').check()
    const hours = page.getByRole('group', { name: 'Only in these hours' })
    await hours.getByRole('button', { name: 'Add a calendar' }).click()
    await hours.getByRole('button', { name: /^Remove \d/ }).click()
    await hours.getByLabel('How it counts').selectOption('not')
    await hours.getByText('At any hour.').waitFor(patience)
    await page
      .getByText(/, at any hour but not on .?Feasts/)
      .first()
      .waitFor(patience)
    await picture(page, 'calendar-rule')
    expect(await violations(page)).toEqual([])
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
    await page.getByText('The rule is stored.').first().waitFor(patience)

    const incident = await report(here.server, 'Shots at the camp', { at: place })
    await page.goto(`${here.server.url}/floor?sel=incident:${incident}`)
    await page.getByRole('tab', { name: /^Alerts/ }).click(patience)
    const said = page.getByText(/says the calendar .?Feasts.? \(version .?1.?\)/).first()
    await said.waitFor(patience)
    await said.scrollIntoViewIfNeeded()
    await picture(page, 'calendar-explained')
    expect(faults).toEqual([])
    await context.close()
  })

  it('is not archived while rules go by it, and says where it is over', async () => {
    const { page, context, faults } = await opened('/calendars')
    await importByHand(page, 'Guards of last year', guards())
    await page.getByText('It is over: no event comes any more.').waitFor(patience)
    await page.getByText('One rule goes by it:').waitFor(patience)
    await page.getByRole('button', { name: 'Archive Feasts' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Archive' }).click()
    await page.getByText('Rules go by the calendar Feasts: "Not on feasts" (Camp gate).').first().waitFor(patience)
    await page.getByRole('button', { name: 'Archive Guards of last year' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Archive' }).click()
    await page.getByText('The calendar is archived.').first().waitFor(patience)
    await expect.poll(() => page.locator('h2').allTextContents()).toEqual(['Feasts'])
    expect(faults).toEqual([])
    await context.close()
  })

  it.each(Object.entries(looks))('is read in every look: %s', async (name, look) => {
    const { page, context, faults } = await opened('/calendars', mapless(look))
    await page.locator('.list button').first().click(patience)
    await page.locator('.months').waitFor(patience)
    await picture(page, `calendars-${name}`)
    if (isAskedOfAxe(look)) expect(await violations(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(
      0,
    )
    expect(faults).toEqual([])
    await context.close()
  })
})
