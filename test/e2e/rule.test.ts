import type { Locator, Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { violations } from '../kit/axe.js'
import { intercept, looks, mapless, picture, type Look } from '../kit/browser.js'
import { evening } from '../kit/evening.js'
import { report, watchedZone } from './house.js'
import { press, tabTo } from './keys.js'
import { administrator, signedIn } from './people.js'

const patience = { timeout: 30_000 } as const
const at = [44.6, 33.9] as const

const here = evening('rule')
let zone: string

beforeAll(async () => {
  zone = await watchedZone(here.server, { name: 'Bridge', at }, {})
  await report(here.server, 'Bomb at the bridge', { type: 'ied', severity: 'severe', uncertaintyMetres: 400, at })
  await report(here.server, 'Clash at the bridge', {
    type: 'armed-clash',
    severity: 'minor',
    uncertaintyMetres: 400,
    at,
  })
})

/** The form of a rule, as somebody opens it who is about to change it. */
async function editing(look: Look) {
  const window = await signedIn(here.browser, here.server, {
    person: administrator,
    look: mapless(look),
    path: `/zones?zone=${zone}`,
  })
  const name = look.language === 'ar' ? /^تعديل القاعدة/ : /^Edit rule/
  await window.page.getByRole('button', { name }).click(patience)
  const preview = window.page.locator('.preview')
  await preview.locator('dl, ol').first().waitFor(patience)
  return {
    ...window,
    preview,
    figures: preview.locator('.figures, dl').first(),
    types: window.page.locator('#rule-types'),
  }
}

/** Whether its middle can be seen in the window, and nothing lies over it. */
const isInSight = (it: Locator) =>
  it.evaluate((element) => {
    const { left, top, width, height } = element.getBoundingClientRect()
    const there = document.elementFromPoint(left + width / 2, top + height / 2)
    return there !== null && (element.contains(there) || there.contains(element))
  })

describe('the form of a rule', () => {
  it('lets a Latin name begin at the edge of its column and of its field where all else is read from the right', async () => {
    const { page, context } = await signedIn(here.browser, here.server, {
      person: administrator,
      look: mapless(looks.deskArabic),
      path: `/zones?zone=${zone}`,
    })
    const name = page.locator('.rules .head b').first()
    await name.waitFor(patience)
    const gap = await name.evaluate((it) => {
      const text = document.createRange()
      text.selectNodeContents(it)
      return it.getBoundingClientRect().right - text.getBoundingClientRect().right
    })
    expect(gap).toBeLessThan(2)
    await page
      .getByRole('button', { name: /^تعديل القاعدة/ })
      .first()
      .click(patience)
    const field = page.locator('#rule-name')
    expect(await field.evaluate((it) => getComputedStyle(it).textAlign)).toBe('right')
    await context.close()
  })

  it('says why nobody else can be called, and leads to where that is made; its headings miss no step', async () => {
    const { page, context, faults, types } = await editing(looks.desk)
    await types.locator('summary').click()
    const headings = types.getByRole('heading')
    expect(await headings.count()).toBe(await types.getByRole('heading', { level: 3 }).count())
    const hint = page.getByText('An escalation says who is called when nobody comes; none has been made yet.')
    await hint.scrollIntoViewIfNeeded()
    await picture(page, 'rule-no-escalation-desk')
    expect(await violations(page)).toEqual([])
    await hint.getByRole('link', { name: 'Make one' }).click()
    await page.getByRole('tab', { name: 'Escalations', selected: true }).waitFor(patience)
    expect(faults).toEqual([])
    await context.close()
  })

  it.each(['desk', 'deskArabic'] as const)(
    'shows what it would have told beside what it asks for (%s)',
    async (look) => {
      const { page, context, faults, figures, types } = await editing(looks[look])
      await page.locator('.more > summary').click()
      for (const field of [page.locator('#rule-name'), types.locator('summary'), page.locator('#rule-lead')]) {
        await field.focus()
        expect(await Promise.all([isInSight(field), isInSight(figures)])).toEqual([true, true])
      }
      await picture(page, `rule-${look}`)
      expect([await violations(page), faults]).toEqual([[], []])
      await context.close()
    },
  )

  it.each(['phoneLight', 'phoneArabic'] as const)(
    'keeps the figure in sight where there is no room beside it, and leads to the rest (%s)',
    async (look) => {
      const { page, context, faults, figures } = await editing(looks[look])
      const figure = page.getByRole('button', { name: /^≈/ })
      await page.locator('#rule-name').focus()
      expect(await Promise.all([isInSight(figure), isInSight(figures)])).toEqual([true, false])
      await picture(page, `rule-${look}`)
      await figure.click()
      await expect.poll(() => isInSight(figures)).toBe(true)
      expect([await violations(page), faults]).toEqual([[], []])
      await context.close()
    },
  )

  it.each(['desk', 'phoneArabic'] as const)(
    'finds types by a word, all by keys, and reads out what is chosen (%s)',
    async (look) => {
      const { page, context, faults, types } = await editing(looks[look])
      const isArabic = looks[look].language === 'ar'
      await types.locator('summary').press('Enter')
      await picture(page, `rule-types-${look}`)
      await page.keyboard.press('Tab')
      await page.keyboard.type(isArabic ? 'كمين' : 'ambush')
      await expect.poll(() => types.getByRole('checkbox').count()).toBe(1)
      await types.getByRole('checkbox', { name: isArabic ? /كمين/ : /ambush/i }).press('Space')
      await page.keyboard.press('Shift+Tab')
      await types.getByRole('searchbox').fill('')
      await types.locator('[value="ied"]').check()
      expect(await types.locator('summary').innerText()).toMatch(isArabic ? /كمين/ : /ambush, ied|ambush, .*explosive/i)
      await types.scrollIntoViewIfNeeded()
      await picture(page, `rule-types-chosen-${look}`)
      expect(await violations(page)).toEqual([])
      await types.getByRole('button').click()
      expect(await types.getByRole('checkbox', { checked: true }).count()).toBe(0)
      expect(faults).toEqual([])
      await context.close()
    },
  )

  it('says in the reader’s language why it is refused, and of which field', async () => {
    const { page, context } = await editing(looks.deskArabic)
    await page.locator('.more > summary').click()
    await page.locator('#rule-count').fill('3')
    await page.locator('#rule-trend').fill('5')
    await page.getByRole('button', { name: 'حفظ', exact: true }).click()
    const fault = page.locator('form [role="alert"] li')
    await fault.waitFor(patience)
    expect(await fault.innerText()).toMatch(/^الارتفاع عن المعتاد:[^a-z]+$/i)
    await picture(page, 'rule-refused-arabic')
    expect(await violations(page)).toEqual([])
    await context.close()
  })
})

/** Lets no preview of rules come back before it is let go of. */
async function held(page: Page): Promise<() => void> {
  let release: () => void = () => undefined
  const released = new Promise<void>((resolve) => (release = resolve))
  await intercept(page, '**/api/**/preview', async (route) => {
    await released
    await route.continue()
  })
  return release
}

describe('the preview of a rule', () => {
  it('says of a day that is none what a day looks like, and looks back from one that is', async () => {
    const { page, context, preview, faults } = await editing(looks.desk)
    const until = preview.getByPlaceholder('now')
    await until.fill('31/12/2021')
    await until.press('Tab')
    await preview.getByText('Write a day such as 2026-11-27.').waitFor(patience)
    expect(await until.evaluate((it) => it === document.activeElement)).toBe(true)
    await picture(page, 'rule-preview-no-day')
    await until.fill('2021-12-31')
    await until.press('Tab')
    await preview.getByText('1 Jan 2022', { exact: true }).waitFor(patience)
    expect(await preview.locator('.wanted').count()).toBe(0)
    await picture(page, 'rule-preview-until')
    expect(faults).toEqual([])
    await context.close()
  })

  it.each(['desk', 'phoneArabic'] as const)(
    'says of a day that is not over that it is counted up to now, and nothing of one that is (%s)',
    async (look) => {
      const { page, context, preview, faults } = await editing(looks[look])
      const until = preview.locator('header input[type="text"]')
      const said = preview.getByText(/counted up to now|يُحسب حتى الآن/)
      await until.fill('2090-01-01')
      await until.press('Tab')
      await said.waitFor(patience)
      await said.scrollIntoViewIfNeeded()
      await picture(page, `rule-preview-ahead-${look}`)
      expect(await violations(page)).toEqual([])
      await until.fill('2021-12-31')
      await until.press('Tab')
      await said.waitFor({ state: 'detached' })
      expect(faults).toEqual([])
      await context.close()
    },
  )

  it.each(['desk', 'phoneArabic'] as const)(
    'keeps what it has counted where it stands while it counts anew, and says so (%s)',
    async (look) => {
      const { page, context, faults, preview, figures } = await editing(looks[look])
      const counted = preview.locator('[aria-busy]')
      const [before, room] = [await figures.innerText(), await counted.boundingBox()]
      expect(await counted.getAttribute('aria-busy')).toBe('false')
      const release = await held(page)
      await page.locator('#rule-severity').selectOption('severe')
      await expect.poll(() => counted.getAttribute('aria-busy')).toBe('true')
      await expect.poll(() => counted.evaluate((it) => getComputedStyle(it, '::before').opacity)).toBe('1')
      expect([await figures.innerText(), await counted.boundingBox()]).toEqual([before, room])
      // Figures that are still read are no paler than others.
      expect(await violations(page)).toEqual([])
      await figures.scrollIntoViewIfNeeded()
      await picture(page, `rule-counting-${look}`)
      release()
      await expect.poll(() => counted.getAttribute('aria-busy'), patience).toBe('false')
      expect(await figures.innerText()).not.toBe(before)
      const severe = await figures.innerText()
      await page.locator('#rule-fresh').fill('')
      await preview.getByRole('status').waitFor(patience)
      expect(await figures.innerText()).toBe(severe)
      await picture(page, `rule-not-counted-${look}`)
      expect([await violations(page), faults]).toEqual([[], []])
      await context.close()
    },
  )
})

describe('the conditions of a rule that come in rows', () => {
  it('keep whoever uses keys where they are, as rows come and go', async () => {
    const { page, context, faults } = await editing(looks.desk)
    const onRow = (of: string) =>
      page.evaluate((of) => {
        const it = document.activeElement
        const row = it?.closest('[data-row]')
        const rows = [...(it?.closest(of)?.querySelectorAll('[data-row]') ?? [])]
        return [it?.tagName, row ? rows.indexOf(row) : null]
      }, of)
    await tabTo(page, '.more > summary')
    await press(page, 'Enter')
    await tabTo(page, '.rings > button')
    await press(page, 'Enter')
    await expect.poll(() => onRow('.rings')).toEqual(['INPUT', 0])
    await tabTo(page, '.rings > button')
    await press(page, 'Enter')
    await expect.poll(() => onRow('.rings')).toEqual(['INPUT', 1])
    await press(page, 'Tab', 'Tab', 'Enter')
    await expect.poll(() => onRow('.rings')).toEqual(['INPUT', 0])
    await press(page, 'Tab', 'Tab', 'Enter')
    await expect.poll(() => onRow('.rings')).toEqual(['BUTTON', null])
    await tabTo(page, '.hours input[type="checkbox"] >> nth=0')
    await press(page, 'Space')
    await tabTo(page, '.hours > button')
    await press(page, 'Enter')
    await expect.poll(() => onRow('.hours')).toEqual(['INPUT', 1])
    expect(faults).toEqual([])
    await context.close()
  })
})

describe('a silence that is being made', () => {
  it('goes to the time until which it lasts where that is refused, and says it there', async () => {
    const { page, context, faults } = await signedIn(here.browser, here.server, {
      ...{ person: administrator, look: mapless(looks.desk), path: `/zones?zone=${zone}` },
    })
    await page.getByRole('button', { name: 'Silence', exact: true }).click(patience)
    const until = page.locator('#silence-until')
    const hasFocus = () => until.evaluate((it) => it === document.activeElement)
    await page.locator('#silence-reason').fill('Works')
    await page.locator('#silence-hours').selectOption('until')
    await until.fill('2020-01-01 08:00')
    await page.getByRole('dialog').getByRole('button', { name: 'Silence', exact: true }).click()
    await page.getByRole('dialog').getByRole('alert').waitFor(patience)
    await expect.poll(hasFocus, patience).toBe(true)
    expect(await until.getAttribute('aria-invalid')).toBe('true')
    await picture(page, 'silence-until-desk')
    await until.fill('2098-01-01 08:00')
    expect(await until.getAttribute('aria-invalid')).toBe(null)
    await until.press('Enter')
    await expect.poll(() => until.getAttribute('aria-invalid'), patience).toBe('true')
    expect([await hasFocus(), await violations(page), faults]).toEqual([true, [], []])
    await context.close()
  })

  it.each(['desk', 'deskArabic', 'phoneLight', 'phoneArabic'] as const)(
    'says what it would keep back of the types that are chosen by keys, and of no others (%s)',
    async (name) => {
      const look = looks[name]
      const isArabic = look.language === 'ar'
      const { page, context, faults } = await signedIn(here.browser, here.server, {
        ...{ person: administrator, look: mapless(look), path: `/zones?zone=${zone}` },
      })
      await page.getByRole('button', { name: isArabic ? 'إسكات' : 'Silence', exact: true }).click(patience)
      const kept = page.locator('.preview dd.first')
      const listed = page.locator('.preview ol > li')
      await expect.poll(() => kept.innerText(), patience).toBe('2')
      const types = page.locator('#silence-types')
      await types.locator('summary').press('Enter')
      await press(page, 'Tab')
      await page.keyboard.type(isArabic ? 'عبوة' : 'ied')
      await types.locator('[value="ied"]').press('Space')
      await expect.poll(() => kept.innerText(), patience).toBe('1')
      await expect.poll(() => listed.allInnerTexts()).toEqual([expect.stringContaining('Bomb at the bridge')])
      await types.getByRole('searchbox').fill('')
      await types.locator('[value="ambush"]').press('Space')
      await expect.poll(() => page.locator('.preview [aria-busy="true"]').count(), patience).toBe(0)
      expect(await kept.innerText()).toBe('1')
      await types.locator('[value="armed-clash"]').press('Space')
      await expect.poll(() => kept.innerText(), patience).toBe('2')
      await types.scrollIntoViewIfNeeded()
      await picture(page, `silence-types-${name}`)
      await kept.scrollIntoViewIfNeeded()
      await picture(page, `silence-preview-${name}`)
      expect([await violations(page), faults]).toEqual([[], []])
      await context.close()
    },
  )
})
