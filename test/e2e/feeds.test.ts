import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { violations } from '../kit/axe.js'
import { looks, mapless, openBrowser, picture, type Window } from '../kit/browser.js'
import type { Running } from '../kit/process.js'
import { ask } from './house.js'
import { administrator, isAskedOfAxe, signedIn, watchOfficer } from './people.js'
import { leave, startWithTheatre } from './theatre.js'

/** Short enough to wait for, long enough to look at what is late before it is silent. */
const expectedMs = 15_000

let folder: string
let server: Running
let browser: Browser
let source: Awaited<ReturnType<typeof aSource>>

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cordon-feeds-'))
  source = await aSource()
  server = await startWithTheatre(folder, { CORDON_FEED_HOSTS: '127.0.0.1' })
  browser = await openBrowser('engine')
}, 180_000)

afterAll(async () => {
  await leave({ browser, server, folder })
  await source.close()
})

/** A source of earthquakes: it answers with those that it was given, for ever. */
async function aSource() {
  const features: object[] = []
  const http = createServer(({ url }, response) => {
    const answer = url === '/reports.json' ? { result: { rows: reports } } : { type: 'FeatureCollection', features }
    response.end(JSON.stringify(answer))
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const address: AddressInfo | string | null = http.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}/all_day.geojson`,
    reportsUrl: `http://127.0.0.1:${port}/reports.json`,
    quake: (id: string) => {
      const title = 'M 3.1 - 20 km N of Van'
      const properties = { mag: 3.1, title, time: Date.now(), updated: Date.now(), type: 'earthquake' }
      features.push({ type: 'Feature', id, properties, geometry: { type: 'Point', coordinates: [43.4, 38.7, 5] } })
    },
    close: () => {
      http.closeAllConnections()
      return new Promise<void>((resolve) => http.close(() => resolve()))
    },
  }
}

/** What a service with words of its own answers: one report has a day that does not exist. */
const reports = [
  report('r1', 'Mortars at the checkpoint', { happened: '2021-11-09T05:10:00Z', grave: 'قصف' }),
  report('r2', 'Ambush on the road', { happened: '2021-06-31' }),
  report('r3', 'Convoy stopped', { village: 'Theban', pos: {} }),
]

function report(ref: string, headline: string, over: object) {
  return {
    ref,
    headline,
    happened: '2021-11-10T01:00:00Z',
    pos: { lat: 35.1, lng: 40.45 },
    village: 'al-Shahil',
    ...over,
  }
}

async function requireFeed(): Promise<void> {
  const feed = {
    ...{ name: 'Earthquakes', way: 'poll', format: 'usgs', url: source.url, source: 'USGS', required: true },
    ...{ everyMs: 1_000, expectedMs, point: { type: 'Point', coordinates: [43.4, 38.7] }, radiusMetres: 100_000 },
  }
  await ask(server, 'POST /api/feeds', { body: feed })
}

/** Everything that a page says of quiet from its next loading on, however short it is there. */
async function heardOfQuiet({ page, context }: Window): Promise<string[]> {
  const told: string[] = []
  await page.exposeFunction('tellQuiet', (text: string) => void told.push(text))
  await context.addInitScript(() => {
    const tell: unknown = Reflect.get(window, 'tellQuiet')
    let last = ''
    const look = () => {
      const text = document.querySelector('.empty h2')?.parentElement?.textContent ?? ''
      if (typeof tell === 'function' && text !== last) Reflect.apply(tell, null, [text])
      last = text
    }
    new MutationObserver(look).observe(document, { childList: true, subtree: true, characterData: true })
  })
  await page.reload()
  await page.locator('[data-connection="live"]').waitFor()
  return told
}

const queueOf = (page: Page) => page.getByRole('region', { name: 'Alert queue' })
const truthOf = (page: Page) => page.getByRole('group', { name: 'How current this is' })

it('a required feed that stops turns amber, then raises an alert, and nothing looks quiet meanwhile', async () => {
  const desk = await signedIn(browser, server, { person: watchOfficer, look: mapless(looks.desk) })
  const phone = await signedIn(browser, server, {
    person: administrator,
    look: mapless(looks.phoneLight),
    path: '/feeds',
  })
  const quiet = await heardOfQuiet(desk)

  source.quake('first')
  await requireFeed()
  await queueOf(desk.page).getByText('Quiet as far as is heard: required feeds fresh: 1').waitFor()
  const rows = phone.page.getByRole('list', { name: 'Feeds' }).getByRole('listitem')
  await rows.filter({ hasText: 'Fresh' }).waitFor()

  // From here on the source repeats itself: it answers, but tells nothing new.
  await truthOf(desk.page)
    .getByText(/^Earthquakes is late: last news/)
    .waitFor()
  const calmBefore = quiet.length
  const shown = desk.page.locator('[data-feeds="late"]')
  expect(await shown.evaluate((it) => getComputedStyle(it).color)).toBe(await amberOf(desk.page))
  // The name of what is late is read on any screen that is no phone, whatever day it is and whoever is on watch.
  for (const width of [1181, 1280, 1366, 1440]) {
    await desk.page.setViewportSize({ width, height: 900 })
    expect(await shown.getByText(/^Earthquakes is late/).isVisible()).toBe(true)
    expect((await shown.boundingBox())?.width).toBeGreaterThan(150)
    await picture(desk.page, `feed-late-${width}`)
  }
  await queueOf(desk.page)
    .getByText(/so this is not calm: Earthquakes is late/)
    .waitFor()
  await picture(desk.page, 'feed-late-desk')
  await rows.filter({ hasText: 'Late' }).waitFor()
  await truthOf(phone.page).getByText('Late', { exact: true }).waitFor()
  await picture(phone.page, 'feed-late-phoneLight')

  await queueOf(desk.page).getByText('Earthquakes is silent').waitFor()
  await truthOf(desk.page)
    .getByText(/^Earthquakes is silent: last news/)
    .waitFor()
  await picture(desk.page, 'feed-silent-desk')
  expect(await violations(desk.page)).toEqual([])
  await rows.filter({ hasText: 'Silent' }).waitFor()
  expect(await violations(phone.page)).toEqual([])
  await phone.page.goto(`${server.url}/floor?tab=queue`)
  await queueOf(phone.page).getByText('Earthquakes is silent').waitFor()
  await picture(phone.page, 'feed-silent-phoneLight')
  expect(quiet.slice(calmBefore).filter((it) => it !== '' && !it.includes('No open alerts are known'))).toEqual([])

  source.quake('second')
  await desk.page.locator('[data-feeds]').waitFor({ state: 'detached' })
  await truthOf(desk.page).getByText('required feeds fresh: 1').waitFor()
  await queueOf(desk.page).getByText('Earthquakes is silent').waitFor()
  expect([...desk.faults, ...phone.faults]).toEqual([])
  await desk.context.close()
  await phone.context.close()
}, 180_000)

/** What `--late` comes to as a colour. */
function amberOf(page: Page): Promise<string> {
  return page.evaluate(() => {
    const probe = document.createElement('i')
    probe.style.color = 'var(--late)'
    document.body.append(probe)
    const { color } = getComputedStyle(probe)
    probe.remove()
    return color
  })
}

it.each(['desk', 'deskArabic', 'phoneLight'] as const)(
  'fields of a service with words of its own are given their meaning by keyboard, on what it really answers (%s)',
  async (name) => {
    const as = { person: administrator, look: looks[name], path: '/feeds' }
    const { page, context, faults } = await signedIn(browser, server, as)
    await page.locator('main .primary').press('Enter')
    const dialog = page.getByRole('dialog')
    await dialog.locator('#feed-name').fill(`Reports ${name}`)
    await dialog.locator('#feed-format').selectOption('json')
    await dialog.locator('#feed-url').fill(source.reportsUrl)
    await dialog.locator('#feed-source').fill('Field service')
    await dialog.locator('.foot .button').first().press('Enter')
    const field = (path: string) => dialog.getByRole('row').filter({ hasText: path }).getByRole('combobox')
    await field('headline').waitFor()
    expect(await field('pos.lat').inputValue()).toBe('latitude')
    await field('happened').selectOption('occurredFrom')
    const told = dialog.locator('section.preview')
    const asked = told.getByText(looks[name].language === 'ar' ? /قد يكون .*Theban/ : /"Theban" may be/)
    await told.getByText(/2.*2021-06-31/).waitFor()
    await asked.waitFor()
    await field('village').selectOption('')
    await asked.waitFor({ state: 'detached' })
    await field('village').selectOption('place')
    await asked.waitFor()
    await told.getByText('Mortars at the checkpoint').waitFor()
    if (isAskedOfAxe(looks[name])) expect(await violations(page)).toEqual([])
    await told.scrollIntoViewIfNeeded()
    await picture(page, `feed-mapping-${name}`)
    await dialog.locator('#feed-by').scrollIntoViewIfNeeded()
    await picture(page, `feed-mapping-fields-${name}`)
    await dialog.locator('.foot .primary').press('Enter')
    await page
      .getByRole('listitem')
      .filter({ hasText: `Reports ${name}` })
      .getByRole('button', { name: /2/ })
      .waitFor()
    expect(faults).toEqual([])
    await context.close()
  },
)
