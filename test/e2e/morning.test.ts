import { mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { violations } from '../kit/axe.js'
import { intercept, looks, mapless, openBrowser, picture } from '../kit/browser.js'
import { headerOf, Mailbox } from '../kit/mailbox.js'
import { printed } from '../kit/pdf.js'
import type { Running } from '../kit/process.js'
import { acknowledgeAll, ask, cookieOf, idOf, report } from './house.js'
import { addPerson, administrator, follow, signedIn, watchOfficer } from './people.js'
import { leave, startWithTheatre } from './theatre.js'

const patience = { timeout: 30_000 } as const
const desk = mapless(looks.desk)
const supervisor = { name: 'sara', password: 'a-supervisors-secret' } as const

let folder: string
let server: Running
let browser: Browser
let mailbox: Mailbox

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cordon-morning-'))
  mailbox = await Mailbox.open()
  const mail = { CORDON_SMTP_URL: mailbox.url, CORDON_MAIL_FROM: 'Cordon <watch@cordon.example>' }
  server = await startWithTheatre(folder, mail)
  await addPerson(server, supervisor, 'supervisor')
  browser = await openBrowser('engine')
}, 180_000)

afterAll(async () => {
  await leave({ browser, server, folder })
  await mailbox.close()
})

/** The officer on watch can be reached by e-mail, as they have proved. */
async function reachedByMail(): Promise<void> {
  const cookie = await cookieOf(server, watchOfficer)
  const address = { channel: 'email', address: 'omar@example.org' }
  const made = await ask(server, 'POST /api/contacts', { body: address, cookie })
  if (typeof made !== 'object' || made === null || !('contact' in made)) throw new Error('No contact was made.')
  const code = /in there: (\d{6})/.exec(mailbox.mails[0]?.raw.replaceAll('=\r\n', '') ?? '')?.[1]
  await ask(server, `POST /api/contacts/${idOf(made.contact)}/verify`, { body: { code }, cookie })
}

/** An attack now, and the officer on watch who takes its alert. */
async function acknowledgedByOfficer(): Promise<void> {
  await report(server, 'Car bomb at the gate', { at: [40.765, 36.49] })
  const { page, context } = await signedIn(browser, server, { person: watchOfficer, look: desk, path: '/floor' })
  await page.getByRole('option').filter({ hasText: 'Car bomb at the gate' }).first().click()
  await page.keyboard.press('a')
  await page.locator('.panel').getByText('Acknowledged').first().waitFor(patience)
  await context.close()
}

async function zoneNamed(name: string): Promise<string> {
  const geometry = { type: 'Point', coordinates: [40.765, 36.49] }
  const properties = { name, radiusMetres: 500, reachMetres: 1_000 }
  return idOf(await ask(server, 'POST /api/zones', { body: { type: 'Feature', geometry, properties } }))
}

describe('the audit log', () => {
  const entries = (page: Page) => page.getByRole('region', { name: 'Entries' }).getByRole('row')

  it('says who did what to what, is narrowed in the address, opens the thing, and is followed to its end', async () => {
    const id = await zoneNamed('Depot')
    const body = { properties: { name: 'Depot south' } }
    await ask(server, `PATCH /api/zones/${id}`, { body, headers: { 'if-match': '"1"' } })
    const { page, context, faults } = await signedIn(browser, server, {
      person: supervisor,
      look: desk,
      path: '/audit',
    })
    const changed = entries(page).filter({ hasText: 'PATCH /api/zones/:id' })
    await changed.getByRole('link', { name: 'Depot south' }).waitFor(patience)
    await changed.getByRole('button', { name: 'Only this' }).click()
    await page.waitForURL((url) => url.searchParams.get('thing') === id)
    await expect.poll(() => entries(page).count(), patience).toBe(3)
    const taken = page.waitForEvent('download')
    await page.getByRole('link', { name: 'As a table (CSV)' }).click()
    const file = await readFile(await (await taken).path(), 'utf8')
    expect(file.trim().split('\r\n').length).toBe(3)
    expect(file).toContain('Depot south')
    await page.getByRole('button', { name: 'Verify now' }).click()
    await page.getByText(/^Whole: \d+ entries followed for sara/).waitFor(patience)
    await picture(page, 'audit-desk')
    expect(await violations(page)).toEqual([])
    await changed.getByRole('link', { name: 'Depot south' }).click()
    await page.waitForURL((url) => url.pathname === '/zones' && url.searchParams.get('zone') === id)
    await page.getByText('Who changed what').click()
    const story = page.getByRole('list', { name: 'Who changed what' })
    await story.locator('ins').filter({ hasText: 'Depot south' }).waitFor(patience)
    await picture(page, 'zone-story-desk')
    expect(await violations(page)).toEqual([])
    await follow(page, '/audit?name=nobody-at-all')
    await page.getByText('No entry matches.').waitFor(patience)
    expect(faults).toEqual([])
    await context.close()
  })

  it('tells in the page, too, that an entry was changed', async () => {
    const { page, context } = await signedIn(browser, server, { person: supervisor, look: desk, path: '/audit' })
    await intercept(page, '**/api/audit/standing', async (route) => {
      const answer = await route.fetch()
      const said: { readonly check: object | null } = await answer.json()
      const found = { entries: 9, checkpoints: 0, head: '9:00', faults: [{ what: 'changed', seq: 4 }] }
      await route.fulfill({ response: answer, json: { ...said, check: { ...said.check, found } } })
    })
    await page.getByRole('button', { name: 'Verify now' }).click()
    await page.getByText('Entry 4 was changed').waitFor(patience)
    await context.close()
  })
})

describe('a supervisor’s morning', () => {
  const yesterday = new Date(Date.now() - 86_400_000).toISOString()
  const day = yesterday.slice(0, 10)
  /** Round the prison, as a drawn area. */
  const area = '40.7,36.4;40.9,36.4;40.9,36.6;40.7,36.6'

  const reported = (title: string, at: readonly [number, number]) =>
    report(server, title, { type: 'armed-clash', severity: 'severe', occurredFrom: yesterday, at })

  /** All that the search of the area ever found, by the clock of what happened and by that of what was known. */
  async function playedInBothClocks(page: Page): Promise<void> {
    const step = () => new URL(page.url()).searchParams.get('step')
    const late = page.getByRole('table').getByText('Shots at the north gate')
    await follow(page, `/history?area=${encodeURIComponent(area)}`)
    await late.waitFor(patience)
    await page.keyboard.press('g')
    await page.locator('[data-tiles="there"]').waitFor(patience)
    await page.getByRole('button', { name: 'What happened' }).click()
    await page.keyboard.press('p')
    await expect.poll(() => Number(step()), patience).toBeGreaterThan(1)
    await page.keyboard.press('p')
    await picture(page, 'morning-happened-desk')
    await page.getByRole('button', { name: 'What was known' }).click()
    const clock = page.getByRole('slider', { name: 'Where the clock stands' })
    await expect.poll(() => clock.isEnabled(), patience).toBe(true)
    await clock.focus()
    await page.keyboard.press('Home')
    await late.waitFor({ ...patience, state: 'detached' })
    await picture(page, 'morning-known-desk')
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('End')
    await late.waitFor(patience)
  }

  it('goes from yesterday’s search over a replay in both clocks, one story, the week and the watch to a report that is signed and sent', async () => {
    await acknowledgedByOfficer()
    await reachedByMail()
    const gate = await reported('Shots at the gate', [40.765, 36.49])
    await reported('Shots far away', [38, 35])
    const correction = { properties: { title: 'Shots at the north gate' }, reason: 'The patrol says which gate' }
    await ask(server, `PATCH /api/incidents/${gate}`, { body: correction })
    const { page, context, faults } = await signedIn(browser, server, { person: supervisor })
    await follow(page, `/history?from=${day}&to=${day}&area=${encodeURIComponent(area)}`)
    const row = page.getByRole('row', { name: /Shots at the north gate/ })
    await row.first().waitFor(patience)
    expect(await page.getByText('Shots far away').count()).toBe(0)
    await picture(page, 'morning-search-desk')
    expect(await violations(page)).toEqual([])

    await playedInBothClocks(page)

    await follow(page, `/history?sel=incident:${gate}&part=revisions`)
    const panel = page.locator('.panel')
    await panel.getByText('The patrol says which gate').waitFor(patience)
    await panel.locator('ins').filter({ hasText: 'Shots at the north gate' }).waitFor(patience)
    await picture(page, 'morning-story-desk')

    await follow(page, '/trends')
    await page.getByRole('heading', { name: /^Week by week/ }).waitFor(patience)
    await page.getByText('Mean of the 4 weeks before').first().waitFor(patience)
    expect(await violations(page)).toEqual([])

    await follow(page, '/review?by=officer')
    const took = page.getByRole('region', { name: 'How long it took' })
    await took.getByRole('rowheader', { name: watchOfficer.name }).waitFor(patience)
    expect(await violations(page)).toEqual([])

    await follow(page, '/reports')
    await page.getByLabel('Month', { exact: true }).fill(day.slice(0, 7))
    await page.getByRole('button', { name: 'Draw up' }).click()
    const paper = page.getByRole('article', { name: 'The report as it is printed' })
    await paper.getByRole('link', { name: 'Shots at the north gate' }).first().waitFor(patience)
    await page.getByRole('button', { name: 'Sign', exact: true }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Sign', exact: true }).click()
    await paper.getByText('Signed at').waitFor(patience)
    await picture(page, 'morning-report-desk')
    expect(await violations(page)).toEqual([])

    await page.getByRole('button', { name: 'Send…' }).click()
    await page.getByRole('dialog').getByRole('checkbox', { name: watchOfficer.name }).check()
    await picture(page, 'morning-send-desk')
    expect(await violations(page)).toEqual([])
    await page.getByRole('dialog').getByRole('button', { name: 'Send', exact: true }).click()
    const told = page.getByRole('region', { name: 'Sent to' }).getByRole('row').filter({ hasText: watchOfficer.name })
    await told.getByText('sent', { exact: true }).waitFor(patience)
    const sent = mailbox.mails.map((mail) => headerOf(mail, 'Subject')).filter((it) => it.startsWith('Monthly report'))
    expect(sent).toHaveLength(1)
    await page.getByRole('button', { name: 'Every month…' }).click()
    await page.getByLabel('Name', { exact: true }).fill('Theatre')
    await page.getByRole('dialog').getByRole('checkbox', { name: watchOfficer.name }).check()
    await picture(page, 'morning-schedule-desk')
    expect(await violations(page)).toEqual([])
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
    await page.getByRole('region', { name: 'Drawn up by themselves' }).getByText('Theatre').waitFor(patience)
    await picture(page, 'morning-sent-desk')
    expect(await violations(page)).toEqual([])

    await follow(page, '/audit?action=/api/sitreps')
    const entry = page.getByRole('region', { name: 'Entries' }).getByRole('row')
    await entry.filter({ hasText: 'POST /api/sitreps/:id/sign' }).getByText('sara').waitFor(patience)
    expect(faults).toEqual([])
    await context.close()
  })
})

/** Inside of what the first theatre watches. */
const wall = [40.765, 36.49] as const

describe('how the watch did', () => {
  it('tells an officer of themselves, of no other, and of what was missed with what each rule said', async () => {
    await report(server, 'Lorry at the outer wall', { at: wall })
    // Of three weeks ago: too old for any rule.
    const occurredFrom = new Date(Date.now() - 21 * 86_400_000).toISOString()
    const missed = await report(server, 'Digging under the wall', { occurredFrom, at: wall, severity: 'severe' })
    const sure = { override: { grade: 'A1' }, reason: 'Seen by two of ours' }
    await ask(server, `PATCH /api/incidents/${missed}`, { body: sure })
    const look = { person: watchOfficer, look: desk, path: '/floor' }
    const { page, context, faults } = await signedIn(browser, server, look)
    await page.evaluate(acknowledgeAll)
    await follow(page, '/review?by=officer&days=90')
    const took = page.getByRole('region', { name: 'How long it took' }).getByRole('table')
    const names = took.getByRole('rowheader')
    await expect.poll(() => names.allInnerTexts(), patience).toEqual(['All', watchOfficer.name])
    // A few alerts in ninety days are no figure of five places.
    await page.getByText('under 0.01; target at most 1').waitFor(patience)
    const list = page.getByRole('region', { name: 'What was missed' }).getByRole('listitem')
    await expect
      .poll(() => list.filter({ hasText: 'Digging under the wall' }).first().innerText(), patience)
      .toMatch(/h old/)
    expect(await violations(page)).toEqual([])
    await picture(page, 'review-desk')
    expect(faults).toEqual([])
    await context.close()
  })
})

/** A feed that is relied on, and was silent for two days that ended now. */
async function silentFeed(name: string): Promise<void> {
  const ground = { point: { type: 'Point', coordinates: wall }, radiusMetres: 50_000 }
  const said = { way: 'push', format: 'cap', source: name, required: true, expectedMs: 86_400_000 }
  const feed = idOf(await ask(server, 'POST /api/feeds', { body: { name, ...said, ...ground } }))
  const [occurredFrom, occurredTo] = [48, 0].map((hours) => new Date(Date.now() - hours * 3_600_000).toISOString())
  const silence = { type: 'feed-silent', occurredFrom, occurredTo, externalId: `feed/${feed}/${occurredFrom ?? ''}` }
  await report(server, `${name} is silent`, { ...silence, at: wall, source: 'Cordon' })
}

describe('the monthly report', () => {
  it('says which month holds anything, and that there is one of it already', async () => {
    await report(server, 'Shots in the old year', { occurredFrom: '2019-03-05T06:00:00Z', at: wall })
    const { page, context, faults } = await signedIn(browser, server, {
      person: administrator,
      look: desk,
      path: '/reports',
    })
    const month = page.getByLabel('Month', { exact: true })
    // The month before this one holds nothing; the theatre begins years before it.
    await expect.poll(() => month.inputValue()).toBe('2022-01')
    await month.fill('2020-01')
    await page
      .getByText('Nothing is known of this month; the last before it that holds something is 2019-03.')
      .waitFor()
    await picture(page, 'report-empty-month-desk')
    expect(await violations(page)).toEqual([])
    await page.getByRole('button', { name: 'Take 2019-03' }).click()
    expect(await month.inputValue()).toBe('2019-03')
    await page.getByRole('button', { name: 'Draw up' }).click()
    await page.getByText('There is a report of this month already:').waitFor()
    await month.fill('2018-01')
    await page.getByText('Nothing is known of this month, nor of any before it.').waitFor()
    expect(faults).toEqual([])
    await context.close()
  })

  it('is drawn up, written into, signed and taken out as a document, and stays as it was signed', async () => {
    await report(server, 'Mortar at the outer wall', { severity: 'severe', at: wall })
    await silentFeed('River radio')
    const { page, context, faults } = await signedIn(browser, server, {
      person: administrator,
      look: desk,
      path: '/reports',
    })
    await page.getByLabel('Month', { exact: true }).fill(new Date().toISOString().slice(0, 7))
    await page.getByRole('button', { name: 'Draw up' }).click()
    const paper = page.getByRole('article', { name: 'The report as it is printed' })
    await paper.getByRole('link', { name: 'Mortar at the outer wall' }).first().waitFor()
    // Out of sight, it is scrolled to: what opens there does not close for that.
    await page.locator('main').evaluate(() => document.querySelectorAll('*').forEach((it) => (it.scrollTop = 0)))
    await paper.locator('.grade').first().focus()
    await page.getByRole('tooltip', { name: / · / }).waitFor()
    await page.keyboard.press('Escape')
    const silences = paper.getByRole('table').filter({ hasText: 'Silent from' })
    await silences.getByText('relied on').waitFor()
    expect(await silences.innerText()).toContain('River radio')
    expect(await paper.getByRole('row', { name: /Feed is silent/ }).count()).toBe(0)
    await page.getByLabel('Title').fill('What happened at the wall')
    await page.getByLabel('Summary').fill('More than before.')
    await page.keyboard.press('Tab')
    await page.getByRole('button', { name: 'Keep what I wrote' }).click()
    await paper.getByText('More than before.').waitFor()
    await paper.getByRole('img', { name: 'Map of the incidents' }).waitFor()
    expect(await violations(page)).toEqual([])
    await page.getByRole('button', { name: 'Sign', exact: true }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Sign', exact: true }).click()
    await paper.getByText('Signed at').waitFor()
    expect(await page.getByLabel('Title').count()).toBe(0)
    await picture(page, 'report-signed-desk')
    const taken = page.waitForEvent('download')
    await page.getByRole('link', { name: 'As PDF' }).click()
    expect((await taken).suggestedFilename()).toMatch(/^report-\d{4}-\d\d-v1-en\.pdf$/)
    await paper
      .getByRole('row', { name: /^Attacks/ })
      .getByRole('link')
      .first()
      .click()
    // The report lists the same rows: only the address tells that those of the history are meant.
    await page.waitForURL(/\/history.*asOf=/)
    await page
      .getByRole('row', { name: /Mortar at the outer wall/ })
      .first()
      .waitFor()
    expect(await page.getByLabel('As known at').inputValue()).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d$/)
    expect(faults).toEqual([])
    await context.close()
  })

  it('is never signed, or not yet, on a sheet of its own', async (test) => {
    await report(server, 'Shots at the outer wall', { severity: 'minor', at: wall })
    const { page, context } = await signedIn(browser, server, {
      person: administrator,
      look: desk,
      path: '/reports',
    })
    await page.getByLabel('Month', { exact: true }).fill(new Date().toISOString().slice(0, 7))
    await page.getByRole('button', { name: 'Draw up' }).click()
    const paper = page.getByRole('article', { name: 'The report as it is printed' })
    await paper.getByText('Nobody has signed it yet.').waitFor()
    await paper.getByRole('img', { name: 'Map of the incidents' }).waitFor()
    // Wherever its list begins on a sheet.
    const list = paper.locator('#sitrep-incidents')
    for (let lower = 0; lower < 600; lower += 20) {
      await list.evaluate((it, px) => (it.style.paddingBlockStart = `${px}px`), lower)
      const sheets = await printed(page, 'report-unsigned', test)
      const last = (sheets.at(-1) ?? '').split('\n').filter((line) => line.trim() !== '' && !line.startsWith('Cordon'))
      expect(last.length, `${lower} px lower: ${last.join('; ')}`).toBeGreaterThan(1)
    }
    await context.close()
  })
})
