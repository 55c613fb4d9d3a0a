import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { violations } from '../kit/axe.js'
import { looks, mapless, picture } from '../kit/browser.js'
import { evening } from '../kit/evening.js'
import { ask, cookieOf, idOf, report } from './house.js'
import { addPerson, administrator, signIn, signedIn, watchOfficer, type Person } from './people.js'

const patience = { timeout: 30_000 } as const
const desk = mapless(looks.desk)
const keeper = { name: 'sara', password: 'a-supervisors-secret' } as const

const here = evening('forms')

const opened = (path: string, person: Person = watchOfficer) =>
  signedIn(here.browser, here.server, { person, look: desk, path })

async function zoneCalled(name: string, cookie?: string): Promise<string> {
  const geometry = { type: 'Point', coordinates: [44, 33.4] }
  const properties = { name, visibility: 'public', radiusMetres: 5_000 }
  return idOf(await ask(here.server, 'POST /api/zones', { body: { type: 'Feature', geometry, properties }, cookie }))
}

const changeZone = (id: string, properties: object) =>
  ask(here.server, `PATCH /api/zones/${id}`, { body: { properties } })

async function zoneAs(id: string): Promise<unknown> {
  const zone = await ask(here.server, `GET /api/zones/${id}`)
  return typeof zone === 'object' && zone !== null && 'properties' in zone ? zone.properties : null
}

describe('a form in which somebody writes', () => {
  const reason = (page: Page) => page.locator('#reason-text')

  it('is there again, with what was written, after the session has ended in the middle of it', async () => {
    const id = await report(here.server, 'Shots by night')
    const { page, context, faults } = await opened(`/floor?sel=incident:${id}`)
    await page.locator('.panel h2').waitFor(patience)
    await page.keyboard.press('q')
    await reason(page).fill('It was thunder')
    await context.clearCookies()
    await page.getByRole('dialog').getByRole('button', { name: 'Refute' }).click()
    await page.getByText('Your session has ended. Sign in again to go on where you were.').waitFor(patience)
    await picture(page, 'session-ended-desk')
    expect(await violations(page)).toEqual([])
    await signIn(page, watchOfficer)
    await page.locator('.panel h2').filter({ hasText: 'Shots by night' }).waitFor(patience)
    await page.keyboard.press('q')
    await page.getByText('Your draft is back.').waitFor(patience)
    expect(await reason(page).inputValue()).toBe('It was thunder')
    await page.getByRole('dialog').getByRole('button', { name: 'Refute' }).click()
    await page.getByText('It is refuted; this is kept with your reason.').first().waitFor(patience)
    expect(faults).toEqual([])
    await context.close()
  })

  it('is kept over a reload where two incidents are merged, linked or judged', async () => {
    const id = await report(here.server, 'Shots by day')
    const { page, context, faults } = await opened(`/floor?sel=incident:${id}`)
    for (const key of ['o', 'i', 'v']) {
      await page.locator('.panel h2').waitFor(patience)
      await page.keyboard.press(key)
      await reason(page).fill(`Reason of ${key}`)
      await page.reload()
      await page.locator('.panel h2').waitFor(patience)
      await page.keyboard.press(key)
      await page.getByText('Your draft is back.').waitFor(patience)
      expect(await reason(page).inputValue()).toBe(`Reason of ${key}`)
      await page.keyboard.press('Escape')
    }
    expect(faults).toEqual([])
    await context.close()
  })

  it.each([
    { what: 'a zone', path: '/zones?zone=new', key: null, field: '#zone-name' },
    { what: 'a rule', path: '/zones', key: null, field: '#rule-name' },
    { what: 'a feed', path: '/feeds', key: 'n', field: '#feed-name' },
    { what: 'a calendar', path: '/calendars', key: 'n', field: '#calendar-name' },
    { what: 'a team', path: '/admin?tab=teams', key: 'n', field: '#team-name' },
    { what: 'a rotation', path: '/admin?tab=rotations', key: 'n', field: '#rotation-name' },
    { what: 'an escalation', path: '/admin?tab=escalations', key: 'n', field: '#duty-name' },
  ])('is kept over a reload where it is $what', async ({ what, path, key, field }) => {
    const address = what === 'a rule' ? `/zones?zone=${await zoneCalled(`Of ${what}`)}` : path
    const { page, context, faults } = await opened(address, administrator)
    const begin = async () => {
      await page.getByRole('main').waitFor(patience)
      if (key !== null) await page.keyboard.press(key)
      if (what === 'a rule') await page.getByRole('button', { name: 'New rule' }).click()
      await page.locator(field).waitFor(patience)
    }
    await begin()
    await page.locator(field).fill(`Begun: ${what}`)
    await page.reload()
    await begin()
    await page.getByText('Your draft is back.').waitFor(patience)
    expect(await page.locator(field).inputValue()).toBe(`Begun: ${what}`)
    expect(await violations(page)).toEqual([])
    await page.getByRole('button', { name: 'Begin anew' }).click()
    await expect.poll(() => page.locator(field).inputValue(), patience).toBe('')
    expect(faults).toEqual([])
    await context.close()
  })

  it('keeps what was said of a way to be told, but writes down no address that is as good as a key', async () => {
    const { page, context, faults } = await opened('/me')
    const add = page.getByRole('button', { name: 'Add a contact method' })
    const address = page.locator('#contact-address')
    await add.click()
    await page.locator('#contact-kind').selectOption({ label: 'Slack' })
    await address.fill('https://hooks.example.org/T000/B000/as-good-as-a-key')
    await page.locator('#contact-label').fill('The night room')
    await page.reload()
    await add.click()
    await page.getByText('Your draft is back.').waitFor(patience)
    expect(await page.locator('#contact-label').inputValue()).toBe('The night room')
    expect(await page.locator('#contact-kind').inputValue()).toBe('slack')
    expect(await address.inputValue()).toBe('')
    expect(await page.evaluate(() => JSON.stringify(window.localStorage))).not.toContain('as-good-as-a-key')
    await page.keyboard.press('Escape')
    expect(faults).toEqual([])
    await context.close()
  })

  it('overwrites nothing that somebody else makes of a zone meanwhile', async () => {
    const id = await zoneCalled('Depot')
    const { page, context, faults } = await opened(`/zones?zone=${id}&edit=1`, administrator)
    const name = page.locator('#zone-name')
    await expect.poll(() => name.inputValue(), patience).toBe('Depot')
    // Nobody has written anything: it follows.
    await changeZone(id, { name: 'Depot south' })
    await expect.poll(() => name.inputValue(), patience).toBe('Depot south')
    await name.fill('Depot by the river')
    await changeZone(id, { reachMetres: 3_000 })
    await page.getByText('Somebody changed this meanwhile.').waitFor(patience)
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Somebody changed this meanwhile.').waitFor(patience)
    expect(await zoneAs(id)).toMatchObject({ name: 'Depot south', reachMetres: 3_000 })
    await picture(page, 'zone-meanwhile-desk')
    expect(await violations(page)).toEqual([])
    await page.getByRole('button', { name: 'I have seen it: go on with mine' }).click()
    await page.getByRole('button', { name: 'Save' }).click()
    await expect.poll(() => zoneAs(id), patience).toMatchObject({ name: 'Depot by the river', reachMetres: 3_000 })
    expect(await page.getByText('Somebody changed this meanwhile.').count()).toBe(0)
    await page.getByRole('button', { name: 'Edit zone' }).click()
    await name.fill('Depot by the ford')
    await ask(here.server, `DELETE /api/zones/${id}`)
    await page.getByText('Somebody has archived “Depot by the river” meanwhile.').waitFor(patience)
    await picture(page, 'zone-gone-desk')
    expect(await violations(page)).toEqual([])
    expect(await name.inputValue()).toBe('Depot by the ford')
    await page.getByRole('button', { name: 'Save as a new zone' }).click()
    await page.waitForURL((url) => /zone=.{36}/.test(url.href) && !url.href.includes(id))
    expect(faults).toEqual([])
    await context.close()
  })

  it('stays where the zone that it changes goes out of sight, and says that it does', async () => {
    const cookie = await cookieOf(here.server, watchOfficer)
    const id = await zoneCalled('Ford', cookie)
    await addPerson(here.server, keeper, 'supervisor')
    const entered = await signedIn(here.browser, here.server, {
      person: keeper,
      look: desk,
      path: `/zones?zone=${id}&edit=1`,
    })
    const { page, context, faults } = entered
    const name = page.locator('#zone-name')
    await expect.poll(() => name.inputValue(), patience).toBe('Ford')
    await name.fill('Ford and ferry')
    await ask(here.server, `PATCH /api/zones/${id}`, { body: { properties: { visibility: 'private' } }, cookie })
    await page.getByText('“Ford” is not for you to see any more.').waitFor(patience)
    await picture(page, 'zone-hidden-desk')
    expect(await violations(page)).toEqual([])
    expect(await name.inputValue()).toBe('Ford and ferry')
    await page.getByRole('button', { name: 'Save as a new zone' }).click()
    await page.waitForURL((url) => /zone=.{36}/.test(url.href) && !url.href.includes(id))
    expect(faults).toEqual([])
    await context.close()
  })

  it('is told in the second of two tabs of one officer what the first one did, and keeps its words', async () => {
    const id = await report(here.server, 'Two tabs')
    const { page, context, faults } = await opened(`/floor?sel=incident:${id}`)
    const second = await context.newPage()
    await second.goto(`${here.server.url}/floor?sel=incident:${id}`)
    for (const tab of [page, second]) {
      await tab.locator('.panel h2').filter({ hasText: 'Two tabs' }).waitFor(patience)
      await tab.keyboard.press('d')
    }
    await reason(page).fill('Nobody was hurt')
    await reason(second).fill('Only glass broke')
    await page.getByRole('dialog').getByRole('button', { name: 'Downgrade' }).click()
    await second.getByText(/^Changed by omar meanwhile$/).waitFor(patience)
    expect(await reason(second).inputValue()).toBe('Only glass broke')
    await second.getByRole('button', { name: 'I have seen it: go on with mine' }).click()
    await second.getByRole('dialog').getByRole('button', { name: 'Downgrade' }).click()
    await second.getByText('It is downgraded; the earlier revision is kept.').first().waitFor(patience)
    expect(faults).toEqual([])
    await context.close()
  })
})

describe('a team', () => {
  it('is made by keyboard, sees its zone as soon as it is drawn for it, and is left at once, in an open page too', async () => {
    const layla = { name: 'layla', password: watchOfficer.password }
    await addPerson(here.server, layla, 'officer')
    const { page, context, faults } = await opened('/admin?tab=teams', administrator)
    await page.getByText('No team yet.').waitFor(patience)
    await page.keyboard.press('n')
    await page.getByRole('dialog', { name: 'New team' }).waitFor(patience)
    await page.keyboard.type('Night watch')
    await page.getByRole('checkbox', { name: watchOfficer.name }).press('Space')
    await page.getByRole('checkbox', { name: 'layla' }).press('Space')
    expect(await violations(page)).toEqual([])
    await picture(page, 'team-form-desk')
    await page.keyboard.press('Enter')
    const row = page.getByRole('row', { name: /Night watch/ })
    await expect.poll(() => row.innerText(), patience).toMatch(/layla[\s\S]*omar/)
    expect(await violations(page)).toEqual([])
    await picture(page, 'teams-desk')

    const omar = await opened('/zones?zone=new')
    await omar.page.locator('#zone-name').fill('Depot of the night')
    await omar.page.locator('#zone-centre').fill('36.4, 40.7')
    await omar.page.getByRole('radio', { name: /^team:/ }).press('Space')
    expect(await omar.page.getByLabel('Which team').inputValue()).not.toBe('')
    expect(await violations(omar.page)).toEqual([])
    await picture(omar.page, 'zone-team-desk')
    await omar.page.getByRole('button', { name: 'Save' }).press('Enter')
    await omar.page.waitForURL(/zone=.{36}/)

    const hers = await opened('/zones', layla)
    const listed = hers.page.getByRole('button', { name: /Depot of the night/ })
    await listed.waitFor(patience)
    expect(await listed.innerText()).toMatch(/Night watch[\s\S]*omar/)
    await listed.click()
    await hers.page.getByRole('button', { name: 'Edit zone' }).click()
    await hers.page.getByText('Its owner or an administrator decides who sees it.').waitFor(patience)
    expect(await violations(hers.page)).toEqual([])
    await picture(hers.page, 'zone-of-team-desk')
    expect(await page.evaluate(async () => (await fetch('/api/zones?limit=1000')).text())).not.toContain('Depot of the')

    await row.getByRole('button', { name: 'Change Night watch' }).press('Enter')
    await page.getByRole('checkbox', { name: 'layla' }).press('Space')
    await page.keyboard.press('Enter')
    await listed.waitFor({ state: 'hidden', ...patience })
    await hers.page.getByText('“Depot of the night” is not for you to see any more.').first().waitFor(patience)
    expect(await hers.page.getByRole('heading', { name: 'Depot of the night' }).count()).toBe(0)
    await hers.page.locator('[data-connection="live"]').waitFor(patience)

    await row.getByRole('button', { name: 'End Night watch' }).press('Enter')
    await page.getByRole('dialog', { name: 'End “Night watch”?' }).waitFor(patience)
    await page.keyboard.press('Enter')
    await expect.poll(() => row.innerText(), patience).toContain('ended')
    for (const it of [faults, omar.faults, hers.faults]) expect(it).toEqual([])
    for (const it of [context, omar.context, hers.context]) await it.close()
  })
})

describe('somebody who has left', () => {
  const gone: Person = { name: 'Zebulon', password: 'a-password-of-his' }

  it.each([
    ['desk', desk],
    ['phoneArabic', mapless(looks.phoneArabic)],
  ] as const)('is forgotten once it is said what goes and the name is typed (%s)', async (look, how) => {
    const person = { ...gone, name: `${gone.name} ${look}` }
    await addPerson(here.server, person, 'officer')
    const isArabic = look === 'phoneArabic'
    const words = isArabic
      ? { disable: 'تعطيل', forget: 'نسيان…', done: 'عضو سابق', expected: 'المتوقع اسم هذا الحساب' }
      : {
          disable: 'Disable',
          forget: 'Forget…',
          done: 'stands in their place',
          expected: 'Expected the name of this account',
        }
    const { page, context, faults } = await signedIn(here.browser, here.server, {
      person: administrator,
      look: how,
      path: '/admin',
    })
    const row = page.getByRole('row').filter({ hasText: person.name })
    await row.getByRole('button', { name: words.disable }).click()
    await page.getByRole('dialog').getByRole('button', { name: words.disable }).click()
    await row.locator('button', { hasText: words.forget }).click()
    await page.locator('#forget-reason').fill('He has left us')
    await page.locator('#forget-name').fill('Somebody else')
    expect(await violations(page)).toEqual([])
    await picture(page, `forget-${look}`)
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').getByText(words.expected).waitFor(patience)
    await page.locator('#forget-name').fill(person.name)
    await page.keyboard.press('Enter')
    await page.getByText(words.done).first().waitFor(patience)
    await row.waitFor({ state: 'detached', ...patience })
    expect(faults).toEqual([])
    await context.close()
  })
})
