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
})
