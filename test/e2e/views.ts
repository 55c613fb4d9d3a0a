import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { violations } from '../kit/axe.js'
import { drawnMap, looks, openBrowser, picture, type Look } from '../kit/browser.js'
import type { Running } from '../kit/process.js'
import { report } from './house.js'
import { administrator, follow, isAskedOfAxe, signedIn } from './people.js'
import { leave, startWithTheatre } from './theatre.js'

/** One attack near the prison, so that the queue holds something; gives its id. */
async function raise(server: Running): Promise<string> {
  const more = { place: 'Ghwayran, Hasakah', casualties: { words: 'several' } }
  return report(server, 'Car bomb at the gate of the prison', more)
}

/** How far the page itself can be scrolled, sideways and down: parts of it do, and it stands still. */
function beyond(page: Page): Promise<readonly number[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.documentElement
    return [scrollWidth - clientWidth, scrollHeight - clientHeight]
  })
}

/** Tabs that are picked and out of sight, where there are more of them than fit. */
function hiddenTabs(page: Page): Promise<readonly string[]> {
  return page.locator('[role="tab"][aria-selected="true"]:visible').evaluateAll((tabs) => {
    const hidden = tabs.filter((it) => {
      const { left, right } = it.getBoundingClientRect()
      return left < -1 || right > innerWidth + 1
    })
    return hidden.map((it) => it.textContent)
  })
}

const views = [
  'floor',
  'incident',
  'story',
  'zones',
  'paste',
  'handover',
  'history',
  'trends',
  'reports',
  'review',
  'audit',
  'record',
  'feeds',
  'import',
  'admin',
  'keeping',
  'me',
  'deliveries',
  'wall',
] as const

type View = (typeof views)[number]

function pathOf(view: View, incident: string): string {
  const selected = { incident: `floor?sel=incident:${incident}`, record: `history?sel=incident:${incident}` }
  if (view === 'story') return `incidents/${incident}/story`
  if (view === 'keeping') return 'admin?tab=keeping'
  return view === 'incident' || view === 'record' ? selected[view] : view
}

async function look(page: Page, view: View, { name, look }: { readonly name: string; readonly look: Look }) {
  await page.getByRole('main').waitFor()
  if (await page.locator('.map').isVisible()) await drawnMap(page)
  // The network is idle as well between a way to a view and what that asks for.
  await expect.poll(() => page.locator('main .waiting').count(), { timeout: 30_000 }).toBe(0)
  await page.waitForLoadState('networkidle')
  await picture(page, `${view}-${name}`)
  if (isAskedOfAxe(look)) expect(await violations(page), view).toEqual([])
  expect(await beyond(page), view).toEqual([0, 0])
  expect(await hiddenTabs(page), view).toEqual([])
}

/** Walks through every view in each look; in two files, so that they are walked side by side. */
export function walkViews(names: readonly (keyof typeof looks)[]): void {
  let folder: string
  let server: Running
  let browser: Browser
  let incident: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cordon-views-'))
    server = await startWithTheatre(folder)
    incident = await raise(server)
    browser = await openBrowser('engine')
  }, 180_000)

  afterAll(() => leave({ browser, server, folder }))

  describe.each(names)('%s', (name) => {
    it('shows every view whole, in words and colours that everybody can read', async () => {
      const as = { name, look: looks[name] }
      const path = `/${pathOf('me', incident)}`
      const { page, context, faults } = await signedIn(browser, server, { person: administrator, look: as.look, path })
      const titles = new Set<string>()
      for (const view of views) {
        await follow(page, `/${pathOf(view, incident)}`)
        await look(page, view, as)
        // How many alerts wait stands before it, and may change on the way.
        titles.add((await page.title()).replace(/^\(\d+\) /, ''))
      }
      // What is selected in a view is its own and leaves the title, as a tab of it does.
      expect(titles.size, [...titles].join(', ')).toBe(views.length - 3)
      expect(faults).toEqual([])
      await context.close()
    }, 240_000)
  })
}
