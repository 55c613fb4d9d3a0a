import { describe, expect, it } from 'vitest'
import { violations } from '../kit/axe.js'
import { looks, mapless, picture } from '../kit/browser.js'
import { evening } from '../kit/evening.js'
import { report } from './house.js'
import { administrator, signedIn, watchOfficer, type Person } from './people.js'

const patience = { timeout: 30_000 } as const
const here = evening('form-fields')

const opened = (path: string, person: Person = watchOfficer) =>
  signedIn(here.browser, here.server, { person, look: mapless(looks.desk), path })

describe('the fields of forms', () => {
  it('read numbers in Arabic-Indic digits, step by arrow keys, and say what is none', async () => {
    const { page, context, faults } = await opened('/zones?zone=new', administrator)
    const radius = page.getByLabel('Radius (km)')
    await radius.fill('far')
    await page.locator('#zone-reach').fill('٧٫٥')
    await page.getByText('Write a number, such as 7.5 or 1500.').waitFor(patience)
    await radius.fill('٣')
    await radius.press('ArrowUp')
    expect(await radius.inputValue()).toBe('4')
    await page.locator('#zone-name').fill('Digits')
    await page.locator('#zone-centre').fill('35.1, 40.4')
    await picture(page, 'zone-digits-desk')
    expect(await violations(page)).toEqual([])
    await page.getByRole('button', { name: 'Save' }).click()
    await page.waitForURL(/zone=.{36}/)
    await page
      .getByText(/7\.5\skm/)
      .first()
      .waitFor(patience)
    expect(faults).toEqual([])
    await context.close()
  })

  it('offer places of which none is chosen before Down, and log nothing that is forbidden', async () => {
    const { page, context, faults } = await opened('/floor?enter=incident')
    const place = page.locator('#entry-place')
    await place.fill('Busayrah')
    await page.getByRole('option', { name: /Syria/ }).first().waitFor(patience)
    expect(await place.getAttribute('aria-activedescendant')).toBeNull()
    await picture(page, 'entry-places-desk')
    expect(await violations(page)).toEqual([])
    await place.press('ArrowDown')
    expect(await place.getAttribute('aria-activedescendant')).toBe('entry-place-0')
    await place.press('Enter')
    await expect.poll(() => page.locator('#entry-coordinates').inputValue(), patience).toMatch(/^35\.15/)
    expect(faults).toEqual([])
    await context.close()
  })

  it('say in their own words what is missing, and a dialog is sent by Ctrl+Enter', async () => {
    const id = await report(here.server, 'Shots at the mill')
    const { page, context, faults } = await opened(`/floor?sel=incident:${id}`)
    await page.locator('.panel h2').waitFor(patience)
    await page.keyboard.press('x')
    const dialog = page.getByRole('dialog')
    await dialog.locator('#correct-coordinates').fill('35.2, 40.5')
    await page.keyboard.press('Control+Enter')
    await dialog.getByText('Fill this in.').waitFor(patience)
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('reason-text')
    await picture(page, 'correct-desk')
    expect(await violations(page)).toEqual([])
    await page.keyboard.type('Seen on the map')
    expect(await dialog.getByText('Fill this in.').count()).toBe(0)
    await page.keyboard.press('Control+Enter')
    await expect.poll(() => dialog.count(), patience).toBe(0)
    expect(faults).toEqual([])
    await context.close()
  })

  it('say of two that are wanting what both are, go to the first, and say a choice once', async () => {
    await report(here.server, 'Shots at the quarry')
    const id = await report(here.server, 'Shots at the ford')
    const { page, context, faults } = await opened(`/floor?sel=incident:${id}`, administrator)
    await page.locator('.panel h2').waitFor(patience)
    await page.keyboard.press('o')
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('radio').first().waitFor(patience)
    await dialog.getByRole('button', { name: 'Merge into it' }).click()
    await dialog.getByText('Choose one.').waitFor(patience)
    expect(await dialog.getByText('Choose one.').count()).toBe(1)
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('type'))).toBe('radio')
    await picture(page, 'merge-wanting-desk')
    expect(await violations(page)).toEqual([])
    await dialog.getByRole('radio').first().check()
    expect(await dialog.getByText('Choose one.').count()).toBe(0)
    await page.goto(`${here.server.url}/zones?zone=new`)
    await page.getByLabel('Radius (km)').fill('-1')
    await page.locator('#zone-reach').fill('far')
    await page.getByRole('button', { name: 'Save' }).click()
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('spinbutton')
    expect(await page.getByLabel('Radius (km)').evaluate((it) => it === document.activeElement)).toBe(true)
    await page.locator('#zone-radius-problem').waitFor(patience)
    await page.locator('#zone-reach-problem').waitFor(patience)
    await picture(page, 'zone-wanting-desk')
    expect(faults).toEqual([])
    await context.close()
  })

  it('of a report hold back what has not happened, and say no more of what is there', async () => {
    const { page, context, faults } = await opened('/floor?enter=incident')
    const send = page.getByRole('button', { name: 'Report', exact: true })
    await send.click()
    await page.getByText('Say in a few words what happened.').waitFor(patience)
    await page.locator('#entry-title').fill('Shots')
    expect(await page.getByText('Say in a few words what happened.').count()).toBe(0)
    await page.locator('#entry-coordinates').fill('35.1, 40.4')
    await page.locator('#entry-when').fill('2099-01-01 05:00')
    await send.click()
    await page.getByText(/An event has happened/).waitFor(patience)
    await page.locator('#entry-when').fill('2021-01-01 05:00')
    await page.locator('#entry-uncertainty').fill('-5')
    await send.click()
    await page.locator('#entry-uncertainty-problem').waitFor(patience)
    await picture(page, 'entry-wanting-desk')
    expect(await violations(page)).toEqual([])
    expect(faults).toEqual([])
    await context.close()
  })

  it.each(['desk', 'phoneArabic'] as const)(
    'of a report are let go of by Cancel, which can be taken back, and kept by whoever closes it, who is told so (%s)',
    async (name) => {
      const look = mapless(looks[name])
      const [cancel, gone, goOn, kept] =
        look.language === 'ar'
          ? ['إلغاء', 'تُرك ما كُتب.', 'تابع العمل عليه', 'بلاغك محفوظ مسودةً.']
          : ['Cancel', 'What was written is let go.', 'Go on with it', 'Your report is kept as a draft.']
      const path = '/floor?enter=incident'
      const { page, context, faults } = await signedIn(here.browser, here.server, { person: watchOfficer, look, path })
      const title = page.locator('#entry-title')
      const leave = async () => {
        await page.getByRole('button', { name: cancel, exact: true }).click()
        await title.waitFor({ ...patience, state: 'detached' })
      }
      const notice = (text: string) => page.locator('.notice').filter({ hasText: text })
      await leave()
      expect(await page.locator('.notice').count()).toBe(0)
      await page.goto(here.server.url + path)
      await title.fill('Shots by the weir')
      await leave()
      await notice(gone).waitFor(patience)
      await picture(page, `entry-let-go-${name}`)
      await notice(gone).getByRole('button', { name: goOn }).click()
      await expect.poll(() => title.inputValue(), patience).toBe('Shots by the weir')
      await title.press('Escape')
      await notice(kept).waitFor(patience)
      await picture(page, `entry-kept-${name}`)
      await notice(kept).getByRole('button', { name: goOn }).click()
      await expect.poll(() => title.inputValue(), patience).toBe('Shots by the weir')
      await leave()
      await page.goto(here.server.url + path)
      expect(await title.inputValue()).toBe('')
      expect(faults).toEqual([])
      await context.close()
    },
  )

  it.each([
    { of: 'a correction', key: 'x', field: '#reason-text' },
    { of: 'one more report', key: 't', field: '#report-source' },
    { of: 'a note on an alert', key: 'n', field: '#alert-form textarea' },
  ])(
    'of $of are let go of by Cancel, which can be taken back, and kept by whoever closes it',
    async ({ key, field }) => {
      const id = await report(here.server, `Shots, and ${key} pressed`)
      const { page, context, faults } = await opened(`/floor?sel=incident:${id}`)
      await page
        .getByRole('complementary')
        .getByRole('heading', { name: /^Shots, and/ })
        .waitFor(patience)
      if (key === 'n') await page.locator('.queue').getByText(`Shots, and ${key} pressed`).first().click()
      const words = page.getByRole('dialog').locator(field)
      const begin = async () => {
        await page.keyboard.press(key)
        await words.waitFor(patience)
      }
      const cancel = async () => {
        await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
        await words.waitFor({ ...patience, state: 'detached' })
      }
      const gone = page.locator('.notice').filter({ hasText: 'What was written is let go.' })
      await begin()
      await cancel()
      expect(await gone.count()).toBe(0)
      await begin()
      await words.fill('Seen from the tower')
      await words.press('Escape')
      await begin()
      expect(await words.inputValue()).toBe('Seen from the tower')
      await cancel()
      await gone.getByRole('button', { name: 'Keep it again' }).click()
      await begin()
      expect(await words.inputValue()).toBe('Seen from the tower')
      await page.getByText('Your draft is back.').waitFor(patience)
      await cancel()
      await begin()
      expect(await words.inputValue()).toBe('')
      expect(faults).toEqual([])
      await context.close()
    },
  )

  it.each([
    { at: '35.1, 10.4', raised: 'The incident is stored. It raised no alert that you may see.' },
    { at: '36.4775, 40.7625', raised: /^The incident is stored\. It raised \d+ alerts?\.$/ },
  ])('of a report that is sent are followed by how many alerts it raised: at $at', async ({ at, raised }) => {
    const { page, context, faults } = await opened('/floor?enter=incident')
    await page.locator('#entry-title').fill('A car bomb at the gate')
    await page.locator('#entry-type').selectOption('vehicle-bomb')
    await page.locator('#entry-severity').selectOption('extreme')
    await page.locator('#entry-location').selectOption('exact')
    await page.locator('#entry-coordinates').fill(at)
    await page.locator('#entry-title').press('Control+Enter')
    await page.getByText(raised).first().waitFor(patience)
    await picture(page, 'entry-raised-desk')
    expect(faults).toEqual([])
    await context.close()
  })

  it('narrow a list by days as they are written everywhere, in any digits', async () => {
    const { page, context, faults } = await opened('/history')
    const from = page.locator('#h-from')
    await from.fill('٢٠٢١-١١-٠٩')
    await from.press('Enter')
    await page.waitForURL(/from=2021-11-09/)
    await from.fill('yesterday')
    await page.locator('#h-to').focus()
    await page.getByText('Write a day such as 2026-11-27.').waitFor(patience)
    expect(page.url()).toContain('from=2021-11-09')
    await picture(page, 'history-days-desk')
    expect(await violations(page)).toEqual([])
    await from.fill('')
    await from.press('Enter')
    await expect.poll(() => page.url(), patience).not.toContain('from=')
    expect(faults).toEqual([])
    await context.close()
  })

  it('of the palette take by Enter what is found late', async () => {
    const { page, context, faults } = await opened('/floor')
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox').fill('Deir Hafir')
    await page.getByRole('option').first().waitFor(patience)
    await page.keyboard.press('Enter')
    await expect.poll(() => page.getByRole('dialog').count(), patience).toBe(0)
    expect(faults).toEqual([])
    await context.close()
  })
})
