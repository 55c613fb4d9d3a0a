import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { violations } from '../kit/axe.js'
import { picture } from '../kit/browser.js'
import { evening } from '../kit/evening.js'
import { ask as askHouse, report } from './house.js'
import { answered, ask, closed, focusOf, openedByKeys, press, tabTo, take } from './keys.js'
import { administrator } from './people.js'

const patience = { timeout: 30_000 } as const

const here = evening('keyboard')

beforeAll(async () => {
  for (const title of ['Car bomb at the gate', 'Shots at the wall']) await report(here.server, title)
})

/** What the server holds under a path, as text: what was done by keys is looked up there. */
async function held(path: string): Promise<string> {
  return JSON.stringify(await askHouse(here.server, `GET ${path}`))
}

const opened = (path: string) => openedByKeys(here.browser, here.server, { person: administrator, path })

const heading = (page: Page, text: string) => page.locator('.panel h2').filter({ hasText: text })

describe('without a mouse', () => {
  it('an alert is acknowledged, shelved, assigned and closed, and an incident entered, corrected, lowered and refuted', async () => {
    const window = await opened('/floor')
    const { page } = window
    await page.getByRole('option').nth(1).waitFor(patience)
    // A box that is ticked is nothing that one writes in: letters go on working.
    await tabTo(page, '[aria-label="Pick all shown"]')
    await press(page, 'j', 'a')
    await expect.poll(() => held('/api/alerts?state=acknowledged'), patience).toContain('"items":[{')
    await press(page, 'k')
    await ask(page, 's')
    await press(page, 'Enter')
    await answered(page)
    await expect.poll(() => held('/api/alerts?state=shelved'), patience).toContain('"items":[{')
    await press(page, 'j', 'g')
    await ask(page, 'c')
    await press(page, 'Shift+Tab', 'Space', 'Enter')
    await answered(page)
    await expect.poll(() => held('/api/alerts?state=closed'), patience).toContain('"items":[{')

    await press(page, 'e')
    await page.locator('#entry-title:focus').waitFor(patience)
    await page.keyboard.type('Patrol fired at')
    await tabTo(page, '#entry-coordinates')
    await page.keyboard.type('35.9, 40.1')
    await press(page, 'Control+Enter')
    await heading(page, 'Patrol fired at').waitFor(patience)
    await ask(page, 'x')
    await page.keyboard.type(' twice')
    await tabTo(page, '#reason-text')
    await page.keyboard.type('Second call')
    await press(page, 'Tab', 'Tab', 'Enter')
    await answered(page)
    await heading(page, 'twice').waitFor(patience)
    for (const [key, reason] of [
      ['d', 'Warning shots'],
      ['q', 'It was a wedding'],
    ] as const) {
      await ask(page, key)
      await tabTo(page, '#reason-text')
      await page.keyboard.type(reason)
      await press(page, 'Tab', 'Tab', 'Enter')
      await answered(page)
    }
    await page.getByText('Refuted').first().waitFor(patience)
    const incidents = await held('/api/incidents?status=refuted')
    expect(incidents).toContain('Patrol fired at twice')
    expect(incidents).toContain('"severity":"minor"')
    await press(page, 'Escape')
    await expect.poll(() => focusOf(page), patience).not.toBe('nowhere')
    await closed(window)
  })

  it('a zone is drawn by its corners and gets a rule, and history, log and handover are worked', async () => {
    const window = await opened('/zones')
    const { page } = window
    await press(page, 'n')
    await page.locator('#zone-name:focus').waitFor(patience)
    await page.keyboard.type('North road')
    await press(page, 'Tab', 'ArrowRight')
    await tabTo(page, '#zone-corners')
    for (const corner of ['36.5, 40.7', '36.5, 40.8', '36.6, 40.8']) {
      await page.keyboard.type(corner)
      await press(page, 'Enter')
    }
    await tabTo(page, '#zone-rings')
    await press(page, 'Enter')
    await page.getByText('The zone is stored').first().waitFor(patience)
    expect(await held('/api/zones')).toContain('North road')
    await take(page, 'New rule')
    await page.getByRole('dialog').waitFor(patience)
    await page.keyboard.type('Near')
    await press(page, 'Enter')
    await answered(page)
    await page.getByRole('button', { name: 'Edit rule: Near' }).waitFor(patience)

    await take(page, 'History')
    await page.getByRole('main', { name: 'History' }).waitFor(patience)
    await press(page, '/')
    await page.locator('#h-q:focus').waitFor(patience)
    await page.keyboard.type('gate')
    await expect.poll(() => page.url(), patience).toContain('q=gate')
    const file = page.waitForEvent('download', patience)
    await take(page, 'Take out')
    await page.locator('a[href*=".csv"]:focus').waitFor(patience)
    await press(page, 'Enter')
    expect((await file).suggestedFilename()).toMatch(/\.csv$/)
    await press(page, 'Escape')
    await page.getByRole('dialog').waitFor({ ...patience, state: 'detached' })
    await press(page, 's')
    await page.locator('#search-name:focus').waitFor(patience)
    await page.keyboard.type('Gates')
    await press(page, 'Enter')
    await page.getByRole('button', { name: 'Gates', exact: true }).waitFor(patience)
    await tabTo(page, '[aria-label="Name Gates anew"]')
    await press(page, 'Enter')
    await page.keyboard.type('Doors')
    await press(page, 'Enter')
    await page.getByRole('button', { name: 'Doors', exact: true }).waitFor(patience)
    await tabTo(page, '[aria-label="Share Doors"]')
    await press(page, 'Enter')
    await page.getByRole('button', { name: 'Share Doors', pressed: true }).waitFor(patience)
    await press(page, 'Escape')
    await page.getByRole('dialog').waitFor({ ...patience, state: 'detached' })
    await press(page, '/', 'Control+a', 'Delete')
    await expect.poll(() => page.url(), patience).not.toContain('q=gate')
    await take(page, 'Searches')
    await tabTo(page, '.searches .pick')
    await press(page, 'Enter')
    await expect.poll(() => page.url(), patience).toContain('q=gate')

    await take(page, 'Floor')
    await page.getByRole('main', { name: 'Floor' }).waitFor(patience)
    await press(page, 'l')
    await page.locator('form :is(input, textarea):focus').waitFor(patience)
    await page.keyboard.type('All gates answer')
    await press(page, 'Enter')
    await expect.poll(() => held('/api/log'), patience).toContain('All gates answer')

    await take(page, 'Handover')
    await page.getByRole('main', { name: 'Handover' }).waitFor(patience)
    await page.getByText('Nobody is on watch.').waitFor(patience)
    await press(page, 't')
    await page.getByRole('button', { name: 'Draft a handover' }).waitFor(patience)
    await press(page, 'h')
    await page.getByLabel('Remarks').waitFor(patience)
    await press(page, 's')
    const [signed, refused] = [page.getByText(/ada has signed/), page.getByText('An urgent alert has no note')]
    await signed.or(refused).first().waitFor(patience)
    const missing = page.getByRole('region', { name: 'Notes are missing' }).getByRole('textbox')
    for (let left = await missing.count(); left > 0; left--) {
      await tabTo(page, '[aria-label="Notes are missing"] :is(input, textarea) >> nth=0')
      await page.keyboard.type('Patrol sent')
      await press(page, 'Enter')
      await expect.poll(() => missing.count(), patience).toBe(left - 1)
    }
    await expect.poll(() => focusOf(page), patience).not.toMatch(/nowhere|input|textarea/)
    if (!(await signed.isVisible())) await press(page, 's')
    await signed.waitFor(patience)
    await closed(window)
  })

  it('a text is pasted, a file read before it comes in, a feed set up, and people and turns are administered', async () => {
    const window = await opened('/floor')
    const { page } = window
    await press(page, 'p')
    await page.locator('#paste-text:focus').waitFor(patience)
    await page.keyboard.type('A car bomb exploded in Busayrah today, killing two people.')
    await press(page, 'Control+Enter')
    await page.locator('.card').first().waitFor(patience)
    await press(page, 'j', 'x')
    await page
      .getByText(/discarded/i)
      .first()
      .waitFor(patience)

    await take(page, 'Import')
    await page.getByRole('main', { name: 'Import' }).waitFor(patience)
    const sheet = join(here.folder, 'rows.csv')
    await writeFile(sheet, 'id;date;lon;lat;type;title;source\n1;2021-11-13;40.4;35.1;ambush;Ambush;Patrol\n')
    const chooser = page.waitForEvent('filechooser', patience)
    await take(page, 'Choose')
    await (await chooser).setFiles(sheet)
    await page.locator('.preview').waitFor(patience)

    await take(page, 'Feeds')
    await page.getByRole('main', { name: 'Sources and feeds' }).waitFor(patience)
    await ask(page, 'n')
    await page.keyboard.type('Quakes')
    await press(page, 'Tab', 'Tab')
    await page.keyboard.type('pu')
    await tabTo(page, '#feed-source')
    await press(page, 'Enter')
    await answered(page)
    await expect.poll(() => held('/api/feeds'), patience).toContain('"name":"Quakes"')

    await take(page, 'Administration')
    await page.getByRole('main', { name: 'Administration' }).waitFor(patience)
    await ask(page, 'n')
    await page.keyboard.type('rana')
    await press(page, 'Tab')
    await page.keyboard.type('yet-another-secret')
    await press(page, 'Enter')
    await answered(page)
    await expect.poll(() => held('/api/accounts'), patience).toContain('"name":"rana"')
    await press(page, '6')
    await page.getByRole('tab', { name: 'Rotations', selected: true }).waitFor(patience)
    await ask(page, 'n')
    await page.keyboard.type('Nights')
    await press(page, 'Tab')
    await page.keyboard.type('rana')
    await press(page, 'Tab', 'Enter')
    await tabTo(page, '#rotation-name')
    await press(page, 'Enter')
    await answered(page)
    await expect.poll(() => held('/api/rotations'), patience).toContain('"name":"Nights"')
    await closed(window)
  })

  it('the keys are listed, and every view is walked through by Tab without a trap and without losing the way', async () => {
    const window = await opened('/floor')
    const { page } = window
    const keys = await ask(page, '?')
    for (const text of ['Ctrl K', 'F6', 'report an incident', 'Next part of the page'])
      await keys.getByText(text, { exact: true }).waitFor(patience)
    await picture(page, 'keys-desk')
    expect(await violations(page)).toEqual([])
    await press(page, 'Escape')
    await answered(page)
    for (const [place, name] of [
      ['Floor', 'Floor'],
      ['Zones', 'Watch zones'],
      ['History', 'History'],
      ['Handover', 'Handover'],
      ['Import', 'Import'],
      ['Administration', 'Administration'],
      ['Feeds', 'Sources and feeds'],
    ] as const) {
      await take(page, place)
      await page.getByRole('main', { name }).waitFor(patience)
      await expect.poll(() => wayRound(page), { timeout: 60_000, interval: 500 }).toBe('goes round')
    }
    await press(page, 'w')
    await page.getByRole('main', { name: 'Wall' }).waitFor(patience)
    await press(page, 'Escape')
    await page.getByRole('main', { name: 'Floor' }).waitFor(patience)
    const parts = new Set<string>()
    for (let left = 8; left > 0; left--) {
      await press(page, 'F6')
      parts.add(
        await page.evaluate(
          () =>
            document.activeElement
              ?.closest('[aria-label]:is(header, main, section, aside)')
              ?.getAttribute('aria-label') ?? 'bar',
        ),
      )
    }
    expect(parts.size).toBeGreaterThanOrEqual(3)
    await closed(window)
  })
})

/** Tab until the page is left at its end, as the browser does after the last thing on it: a trap never lets go. */
async function wayRound(page: Page): Promise<string> {
  let seen = 0
  for (let left = 250; left > 0; left--) {
    await page.keyboard.press('Tab')
    const at = await focusOf(page)
    if (at === 'nowhere' && seen > 5) return 'goes round'
    seen++
  }
  return `is held at ${await focusOf(page)}`
}
