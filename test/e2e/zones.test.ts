import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { violations } from '../kit/axe.js'
import { looks, mapless, openBrowser, picture, type Look } from '../kit/browser.js'
import type { Running } from '../kit/process.js'
import { watchedZone } from './house.js'
import { administrator, signedIn } from './people.js'
import { leave, startWithTheatre } from './theatre.js'

const patience = { timeout: 30_000 } as const

let folder: string
let server: Running
let browser: Browser

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cordon-zones-'))
  server = await startWithTheatre(folder)
  browser = await openBrowser('engine')
}, 180_000)

afterAll(() => leave({ browser, server, folder }))

const opened = (path: string, look: Look = mapless(looks.desk)) =>
  signedIn(browser, server, { person: administrator, look, path })

const depot = (name: string) => watchedZone(server, { name, at: [44, 33.4] })

/** Whether all of it lies within what can be seen of the dialog. */
const isSeen = (it: Locator) =>
  it.evaluate((element) => {
    const [own, within] = [element, element.closest('.inside')].map((part) => part?.getBoundingClientRect())
    return own !== undefined && within !== undefined && own.top > within.top - 1 && own.bottom < within.bottom + 1
  })
const save = (page: Page) => page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()

describe('the form of a zone', () => {
  it('asks for what is missing where it is, and only as long as it is missing', async () => {
    const { page, context, faults } = await opened('/zones?zone=new')
    const name = page.locator('#zone-name')
    await page.locator('#zone-centre').fill('33.4, 44')
    await page.getByRole('radio', { name: /^public:/ }).focus()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Give the zone a name.').waitFor(patience)
    expect(await name.evaluate((it) => it === document.activeElement)).toBe(true)
    await page.keyboard.type('Depot')
    await page.getByText('Give the zone a name.').waitFor({ state: 'hidden', ...patience })
    expect(faults).toEqual([])
    await context.close()
  })
})

describe('the form of a rule', () => {
  it.each([
    ['desk', mapless(looks.desk)],
    ['phoneArabic', mapless(looks.phoneArabic)],
  ] as const)(
    'says what keeps it from being tried and saved, also where that is folded away (%s)',
    async (at, look) => {
      const { page, context, faults } = await opened(`/zones?zone=${await depot(`Depot of ${at}`)}`, look)
      const isArabic = look.language === 'ar'
      await page.getByRole('button', { name: isArabic ? 'قاعدة جديدة' : 'New rule' }).click()
      await page.locator('#rule-name').fill('Two at once')
      const more = page.locator('details.more')
      await more.locator('summary').click()
      await page.locator('#rule-count').fill('1')
      await more.locator('summary').click()
      await page.getByText(isArabic ? 'لم تُجرَّب:' : 'Not tried:').waitFor(patience)
      expect(await violations(page)).toEqual([])
      await picture(page, `rule-lacks-${at}`)
      await page.locator('#rule-name').press('Enter')
      await expect.poll(() => page.locator('#rule-count').isVisible(), patience).toBe(true)
      expect(await page.locator('#rule-count').evaluate((it) => it === document.activeElement)).toBe(true)
      await picture(page, `rule-unfolded-${at}`)
      expect(faults).toEqual([])
      await context.close()
    },
  )

  it('shows why it is refused, wherever it was scrolled to', async () => {
    const { page, context, faults } = await opened(`/zones?zone=${await depot('Refused depot')}`)
    await page.getByRole('button', { name: 'New rule' }).click()
    await page.locator('#rule-name').fill('Never')
    await page.locator('details.more summary').click()
    await page.locator('#rule-absence').fill('12')
    await page.locator('#rule-count').fill('3')
    await page.locator('.preview').getByText('it could never tell anything').waitFor(patience)
    await page.getByText('Take imported history as if').scrollIntoViewIfNeeded()
    await save(page)
    const refusal = page.locator('.form > [role="alert"]').first()
    await refusal.getByText('it could never tell anything').waitFor(patience)
    await expect.poll(() => isSeen(refusal), patience).toBe(true)
    expect(faults).toEqual([])
    await context.close()
  })
})
