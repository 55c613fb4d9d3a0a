import { beforeAll, describe, expect, it } from 'vitest'
import { violations } from '../kit/axe.js'
import { looks, mapless } from '../kit/browser.js'
import { evening } from '../kit/evening.js'
import { report } from './house.js'
import { addPerson, administrator, signedIn } from './people.js'

const viewer = { name: 'vera', password: 'a-viewers-own-secret' } as const

const here = evening('viewer')
const opened = (person: typeof viewer | typeof administrator, path: string) =>
  signedIn(here.browser, here.server, { person, look: mapless(looks.desk), path })

beforeAll(async () => {
  await addPerson(here.server, viewer, 'viewer')
  await report(here.server, 'Car bomb at the gate')
})

describe('what somebody may not do is not offered', () => {
  it.each([
    ['a viewer', viewer, false],
    ['an administrator', administrator, true],
  ] as const)('shows boxes to pick alerts and groups to whoever may act, as %s', async (_, person, isOffered) => {
    const { page, context, faults } = await opened(person, '/floor?by=zone')
    const queue = page.getByRole('region', { name: 'Alert queue' })
    const [head, row] = [queue.locator('.head').first(), queue.locator('.row').first()]
    await head.waitFor()
    await row.hover()
    expect(await head.getByTitle('Pick the group').isVisible()).toBe(isOffered)
    expect(await row.locator('.box').isVisible()).toBe(isOffered)
    await row.locator('.mark').click()
    await (isOffered ? queue.getByRole('toolbar').first() : page.locator('.panel')).waitFor({ timeout: 5_000 })
    await queue.getByRole('listbox').focus()
    await page.keyboard.press('End')
    await page.keyboard.press('Space')
    expect((await queue.getByRole('option', { selected: true }).count()) > 0).toBe(isOffered)
    expect(faults).toEqual([])
    await context.close()
  })

  it.each([
    ['/import', 'Import', 'supervisor, administrator'],
    ['/admin', 'Administration', 'supervisor, administrator'],
    ['/audit/', 'Audit log', 'supervisor, administrator'],
    ['/handover', 'Handover', 'watch officer, supervisor, administrator'],
    ['/reports', 'Reports', 'watch officer, supervisor, administrator'],
  ])('says on %s at once who may see it, and where else to go', async (path, name, who) => {
    const { page, context, faults } = await opened(viewer, path)
    const main = page.getByRole('main', { name })
    await main.getByText(`Who may see this: ${who}.`).waitFor({ timeout: 5_000 })
    expect(await page.locator('input').count()).toBe(0)
    expect(await violations(page)).toEqual([])
    await main.getByRole('link', { name: 'History' }).click()
    await page.waitForURL('**/history*')
    expect(faults).toEqual([])
    await context.close()
  })

  it('does nothing of that to whoever may', async () => {
    const { page, context, faults } = await opened(administrator, '/audit')
    await page.getByRole('main', { name: 'Audit log' }).getByRole('table').waitFor()
    expect(await page.getByText('Who may see this').count()).toBe(0)
    expect(faults).toEqual([])
    await context.close()
  })
})
