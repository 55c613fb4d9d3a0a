import type { AlertEvent } from '@cordon/alerts'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { violations } from '../kit/axe.js'
import { looks, mapless, openBrowser, picture } from '../kit/browser.js'
import { openLine, type Line } from '../kit/line.js'
import type { Running } from '../kit/process.js'
import { ask, idOf, report, watchedZone } from './house.js'
import { addPerson, follow, signedIn, watchOfficer } from './people.js'
import { leave, startFromNothing, startOn } from './theatre.js'

const relief = { name: 'rana', password: 'yet-another-secret' } as const
const patience = { timeout: 30_000 } as const
const desk = mapless(looks.desk)
/** Far from everything that the first theatre watches. */
const places = { gate: [44, 33.4], post: [44, 32.4], nowhere: [46, 31] } as const
type Place = keyof typeof places

let folder: string
let server: Running
let browser: Browser
/** Where the browser finds the server: it may be cut, and leads to another one after a kill. */
let line: Line

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cordon-watch-'))
  server = await startFromNothing(folder, unlimited)
  line = await openLine(server.url)
  await addPerson(server, relief, 'officer')
  const steps = [{ afterMinutes: 0.3, tells: [{ kind: 'room' }] }]
  const escalationId = idOf(await ask(server, 'POST /api/escalations', { body: { name: 'Nobody came', steps } }))
  await watched('gate', {})
  await watched('post', { escalationId })
  browser = await openBrowser('engine')
}, 180_000)

afterAll(async () => {
  await line.close()
  await leave({ browser, server, folder })
})

/** Without limits: what comes in while the line is cut comes fast. */
const unlimited = { CORDON_RATE: 'off' } as const

/** A zone that tells of everything, however much comes. */
const watched = (place: Place, rule: object) => watchedZone(server, { name: `The ${place}`, at: places[place] }, rule)

const raise = (place: Place, title: string, severity = 'moderate') =>
  report(server, title, { type: 'armed-clash', severity, at: places[place], locationPrecision: 'exact' })

interface Listed {
  readonly id: string
  readonly incidentTitle: string
  readonly state: string
  readonly ownerName: string | null
}

async function alerts(): Promise<readonly Listed[]> {
  const headers = { authorization: `Bearer ${server.token}` }
  const answer = await fetch(`${server.url}/api/alerts?limit=200`, { headers })
  const { items }: { readonly items: readonly Listed[] } = await answer.json()
  return items
}

async function alertOf(title: string): Promise<Listed> {
  const found = (await alerts()).find((it) => it.incidentTitle === title)
  if (found === undefined) throw new Error(`No alert of "${title}".`)
  return found
}

async function escalationsOf(id: string): Promise<number> {
  const headers = { authorization: `Bearer ${server.token}` }
  const answer = await fetch(`${server.url}/api/alerts/${id}`, { headers })
  const { events }: { readonly events: readonly AlertEvent[] } = await answer.json()
  return events.filter(({ what }) => what === 'escalated').length
}

const queueOf = (page: Page) => page.getByRole('region', { name: 'Alert queue' })
const rowOf = (page: Page, title: string) => queueOf(page).getByRole('option').filter({ hasText: title })
const live = (page: Page) => page.locator('[data-connection="live"]').waitFor(patience)
const soundedOn = async (page: Page) => Number(await page.locator('[data-sound]').getAttribute('data-sounded'))

async function takesOver(page: Page): Promise<void> {
  await page.getByText('Nobody is on watch.').waitFor(patience)
  await page.keyboard.press('t')
  await page.getByRole('button', { name: 'Draft a handover' }).waitFor(patience)
}

async function worksAFlood(page: Page): Promise<void> {
  const title = await page.title()
  for (let n = 1; n <= 12; n++) await raise('gate', `Shots ${n}`)
  await queueOf(page)
    .getByText(/^Flood: 12 incidents/)
    .waitFor(patience)
  await expect.poll(() => page.title(), patience).toBe(`(12) ${title}`)
  await page.keyboard.press('j')
  await page.keyboard.press('*')
  await queueOf(page).getByRole('toolbar', { name: '12 alerts picked' }).waitFor(patience)
  await page.keyboard.press('a')
  await expect.poll(() => page.title(), patience).toBe(title)
  expect((await alerts()).filter(({ ownerName }) => ownerName === 'omar')).toHaveLength(12)
}

/** One is handed to the other officer, one put off until the incident changes, each by its key. */
async function handsAndShelves(page: Page): Promise<void> {
  await rowOf(page, 'Shots 1').first().click()
  const handed = await page.evaluate(() => new URL(location.href).searchParams.get('sel'))
  await page.keyboard.press('h')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('combobox').first().selectOption({ label: 'rana' })
  await dialog.locator('.foot .primary').press('Enter')
  await expect
    .poll(async () => (await alerts()).find(({ id }) => `alert:${id}` === handed)?.ownerName, patience)
    .toBe('rana')

  await rowOf(page, 'Shots 5').first().click()
  await page.keyboard.press('s')
  await dialog.locator('.foot .primary').press('Enter')
  await expect.poll(async () => (await alertOf('Shots 5')).state, patience).toBe('shelved')
}

/** The server dies while the time in which somebody should have come runs, and comes back after it has run out. */
async function outlivesAKill(page: Page): Promise<void> {
  await raise('post', 'Nobody comes')
  await queueOf(page).getByRole('button', { name: '1 new' }).waitFor(patience)
  await page.keyboard.press('u')
  await rowOf(page, 'Nobody comes').waitFor(patience)
  const { id } = await alertOf('Nobody comes')
  await server.kill()
  await page.locator('[data-connection="offline"]').waitFor(patience)
  server = await startOn(folder, unlimited)
  line.leadTo(server.url)
  await live(page)
  await expect.poll(() => escalationsOf(id), { timeout: 60_000 }).toBe(1)
  await rowOf(page, 'Nobody comes').first().click()
  await page.keyboard.press('a')
  await expect.poll(async () => (await alertOf('Nobody comes')).ownerName, patience).toBe('omar')
}

/** 500 incidents come, 20 of which raise an alert, while the page hears nothing for longer than it may. */
async function sleepsThrough500(page: Page): Promise<void> {
  // A server that took long to come back was a time away of its own, which would be counted with this one.
  if ((await page.locator('[data-away]').count()) > 0) await page.keyboard.press('.')
  await expect.poll(() => page.locator('[data-away]').count(), patience).toBe(0)
  // What was acknowledged before is counted no more.
  await expect.poll(() => page.title(), patience).not.toMatch(/^\(/)
  const [before, title] = [await soundedOn(page), await page.title()]
  line.cut()
  const cutMs = Date.now()
  await page.locator('[data-connection="offline"]').waitFor(patience)
  for (let n = 0; n < 500; n += 10)
    await Promise.all(
      Array.from({ length: 10 }, (_, at) => raise((n + at) % 25 === 0 ? 'gate' : 'nowhere', `Meanwhile ${n + at}`)),
    )
  await expect.poll(() => Date.now() - cutMs, { timeout: 30_000 }).toBeGreaterThan(16_000)
  line.mend()
  await live(page)
  await page.locator('[data-away="20 500"]').waitFor(patience)
  // Once for all of them; what is moderate sounds again after a minute.
  await expect.poll(async () => (await soundedOn(page)) - before, patience).toBe(1)
  await expect.poll(() => page.title(), patience).toBe(`(20) ${title}`)
  await picture(page, 'watch-away-desk')
  expect(await violations(page)).toEqual([])
  await page.keyboard.press('.')
  await expect.poll(() => page.locator('[data-away]').count(), patience).toBe(0)
  const waiting = (await alerts()).filter(({ state }) => state === 'new')
  expect(new Set(waiting.map(({ incidentTitle }) => incidentTitle)).size).toBe(20)
  expect(waiting).toHaveLength(20)
}

async function takesWhatCame(page: Page): Promise<void> {
  await queueOf(page).getByRole('button', { name: '20 new' }).waitFor(patience)
  await page.keyboard.press('u')
  await rowOf(page, 'Meanwhile').nth(19).waitFor(patience)
  await page.keyboard.press('j')
  await page.keyboard.press('*')
  await queueOf(page)
    .getByRole('toolbar', { name: /alerts picked/ })
    .waitFor(patience)
  await page.keyboard.press('a')
}

async function correctsAndRefutes(page: Page, id: string): Promise<void> {
  await follow(page, `/floor?sel=incident:${id}`)
  const dialog = page.getByRole('dialog')
  await page.locator('.panel').getByRole('heading', { name: 'Meanwhile told wrongly' }).waitFor(patience)
  await page.keyboard.press('x')
  await dialog.getByLabel('Severity').selectOption('minor')
  await dialog.getByLabel('Why').fill('One shot, nobody hurt')
  await dialog.getByRole('button', { name: 'Correct the incident' }).press('Enter')
  await page.locator('.panel').getByText('Minor').first().waitFor(patience)
  await page.keyboard.press('v')
  await dialog.getByLabel('Status').selectOption('refuted')
  await dialog.getByLabel('Why').fill('A tyre had burst')
  await dialog.getByRole('button', { name: 'Judge it by hand' }).press('Enter')
  await page
    .locator('.panel')
    .getByText(/Judged by hand by omar/)
    .waitFor(patience)
}

it('a watch is lived through by two officers: flood, kill, dead network, correction and handover', async () => {
  const behind = { ...server, url: line.url }
  const omar = await signedIn(browser, behind, { person: watchOfficer, look: desk, path: '/handover' })
  await takesOver(omar.page)
  await follow(omar.page, '/floor?by=none')
  await worksAFlood(omar.page)
  await handsAndShelves(omar.page)
  await outlivesAKill(omar.page)
  await sleepsThrough500(omar.page)
  await takesWhatCame(omar.page)
  await expect.poll(async () => (await alerts()).filter(({ state }) => state === 'new').length, patience).toBe(0)
  await correctsAndRefutes(omar.page, await raise('nowhere', 'Meanwhile told wrongly'))

  await follow(omar.page, '/handover')
  await omar.page.getByRole('button', { name: 'Draft a handover' }).waitFor(patience)
  await omar.page.keyboard.press('h')
  await omar.page.getByLabel('Remarks').fill('A quiet end.')
  await omar.page.getByRole('button', { name: 'Sign', exact: true }).click()
  await omar.page.getByText(/omar has signed/).waitFor(patience)
  const rana = await signedIn(browser, behind, { person: relief, look: desk, path: '/handover' })
  await rana.page.getByRole('button', { name: 'I have read it and take over' }).press('Enter')
  await omar.page.getByText('Signed by both.').waitFor(patience)
  const open = (await alerts()).filter(({ state }) => state === 'acknowledged' || state === 'new')
  expect(new Set(open.map(({ ownerName }) => ownerName))).toEqual(new Set(['rana']))
  expect(await escalationsOf((await alertOf('Nobody comes')).id)).toBe(1)
  expect([...omar.faults, ...rana.faults]).toEqual([])
}, 400_000)
