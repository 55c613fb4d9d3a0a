import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { drawnMap, looks, mapless, picture } from '../kit/browser.js'
import { evening } from '../kit/evening.js'
import { ask, report, watchedZone } from './house.js'
import { administrator, signedIn } from './people.js'

const patience = { timeout: 20_000 } as const
const here = evening('queue-row')
const gate = [44, 33.4] as const
const rowOf = (page: Page, title: string) => page.getByRole('option').filter({ hasText: title })

let shots = ''
beforeAll(async () => {
  const zone = await watchedZone(here.server, { name: 'Mill', at: gate })
  const long = await watchedZone(here.server, {
    name: 'Storehouse by the old railway bridge over the river',
    at: [44, 31],
  })
  shots = await report(here.server, 'Shots at the mill', { at: [44.02, 33.41], severity: 'severe', type: 'ambush' })
  await report(here.server, 'Shots at the bridge', { at: [44.02, 31.01], severity: 'severe', type: 'ambush' })
  const silence = { until: new Date(Date.now() + 3_600_000).toISOString(), reason: 'Works' }
  await ask(here.server, `POST /api/zones/${zone}/silences`, { body: silence })
  await ask(here.server, `POST /api/zones/${long}/silences`, { body: { ...silence, isSnooze: true } })
})

/** Of the parts of a row's place, which are cut, and how wide all of it is against the room it has. */
const cutIn = (page: Page, title: string) =>
  rowOf(page, title)
    .locator('.where .clip')
    .evaluateAll((parts) => parts.map((it) => it.scrollWidth > it.clientWidth))

describe('a row of the queue', () => {
  it('keeps room for what happened beside its rule, what was revised and its age', async () => {
    const mine = await watchedZone(here.server, { name: 'Quarry', at: [44, 28] }, { name: 'Extreme, even when unsure' })
    await ask(here.server, `POST /api/zones/${mine}/rules`, { body: { name: 'Anything that is definite' } })
    const id = await report(here.server, 'Car bomb at the quarry', { at: [44, 28] })
    const geometry = { type: 'Point', coordinates: [44.01, 28] }
    const body = { properties: { severity: 'severe' }, geometry, reason: 'Looked again' }
    await ask(here.server, `PATCH /api/incidents/${id}`, { body })
    const { page, context } = await signedIn(here.browser, here.server, {
      ...{ person: administrator, look: mapless(looks.desk) },
    })
    const row = rowOf(page, 'Car bomb at the quarry').first()
    await row.locator('.revised').waitFor(patience)
    expect(await cutIn(page, 'Car bomb at the quarry')).toEqual([false, false, false, false])
    await picture(page, 'queue-row-revised')
    const widths = await row
      .locator('.line')
      .first()
      .evaluate((line) => {
        const end = line.getBoundingClientRect().right
        const [title, age] = ['.title', '.age'].map((it) => line.querySelector(it)?.getBoundingClientRect())
        return { title: title?.width ?? 0, beyond: (age?.right ?? 0) - end }
      })
    expect(widths.title).toBeGreaterThan(60)
    expect(widths.beyond).toBeLessThanOrEqual(1)
    await context.close()
  })

  it('spells its grade out by hovering, and its age by both clocks', async () => {
    const { page, context } = await signedIn(here.browser, here.server, {
      ...{ person: administrator, look: mapless(looks.desk) },
    })
    const row = rowOf(page, 'Shots at the mill')
    expect(await row.locator('.grade').getAttribute('title', patience)).toBe(
      'reliability cannot be judged · truth cannot be judged',
    )
    expect(await row.locator('.age').getAttribute('title')).toMatch(
      /^\d+ \w{3} \d{4} \d\d:\d\dZ · \d+ \w{3} \d{4}, \d\d:\d\d \S+, your time$/,
    )
    await page.getByRole('tab', { name: /^Incidents/ }).click()
    expect(await page.locator('[role="cell"].grade').first().getAttribute('title', patience)).toBe(
      'reliability cannot be judged · truth cannot be judged',
    )
    await context.close()
  })

  it('gives its title the room, and its rule below it some fifteen letters beside how far it is; cut, it is told in whole by hovering', async () => {
    const title = 'Car bomb at the weir'
    const rule = { name: 'Severe and definite within the circle' }
    const id = await watchedZone(here.server, { name: 'Weir', at: [45, 28] }, rule)
    await ask(here.server, `POST /api/zones/${id}/rules`, { body: { name: 'Severe, even when it is only possible' } })
    await report(here.server, title, { at: [45, 28] })
    const { page, context } = await signedIn(here.browser, here.server, {
      ...{ person: administrator, look: mapless(looks.desk) },
    })
    const row = rowOf(page, title).filter({ has: page.locator('.rule') })
    await row.nth(1).waitFor(patience)
    await picture(page, 'queue-row-rule')
    for (const it of await row.all()) {
      const isCut = (part: string) =>
        it.locator(part).evaluate((part) => {
          const words = document.createRange()
          words.selectNodeContents(part)
          return words.getBoundingClientRect().width > part.getBoundingClientRect().width
        })
      expect([await isCut('.title'), await isCut('.rule'), await isCut('.lead')]).toEqual([false, true, false])
      expect((await it.locator('.rule').boundingBox())?.width).toBeGreaterThan(100)
      expect(await it.locator('.rule').getAttribute('title')).toMatch(/^Severe.*(circle|possible)$/)
    }
    await context.close()
  })

  it.each([
    ['desk', 44],
    ['deskArabic', 44],
    ['deskEnlarged', 44],
    ['phoneArabic', 60],
  ] as const)('is as high as the list counts with, and holds all of its parts: %s, %i px', async (look, height) => {
    await report(here.server, 'تهديد قرب الطاحونة', { kind: 'threat', at: [44.02, 33.41], severity: 'severe' })
    const { page, context } = await signedIn(here.browser, here.server, {
      ...{ person: administrator, look: mapless(looks[look]) },
    })
    await page.getByRole('option').nth(1).waitFor(patience)
    const rows = await page.locator('[role="option"]:has(> .row)').evaluateAll((all) =>
      all.map((it) => {
        const { top, bottom } = it.getBoundingClientRect()
        const parts = [...it.querySelectorAll('.row *:not(.heard)')].map((part) => part.getBoundingClientRect())
        const beyond = parts.map((part) => Math.max(top - part.top, part.bottom - bottom))
        return { top, height: bottom - top, beyond: Math.max(...beyond) }
      }),
    )
    expect(rows.map((it) => it.height)).toEqual(rows.map(() => height))
    expect(rows.map((it) => it.top - (rows[0]?.top ?? 0))).toEqual(rows.map((_, at) => at * height))
    expect(Math.max(...rows.map((it) => it.beyond))).toBeLessThanOrEqual(0)
    await picture(page, `queue-row-high-${look}`)
    await context.close()
  })

  it('cuts neither the distance nor a short name, and of a long one the end', async () => {
    const { page, context } = await signedIn(here.browser, here.server, {
      ...{ person: administrator, look: mapless(looks.desk) },
    })
    await rowOf(page, 'Shots at the mill').waitFor(patience)
    expect(await cutIn(page, 'Shots at the mill')).toEqual([false, false])
    expect(await cutIn(page, 'Shots at the bridge')).toEqual([false, true])
    await picture(page, 'queue-row-desk')
    await context.close()
  })

  it.each(['phoneLight', 'phoneArabic'] as const)(
    'has what is quiet above it, each part on the line of its words (%s)',
    async (look) => {
      const { page, context } = await signedIn(here.browser, here.server, {
        ...{ person: administrator, look: mapless(looks[look]) },
      })
      const banner = page.locator('.banner')
      await banner.waitFor(patience)
      const off = await banner.locator('p').evaluate((p) => {
        const middles = [...p.querySelectorAll('b, bdi, .until')].map((it) => {
          const { top, height } = it.getBoundingClientRect()
          return top + height / 2
        })
        const lines = middles.filter((it, at) => middles.findIndex((other) => Math.abs(other - it) < 4) === at)
        return lines.length
      })
      expect(off).toBeLessThanOrEqual(3)
      expect(await banner.innerText()).toContain(' · ')
      const bell = page.locator('[data-sound]')
      const seen = await bell.evaluate((it) => {
        const { top, bottom, height } = it.getBoundingClientRect()
        const { borderTopWidth, backgroundClip } = getComputedStyle(it)
        const edge = Number.parseFloat(borderTopWidth)
        const bar = it.closest('header')?.getBoundingClientRect()
        return {
          pressed: height,
          backgroundClip,
          above: top + edge - (bar?.top ?? 0),
          below: (bar?.bottom ?? 0) - bottom + edge,
        }
      })
      expect(seen.pressed).toBeGreaterThanOrEqual(44)
      expect(seen.backgroundClip).toBe('padding-box')
      expect(Math.min(seen.above, seen.below)).toBeGreaterThan(3)
      await picture(page, `queue-row-${look}`)
      await context.close()
    },
  )
})

it('keeps the place of an incident in sight that is corrected while it is selected', async () => {
  const { page, context } = await signedIn(here.browser, here.server, {
    ...{ person: administrator, look: looks.desk, path: `/floor?at=33.41,44.02,11&sel=incident:${shots}` },
  })
  await drawnMap(page)
  await ask(here.server, `PATCH /api/incidents/${shots}`, {
    body: { geometry: { type: 'Point', coordinates: [41.2, 36.1] }, reason: 'Misread' },
  })
  await expect.poll(() => new URL(page.url()).searchParams.get('at'), patience).toMatch(/^36\.\d+,4[01]\./)
  await picture(page, 'queue-row-moved')
  await context.close()
})
