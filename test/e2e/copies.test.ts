import { describe, expect, it } from 'vitest'
import { violations } from '../kit/axe.js'
import { looks, mapless, picture } from '../kit/browser.js'
import { evening } from '../kit/evening.js'
import { report } from './house.js'
import { administrator, signedIn, watchOfficer } from './people.js'

const patience = { timeout: 30_000 } as const

const here = evening('copies')

it.each(['desk', 'phoneArabic'] as const)('copies a token that is told this once, and says so (%s)', async (at) => {
  const look = mapless(looks[at])
  const isArabic = look.language === 'ar'
  const { page, context, faults } = await signedIn(here.browser, here.server, {
    person: administrator,
    look,
    path: '/admin?tab=tokens',
  })
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page
    .getByRole('button', { name: isArabic ? 'رمز جديد' : 'New token' })
    .first()
    .click(patience)
  await page.locator('#token-name').fill('Gateway')
  await page.getByRole('dialog').locator('.primary').click()
  const text = page.getByRole('dialog').locator('textarea')
  await text.waitFor(patience)
  await page
    .getByRole('dialog')
    .getByRole('button', { name: isArabic ? 'نسخ' : 'Copy', exact: true })
    .click()
  await page
    .getByRole('status')
    .getByText(isArabic ? 'نُسخ' : 'Copied')
    .first()
    .waitFor(patience)
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(await text.inputValue())
  await picture(page, `token-copied-${at}`)
  expect([await violations(page), faults]).toEqual([[], []])
  await context.close()
})

/** In the page: as a browser has it at a plain http address that is not this machine's. */
function withoutClipboard(): void {
  Object.defineProperty(navigator, 'clipboard', { value: undefined })
}

/** In the page: as a browser that lets no page copy. */
function withoutCopying(): void {
  Object.defineProperty(document, 'execCommand', { value: () => false })
}

describe('where the page has no clipboard of its own, as at a plain http address', () => {
  it('copies a position all the same, and says so', async () => {
    const path = `/floor?sel=incident:${await report(here.server, 'Shots at the gate')}`
    const look = mapless(looks.desk)
    const { page, context, faults } = await signedIn(here.browser, here.server, { person: watchOfficer, look, path })
    await context.grantPermissions(['clipboard-read'])
    await page.evaluate(withoutClipboard)
    await page.locator('.coordinates').nth(2).click()
    await page
      .locator('[aria-live="polite"]')
      .getByText('Copied')
      .waitFor({ state: 'attached', ...patience })
    await page.locator('input[type="search"]').first().focus()
    await page.keyboard.press('Control+v')
    expect(await page.locator('input[type="search"]').first().inputValue()).toMatch(/^37S F[A-Z] \d{5} \d{5}$/)
    expect(faults).toEqual([])
    await context.close()
  })

  it.each(['desk', 'phoneArabic'] as const)('says what to do where no page may copy (%s)', async (at) => {
    const path = `/floor?sel=incident:${await report(here.server, 'Shots at the bridge')}`
    const look = mapless(looks[at])
    const { page, context, faults } = await signedIn(here.browser, here.server, { person: watchOfficer, look, path })
    await page.evaluate(withoutClipboard)
    await page.evaluate(withoutCopying)
    await page.locator('.coordinates').first().click()
    await page.locator('.notice.bad').getByText('36.47750° N, 40.76250° E').waitFor(patience)
    await picture(page, `copy-kept-${at}`)
    expect([await violations(page), faults]).toEqual([[], []])
    await context.close()
  })
})

it.each(['desk', 'phoneLight', 'phoneArabic'] as const)('shows which of the deliveries are listed (%s)', async (at) => {
  const { page, context, faults } = await signedIn(here.browser, here.server, {
    ...{ person: administrator, look: mapless(looks[at]), path: '/deliveries' },
  })
  const chosen = page.locator('.tools [aria-pressed="true"]')
  const other = page.locator('.tools [aria-pressed="false"]').first()
  await chosen.waitFor(patience)
  const looksLike = (it: typeof chosen) => it.evaluate((element) => getComputedStyle(element).boxShadow)
  expect([await looksLike(chosen), await looksLike(other)]).toEqual([expect.stringContaining('inset'), 'none'])
  await picture(page, `deliveries-${at}`)
  expect([await violations(page), faults]).toEqual([[], []])
  await context.close()
})
