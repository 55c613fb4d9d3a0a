import { expect, it } from 'vitest'
import { picture, withoutWebGl } from '../kit/browser.js'
import { evening } from '../kit/evening.js'

const here = evening('first-visit')

it.each([
  ['ar-SY', 'ar', 'rtl'],
  ['en-GB', 'en', ''],
] as const)(
  'speaks to who has chosen nothing in the language of their browser, until they choose: %s',
  async (...seen) => {
    const [locale, lang, dir] = seen
    const context = await here.browser.newContext({ locale, viewport: { width: 390, height: 844 } })
    await context.addInitScript(withoutWebGl)
    const page = await context.newPage()
    await page.goto(here.server.url)
    await page.locator('input[autocomplete="username"]').waitFor()
    const html = page.locator('html')
    await expect.poll(() => html.getAttribute('lang')).toBe(lang)
    expect((await html.getAttribute('dir')) ?? '').toMatch(dir)
    expect(await page.evaluate(() => localStorage.getItem('cordon:language'))).toBe(null)
    await picture(page, `first-visit-${lang}`)
    await page.getByRole('button', { name: lang === 'ar' ? 'English' : 'العربية' }).click()
    await expect.poll(() => html.getAttribute('lang')).not.toBe(lang)
    await page.reload()
    await page.locator('input[autocomplete="username"]').waitFor()
    await expect.poll(() => html.getAttribute('lang')).not.toBe(lang)
    await context.close()
  },
)
