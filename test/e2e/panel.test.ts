import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { violations } from '../kit/axe.js'
import { intercept, looks, mapless, picture } from '../kit/browser.js'
import { evening } from '../kit/evening.js'
import { ask, prison, report } from './house.js'
import { administrator, isAskedOfAxe, signedIn, watchOfficer } from './people.js'

const here = evening('panel')

const patient = { timeout: 20_000 }

/** An incident near the prison of Hasakah; gives its id. */
const ambush = (title: string, severity = 'minor', at: readonly [number, number] = prison) =>
  report(here.server, title, { type: 'ambush', severity, at })

const headingOf = (page: Page, title: string) => page.locator('.panel h2').filter({ hasText: title })

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
