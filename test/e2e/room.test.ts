import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { violations } from '../kit/axe.js'
import { intercept, looks, mapless, openBrowser, picture } from '../kit/browser.js'
import { openBrokenHook } from '../kit/hook.js'
import { openLine, type Line } from '../kit/line.js'
import type { Running } from '../kit/process.js'
import { acknowledgeAll, report, watchedZone } from './house.js'
import { signedIn, watchOfficer, type Person } from './people.js'
import { leave, startWithTheatre } from './theatre.js'

const patience = { timeout: 30_000 } as const
const desk = mapless(looks.desk)

let folder: string
let server: Running
let browser: Browser
let line: Line

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cordon-room-'))
  server = await startWithTheatre(folder, { CORDON_WEBHOOK_HOSTS: '127.0.0.1' })
  line = await openLine(server.url)
  for (const title of ['Car bomb at the gate', 'Shots north of the wall']) await raise(title)
  browser = await openBrowser()
}, 180_000)

afterAll(async () => {
  await line.close()
  await leave({ browser, server, folder })
})

const raise = (title: string, more: object = {}) =>
  report(server, title, { severity: 'severe', at: [40.765, 36.49], ...more })

const opened = (path: string, look = desk, person: Person = watchOfficer) =>
  signedIn(browser, { ...server, url: line.url }, { person, look, path })
const bar = (page: Page) => page.getByRole('group', { name: 'How current this is' })

/** In the page: a machine whose clock is two hours fast. */
function twoHoursFast(): void {
  const [Real, shiftMs] = [Date, 7_200_000]
  class Fast extends Real {
    constructor(...parts: [] | [number | string]) {
      super(parts[0] ?? Real.now() + shiftMs)
    }
    static override now(): number {
      return Real.now() + shiftMs
    }
  }
  Object.defineProperty(globalThis, 'Date', { value: Fast, writable: true, configurable: true })
}

describe('everything by its name', () => {
  it('is found, done and gone to by keyboard from anywhere', async () => {
    const { page, context, faults } = await opened('/floor')
    const palette = page.getByRole('dialog', { name: 'Everything by its name' })
    await page.keyboard.press('Control+k')
    await palette.waitFor(patience)
    await page.keyboard.type('shots')
    await expect
      .poll(() => palette.getByRole('option').first().innerText(), patience)
      .toContain('Shots north of the wall')
    await picture(page, 'palette-desk')
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('Enter')
    await expect.poll(() => page.url(), patience).toContain('sel=alert')
    await page.keyboard.press('Control+k')
    await page.keyboard.type('hist')
    // The part of the panel that is open comes first.
    const place = palette.getByRole('option', { name: 'History place' })
    await place.waitFor(patience)
    await page.keyboard.press('ArrowDown')
    await expect.poll(() => place.getAttribute('data-highlighted'), patience).toBe('')
    await page.keyboard.press('Enter')
    await page.getByRole('main', { name: 'History' }).waitFor(patience)
    await page.keyboard.press('Control+k')
    await page.keyboard.type('high contrast')
    await palette.getByRole('option', { name: /High contrast/ }).waitFor(patience)
    await page.keyboard.press('Enter')
    await expect.poll(() => page.locator('html').getAttribute('data-theme'), patience).toBe('contrast')
    await page.keyboard.press('Control+k')
    await page.keyboard.type('nothing is called so')
    await palette.getByText('Nothing is called so.').waitFor(patience)
    await page.keyboard.press('Escape')
    expect(await violations(page)).toEqual([])
    await picture(page, 'history-contrast-desk')
    expect(faults).toEqual([])
    await context.close()
  })
})

describe('the weeks of a search', () => {
  it('open the rows behind each number, by mouse and by keyboard, and leave out what is known to the month', async () => {
    const ago = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString()
    // Nothing that calls anybody: the queue is left to other tests.
    const calm = { severity: 'minor' }
    await raise('Lantern on the ridge', { ...calm, occurredFrom: ago(3) })
    await raise('Lantern in the wadi', { ...calm, occurredFrom: ago(4) })
    await raise('Lantern of October', { ...calm, occurredFrom: ago(4), timePrecision: 'month' })
    await raise('Lantern of last month', { ...calm, occurredFrom: ago(33) })
    const { page, context, faults } = await opened('/history?q=lantern')
    const rows = page.getByRole('table').getByText(/^Lantern /)
    await expect.poll(() => rows.count(), patience).toBe(4)
    await page.getByRole('link', { name: 'Trends' }).click()
    const week = page.getByRole('region', { name: 'The last seven whole days' })
    await week.getByRole('link', { name: 'Left out: 1' }).waitFor(patience)
    await page.waitForLoadState('networkidle')
    expect(await violations(page)).toEqual([])
    await picture(page, 'trends-desk')
    await week.getByRole('link', { name: '2', exact: true }).click()
    await expect.poll(() => rows.allInnerTexts(), patience).toEqual(['Lantern on the ridge', 'Lantern in the wadi'])
    await page.goBack()
    await week.getByRole('link', { name: 'Left out: 1' }).click()
    await expect.poll(() => rows.allInnerTexts(), patience).toEqual(['Lantern of October'])
    await page.goBack()
    const bars = page.getByRole('region', { name: 'Week by week' }).getByRole('group')
    await bars.getByRole('link', { name: /: 2$/ }).focus()
    for (const key of Array.from({ length: 4 }, () => 'ArrowLeft')) await page.keyboard.press(key)
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toMatch(/: 1$/)
    await page.keyboard.press('Enter')
    await expect.poll(() => rows.allInnerTexts(), patience).toEqual(['Lantern of last month'])
    // What the rows are narrowed by is said, and let go one by one.
    await page.getByRole('button', { name: /^Time known: to the minute/ }).click()
    await expect.poll(() => page.url(), patience).not.toContain('precision')
    expect(faults).toEqual([])
    await context.close()
  })
})

describe('the bar on top', () => {
  it('names a clock that is wrong, and tells ages by the server’s all the same', async () => {
    const { page, context } = await opened('/floor')
    await page.addInitScript(twoHoursFast)
    await page.reload()
    await bar(page).getByText('This computer’s clock is 2 hours fast').waitFor(patience)
    expect(await page.getByRole('option').first().innerText()).toMatch(/just now|[1-9] min ago/)
    expect(await violations(page)).toEqual([])
    await picture(page, 'clock-desk')
    await context.close()
  })

  it('says why nothing is heard: no network, then no database, and what came meanwhile', async () => {
    const { page, context } = await opened('/floor')
    line.cut()
    await bar(page)
      .getByText(/^Offline since .*: the server cannot be reached$/)
      .waitFor(patience)
    await picture(page, 'offline-desk')
    await raise('While nobody was listening')
    await intercept(page, '**/api/health', (route) => route.fulfill({ status: 503, json: { code: 'unavailable' } }))
    await bar(page)
      .getByText(/: the server has no database$/)
      .waitFor(patience)
    line.mend()
    await page.locator('[data-connection="live"]').waitFor(patience)
    await context.close()
  })

  it('shows the time zone of each reader beside UTC', async () => {
    const { page, context, faults } = await opened('/me')
    await page.getByLabel('Time zone beside UTC').selectOption('Asia/Damascus')
    await page.getByRole('group', { name: 'Clocks' }).getByText('Damascus').waitFor(patience)
    await page.reload()
    await page.getByRole('group', { name: 'Clocks' }).getByText('Damascus').waitFor(patience)
    expect(faults).toEqual([])
    await context.close()
  })
})

describe('the wall', () => {
  it('shows what is open and goes round the places of it; a key leads there and back', async () => {
    const { page, context, faults } = await opened('/floor')
    await page.keyboard.press('w')
    const wall = page.getByRole('main', { name: 'Wall' })
    await wall
      .getByText(/not acknowledged/)
      .first()
      .waitFor(patience)
    expect(await wall.getByRole('listitem').count()).toBeGreaterThanOrEqual(2)
    expect(await page.getByRole('navigation').count()).toBe(0)
    const shown = wall.locator('.row.shown')
    await expect.poll(() => shown.count(), patience).toBe(1)
    const first = await shown.innerText()
    await expect
      .poll(async () => ((await shown.count()) === 1 ? shown.innerText() : first), { timeout: 50_000 })
      .not.toBe(first)
    await raise('Came while the wall was on')
    await wall.getByText('Came while the wall was on').first().waitFor(patience)
    // On a low screen it says how many are not seen.
    await page.setViewportSize({ width: 700, height: 330 })
    const open = Number(await wall.locator('.sum b').first().innerText())
    const more = async () => Number(/and (\d+) more/.exec(await wall.innerText())?.[1] ?? Number.NaN)
    await expect.poll(more, patience).toBeGreaterThan(0)
    expect((await more()) + (await wall.getByRole('listitem').count())).toBe(open)
    await page.setViewportSize(looks.desk)
    await page.keyboard.press('Escape')
    await page.getByRole('main', { name: 'Floor' }).waitFor(patience)
    expect(faults).toEqual([])
    await context.close()
  })
})

/** In the page: keeps what is put on the desktop, and lets nobody look at the page. */
function watchDesktop(): void {
  const posted: string[] = []
  const Real = Notification
  class Kept extends Real {
    constructor(title: string, more?: NotificationOptions) {
      super(title, more)
      posted.push(title)
    }
    override close(): void {
      posted.push(`gone: ${this.title}`)
      super.close()
    }
  }
  Object.defineProperty(window, 'Notification', { value: Kept })
  Object.defineProperty(window, 'posted', { value: posted })
  Object.defineProperty(document, 'hasFocus', { value: () => false, configurable: true })
}

describe('whoever looks elsewhere', () => {
  it('hears of alerts on every place: of urgent ones at once, of others at the next pause', async () => {
    const { page, context, faults } = await opened('/zones')
    const heard = (how: 'polite' | 'assertive') => page.locator(`.heard[aria-live="${how}"]`)
    await raise('Rocket on the depot', { severity: 'extreme' })
    await heard('assertive')
      .getByText(/^Extreme vehicle bomb, definite, .*, F6, just now, Patrol\./)
      .waitFor({ state: 'attached', ...patience })
    await watchedZone(server, { name: 'Depot', at: [41.9, 36.9] })
    await raise('Rocket found', { severity: 'minor', at: [41.9, 36.9] })
    await heard('polite')
      .getByText(/^Minor vehicle bomb, .* inside Depot/)
      .waitFor({ state: 'attached', ...patience })
    expect(faults).toEqual([])
    await context.close()
  })

  it('is told on the desktop once this is allowed, until somebody has it; an exercise says that it is one', async () => {
    const { page, context, faults } = await opened('/me')
    await context.grantPermissions(['notifications'])
    await context.addInitScript(watchDesktop)
    await page.goto(`${line.url}/me`)
    await page.locator('[data-connection="live"]').waitFor(patience)
    await page.getByRole('checkbox', { name: /desktop/i }).check()
    const posted = () => page.evaluate((): unknown => Reflect.get(window, 'posted'))
    await raise('Mortars on the camp')
    await expect.poll(posted, patience).toContainEqual(expect.stringContaining('Mortars on the camp'))
    await page.evaluate(acknowledgeAll)
    await expect.poll(posted, patience).toContainEqual(expect.stringMatching(/^gone: .*Mortars on the camp/))
    await raise('Played assault', { exercise: true })
    await expect.poll(posted, patience).toContainEqual(expect.stringMatching(/^Exercise: .*Played assault/))
    await expect.poll(() => page.locator('.sound').getAttribute('data-sounding'), patience).toBe('exercise')
    expect(faults).toEqual([])
    await context.close()
  })

  it('is told once by all pages of one browser: by the one that was looked at last, and by none where one is looked at', async () => {
    const { page, context, faults } = await opened('/me')
    await context.grantPermissions(['notifications'])
    await context.addInitScript(watchDesktop)
    await page.goto(`${line.url}/me`)
    await page.getByRole('checkbox', { name: /desktop/i }).check()
    const second = await context.newPage()
    await second.goto(`${line.url}/me`)
    for (const it of [page, second]) await it.locator('[data-connection="live"]').waitFor(patience)
    await second.evaluate(() => window.dispatchEvent(new Event('focus')))
    const waits = (it: Page) =>
      it.evaluate(
        async () => (await navigator.locks.query()).pending?.filter(({ name }) => /desktop/.test(`${name}`)).length,
      )
    await expect.poll(() => waits(second), patience).toBe(1)
    const posted = (it: Page) => it.evaluate((): unknown => Reflect.get(window, 'posted'))
    await raise('Told once')
    await expect.poll(() => posted(second), patience).toEqual([expect.stringContaining('Told once')])
    await second.evaluate(() => Object.defineProperty(document, 'hasFocus', { value: () => true }))
    const before = await second.title()
    await raise('Read in the other page')
    await expect.poll(() => second.title(), patience).not.toBe(before)
    await second.close()
    await expect.poll(() => waits(page), patience).toBe(0)
    await raise('Told by the one that is left')
    await expect.poll(() => posted(page), patience).toEqual([expect.stringContaining('Told by the one that is left')])
    await page.evaluate(acknowledgeAll)
    expect(faults).toEqual([])
    await context.close()
  })

  it('hears a played flood as an exercise, and no flood is told', async () => {
    const { page, context, faults } = await opened('/floor')
    await page.evaluate(acknowledgeAll)
    for (let n = 1; n <= 11; n++) await raise(`Played shots ${n}`, { exercise: true })
    await page.getByText('Played shots 11').first().waitFor(patience)
    await expect.poll(() => page.locator('.sound').getAttribute('data-sounding'), patience).toBe('exercise')
    expect(await page.locator('.flood').count()).toBe(0)
    await page.evaluate(acknowledgeAll)
    expect(faults).toEqual([])
    await context.close()
  })
})

/** In the page: asks the server as whoever is signed in; gives the answer's text. */
async function askFromPage({ what, body }: { readonly what: string; readonly body: object }): Promise<string> {
  const [method = '', path = ''] = what.split(' ')
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(path, { method, headers, body: JSON.stringify(body) })
  return answer.text()
}

const pumps = [44, 33.4] as const

describe('a pager that does not answer', () => {
  it('is told by the bar, the list and the timeline until what is stuck has been told', async () => {
    const hook = await openBrokenHook()
    const zone = await watchedZone(server, { name: 'Pumps', at: pumps })
    const { page, context, faults } = await opened('/floor')
    const contact = await page.evaluate(askFromPage, {
      what: 'POST /api/contacts',
      body: { channel: 'webhook', address: hook.url },
    })
    const id = /"id":"([^"]+)"/.exec(contact)?.[1] ?? ''
    await page.evaluate(askFromPage, { what: `POST /api/contacts/${id}/verify`, body: { code: hook.code() } })
    await page.evaluate(askFromPage, { what: `PUT /api/subscriptions/${zone}`, body: {} })
    await report(server, 'Shots at the pumps', { severity: 'minor', at: pumps })

    await bar(page).getByRole('link', { name: 'One delivery is stuck' }).waitFor(patience)
    expect(await violations(page)).toEqual([])
    await page.getByRole('option').filter({ hasText: 'Shots at the pumps' }).first().click()
    await page.getByRole('tab', { name: 'History', exact: true }).click()
    const happened = page.locator('.panel .events li')
    await happened.filter({ hasText: 'Could not be told: given up' }).getByText('HTTP 400').waitFor(patience)
    expect(await happened.last().innerText()).toContain('Raised')
    await picture(page, 'stuck-desk')
    await bar(page).getByRole('link', { name: 'One delivery is stuck' }).click()
    hook.heal()
    const row = page.getByRole('listitem').filter({ hasText: 'Shots at the pumps' })
    await page.getByRole('button', { name: 'All', exact: true }).click()
    await row.getByRole('button', { name: 'Send again' }).press('Enter')
    await row.getByRole('link', { name: 'Shots at the pumps' }).and(page.locator(':focus')).waitFor(patience)
    await row.getByText(/^sent ·/).waitFor(patience)
    await expect.poll(() => bar(page).getByRole('link').count(), patience).toBe(0)
    // Nothing of the map came to a browser that cannot draw it.
    const loaded = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name))
    expect(loaded.filter((name) => /MapView|maplibre/i.test(name))).toEqual([])
    expect(faults).toEqual([])
    hook.close()
    await context.close()
  })
})
