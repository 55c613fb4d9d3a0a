import { beforeAll, describe, expect, it } from 'vitest'
import { violations } from '../kit/axe.js'
import { looks, mapless, picture } from '../kit/browser.js'
import { evening } from '../kit/evening.js'
import { ask, cookieOf, idOf, watchedZone } from './house.js'
import { administrator, follow, isAskedOfAxe, signedIn } from './people.js'

const patience = { timeout: 30_000 } as const

const here = evening('zone-list')

describe('whose a zone is', () => {
  it.each(['desk', 'deskArabic'] as const)(
    'is said in the reader’s language where it is the command line’s: in the list, its panel, its story and the audit log (%s)',
    async (at) => {
      const id = await watchedZone(here.server, { name: `Kiln of ${at}`, at: [44, 33.4] })
      const look = mapless(looks[at])
      const { page, context, faults } = await signedIn(here.browser, here.server, {
        person: administrator,
        look,
        path: '/zones',
      })
      const isArabic = look.language === 'ar'
      const whose = isArabic ? 'سطر الأوامر' : 'command line'
      await page.getByRole('searchbox').fill(`Kiln of ${at}`)
      const row = page.locator('.list li')
      await row.getByText(whose).waitFor(patience)
      await follow(page, `/?sel=zone:${id}`)
      await page.getByRole('complementary').getByText(whose).first().waitFor(patience)
      await page.getByRole('tab', { name: isArabic ? 'السجل' : 'History' }).click()
      await page.locator('.steps').getByText(whose).first().waitFor(patience)
      await picture(page, `zone-whose-${at}`)
      await follow(page, '/audit')
      await page.locator('td').getByRole('button', { name: whose }).first().waitFor(patience)
      if (isArabic) expect(await page.getByText('command line').count()).toBe(0)
      await picture(page, `audit-whose-${at}`)
      expect(faults).toEqual([])
      await context.close()
    },
  )
})

const longNames = [
  'Northern approaches of the municipal water treatment works and the pumping station behind the old silo',
  'المداخل الشمالية لمحطة معالجة المياه البلدية ومحطة الضخ خلف الصومعة القديمة على الطريق المؤدي إلى الجسر',
  'Busayrah',
]

/** In the page: texts in rows of zones that are cut without a sign, or whose whole nobody can read. */
function cutTexts(): readonly string[] {
  return [...document.querySelectorAll<HTMLElement>('.list li :not(.heard)')].flatMap((it) => {
    const own = [...it.childNodes].some((node) => node instanceof Text && node.data.trim() !== '')
    const row = it.closest('li')?.getBoundingClientRect()
    const box = it.getBoundingClientRect()
    const within = row !== undefined && box.top >= row.top - 0.5 && box.bottom <= row.bottom + 0.5
    const inside = within && box.left >= row.left - 0.5 && box.right <= row.right + 0.5
    const cut = it.scrollWidth > it.clientWidth + 1 && getComputedStyle(it).display !== 'inline'
    const whole = cut ? getComputedStyle(it).textOverflow === 'ellipsis' && it.closest('[title]') !== null : true
    return (own || cut) && !(inside && whole) ? [`${it.className}: ${it.textContent}`] : []
  })
}

/** In the page: how far the words of the search and of the order stand from the middle of their lines, in pixels. */
function offLine(): number {
  const off = [...document.querySelectorAll('.find, .order')].flatMap((line) => {
    const middle = (it: Element) => (it.getBoundingClientRect().top + it.getBoundingClientRect().bottom) / 2
    return [...line.children].map((it) => Math.abs(middle(it) - middle(line)))
  })
  return Math.max(...off)
}

describe('the list of zones', () => {
  beforeAll(async () => {
    const cookie = await cookieOf(here.server, administrator)
    for (let n = 0; n < 24; n++) {
      const name = `${longNames[n % 3] ?? ''} ${n}`
      const geometry = { type: 'Point', coordinates: [44 + n / 10, 33.4] }
      const properties = { name, visibility: n % 2 ? 'private' : 'public', radiusMetres: 5_000 }
      const more = n % 4 === 0 ? { valid: { until: '2021-01-01T00:00:00.000Z' } } : {}
      const body = { type: 'Feature', geometry, properties: { ...properties, ...more } }
      const by = { cookie: n % 2 ? cookie : undefined }
      const id = idOf(await ask(here.server, 'POST /api/zones', { body, ...by }))
      await ask(here.server, `POST /api/zones/${id}/rules`, { body: { name: 'Anything' }, ...by })
      const silence = { reason: 'Known works', until: new Date(Date.now() + 3_600_000).toISOString() }
      if (n % 3 === 2) await ask(here.server, `POST /api/zones/${id}/silences`, { body: silence, ...by })
    }
  })

  it.each(['desk', 'deskArabic', 'phoneLight', 'phoneArabic'] as const)(
    'cuts nothing without a sign (%s)',
    async (at) => {
      const look = mapless(looks[at])
      const { page, context, faults } = await signedIn(here.browser, here.server, {
        person: administrator,
        look,
        path: '/zones',
      })
      await page.locator('.list li .meta').first().waitFor(patience)
      await picture(page, `zone-list-${at}`)
      expect(await page.evaluate(offLine)).toBeLessThan(3)
      expect(await page.evaluate(cutTexts)).toEqual([])
      const short = page.locator('.list li').filter({ hasText: 'Busayrah' }).locator('.clip')
      const whole = await short.evaluateAll((all) => all.map((it) => it.scrollWidth <= it.clientWidth))
      expect(whole).toEqual(whole.map(() => true))
      if (isAskedOfAxe(look)) expect(await violations(page)).toEqual([])
      await page.locator('.list li').nth(9).scrollIntoViewIfNeeded()
      expect(await page.evaluate(cutTexts)).toEqual([])
      expect(faults).toEqual([])
      await context.close()
    },
  )
})
