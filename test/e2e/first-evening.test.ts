import { createHash } from 'node:crypto'
import { mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { violations } from '../kit/axe.js'
import {
  drawnMap,
  intercept,
  looks,
  mapless,
  openBrowser,
  openWindow,
  picture,
  type Look,
  type Window,
} from '../kit/browser.js'
import type { Running } from '../kit/process.js'
import { administrator, enterName, signedIn, signIn, watchOfficer } from './people.js'
import { leave, startFromNothing } from './theatre.js'

let folder: string
let server: Running
let browser: Browser
const windows: Window[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cordon-evening-'))
  server = await startFromNothing(folder)
  browser = await openBrowser('engine')
}, 180_000)

afterAll(() => leave({ browser, server, folder }))

/** A page left open goes on drawing, and slows the next one down. */
afterEach(async () => {
  for (const { context } of windows.splice(0)) await context.close()
})

async function opened(
  person: { readonly name: string; readonly password: string },
  { look = looks.desk, path = '/' }: { readonly look?: Look; readonly path?: string } = {},
): Promise<Window> {
  const window = await signedIn(browser, server, { person, look, path })
  windows.push(window)
  return window
}

/** Lets the server do what a request asks, and keeps its answer from the page until the returned function is called. */
async function answersHeld(page: Page, address: string): Promise<() => void> {
  let release = () => {}
  const released = new Promise<void>((resolve) => (release = resolve))
  await intercept(page, address, async (route) => {
    const response = await route.fetch()
    await released
    await route.fulfill({ response })
  })
  return release
}

function queueOf(page: Page) {
  return page.getByRole('region', { name: 'Alert queue' })
}

describe('what a new user gets', () => {
  it('is a page that says what it is and lets them in by keyboard alone', async () => {
    const { page, context, faults } = await openWindow(browser, server.url, { look: mapless(looks.desk) })
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    expect(await violations(page)).toEqual([])
    await picture(page, 'sign-in')
    await enterName(page, { name: administrator.name, password: 'wrong-password-1' })
    await page.getByText('The name or the password is wrong.').waitFor()
    await signIn(page, administrator)
    await queueOf(page).getByText('No open alerts').waitFor()
    expect(faults).toEqual([])
    await context.close()
  }, 240_000)

  it('is the theatre on a map, with its story, its facilities and its zones, and a queue that tells the truth', async () => {
    const { page, faults } = await opened(watchOfficer)
    await page.locator('canvas.maplibregl-canvas').waitFor()
    await queueOf(page).getByText('feeds: none set up').waitFor()
    await drawnMap(page)
    expect(await violations(page)).toEqual([])
    await picture(page, 'floor')
    expect(faults).toEqual([])
  }, 240_000)

  it('is a story that plays live: alerts rise, one is opened, explained and acknowledged, and everybody sees it', async () => {
    const desk = await opened(watchOfficer)
    const other = await opened(administrator, { look: mapless(looks.desk), path: '/admin?part=exercise' })
    await other.page.getByRole('tab', { name: 'Exercise' }).click()
    await other.page.getByLabel('Length in seconds').fill('8')
    await other.page.getByRole('button', { name: 'Replay the first story as an exercise' }).click()
    const confirm = other.page.getByRole('dialog').getByRole('button', { name: /Replay|Run|Begin|Start/ })
    if (await confirm.isVisible({ timeout: 2_000 }).catch(() => false)) await confirm.click()
    await other.page.getByText(/It has begun/).waitFor()

    const row = queueOf(desk.page).getByRole('option', { name: /SDF headquarters in Busayrah attacked/ })
    await row.waitFor({ timeout: 30_000 })
    await queueOf(desk.page)
      .getByRole('option', { name: /al-Zar/ })
      .first()
      .waitFor({ timeout: 30_000 })
    await row.click()
    const panel = desk.page.getByRole('complementary', { name: /Alert: SDF headquarters in Busayrah/ })
    await panel
      .getByText(/Severe/)
      .first()
      .waitFor()
    await panel.getByRole('tab', { name: 'Why' }).click()
    await panel.getByText(/fired because every stage let it pass/).waitFor()
    await picture(desk.page, 'alert-why')
    expect(await violations(desk.page)).toEqual([])
    await panel.getByRole('tab', { name: 'What' }).click()
    await desk.page.keyboard.press('a')
    await row.getByText(watchOfficer.name).waitFor()

    await other.page.goto(`${server.url}/floor`)
    await queueOf(other.page)
      .getByRole('option', { name: /SDF headquarters in Busayrah attacked/ })
      .getByText(watchOfficer.name)
      .waitFor()
    await drawnMap(desk.page)
    await picture(desk.page, 'floor-after-story')
    expect([...desk.faults, ...other.faults]).toEqual([])
  }, 240_000)

  it('shows an acknowledgement in a second browser without a reload', async () => {
    const desk = await opened(watchOfficer, { look: mapless(looks.desk) })
    const other = await opened(administrator, { look: mapless(looks.desk) })
    const name = /SDF position at al-Shahil attacked/
    const here = queueOf(desk.page).getByRole('option', { name }).first()
    await here.click()
    await desk.page.getByRole('button', { name: 'Acknowledge', exact: true }).click()
    await queueOf(other.page).getByRole('option', { name }).getByText(watchOfficer.name).first().waitFor()
  }, 240_000)

  it('is a queue that is worked by keys, which act on the alert that the panel shows', async () => {
    const { page } = await opened(watchOfficer, { look: mapless(looks.desk) })
    const queue = queueOf(page)
    const panel = page.getByRole('complementary', { name: /^Alert: / })
    const zoneShown = async () =>
      (await panel
        .getByText(/inside|of the|possible|definite/)
        .first()
        .textContent()) ?? ''
    await queue
      .getByRole('option', { name: /al-Zar/ })
      .first()
      .waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await panel.waitFor()
    const before = await zoneShown()
    // The news of it may reach the page before the answer does: no key may be lost in between.
    const answer = await answersHeld(page, '**/acknowledge')
    await page.keyboard.press('a')
    await panel
      .getByRole('button', { name: /^Close/ })
      .first()
      .waitFor()
    expect(await zoneShown()).toBe(before)
    const title = (await panel.getByRole('heading').first().textContent()) ?? ''
    await page.keyboard.press('c')
    const dialog = page.getByRole('dialog')
    await dialog.getByText(title).first().waitFor()
    answer()
    await dialog.getByRole('radio', { name: /^Exercise/ }).waitFor()
    expect(await dialog.getByRole('radio', { name: /^Exercise/ }).isChecked()).toBe(true)
    // The dialog hides what is behind it from those who listen, not from those who see.
    const count = async () => Number(await page.locator('.pane .count').first().textContent())
    const open = await count()
    await page.keyboard.press('Enter')
    await expect.poll(count).toBe(open - 1)
    await panel.getByRole('button', { name: 'Acknowledge', exact: true }).waitFor()
    expect(await violations(page)).toEqual([])
  }, 240_000)

  it('takes a report once, and shows it in place of the form', async () => {
    const { page } = await opened(watchOfficer, { look: mapless(looks.desk) })
    await queueOf(page).getByRole('option').first().waitFor()
    await page.keyboard.press('e')
    const form = page.getByRole('complementary', { name: 'Report an incident' })
    await form.locator('#entry-title').fill('Shots near the ring road')
    await form.locator('#entry-coordinates').fill('36.49, 40.75')
    await form.getByRole('button', { name: /^Report/ }).click()
    await page.getByRole('complementary', { name: /Shots near the ring road/ }).waitFor()
    expect(await form.isVisible()).toBe(false)
    expect(page.url()).not.toContain('enter=')
  }, 240_000)

  it('is a history with filters and files', async () => {
    const { page, faults } = await opened(administrator, { path: '/history?q=checkpoint' })
    await page
      .getByRole('table')
      .getByText(/checkpoint/i)
      .first()
      .waitFor()
    expect(await violations(page)).toEqual([])
    await picture(page, 'history')
    await page.getByRole('button', { name: 'Take out' }).click()
    await page.getByRole('link', { name: 'FlatGeobuf' }).waitFor()
    expect(await violations(page)).toEqual([])
    await picture(page, 'history-take-out')
    await page.getByRole('button', { name: 'Have CSV prepared' }).click()
    const prepared = page.getByRole('listitem').filter({ hasText: 'SHA-256' })
    await prepared.getByText('ready').waitFor()
    expect(await violations(page)).toEqual([])
    await picture(page, 'history-prepared')
    const file = page.waitForEvent('download')
    await prepared.getByRole('link', { name: 'Download' }).click()
    const bytes = await readFile(await (await file).path())
    expect(bytes.toString()).toMatch(/checkpoint/i)
    expect(await prepared.getByRole('code').textContent()).toBe(createHash('sha256').update(bytes).digest('hex'))
    await prepared.getByRole('button', { name: 'Remove' }).click()
    await page.getByRole('dialog', { name: 'Remove this CSV file?' }).getByRole('button', { name: 'Remove' }).click()
    await prepared.waitFor({ state: 'detached' })
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Searches' }).click()
    await page.locator('#search-name').fill('Checkpoints')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Checkpoints', exact: true }).waitFor()
    expect(await violations(page)).toEqual([])
    await picture(page, 'history-searches')
    await page.keyboard.press('Escape')
    const csv = await page.request.get(`${server.url}/api/incidents.csv?q=checkpoint`)
    expect((await csv.text()).split('\r\n').length).toBeGreaterThan(2)
    expect(faults).toEqual([])
  }, 240_000)

  it('is kept for as long as somebody says, and held where somebody says so', async () => {
    const { page, faults } = await opened(administrator, { path: '/history?q=checkpoint' })
    await page.getByRole('link', { name: 'Hold…' }).click()
    const form = page.getByRole('dialog', { name: 'Hold' })
    await form.getByText(/Words: \W?checkpoint/).waitFor()
    await form.locator('#hold-reason').fill('Asked for by the court')
    await form.getByRole('button', { name: 'Hold', exact: true }).click()
    const holds = page.getByRole('region', { name: 'Holds' })
    await holds.getByText('Asked for by the court').waitFor()
    await page.getByLabel('Incidents with reports and revisions').fill('731')
    await page.getByRole('button', { name: 'See what would go…' }).click()
    const preview = page.getByRole('dialog', { name: 'What would be archived' })
    await preview.getByRole('row', { name: /^Incidents with reports/ }).waitFor()
    expect(await violations(page)).toEqual([])
    await picture(page, 'keeping-preview')
    await preview.getByRole('button', { name: 'Keep for these periods' }).click()
    await page.getByText('Set by').waitFor()
    await holds.getByRole('button', { name: /^Release/ }).click()
    await page.locator('#reason-text').fill('The court is done')
    await page.getByRole('button', { name: 'Release the hold' }).click()
    await holds.getByText('The court is done').waitFor()
    expect(await violations(page)).toEqual([])
    await picture(page, 'keeping')
    expect(faults).toEqual([])
  }, 240_000)

  it('is an alert in a thumb’s reach on a phone', async () => {
    const { page, faults } = await opened(watchOfficer, { look: looks.phoneLight })
    await queueOf(page).getByRole('option').first().click()
    await page
      .getByRole('button', { name: /^(Acknowledge|Close)/ })
      .first()
      .waitFor()
    expect(await violations(page)).toEqual([])
    await picture(page, 'phone-alert')
    await page.goBack()
    await page.waitForURL((url) => url.pathname === '/floor' && !url.searchParams.has('sel'))
    await queueOf(page).getByRole('option').first().waitFor()
    expect(faults).toEqual([])
  }, 240_000)
})
