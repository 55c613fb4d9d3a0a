import { say } from '@cordon/alerts'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { violations } from '../kit/axe.js'
import { looks, mapless, picture } from '../kit/browser.js'
import { evening } from '../kit/evening.js'
import { ask, idOf, report } from './house.js'
import { coveredByNotice, isAskedOfAxe, signedIn, watchOfficer } from './people.js'

const here = evening('sources')

/** The id of the incident of the first story with this title. */
async function incidentCalled(title: string): Promise<string> {
  const query = `q=${encodeURIComponent(title)}&status=unverified,corroborated,confirmed,disputed,refuted,merged`
  const page = await ask(here.server, `GET /api/incidents?${query}`)
  const features: unknown = typeof page === 'object' && page !== null ? Reflect.get(page, 'features') : []
  const found: unknown = Array.isArray(features)
    ? features.find((it: { properties: { title: string } }) => it.properties.title === title)
    : undefined
  return idOf(found)
}

/** Adds what one more source says of the killed: from `low` to `high`. */
async function tell(incident: string, source: string, [low, high]: readonly [number, number]): Promise<void> {
  const casualties = [{ killed: { low, best: null, high } }]
  const body = { source, title: 'They speak of killed', credibility: '3', casualties }
  await ask(here.server, `POST /api/incidents/${incident}/reports`, { body })
}

function panelOf(page: Page) {
  return page.getByRole('complementary', { name: /^Incident: / })
}

describe('what sources say of one incident', () => {
  it.each(['desk', 'deskArabic', 'phoneArabic'] as const)(
    'stands side by side and is never averaged (%s)',
    async (name) => {
      const look = mapless(looks[name])
      const path = `/floor?sel=incident:${await incidentCalled("Assault on Sina'a prison and riot inside")}&part=sources`
      const { page, context, faults } = await signedIn(here.browser, here.server, { person: watchOfficer, look, path })
      const table = page.getByRole('table')
      await table.getByText('332', { exact: true }).waitFor()
      const held = table.getByRole('rowgroup').filter({ hasText: /1000–4000/ })
      for (const said of ['3000–4000', '1000', '3500']) await held.getByText(said, { exact: true }).first().waitFor()
      expect(await held.textContent()).not.toContain('2833')
      if (isAskedOfAxe(look)) expect(await violations(page)).toEqual([])
      await picture(page, `claims-${name}`)
      expect(faults).toEqual([])
      await context.close()
    },
  )
})

describe('two accounts of one attack', () => {
  it('are suggested as one with reasons, compared, merged, and set apart again by keyboard', async () => {
    const path = `/floor?sel=incident:${await incidentCalled('Attack near Diban by unidentified militants')}`
    const { page, context, faults } = await signedIn(here.browser, here.server, {
      person: watchOfficer,
      look: mapless(looks.desk),
      path,
    })
    const panel = panelOf(page)
    await panel.getByText('Merged into').waitFor()
    await picture(page, 'merged')
    await panel.getByRole('button', { name: 'Undo the merge' }).press('Enter')
    await page.getByLabel('Why').fill('To look at both again')
    await page.keyboard.press('Tab')
    await page.getByRole('dialog').getByRole('button', { name: 'Undo the merge' }).press('Enter')
    await panel.getByText('Merged into').waitFor({ state: 'detached' })
    await tell(await incidentCalled('Attack near Diban by unidentified militants'), 'Deir ez-Zor 24', [2, 5])
    await panel.getByText('2–5').waitFor()

    await panel.getByRole('tab', { name: 'Same?' }).click()
    await panel.getByText('SDF position at al-Thiba attacked').waitFor()
    await panel.getByText(/at the same time/).waitFor()
    await panel.getByText(/one place name: .*al-Thiba/).waitFor()
    expect(await violations(page)).toEqual([])
    await picture(page, 'same')
    await panel.getByRole('button', { name: 'Merge into it' }).press('Enter')
    const dialog = page.getByRole('dialog')
    const stays = dialog.getByText('Stays, and stands for both').locator('..')
    await stays.getByText('SDF position at al-Thiba attacked').waitFor()
    await stays.getByText(/Nov 2021.*al-Thiba.*Rojava Information Center/).waitFor()
    await dialog.getByText(/Nov 2021.*near Diban.*CJTF-OIR/).waitFor()
    expect(await violations(page)).toEqual([])
    await picture(page, 'merge')
    await page.getByLabel('Why').fill('One town in two spellings')
    await dialog.getByRole('button', { name: 'Merge into it' }).press('Enter')
    await panel.getByRole('heading', { name: 'SDF position at al-Thiba attacked' }).waitFor()
    await panel.getByRole('tab', { name: 'What' }).click()
    await panel.getByText('It also stands for').waitFor()
    await panel.getByText('Corroborated').first().waitFor()
    await panel
      .getByRole('row', { name: /Deir ez-Zor 24/ })
      .getByText('2–5')
      .waitFor()
    // Before what takes longer than a notice stays.
    expect(await coveredByNotice(page, '.queue, .time, .side')).toEqual([])
    expect(await violations(page)).toEqual([])
    await picture(page, 'survivor')

    await panel.getByRole('button', { name: /^Undo the merge of “Attack near Diban/ }).press('Enter')
    await dialog.getByText(/Attack near Diban.*CJTF-OIR/).waitFor()
    await page.getByLabel('Why').fill('They were two')
    await dialog.getByRole('button', { name: 'Undo the merge' }).press('Enter')
    await panel.getByText('It also stands for').waitFor({ state: 'detached' })
    await panel.getByText('2–5').waitFor({ state: 'detached' })
    await page.locator('.panel .scroll:focus').waitFor()
    expect(faults).toEqual([])
    await context.close()
  })
})

describe('an officer', () => {
  it('corrects, adds a report and judges by keys, each with a reason', async () => {
    const path = `/floor?sel=incident:${await incidentCalled('SDF position at al-Zar attacked')}`
    const { page, context, faults } = await signedIn(here.browser, here.server, {
      person: watchOfficer,
      look: mapless(looks.desk),
      path,
    })
    const panel = panelOf(page)
    await panel.getByRole('heading', { name: /al-Zar/ }).waitFor()

    await page.keyboard.press('x')
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Severity').selectOption('moderate')
    await dialog.getByLabel('Why').fill('Nobody was killed')
    expect(await violations(page)).toEqual([])
    await picture(page, 'correct')
    await dialog.getByRole('button', { name: 'Correct the incident' }).press('Enter')
    await panel.getByText('Moderate').first().waitFor()

    await page.keyboard.press('t')
    await dialog.getByLabel('Source').fill('Syrian Observatory for Human Rights')
    await dialog.getByText('C · Fairly reliable').waitFor()
    await dialog.getByLabel('Credibility of this report').selectOption('3')
    await dialog.getByLabel('What it says, in one line').fill('Clashes at al-Zar')
    await dialog.getByLabel('Injured').fill('3+')
    expect(await violations(page)).toEqual([])
    await picture(page, 'report')
    await dialog.getByRole('button', { name: 'Add a report' }).press('Enter')
    await panel.getByText('Corroborated').first().waitFor()

    await page.keyboard.press('v')
    await dialog.getByLabel('Status').selectOption('confirmed')
    await dialog.getByLabel('Why').fill('Seen by our own patrol')
    await dialog.getByRole('button', { name: 'Judge it by hand' }).press('Enter')
    await panel.getByText(/Judged by hand by omar/).waitFor()
    await picture(page, 'judged')
    expect(faults).toEqual([])
    await context.close()
  })

  it('corrects the words of a report, and whoever reads it sees what it said before', async () => {
    const path = `/floor?sel=incident:${await incidentCalled("Assault on Sina'a prison and riot inside")}&part=sources`
    const { page, context, faults } = await signedIn(here.browser, here.server, {
      person: watchOfficer,
      look: mapless(looks.desk),
      path,
    })
    const [panel, dialog] = [panelOf(page), page.getByRole('dialog')]
    await panel.getByRole('button', { name: 'Correct its words' }).first().press('Enter')
    const send = dialog.getByRole('button', { name: 'Correct its words' })
    await send.press('Enter')
    await dialog.getByText('Nothing is said otherwise yet.').waitFor()
    const before = await dialog.getByLabel('What it says, in one line').inputValue()
    await dialog.getByLabel('What it says, in one line').fill('Assault on the prison, as told later')
    await dialog.getByLabel('Injured').fill('12')
    await send.press('Enter')
    await dialog.getByText('Say why it is corrected.').waitFor()
    expect(await violations(page)).toEqual([])
    await picture(page, 'correct-report')
    await dialog.getByLabel('Why').fill('The source has rewritten it')
    await send.press('Enter')
    await panel.getByText('Assault on the prison, as told later').waitFor()
    await panel.getByText('What it said before').press('Enter')
    await panel.getByText('“The source has rewritten it”').waitFor()
    await panel.locator('details').getByText(before).waitFor()
    expect(await violations(page)).toEqual([])
    await picture(page, 'corrected-report')
    expect(faults).toEqual([])
    await context.close()
  })
})

describe('the silence of a feed', () => {
  it('is told in the language of the page, like all that the server finds', async () => {
    const quiet = say('feed.quiet', { quietMs: 7_200_000, expectedMs: 3_600_000 })
    const failing = say('feed.failures', { count: 4, error: 'HTTP 503' })
    const values = { unit: 'Homs', place: 'Taftanaz', placeUnit: 'Idlib', awayMetres: 116_000 }
    const elsewhere = say('place.unitElsewhere', values)
    const title = say('feed.silent', { feed: 'Field radio' })
    await report(here.server, title, {
      type: 'feed-silent',
      summary: say('feed.silence', { feed: 'Field radio', why: `${quiet}; ${failing}` }),
      tags: [`place-check: ${elsewhere}`],
      severity: 'severe',
      source: 'Cordon',
      casualties: [{ killed: { low: 4, best: null, high: 7 } }],
    })
    const path = `/floor?sel=incident:${await incidentCalled(title)}`
    const { page, context, faults } = await signedIn(here.browser, here.server, {
      person: watchOfficer,
      look: mapless(looks.deskArabic),
      path,
    })
    await page.getByRole('heading', { name: /^.Field radio. صامتة$/ }).waitFor()
    const panel = page.locator('.panel')
    expect(await panel.locator('.summary').innerText()).toMatch(/بلا جديد منذ مدة: ساعتان.*إخفاقات متتالية: .4./u)
    await panel.getByText(/يذكر النص .Homs./u).waitFor()
    expect(await panel.innerText()).not.toMatch(/nothing new|The text says|is silent/)
    expect(await page.getByText('4–7', { exact: true }).getAttribute('dir')).toBe('ltr')
    expect(await violations(page)).toEqual([])
    await picture(page, 'silent-arabic')
    expect(faults).toEqual([])
    await context.close()
  })
})
