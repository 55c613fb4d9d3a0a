import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { violations } from '../kit/axe.js'
import { drawnMap, looks, mapless, picture } from '../kit/browser.js'
import { evening } from '../kit/evening.js'
import { ask, idOf, report, watchedZone } from './house.js'
import { addPerson, administrator, isAskedOfAxe, signedIn } from './people.js'

const patience = { timeout: 30_000 } as const
const here = evening('archived')
const at = [44, 33.4] as const
const viewer = { name: 'vera', password: 'a-secret-of-vera' } as const
let zoneId: string
let incidentId: string
let alertId: string

const archive = (id: string) => ask(here.server, `DELETE /api/zones/${id}`, { headers: { 'if-match': '*' } })

beforeAll(async () => {
  const steps = [
    { afterMinutes: 60, tells: [{ kind: 'room' }] },
    { afterMinutes: 60, tells: [{ kind: 'room' }] },
  ]
  const escalation = await ask(here.server, 'POST /api/escalations', { body: { name: 'Night', steps } })
  zoneId = await watchedZone(here.server, { name: 'Kiln', at }, { escalationId: idOf(escalation) })
  incidentId = await report(here.server, 'Car bomb at the kiln', { at })
  const told: unknown = await ask(here.server, `GET /api/incidents/${incidentId}/alerts`)
  alertId = /"id":"([^"]+)"/.exec(JSON.stringify(told))?.[1] ?? ''
  await archive(zoneId)
})

const opened = (path: string, look = mapless(looks.desk)) =>
  signedIn(here.browser, here.server, { person: administrator, look, path })

const panel = (page: Page) => page.getByRole('complementary').last()

describe('a zone that was archived with an alert open', () => {
  it.each(['desk', 'phoneArabic'] as const)(
    'is known to a page that is loaded afterwards: what it will call, where it lies, what rules it had (%s)',
    async (name) => {
      const look = mapless(looks[name])
      const { page, context, faults } = await opened(`/floor?sel=alert:${alertId}&part=distances`, look)
      await panel(page).getByRole('button', { name: 'Kiln', exact: true }).click()
      const [archived, rules] = look.language === 'ar' ? ['هذه المنطقة مؤرشفة', 'القواعد'] : ['It is archived', 'Rules']
      await panel(page).getByText(archived).waitFor(patience)
      await page.getByRole('tab', { name: rules }).click()
      await panel(page).getByText('Anything').waitFor(patience)
      await picture(page, `archived-rules-${name}`)
      if (isAskedOfAxe(look)) expect(await violations(page)).toEqual([])
      expect(faults).toEqual([])
      await context.close()
    },
  )

  it('is shown on the map of zones where it was', async () => {
    const { page, context, faults } = await opened(`/zones?zone=${zoneId}`, looks.desk)
    await drawnMap(page)
    const box = await page.locator('.centre').boundingBox()
    const middle = async () => {
      // Of what is left of the map beside the panel.
      const [x, y] = [(box?.x ?? 0) + ((box?.width ?? 0) - 400) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2]
      await page.mouse.move(x + 3, y)
      await page.mouse.move(x, y)
      return page.locator('output.cursor').innerText()
    }
    await expect.poll(middle, patience).toMatch(/^33\.[34]\d+° N, (43\.9|44\.0)\d+° E/)
    await picture(page, 'archived-map')
    expect(faults).toEqual([])
    await context.close()
  })

  it('goes on in the queue: its alert says when it calls, and the queue can be narrowed to it', async () => {
    const { page, context, faults } = await opened('/floor')
    await page
      .getByRole('main')
      .getByText(/calls in/)
      .first()
      .waitFor(patience)
    await page.getByRole('button', { name: 'Filter' }).first().click()
    const zones = await page.locator('#queue-zone option').allTextContents()
    expect(zones).toContain('Kiln')
    await picture(page, 'archived-filter')
    expect(faults).toEqual([])
    await context.close()
  })

  it('is named with its rule where somebody asks why they were told', async () => {
    const { page, context, faults } = await opened(`/floor?sel=incident:${incidentId}&part=alerts`)
    await page.getByRole('button', { name: /of others/ }).click()
    await page.locator('.why').getByRole('heading', { name: /Kiln/ }).waitFor(patience)
    await picture(page, 'archived-why')
    expect(faults).toEqual([])
    await context.close()
  })
})

describe('an archived zone is brought back', () => {
  const words = {
    en: ['Bring back', 'Its rule that is on alerts again', 'The zone is watched again, by 1 rule', 'Edit zone'],
    ar: ['استعادة', 'قاعدتها المشغّلة تنبّه من جديد', 'تُراقَب المنطقة من جديد بقاعدة واحدة', 'تعديل المنطقة'],
  } as const
  let longitude = 50

  async function archived(name: string) {
    const place = [(longitude += 1), 33.4] as const
    const id = await watchedZone(here.server, { name, at: place })
    await archive(id)
    const alerts = async () => {
      await report(here.server, `At ${name}`, { at: place })
      const told: unknown = await ask(here.server, `GET /api/alerts?zone=${id}`)
      return (JSON.stringify(told).match(/"zoneVersion":3/g) ?? []).length
    }
    return { id, alerts }
  }

  it.each(['desk', 'phoneLight', 'phoneArabic'] as const)(
    'from its panel, which says what its rules do, and alerts again (%s)',
    async (name) => {
      const { id, alerts } = await archived(`Ferry ${name}`)
      const look = mapless(looks[name])
      const [act, about, done, edit] = words[look.language === 'ar' ? 'ar' : 'en']
      const { page, context, faults } = await opened(`/zones?zone=${id}`, look)
      const editor = page.locator('.editor')
      await editor.getByText('Anything').waitFor(patience)
      await picture(page, `restore-editor-${name}`)
      await editor.getByRole('button', { name: act, exact: true }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByText(about).waitFor(patience)
      await picture(page, `restore-dialog-${name}`)
      if (isAskedOfAxe(look)) expect(await violations(page)).toEqual([])
      await dialog.getByRole('button', { name: act, exact: true }).click()
      await page.getByText(done).first().waitFor(patience)
      await editor.getByRole('button', { name: edit }).waitFor(patience)
      await editor.getByText('Anything').waitFor(patience)
      await expect.poll(() => page.evaluate(() => document.activeElement?.closest('.editor') !== null)).toBe(true)
      await picture(page, `restored-${name}`)
      expect(await alerts()).toBe(1)
      expect(faults).toEqual([])
      await context.close()
    },
  )

  it('by keys alone, also while its rules are still read: the dialog has the focus from its beginning', async () => {
    const { id, alerts } = await archived('Sluice')
    const [act, , done] = words.en
    const { page, context, faults } = await opened(`/zones?zone=${id}`)
    await page.locator('.editor').getByText('Anything').waitFor(patience)
    await page.route(`**/api/zones/${id}/rules*`, async (route) => {
      await new Promise((done) => setTimeout(done, 500))
      await route.continue()
    })
    await page.locator('.editor').getByRole('button', { name: act, exact: true }).focus()
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog')
    await dialog.waitFor(patience)
    const button = dialog.getByRole('button', { name: act, exact: true })
    await expect.poll(() => button.evaluate((it) => it === document.activeElement), patience).toBe(true)
    await dialog.getByText('Its rule that is on alerts again').waitFor(patience)
    await picture(page, 'restore-keys')
    await page.keyboard.press('Enter')
    await page.getByText(done).first().waitFor(patience)
    expect(await alerts()).toBe(1)
    expect(faults).toEqual([])
    await context.close()
  })

  it('from the list of archived ones, and is in it as one that listens on another page', async () => {
    const { alerts } = await archived('Weir')
    const [act, , done] = words.en
    const other = await opened('/zones')
    const { page, context, faults } = await opened('/zones')
    await page.getByRole('checkbox', { name: 'Archived too' }).check()
    await page.getByRole('searchbox').fill('Weir')
    await picture(page, 'restore-list')
    await page.getByRole('button', { name: `${act}: Weir` }).click()
    await page.getByRole('dialog').getByRole('button', { name: act, exact: true }).click()
    await page.getByText(done).first().waitFor(patience)
    await page
      .getByRole('button', { name: `${act}: Weir` })
      .first()
      .waitFor({ state: 'detached', ...patience })
    await other.page.locator('.list li').filter({ hasText: 'Weir' }).getByText('1 rule').waitFor(patience)
    expect(await alerts()).toBe(1)
    expect([...faults, ...other.faults]).toEqual([])
    await Promise.all([context.close(), other.context.close()])
  })

  it('from its panel on the floor', async () => {
    const { id } = await archived('Lock')
    const [act, , done] = words.en
    const { page, context, faults } = await opened(`/floor?sel=zone:${id}`)
    await panel(page).getByRole('button', { name: act, exact: true }).click()
    await picture(page, 'restore-floor')
    await page.getByRole('dialog').getByRole('button', { name: act, exact: true }).click()
    await page.getByText(done).first().waitFor(patience)
    await panel(page).getByRole('link', { name: 'Edit zone and rules' }).waitFor(patience)
    expect(faults).toEqual([])
    await context.close()
  })
})

describe('the panel of an archived zone', () => {
  it.each(['desk', 'phoneArabic'] as const)('offers no change but a copy, which is gone to (%s)', async (name) => {
    const look = mapless(looks[name])
    const [edit, copy] = look.language === 'ar' ? ['تعديل المنطقة وقواعدها', 'نسخ'] : ['Edit zone and rules', 'Copy']
    const { page, context, faults } = await opened(`/floor?sel=zone:${zoneId}`, look)
    await panel(page).getByRole('button', { name: copy, exact: true }).click()
    expect(await panel(page).getByRole('link', { name: edit }).count()).toBe(0)
    await picture(page, `archived-panel-${name}`)
    await page.getByRole('dialog').locator('#copy-name').fill(`Kiln again ${name}`)
    await page.getByRole('dialog').getByRole('button', { name: copy, exact: true }).click()
    await panel(page)
      .getByRole('heading', { name: `Kiln again ${name}` })
      .waitFor(patience)
    await panel(page).getByRole('link', { name: edit }).waitFor(patience)
    expect(page.url()).not.toContain(zoneId)
    expect(faults).toEqual([])
    await context.close()
  })

  it('offers nothing to somebody who draws no zones', async () => {
    await addPerson(here.server, viewer, 'viewer')
    const { page, context } = await signedIn(here.browser, here.server, {
      ...{ person: viewer, look: mapless(looks.desk), path: `/floor?sel=zone:${zoneId}` },
    })
    await panel(page).getByText('It is archived').waitFor(patience)
    expect(await panel(page).locator('.foot').count()).toBe(0)
    await picture(page, 'archived-panel-viewer')
    await context.close()
  })
})

describe('a link to an archived zone', () => {
  it.each(['desk', 'phoneArabic'] as const)('opens it with the rules that it had (%s)', async (name) => {
    const quiet = await watchedZone(here.server, { name: 'Old depot', at: [45, 33.4] })
    await archive(quiet)
    const look = mapless(looks[name])
    const { page, context, faults } = await opened(`/zones?zone=${quiet}`, look)
    const editor = page.getByRole('complementary', { name: 'Old depot' })
    await editor.getByText('Anything').waitFor(patience)
    await picture(page, `archived-link-${name}`)
    if (isAskedOfAxe(look)) expect(await violations(page)).toEqual([])
    expect(await page.locator('.list li').filter({ hasText: 'Old depot' }).count()).toBe(0)
    expect(faults).toEqual([])
    await context.close()
  })

  it('says that there is no such zone, where there is none', async () => {
    const { page, context, faults } = await opened('/zones?zone=019a0000-0000-7000-8000-000000000000')
    await page.getByText('It is not there any more, or not for you to see.').waitFor(patience)
    await picture(page, 'archived-none')
    await page.getByRole('button', { name: 'Close' }).click()
    await page.locator('.editor').waitFor({ state: 'detached', ...patience })
    expect(faults).toEqual([])
    await context.close()
  })
})

describe('a zone that is archived by hand', () => {
  it('is watched again by Undo, as it was', async () => {
    const id = await watchedZone(here.server, { name: 'Tannery', at: [44.5, 33.4] })
    const { page, context, faults } = await opened(`/zones?zone=${id}`)
    await page.getByRole('button', { name: 'Archive', exact: true }).click(patience)
    await page.getByRole('dialog').getByRole('button', { name: 'Archive', exact: true }).click()
    const notice = page.locator('.notice').filter({ hasText: 'The zone is archived.' })
    await notice.waitFor(patience)
    await picture(page, 'archived-undo')
    await notice.getByRole('button', { name: 'Undo' }).click()
    await page.getByText('The zone is watched again, by 1 rule.').first().waitFor(patience)
    expect(await ask(here.server, `GET /api/zones/${id}`)).toMatchObject({ properties: { archived: false } })
    expect(faults).toEqual([])
    await context.close()
  })
})
