import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { violations } from '../kit/axe.js'
import { drawnMap, looks, mapless, picture } from '../kit/browser.js'
import { evening } from '../kit/evening.js'
import { ask, report } from './house.js'
import { addPerson, signedIn } from './people.js'

const partner = { name: 'pia', password: 'a-partners-own-secret' } as const
const door = 'Nameless Mill'

const here = evening('coarse', { CORDON_COARSE_KM: '10' })
let incident: string

beforeAll(async () => {
  await addPerson(here.server, partner, 'viewer')
  incident = await raise()
})

/** An attack near the prison that names its door everywhere, and was corrected; gives its id. */
async function raise(): Promise<string> {
  const names = { summary: `At ${door}`, place: door, tags: [door], targets: [door] }
  const casualties = { killed: { low: 1, best: 1, high: 2 }, words: `at ${door}` }
  const id = await report(here.server, `Car bomb at ${door}`, { ...names, casualties })
  const body = { properties: { summary: `By ${door}` }, reason: `Seen at ${door}` }
  await ask(here.server, `PATCH /api/incidents/${id}`, { body })
  return id
}

/** All that can be read in the page, hidden or not. */
function wordsOf(page: Page): Promise<string> {
  return page.evaluate(() => document.documentElement.outerHTML)
}

/** What is looked at where: the map is drawn once. */
const views = [
  { view: 'incident', to: 'floor?sel=incident:ID', name: 'desk', look: looks.desk },
  { view: 'sources', to: 'floor?sel=incident:ID&part=sources', name: 'phone-light', look: mapless(looks.phoneLight) },
  {
    view: 'revisions',
    to: 'floor?sel=incident:ID&part=revisions',
    name: 'phone-arabic',
    look: mapless(looks.phoneArabic),
  },
  { view: 'story', to: 'incidents/ID/story', name: 'desk', look: mapless(looks.desk) },
  { view: 'history', to: 'history', name: 'desk', look: mapless(looks.desk) },
  { view: 'me', to: 'me', name: 'phone-light', look: mapless(looks.phoneLight) },
] as const

describe('the page of somebody who sees places coarsely', () => {
  it.each(views)('names no door and breaks nowhere at $view on $name', async ({ view, to, name, look }) => {
    const path = `/${to.replace('ID', incident)}`
    const { page, context, faults } = await signedIn(here.browser, here.server, { person: partner, look, path })
    if (look.webGl) {
      await drawnMap(page)
      await page.getByText('Places to about 10 km').waitFor()
    }
    await page.waitForLoadState('networkidle')
    await picture(page, `coarse-${view}-${name}`)
    expect(await wordsOf(page)).not.toContain(door)
    if (look.language === 'en') expect(await violations(page)).toEqual([])
    expect(faults).toEqual([])
    await context.close()
  })

  it('says where a place is told that it is told coarsely, and offers no incident as the same', async () => {
    const path = `/floor?sel=incident:${incident}`
    const { page, context } = await signedIn(here.browser, here.server, {
      person: partner,
      look: mapless(looks.desk),
      path,
    })
    await page.locator('.panel').getByText('Places are told to you to about 10 km').waitFor()
    await page.getByText('within reach of Sina').first().waitFor()
    expect(await page.getByRole('tab', { name: 'Same?' }).count()).toBe(0)
    await page.keyboard.press('h')
    const paper = page.getByRole('article', { name: 'The story of the incident' })
    await paper.getByRole('listitem').filter({ hasText: 'Places are told to you to about 10 km' }).waitFor()
    await context.close()
  })
})
