import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { looks, mapless, picture } from '../kit/browser.js'
import { evening } from '../kit/evening.js'
import { setStage, type Stage } from '../pictures/stage.js'
import { ask, prison } from './house.js'
import { signedIn, watchOfficer } from './people.js'

const here = evening('phone-bar', { CORDON_RATE: 'off', CORDON_WEBHOOK_HOSTS: '127.0.0.1' })
let stage: Stage & { readonly strike: () => void }

beforeAll(async () => (stage = await setStage(here.server)), 60_000)
afterAll(() => stage.strike())

it.each([
  ['phoneLight', 390],
  ['phoneArabic', 390],
  ['phoneLight', 360],
  ['phoneArabic', 360],
] as const)('says on a phone that it is live, whatever else is wrong (%s, %i px)', async (at, width) => {
  const look = mapless({ ...looks[at], width })
  const { page, context, faults } = await signedIn(here.browser, here.server, { person: watchOfficer, look })
  await page.locator('[data-stuck]').waitFor({ timeout: 40_000 })
  await page.locator('[data-feeds]').waitFor({ timeout: 40_000 })
  const cut = await page.locator('.truth').evaluate((truth) => {
    const room = truth.getBoundingClientRect()
    const signs = [...truth.querySelectorAll('.line svg')].map((it) => it.getBoundingClientRect())
    return signs.filter((it) => it.left < room.left - 1 || it.right > room.right + 1).length
  })
  expect(cut).toBe(0)
  await picture(page, `phone-bar-${at}-${width}`)
  expect(faults).toEqual([])
  await context.close()
})

describe('where nothing but a feed is wrong', () => {
  const quiet = evening('phone-silent')
  beforeAll(async () => {
    const feed = {
      ...{ name: 'Seismometer of the dam', way: 'push', format: 'georss', url: null, source: 'Dam', reliability: 'B' },
      point: { type: 'Point', coordinates: prison },
      ...{ required: true, everyMs: 60_000, expectedMs: 1_200, radiusMetres: 90_000, mapping: null },
    }
    await ask(quiet.server, 'POST /api/feeds', { body: feed })
  })

  it.each(['phoneLight', 'phoneArabic'] as const)('says for how long it has been silent (%s)', async (at) => {
    const look = mapless(looks[at])
    const { page, context, faults } = await signedIn(quiet.browser, quiet.server, { person: watchOfficer, look })
    const sign = page.locator('[data-feeds]')
    await sign.and(page.locator('[data-feeds="silent"], [data-feeds="late"]')).waitFor({ timeout: 40_000 })
    const age = sign.locator('.aged')
    await age.waitFor()
    const inside = await page.locator('.truth').evaluate((truth) => {
      const room = truth.getBoundingClientRect()
      const own = truth.querySelector('.aged')?.getBoundingClientRect()
      return own !== undefined && own.left >= room.left - 1 && own.right <= room.right + 1
    })
    expect(inside).toBe(true)
    await picture(page, `phone-silent-${at}`)
    expect(faults).toEqual([])
    await context.close()
  })
})
