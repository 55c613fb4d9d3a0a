import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { violations } from '../kit/axe.js'
import { intercept, looks, mapless, picture } from '../kit/browser.js'
import { evening } from '../kit/evening.js'
import { printed } from '../kit/pdf.js'
import { ask, idOf, prison, report, watchedZone } from './house.js'
import { administrator, follow, isAskedOfAxe, signedIn, watchOfficer } from './people.js'

const here = evening('panel')

const patient = { timeout: 20_000 }

/** An incident near the prison of Hasakah; gives its id. */
const ambush = (title: string, severity = 'minor', at: readonly [number, number] = prison) =>
  report(here.server, title, { type: 'ambush', severity, at })

/** The id of the first thing of a page. */
function firstOf(page: unknown): string {
  if (typeof page !== 'object' || page === null || !('items' in page) || !Array.isArray(page.items)) return ''
  return idOf(page.items[0])
}

const headingOf = (page: Page, title: string) => page.locator('.panel h2').filter({ hasText: title })

describe('what is selected', () => {
  it.for(['desk', 'deskArabic', 'phoneLight'] as const)(
    'is put on paper alone, whole, with its part and time (%s)',
    async (name, test) => {
      const id = await ambush(`Told on paper (${name})`)
      await ask(here.server, `PATCH /api/incidents/${id}`, {
        body: { properties: { summary: 'What is known, line by line.\n'.repeat(60) }, reason: 'More is known' },
      })
      const { page, context, faults } = await signedIn(here.browser, here.server, {
        person: watchOfficer,
        look: mapless(looks[name]),
        path: `/floor?sel=incident:${id}`,
      })
      await headingOf(page, 'Told on paper').waitFor()
      await page.emulateMedia({ media: 'print' })
      await page.setViewportSize({ width: 794, height: 1123 })
      const panel = page.locator('.panel')
      expect(await panel.locator('.paper').innerText()).toMatch(/2\d{3} \d\d:\d\dZ/)
      expect(await page.locator('.floor > .queue').isVisible()).toBe(false)
      expect(await panel.locator('.tabs, .foot').filter({ visible: true }).count()).toBe(0)
      const [scrolled, shown] = await panel.locator('.scroll').evaluate((it) => [it.scrollHeight, it.clientHeight])
      expect(shown).toBe(scrolled)
      await picture(page, `panel-printed-${name}`)
      expect(await panel.locator('.coordinates svg').filter({ visible: true }).count()).toBe(0)
      const paper = (await printed(page, `panel-${name}`, test)).join(' ')
      if (name !== 'deskArabic') {
        expect(paper).not.toMatch(/just now|\bago\b/)
        expect(paper).toMatch(/When +\d+ \w+ 2\d{3} \d\d:\d\dZ\n/)
      }
      expect(faults).toEqual([])
      await context.close()
    },
  )
})

describe('what is selected of an alert', () => {
  it('says on paper when it was, and not how long ago that is', async (test) => {
    const id = await ambush('Told of on paper', 'extreme')
    const raised = await ask(here.server, `GET /api/incidents/${id}/alerts`)
    const path = `/floor?sel=alert:${firstOf(raised)}`
    const look = mapless(looks.desk)
    const { page, context, faults } = await signedIn(here.browser, here.server, { person: watchOfficer, look, path })
    await headingOf(page, 'Told of on paper').waitFor()
    await page
      .locator('.sentence')
      .getByText(/just now|ago/)
      .waitFor()
    const paper = (await printed(page, 'panel-alert-desk', test)).join(' ')
    expect(paper).not.toMatch(/just now|\bago\b/)
    expect(paper).toMatch(/Extreme ambush, definite, .* at 2\d{3}-\d\d-\d\d \d\d:\d\dZ, Patrol\./s)
    expect(faults).toEqual([])
    await context.close()
  })
})

describe('entering an incident', () => {
  it('takes few keys, a place told by another one and a reload in the middle, and is copied as MGRS', async () => {
    const look = mapless(looks.desk)
    const { page, context, faults } = await signedIn(here.browser, here.server, { person: watchOfficer, look })
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    let keys = 0
    const press = async (key: string, times = 1) => {
      for (let at = 0; at < times; at++) await page.keyboard.press(key)
      keys += times
    }
    const type = async (text: string) => {
      await page.keyboard.type(text)
      keys += text.length
    }
    await press('e')
    await page.locator('#entry-title:focus').waitFor()
    await type('Patrol fired at')
    await press('Tab')
    await type('am')
    await press('Tab')
    await press('Tab', 4)
    await page.locator('#entry-place:focus').waitFor()
    await type('30 km southeast of Deir el-Zour')
    await page.locator('.combobox').getByRole('option').first().waitFor()
    await press('ArrowDown')
    await press('Enter')
    await expect.poll(() => page.locator('#entry-coordinates').inputValue(), patient).toMatch(/^35\.1/)
    const uncertainty = Number(await page.locator('#entry-uncertainty').inputValue())
    expect(uncertainty).toBeGreaterThan(5_000)
    await picture(page, 'panel-entry-desk')
    expect(await violations(page)).toEqual([])
    await page.reload()
    await page.getByText('Your draft is back.').waitFor()
    expect(await page.locator('#entry-title').inputValue()).toBe('Patrol fired at')
    expect(await page.locator('#entry-place').inputValue()).toBe('30 km southeast of Deir el-Zour')
    expect(Number(await page.locator('#entry-uncertainty').inputValue())).toBe(uncertainty)
    await page.locator('#entry-title').focus()
    await press('Control+Enter')
    await headingOf(page, 'Patrol fired at').waitFor()
    // At four keys a second this is twenty seconds.
    expect(keys).toBeLessThan(80)
    await page.getByText('30 km southeast of Deir el-Zour').first().waitFor()
    await page
      .getByText(/within about \d+/)
      .first()
      .waitFor()
    await page.keyboard.press('p')
    await page.getByText(/^Decimal degrees copied/).waitFor()
    await page.keyboard.press('p')
    await page.getByText(/^Degrees, minutes, seconds copied/).waitFor()
    await page.keyboard.press('p')
    await page.getByText(/^MGRS copied/).waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^37S F[A-Z] \d{5} \d{5}$/)
    await picture(page, 'panel-what-desk')
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('e')
    await page.locator('#entry-title:focus').waitFor()
    expect(await page.locator('#entry-title').inputValue()).toBe('')
    expect(faults).toEqual([])
    await context.close()
  })
})

describe('correcting an incident', () => {
  it('keeps what was typed over a dead network and somebody who was faster, and shows what changed', async () => {
    const id = await ambush('Shots at the gate')
    const look = mapless(looks.desk)
    const path = `/floor?sel=incident:${id}`
    const { page, context, faults } = await signedIn(here.browser, here.server, { person: watchOfficer, look, path })
    await headingOf(page, 'Shots at the gate').waitFor()
    await page.keyboard.press('x')
    await page.locator('#correct-title').fill('Assault on the gate')
    await page.locator('#reason-text').fill('Two sources agree')
    await page.reload()
    await headingOf(page, 'Shots at the gate').waitFor()
    await page.keyboard.press('x')
    await page.getByText('Your draft is back.').waitFor()
    expect(await page.locator('#correct-title').inputValue()).toBe('Assault on the gate')
    const ours = `**/api/incidents/${id}`
    let network: 'dead' | 'slow' | 'fast' = 'dead'
    await intercept(page, ours, async (route) => {
      if (route.request().method() !== 'PATCH' || network === 'fast') return route.continue()
      if (network === 'dead') return route.abort()
      // Somebody else is faster by a moment.
      network = 'fast'
      const patch = { properties: { severity: 'severe', title: 'Shots at gate two' }, reason: 'The hospital called' }
      await ask(here.server, `PATCH /api/incidents/${id}`, { body: patch, headers: { 'if-match': '"1"' } })
      return route.continue()
    })
    const submit = page.getByRole('dialog').getByRole('button', { name: 'Correct the incident' })
    await submit.click()
    await page.getByText('The server cannot be reached.').waitFor()
    network = 'slow'
    await submit.click()
    await page.getByText(/^Changed by .+ meanwhile$/).waitFor()
    await page.getByText('The hospital called').waitFor()
    await page.getByText('What you typed is kept.').waitFor()
    await picture(page, 'panel-meanwhile-desk')
    expect(await violations(page)).toEqual([])
    await page.getByRole('button', { name: 'I have seen it: go on with mine' }).click()
    await page.getByText('You both changed this; yours stands here: title.').waitFor()
    expect(await page.locator('#correct-title').inputValue()).toBe('Assault on the gate')
    expect(await page.locator('#correct-severity').inputValue()).toBe('severe')
    expect(await page.locator('#reason-text').inputValue()).toBe('Two sources agree')
    await submit.click()
    await headingOf(page, 'Assault on the gate').waitFor()
    await page.keyboard.press('5')
    const third = page.locator('.revisions > li').filter({ hasText: 'Revision 3' })
    await third.getByText('Two sources agree').waitFor()
    expect((await third.locator('del').allInnerTexts()).join()).toContain('Shots at gate two')
    expect((await third.locator('ins').allInnerTexts()).join()).toContain('Assault on the gate')
    const second = page.locator('.revisions > li').filter({ hasText: 'Revision 2' })
    expect((await second.locator('ins').allInnerTexts()).join()).toContain('Severe')
    await picture(page, 'panel-history-desk')
    expect(await violations(page)).toEqual([])
    expect(faults).toEqual([])
    await context.close()
  })
})

describe('links between incidents', () => {
  it('are set and taken back by keyboard with a reason, and shown from both sides', async () => {
    const plot = await ambush('A plot is foiled', 'minor', [40.75, 36.5])
    const strike = await ambush('A checkpoint is struck', 'minor', [40.76, 36.49])
    const look = mapless(looks.desk)
    const path = `/floor?sel=incident:${strike}`
    const { page, context, faults } = await signedIn(here.browser, here.server, { person: watchOfficer, look, path })
    await headingOf(page, 'A checkpoint is struck').waitFor()
    await page.keyboard.press('i')
    await page.locator('#link-kind:focus').waitFor()
    await page.keyboard.press('Tab')
    await page.keyboard.type('plot foiled')
    const choice = page.getByRole('radio', { name: /A plot is foiled/ })
    await choice.waitFor()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Space')
    await expect.poll(() => choice.isChecked(), patient).toBe(true)
    await page.keyboard.press('Tab')
    await page.keyboard.type('They said so themselves')
    await picture(page, 'panel-link-desk')
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    const links = page.getByRole('region', { name: 'Links' })
    await links.getByText('In retaliation for').waitFor()
    await picture(page, 'panel-links-desk')
    await links.getByRole('button', { name: 'A plot is foiled', exact: true }).click()
    await headingOf(page, 'A plot is foiled').waitFor()
    await links.getByText('Retaliated by').waitFor()
    await links.getByText('They said so themselves').waitFor()
    expect(page.url()).toContain(plot)
    await links.getByRole('button', { name: /^Remove the link/ }).click()
    await page.locator('#reason-text').fill('It was another group')
    await page.getByRole('dialog').getByRole('button', { name: 'Remove the link' }).click()
    await links.getByText('one link was removed').click()
    await links.getByText('It was another group').waitFor()
    expect(await violations(page)).toEqual([])
    expect(faults).toEqual([])
    await context.close()
  })
})

describe('why somebody was not told', () => {
  it('is said of each zone and rule, in words', async () => {
    const id = await ambush('Shots on the road')
    const look = mapless(looks.desk)
    const path = `/floor?sel=incident:${id}`
    const { page, context, faults } = await signedIn(here.browser, here.server, { person: administrator, look, path })
    await headingOf(page, 'Shots on the road').waitFor()
    await page.keyboard.press('6')
    const why = page.getByRole('region', { name: 'Why was I (not) told?' })
    const others = why.getByRole('button', { name: /zones? of others/ })
    await why.waitFor()
    if ((await others.count()) > 0) await others.click()
    await why.getByText('· not told').first().waitFor()
    expect((await why.locator('.rule .reason').allInnerTexts()).join('\n')).toMatch(/km|severity|Severity/)
    await picture(page, 'panel-why-desk')
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('1')
    await page.locator('.forms').waitFor()
    await page.keyboard.press('?')
    for (const words of ['Link', 'Merge', 'Correct', 'Judge', 'Copy the position: decimal, then DMS, then MGRS'])
      await page.getByRole('dialog').getByText(words, { exact: true }).waitFor()
    expect(faults).toEqual([])
    await context.close()
  })

  it.each(['deskArabic', 'phoneLight', 'phoneArabic'] as const)(
    'and the rest can be read everywhere (%s)',
    async (name) => {
      const id = await ambush(`Seen in ${name}`, 'extreme')
      const other = await ambush('Seen before')
      const reason = 'The same road'
      await ask(here.server, `POST /api/incidents/${id}/links`, {
        body: { to: other, kind: 'retaliation-for', reason },
      })
      const path = `/floor?sel=incident:${id}`
      const look = mapless(looks[name])
      const { page, context, faults } = await signedIn(here.browser, here.server, { person: administrator, look, path })
      await page.getByText(reason).waitFor()
      await picture(page, `panel-what-${name}`)
      await page.locator('.links').scrollIntoViewIfNeeded()
      await picture(page, `panel-links-${name}`)
      if (isAskedOfAxe(looks[name])) expect(await violations(page)).toEqual([])
      await page.keyboard.press('6')
      await page.locator('.rule .reason').first().waitFor()
      await picture(page, `panel-why-${name}`)
      if (isAskedOfAxe(looks[name])) expect(await violations(page)).toEqual([])
      await page.keyboard.press('e')
      await page.locator('#entry-coordinates').fill('37S FA 57 38')
      await page.locator('.as').first().waitFor()
      expect(await page.locator('#entry-uncertainty').inputValue()).toBe('1000')
      await picture(page, `panel-entry-${name}`)
      if (isAskedOfAxe(looks[name])) expect(await violations(page)).toEqual([])
      expect(faults).toEqual([])
      await context.close()
    },
  )
})

/** In the page: whether some words begin where they can be seen, of all places where they stand. */
function beginsInSight(words: string): readonly boolean[] {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const found: boolean[] = []
  while (texts.nextNode() !== null) {
    const at = texts.currentNode.textContent?.indexOf(words) ?? -1
    const room = texts.currentNode.parentElement?.closest('.clip')?.getBoundingClientRect()
    if (at < 0 || room === undefined) continue
    const range = document.createRange()
    range.setStart(texts.currentNode, at)
    range.setEnd(texts.currentNode, at + 3)
    const { left, right } = range.getBoundingClientRect()
    found.push(left >= room.left - 1 && right <= room.right + 1)
  }
  return found
}

/** In the page: where the first and the last words of a text begin. */
function startsOf(element: Element): readonly number[] {
  const texts = document.createTreeWalker(element.querySelector('bdi') ?? element, NodeFilter.SHOW_TEXT)
  const text = texts.nextNode()
  const range = document.createRange()
  return [0, (text?.textContent?.length ?? 1) - 1].map((at) => {
    if (text !== null) range.setStart(text, at)
    if (text !== null) range.setEnd(text, at + 1)
    return range.getBoundingClientRect().left
  })
}

describe('an alert whose incident was corrected since', () => {
  it.each(['desk', 'deskArabic'] as const)('tells what is believed now, and what was so then (%s)', async (name) => {
    const isArabic = looks[name].language === 'ar'
    const [lon, lat] = [39.03, isArabic ? 35.54 : 35.94]
    const zone = `Depot ${name} and warehouses by the long road on the eastern bank of the Euphrates`
    await watchedZone(here.server, { name: zone, at: [lon, lat] })
    const said = { type: 'ambush', severity: 'severe', uncertaintyMetres: 100, exercise: true }
    const [title, now] = [`Shots ${name} at the depot and the warehouses, told by several patrols`, `Moved ${name}`]
    const id = await report(here.server, title, { ...said, at: [lon, lat + 0.005] })
    const look = mapless(looks[name])
    const { page, context, faults } = await signedIn(here.browser, here.server, { person: administrator, look })
    const row = page.locator('.queue .row').filter({ hasText: title })
    await row.waitFor(patient)
    expect(await page.evaluate(beginsInSight, zone)).not.toContain(false)
    const body = {
      ...{ properties: { title: now, place: 'north of it' }, reason: 'Further north' },
      geometry: { type: 'Point', coordinates: [lon, lat + 0.08] },
    }
    await ask(here.server, `PATCH /api/incidents/${id}`, { body })
    await row.click()
    const panel = page.locator('.panel')
    await headingOf(page, title).waitFor()
    await panel.locator('dd').filter({ hasText: now }).waitFor(patient)
    await page.keyboard.press('4')
    const line = panel.locator('li').filter({ hasText: zone })
    await line
      .locator('.line')
      .getByText(/3\.9\s(km|كم) N/)
      .waitFor()
    const then = line.getByText(isArabic ? 'حين صدر التنبيه' : 'when the alert was raised')
    expect(await then.innerText()).toMatch(/4\.4\s(km|كم)/)
    await picture(page, `panel-distances-${name}`)
    if (isAskedOfAxe(looks[name])) expect(await violations(page)).toEqual([])
    await follow(page, `/floor?sel=incident:${id}`)
    await headingOf(page, now).waitFor()
    await page.keyboard.press('5')
    const moved = panel.locator('.revisions div').filter({ hasText: '39.03000° E' }).last()
    expect(await moved.locator('dt').innerText()).toBe(isArabic ? 'الموقع' : 'Position')
    // Latitude stands before longitude, whichever way the page is read.
    const [first = 0, last = 0] = await moved.locator('ins').evaluate(startsOf)
    expect(first).toBeLessThan(last)
    await picture(page, `panel-moved-${name}`)
    await follow(page, '/wall')
    await page.getByText(title).first().waitFor(patient)
    expect(await page.evaluate(beginsInSight, title)).toContain(true)
    expect(await page.evaluate(beginsInSight, title)).not.toContain(false)
    expect(await page.evaluate(beginsInSight, zone)).not.toContain(false)
    await picture(page, `wall-clipped-${name}`)
    expect(faults).toEqual([])
    await context.close()
  })
})
