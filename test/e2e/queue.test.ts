import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { violations } from '../kit/axe.js'
import { intercept, looks, mapless, picture } from '../kit/browser.js'
import { evening } from '../kit/evening.js'
import { ask, cookieOf, idOf, report, watchedZone } from './house.js'
import { addPerson, administrator, signedIn, watchOfficer } from './people.js'

const relief = { name: 'rana', password: 'yet-another-secret' } as const
const patience = { timeout: 20_000 } as const
const desk = mapless(looks.desk)

const here = evening('queue')

beforeAll(async () => {
  await addPerson(here.server, relief, 'officer')
  for (const gate of [gates.north, gates.south]) await watchedZone(here.server, gate)
})

/** Two places far from everything that the first theatre watches. */
const gates = {
  north: { name: 'North gate', at: [44, 33.4] },
  south: { name: 'South gate', at: [44, 32.4] },
  mill: { name: 'Quiet mill', at: [44, 31.4] },
  bridge: { name: 'Bridge', at: [44, 30.4] },
} as const
type Gate = (typeof gates)[keyof typeof gates]

/** One incident at a gate, which raises one alert. */
const raise = ({ at }: Gate, title: string, severity = 'severe') =>
  report(here.server, title, { type: 'armed-clash', severity, at, locationPrecision: 'exact' })

const queueOf = (page: Page) => page.getByRole('region', { name: 'Alert queue' })
const rowsOf = (page: Page) => queueOf(page).getByRole('option')
const barOf = (page: Page, name: string) => queueOf(page).getByRole('toolbar', { name })

/** What the page says of its sound: whether it can be heard, what calls, and how often something has sounded. */
async function soundOf(page: Page) {
  const sign = page.locator('[data-sound]')
  const [is, sounding, sounded] = await Promise.all(
    ['data-sound', 'data-sounding', 'data-sounded'].map((name) => sign.getAttribute(name)),
  )
  return { is, sounding, sounded: Number(sounded) }
}

/** Does something before the page's next request for many alerts reaches the server. */
async function beforeNextAction(page: Page, something: () => Promise<unknown>): Promise<void> {
  let isNext = true
  await intercept(page, '**/api/alerts/actions', async (route) => {
    if (isNext) await something()
    isNext = false
    await route.continue()
  })
}

/** The ids of all alerts that wait. */
async function waiting(): Promise<readonly string[]> {
  const headers = { authorization: `Bearer ${here.server.token}` }
  const answer = await fetch(`${here.server.url}/api/alerts?state=new`, { headers })
  const { items }: { readonly items: readonly unknown[] } = await answer.json()
  return items.map(idOf)
}

describe('a flood', () => {
  it('sounds, is grouped by itself, and is acknowledged by keyboard; what somebody else changed is told', async () => {
    const { page, faults, context } = await signedIn(here.browser, here.server, { person: watchOfficer, look: desk })
    const title = await page.title()
    expect(title).not.toMatch(/^\(/)
    for (let n = 1; n <= 12; n++) {
      await raise(n % 2 === 0 ? gates.north : gates.south, `Shots ${n}`, n === 12 ? 'extreme' : 'severe')
    }
    await queueOf(page)
      .getByText(/^Flood: 12 incidents in ten minutes/)
      .waitFor(patience)
    await expect.poll(() => page.title(), patience).toBe(`(12) ${title}`)
    expect(await page.locator('link[rel="icon"]').getAttribute('href')).toContain(encodeURIComponent('>12<'))
    await expect.poll(() => soundOf(page), patience).toMatchObject({ is: 'ready', sounding: 'extreme' })
    await picture(page, 'queue-flood-desk')

    const { sounded } = await soundOf(page)
    // Again, though nothing more comes.
    await expect.poll(async () => (await soundOf(page)).sounded, patience).toBeGreaterThan(sounded)

    await page.keyboard.press('j')
    await page.keyboard.press('*')
    await barOf(page, '12 alerts picked').waitFor(patience)
    expect(await violations(page)).toEqual([])
    await picture(page, 'queue-picked-desk')
    const [first] = await waiting()
    const cookie = await cookieOf(here.server, relief)
    await beforeNextAction(page, () =>
      ask(here.server, `POST /api/alerts/${first}/note`, { body: { note: 'Called the gate' }, cookie }),
    )
    await page.keyboard.press('a')
    const report = page.getByRole('dialog', { name: 'Not everything went through' })
    await report.getByText(/^Changed by rana meanwhile: noted/).waitFor(patience)
    await report.getByText(/^11 alerts acknowledged/).waitFor(patience)
    expect(await violations(page)).toEqual([])
    await picture(page, 'queue-report-desk')
    await report.getByRole('button', { name: 'Do it all the same' }).focus()
    await page.keyboard.press('Enter')
    await expect.poll(() => page.title(), patience).toBe(title)
    await expect.poll(() => soundOf(page), patience).toMatchObject({ sounding: '' })
    expect(await waiting()).toEqual([])
    expect(faults).toEqual([])
    await context.close()
  })
})

describe('a queue that is read', () => {
  it('keeps its rows and groups where they are, and lets new ones in by a key', async () => {
    const { page, context } = await signedIn(here.browser, here.server, { person: watchOfficer, look: desk })
    await rowsOf(page).first().waitFor(patience)
    await page.keyboard.press('j')
    const before = await rowsOf(page).allInnerTexts()
    await raise(gates.south, 'Mortar fire', 'extreme')
    await queueOf(page).getByRole('button', { name: '1 new' }).waitFor(patience)
    const untimed = (texts: readonly string[]) => texts.map((it) => it.replace(/just now|\d+ \w+ ago/g, ''))
    expect(untimed(await rowsOf(page).allInnerTexts())).toEqual(untimed(before))
    await page.keyboard.press('u')
    await rowsOf(page).filter({ hasText: 'Mortar fire' }).waitFor(patience)
    await expect.poll(() => rowsOf(page).nth(1).innerText(), patience).toContain('Mortar fire')
    // Grouped or not is the reader's word, and it stands in the address.
    await page.keyboard.press('y')
    await expect.poll(() => page.url(), patience).toContain('by=none')
    await expect.poll(() => rowsOf(page).first().innerText(), patience).toContain('Mortar fire')
    await context.close()
  })

  it('is filtered by keyboard, in an address that survives a reload and the way back', async () => {
    const { page, context } = await signedIn(here.browser, here.server, {
      person: watchOfficer,
      look: desk,
      path: '/floor?by=none',
    })
    await rowsOf(page).filter({ hasText: 'Mortar fire' }).waitFor(patience)
    const all = await rowsOf(page).count()
    await page.keyboard.press('f')
    const dialog = page.getByRole('dialog', { name: 'Filter and order' })
    await dialog.getByRole('checkbox', { name: 'Extreme' }).waitFor(patience)
    expect(await violations(page)).toEqual([])
    await picture(page, 'queue-filter-desk')
    await page.keyboard.press('Space')
    await page.keyboard.press('Enter')
    await expect.poll(() => page.url(), patience).toContain('severity=extreme')
    await expect.poll(() => rowsOf(page).count(), patience).toBe(2)
    await page.reload()
    await expect.poll(() => rowsOf(page).count(), patience).toBe(2)
    await page.keyboard.press('v')
    const views = page.getByRole('dialog', { name: 'Views of the queue' })
    await views.getByText('None yet.').waitFor(patience)
    await views.getByLabel('Keep what is shown as').fill('The worst')
    await page.keyboard.press('Enter')
    const own = views.getByRole('button', { name: /^The worst/ })
    await own.waitFor(patience)
    expect(await violations(page)).toEqual([])
    await picture(page, 'queue-views-desk')
    await views.getByRole('button', { name: /^Unowned/ }).click()
    await expect.poll(() => page.url(), patience).toContain('owner=nobody')
    await page.keyboard.press('v')
    await own.click()
    await expect.poll(() => page.url(), patience).not.toContain('owner=nobody')
    await page.goBack()
    await expect.poll(() => page.url(), patience).toContain('owner=nobody')
    await page.goBack()
    await expect.poll(() => page.url(), patience).toContain('severity=extreme')
    await page.goBack()
    await expect.poll(() => rowsOf(page).count(), patience).toBe(all)
    await context.close()
  })
})

describe('sound', () => {
  it('says that the browser blocks it until something is pressed, and that it is muted', async () => {
    const { page, context } = await signedIn(here.browser, here.server, { person: watchOfficer, look: desk })
    await expect.poll(() => soundOf(page), patience).toMatchObject({ is: 'blocked', sounding: 'extreme', sounded: 0 })
    await page.getByRole('button', { name: /The browser keeps this page silent/ }).waitFor(patience)
    await picture(page, 'queue-blocked-desk')
    await page.keyboard.press('j')
    await expect.poll(() => soundOf(page), patience).toMatchObject({ is: 'ready', sounded: 1 })
    await page.keyboard.press('m')
    await expect.poll(() => soundOf(page), patience).toMatchObject({ is: 'muted' })
    await page.reload()
    await expect.poll(() => soundOf(page), patience).toMatchObject({ is: 'muted', sounded: 0 })
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('m')
    await expect.poll(() => soundOf(page), patience).toMatchObject({ is: 'ready' })
    await context.close()
  })

  it('comes once for all that came while the network was away', async () => {
    const { page, context } = await signedIn(here.browser, here.server, { person: watchOfficer, look: desk })
    await page.keyboard.press('j')
    await expect.poll(() => soundOf(page), patience).toMatchObject({ is: 'ready', sounded: 1 })
    for (const id of await waiting()) await ask(here.server, `POST /api/alerts/${id}/acknowledge`, { body: {} })
    await expect.poll(() => soundOf(page), patience).toMatchObject({ sounding: '' })
    const { sounded } = await soundOf(page)
    await context.setOffline(true)
    await page.locator('[data-connection="offline"]').waitFor({ timeout: 45_000 })
    for (const n of [1, 2, 3]) await raise(gates.north, `Rocket ${n}`, 'moderate')
    await context.setOffline(false)
    await expect.poll(() => page.title(), patience).toMatch(/^\(3\)/)
    await expect.poll(() => soundOf(page), patience).toMatchObject({ sounding: 'moderate', sounded: sounded + 1 })
    await context.close()
  })
})

describe('a place whose part of the page does not come', () => {
  const places = (page: Page) => page.getByRole('navigation', { name: 'Places' })
  const messages = (page: Page) => page.getByRole('region', { name: 'Messages' })

  it('is said to be out of reach, and what could not be read is read once the network is back', async () => {
    const { page, context } = await signedIn(here.browser, here.server, { person: watchOfficer, look: desk })
    await places(page).getByRole('link', { name: 'History' }).click()
    await page.getByText(/ in all$/).waitFor(patience)
    await places(page).getByRole('link', { name: 'Floor' }).click()
    await context.setOffline(true)
    await page.locator('[data-connection="offline"]').waitFor({ timeout: 45_000 })
    await places(page).getByRole('link', { name: 'Zones' }).click()
    await messages(page)
      .getByText(/^This place did not open.* the server cannot be reached/)
      .waitFor(patience)
    await picture(page, 'part-offline-desk')
    await places(page).getByRole('link', { name: 'History' }).click()
    await page.getByRole('main').getByText('The server cannot be reached.').waitFor(patience)
    await context.setOffline(false)
    await page.getByText(/ in all$/).waitFor({ timeout: 45_000 })
    await context.close()
  })

  it('comes with the whole page where the server has another by now', async () => {
    const { page, context } = await signedIn(here.browser, here.server, { person: watchOfficer, look: desk })
    await intercept(page, '**/ZonesView*.js', (route) => route.fulfill({ status: 404 }))
    await places(page).getByRole('link', { name: 'Zones' }).click()
    await messages(page)
      .getByText(/^This place did not open.* upgraded meanwhile/)
      .waitFor(patience)
    await page.unroute('**/ZonesView*.js')
    await messages(page).getByRole('button', { name: 'Load the page anew' }).click()
    await page.getByRole('heading', { name: 'Watch zones' }).waitFor(patience)
    await context.close()
  })
})

describe('the queue', () => {
  it.each(['deskArabic', 'phoneLight', 'phoneArabic'] as const)('can be worked everywhere (%s)', async (name) => {
    const [look, path] = [mapless(looks[name]), '/floor?by=zone']
    const { page, context, faults } = await signedIn(here.browser, here.server, { person: watchOfficer, look, path })
    await page.locator('.list .mark').first().click()
    await page.locator('.bulk').waitFor(patience)
    await picture(page, `queue-${name}`)
    if (name === 'phoneLight') expect(await violations(page)).toEqual([])
    await page.keyboard.press('f')
    await page.getByRole('dialog').waitFor(patience)
    await picture(page, `queue-filter-${name}`)
    expect(faults).toEqual([])
    await context.close()
  })
})

describe('the row that keys are on', () => {
  it('lights its incident where else that is shown, and lets go of it with the focus', async () => {
    const look = mapless(looks.desk)
    const path = '/floor?by=none'
    const { page, context } = await signedIn(here.browser, here.server, { person: watchOfficer, look, path })
    await raise(gates.north, 'Shots at the north gate')
    await raise(gates.south, 'Shots by the south gate')
    await page.getByRole('tab', { name: /^Incidents/ }).click()
    await rowsOf(page).nth(1).waitFor(patience)
    await page.keyboard.press('j')
    const lit = page.locator('main [role="row"].lit')
    await expect.poll(() => lit.count(), patience).toBe(1)
    const first = await lit.innerText()
    await page.keyboard.press('j')
    await expect.poll(() => lit.innerText(), patience).not.toBe(first)
    await page.getByRole('tab', { name: /^Incidents/ }).focus()
    await expect.poll(() => lit.count(), patience).toBe(0)
    await context.close()
  })
})

describe('the box by which an alert is picked', () => {
  it.each(['desk', 'deskArabic'] as const)('stands clear of its sign, which stays where it is (%s)', async (name) => {
    await raise(gates.south, 'Shots at the south gate')
    const look = mapless(looks[name])
    const { page, context } = await signedIn(here.browser, here.server, { person: watchOfficer, look })
    const mark = page.locator('.list .mark').first()
    const [sign, box] = [mark.locator('.sign'), mark.locator('.box')]
    await sign.waitFor(patience)
    const before = await sign.boundingBox()
    expect(await box.isVisible()).toBe(false)
    await mark.hover()
    await box.waitFor(patience)
    const [above, below] = [await sign.boundingBox(), await box.boundingBox()]
    expect(above).toEqual(before)
    expect((above?.y ?? Infinity) + (above?.height ?? 0)).toBeLessThanOrEqual(below?.y ?? 0)
    await mark.click()
    await page.locator('.bulk').waitFor(patience)
    await picture(page, `queue-picked-${name}`)
    await context.close()
  })
})

describe('an incident that met several rules of a zone', () => {
  it('has rows that its rules tell apart, and is answered in all of them from one', async () => {
    const zone = await watchedZone(here.server, gates.bridge)
    await ask(here.server, `POST /api/zones/${zone}/rules`, { body: { name: 'The worst', minSeverity: 'severe' } })
    await raise(gates.bridge, 'A blast at the bridge')
    const { page, faults, context } = await signedIn(here.browser, here.server, { person: watchOfficer, look: desk })
    const rows = rowsOf(page).filter({ hasText: 'A blast at the bridge' })
    await rows.filter({ hasText: 'The worst' }).click()
    await expect.poll(() => rows.count(), patience).toBe(2)
    const beside = page.getByRole('region', { name: 'This incident has also raised' })
    await expect.poll(() => beside.getByRole('listitem').count(), patience).toBe(1)
    expect(await violations(page)).toEqual([])
    await picture(page, 'queue-beside-desk')
    await beside.getByRole('button', { name: 'Acknowledge all 2' }).click()
    await page.getByText('2 alerts acknowledged.').first().waitFor(patience)
    await beside.getByText('acknowledged', { exact: true }).waitFor(patience)
    expect(faults).toEqual([])
    await context.close()
  })
})

describe('a zone that is silenced', () => {
  it('says so over the queue and tells nobody, until somebody ends it; what it kept back stays listed', async () => {
    await watchedZone(here.server, gates.mill)
    const { page, faults, context } = await signedIn(here.browser, here.server, {
      person: administrator,
      look: desk,
      path: '/zones',
    })
    await page.getByRole('button', { name: /^Quiet mill/ }).click()
    await page.getByRole('button', { name: 'Silence', exact: true }).click()
    const form = page.getByRole('dialog', { name: 'Silence “Quiet mill”' })
    await form.getByLabel('Why').fill('The engineers clear mines')
    await form.getByText('Told all the same', { exact: true }).waitFor(patience)
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('Enter')
    await form.waitFor({ ...patience, state: 'detached' })
    await page.getByRole('button', { name: /^Quiet mill.*silenced/ }).waitFor(patience)
    await raise(gates.mill, 'A blast at the mill')
    await raise(gates.mill, 'The worst at the mill', 'extreme')
    await page.getByRole('button', { name: 'Kept back so far: 1' }).click()
    const kept = page.getByRole('dialog', { name: 'What the silence kept back' })
    await kept.getByRole('link', { name: 'A blast at the mill' }).waitFor(patience)
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('Escape')

    await page.getByRole('link', { name: 'Floor', exact: true }).click()
    await queueOf(page).getByRole('link', { name: 'Quiet mill' }).waitFor(patience)
    await expect
      .poll(() => rowsOf(page).filter({ hasText: 'at the mill' }).allTextContents(), patience)
      .toEqual([expect.stringContaining('The worst at the mill')])
    await picture(page, 'queue-silenced-desk')
    await queueOf(page).getByRole('link', { name: 'Quiet mill' }).click()
    await page.getByRole('button', { name: 'End it now' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'End it now' }).click()
    await page.getByText('The silence is over.').first().waitFor(patience)
    await page
      .getByRole('button', { name: /^Quiet mill/ })
      .and(page.getByText('silenced'))
      .waitFor({ ...patience, state: 'detached' })
    expect(faults).toEqual([])
    await context.close()
  })
})

describe('two pages of one browser', () => {
  it('sound as one: the one that was looked at last, and the other once that is closed or both are muted', async () => {
    const { page, context } = await signedIn(here.browser, here.server, { person: watchOfficer, look: desk })
    const second = await context.newPage()
    await second.goto(`${here.server.url}/floor`)
    await second.getByRole('heading', { name: 'Floor' }).waitFor(patience)
    // Browsers let a page sound once something was pressed in it.
    for (const it of [page, second]) {
      await it.keyboard.press('Shift')
      await expect.poll(() => soundOf(it), patience).toMatchObject({ is: 'ready' })
    }
    const before = (await soundOf(page)).sounded
    await raise(gates.north, 'Heard once', 'extreme')
    // Twice: the other one would have sounded as well by then.
    await expect.poll(async () => (await soundOf(second)).sounded, patience).toBeGreaterThan(1)
    expect(await soundOf(page)).toMatchObject({ sounding: 'extreme', sounded: before })

    await second.close()
    await expect.poll(async () => (await soundOf(page)).sounded, patience).toBeGreaterThan(before)
    const third = await context.newPage()
    await third.goto(`${here.server.url}/floor`)
    await page.keyboard.press('m')
    await expect.poll(() => soundOf(third), patience).toMatchObject({ is: 'muted' })
    await page.keyboard.press('m')
    await expect.poll(async () => (await soundOf(third)).is, patience).not.toBe('muted')
    const cookie = await cookieOf(here.server, watchOfficer)
    for (const id of await waiting()) await ask(here.server, `POST /api/alerts/${id}/acknowledge`, { body: {}, cookie })
    await context.close()
  })

  it('sound where the one that holds the voice hears nothing any more, and where the browser gives no locks', async () => {
    const { page, context } = await signedIn(here.browser, here.server, { person: watchOfficer, look: desk })
    const deaf = await context.newPage()
    await deaf.goto(`${here.server.url}/floor`)
    await deaf.getByRole('heading', { name: 'Floor' }).waitFor(patience)
    for (const it of [page, deaf]) {
      await it.keyboard.press('Shift')
      await expect.poll(() => soundOf(it), patience).toMatchObject({ is: 'ready' })
    }
    const network = await context.newCDPSession(deaf)
    const cut = { offline: true, latency: 0, downloadThroughput: -1, uploadThroughput: -1 }
    await network.send('Network.emulateNetworkConditions', cut)
    await deaf.locator('[data-connection="offline"]').waitFor({ timeout: 45_000 })
    const before = (await soundOf(page)).sounded
    await raise(gates.north, 'Not heard by the other', 'extreme')
    await expect.poll(async () => (await soundOf(page)).sounded, patience).toBeGreaterThan(before)
    await context.close()

    const bare = await signedIn(here.browser, here.server, { person: watchOfficer, look: desk })
    await bare.page.addInitScript(() => {
      const refuse = () => Promise.reject(new DOMException('Nothing may be stored here.', 'SecurityError'))
      Object.defineProperty(navigator.locks, 'request', { value: refuse })
    })
    await bare.page.reload()
    await bare.page.locator('[data-connection="live"]').waitFor(patience)
    await bare.page.keyboard.press('Shift')
    await expect.poll(async () => (await soundOf(bare.page)).sounded, patience).toBeGreaterThan(0)
    const cookie = await cookieOf(here.server, watchOfficer)
    for (const id of await waiting()) await ask(here.server, `POST /api/alerts/${id}/acknowledge`, { body: {}, cookie })
    await bare.context.close()
  })
})
