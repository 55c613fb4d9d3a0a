import { beforeAll, describe, expect, it } from 'vitest'
import { violations } from '../kit/axe.js'
import { looks, mapless, picture } from '../kit/browser.js'
import { evening } from '../kit/evening.js'
import { printed } from '../kit/pdf.js'
import { ask, idOf, report } from './house.js'
import { addPerson, isAskedOfAxe, signedIn } from './people.js'

const supervisor = { name: 'sara', password: 'a-supervisors-own-secret' } as const
const viewer = { name: 'vera', password: 'a-viewers-own-secret' } as const

const here = evening('story')
let incident: string

beforeAll(async () => {
  await addPerson(here.server, supervisor, 'supervisor')
  await addPerson(here.server, viewer, 'viewer')
  incident = await happened()
})

/** The alerts of an incident, by their ids. */
async function alertsOf(id: string): Promise<readonly string[]> {
  const page = await ask(here.server, `GET /api/incidents/${id}/alerts`)
  if (typeof page !== 'object' || page === null || !('items' in page) || !Array.isArray(page.items)) return []
  return page.items.map(idOf)
}

/** An attack that two sources told, that was corrected, merged into, linked, told of and closed; gives its id. */
async function happened(): Promise<string> {
  const ofPatrol = { killed: { low: 1, best: 1, high: 1 }, injured: null, words: null }
  const told = {
    place: 'Ghwayran, Hasakah',
    casualties: ofPatrol,
    uncertaintyMetres: 400,
    summary: 'Smoke at the gate.',
  }
  const id = await report(here.server, 'Car bomb at the outer gate', told)
  const again = { source: 'Hospital', title: 'Four wounded brought in', text: 'All from the gate.', credibility: '2' }
  const link = 'https://hospital.example/1'
  const casualties = { killed: null, injured: { low: 4, best: 4, high: 4 }, words: 'at least four' }
  await ask(here.server, `POST /api/incidents/${id}/reports`, { body: { ...again, link, casualties } })
  await ask(here.server, `PATCH /api/incidents/${id}`, {
    body: { properties: { title: 'Car bomb at the inner gate' }, reason: 'The guards say so' },
  })
  const other = await report(here.server, 'Blast heard from the bridge', { source: 'Radio', severity: 'minor' })
  await ask(here.server, `POST /api/incidents/${other}/merge`, { body: { into: id, reason: 'One blast' } })
  const plot = await report(here.server, 'A plot was foiled', { severity: 'minor', at: [40.7, 36.4] })
  const reply = { to: plot, kind: 'retaliation-for', reason: 'They said so' }
  await ask(here.server, `POST /api/incidents/${id}/links`, { body: reply })
  const [first = ''] = await alertsOf(id)
  await ask(here.server, `POST /api/alerts/${first}/acknowledge`, { body: {} })
  const close = { disposition: 'acted on', note: 'Second patrol sent' }
  await ask(here.server, `POST /api/alerts/${first}/close`, { body: close })
  return id
}

/** What a paper of it has to say, in words that are nobody's language. */
const said = [
  ...['Car bomb at the inner gate', 'Car bomb at the outer gate', 'The guards say so', 'Ghwayran, Hasakah'],
  ...['Hospital', 'Four wounded brought in', 'All from the gate.', '“at least four”', '36.47750° N, 40.76250° E'],
  ...['Blast heard from the bridge', 'A plot was foiled', 'They said so', 'Second patrol sent', 'sara'],
]
/** Without the marks of direction that are no letters. */
const squeezed = (text: string) => text.replace(/[\u2066-\u2069\u202a-\u202e\u200e\u200f]/g, '').replace(/\s+/g, ' ')

describe('the story of an incident', () => {
  it('is printed in dark ink on white, in whatever colours the page is', async () => {
    const path = `/incidents/${incident}/story`
    const { page, context } = await signedIn(here.browser, here.server, { person: supervisor, path })
    for (const theme of ['dark', 'light', 'contrast']) {
      await page.evaluate((it) => localStorage.setItem('cordon:theme', it), theme)
      await page.reload()
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page.emulateMedia({ media: 'print' })
      const inks = await page.locator('main :is(h1, h2, dt, dd)').evaluateAll((all) => {
        return all.map((it) => Math.max(...(getComputedStyle(it).color.match(/\d+/g) ?? []).map(Number)))
      })
      expect(inks.length, theme).toBeGreaterThan(10)
      expect(Math.max(...inks), theme).toBeLessThan(128)
      await picture(page, `story-printed-${theme}`)
      await page.emulateMedia({ media: 'screen' })
    }
    await context.close()
  }, 120_000)

  it.each(['desk', 'deskArabic', 'phoneLight'] as const)(
    'is opened by a key, read as one text and printed whole (%s)',
    async (name) => {
      const look = looks[name]
      const { page, context, faults } = await signedIn(here.browser, here.server, {
        person: supervisor,
        look: mapless(look),
        path: `/floor?sel=incident:${incident}`,
      })
      await page.locator('.panel h2').filter({ hasText: 'Car bomb at the inner gate' }).waitFor()
      await page.keyboard.press('h')
      await page.waitForURL(`**/incidents/${incident}/story`)
      const paper = page.getByRole('main').getByRole('article')
      for (const words of said) await paper.getByText(words).first().waitFor()
      await expect.poll(() => page.locator('main .waiting').count()).toBe(0)
      expect(await paper.getByRole('button').filter({ hasNotText: '°' }).filter({ hasNotText: '37S' }).count()).toBe(0)
      await picture(page, `story-read-${name}`)
      if (isAskedOfAxe(look)) expect(await violations(page)).toEqual([])
      await page.emulateMedia({ media: 'print' })
      await page.setViewportSize({ width: 794, height: 1123 })
      await picture(page, `story-printed-${name}`)
      expect(await paper.locator('svg').filter({ visible: true }).count()).toBe(1)
      expect(faults).toEqual([])
      await context.close()
    },
  )

  it.for(['desk', 'deskArabic'] as const)(
    'has on paper what is on the screen, whole times and room to sign beside the end of it (%s)',
    async (name, test) => {
      const look = mapless(looks[name])
      const path = `/incidents/${incident}/story`
      const { page, context, faults } = await signedIn(here.browser, here.server, { person: supervisor, look, path })
      await page.evaluate(() => localStorage.setItem('cordon:zone', 'Asia/Damascus'))
      await page.reload()
      const paper = page.getByRole('main').getByRole('article')
      await paper.getByText('Second patrol sent').first().waitFor()
      await expect.poll(() => page.locator('main .waiting').count()).toBe(0)
      expect(faults).toEqual([])
      const sheets = await printed(page, `story-${name}`, test)
      await context.close()
      const text = squeezed(sheets.join(' '))
      for (const words of said.filter((it) => !/[“°]/.test(it))) expect(text).toContain(words)
      expect(text).toContain('https://hospital.example/1')
      const counted = sheets.map((sheet) =>
        squeezed(sheet)
          .match(/Cordon (\d+) ?\/ ?(\d+)/)
          ?.slice(1)
          .map(Number),
      )
      expect(counted).toEqual(sheets.map((_, at) => [at + 1, sheets.length]))
      if (look.language === 'ar') return
      expect(text).not.toMatch(/just now|\bago\b|Correct its words|Add a report|Undo the merge|Remove the link/)
      expect(text).toMatch(/\d+ \w+ 2\d{3} \d\d:\d\dZ #\d+ \d+ \w+ 2\d{3}, \d\d:\d\d (GMT\+3|EET)/)
      const last = ['What this paper leaves out', 'Name', 'Function', 'Date', 'Signature']
      for (const words of last) expect(sheets.at(-1)).toContain(words)
    },
  )

  it('says to whoever has no right to more that this is not all, and is found by its name', async () => {
    const { page, context, faults } = await signedIn(here.browser, here.server, {
      person: viewer,
      look: mapless(looks.desk),
      path: `/floor?sel=incident:${incident}`,
    })
    await page.getByRole('link', { name: 'Story on paper' }).waitFor()
    await page.keyboard.press('Control+k')
    await page.keyboard.type('story on paper')
    await page.getByRole('option', { name: /Story on paper/ }).waitFor()
    await page.keyboard.press('Enter')
    await page.waitForURL('**/story')
    await page.getByText('Zones that belong to others alone, and alerts and messages of them.').waitFor()
    await page.keyboard.press('Escape')
    await page.waitForURL(`**/floor?sel=incident:${incident}`)
    expect(faults).toEqual([])
    await context.close()
  })
})
