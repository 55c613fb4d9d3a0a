import { expect, it } from 'vitest'
import { looks, mapless, picture } from '../kit/browser.js'
import { evening } from '../kit/evening.js'
import { ask, cookieOf, watchedZone } from './house.js'
import { addPerson, signedIn, watchOfficer } from './people.js'

const relief = { name: 'rana', password: 'yet-another-secret' } as const
const here = evening('handover-flood')
const at = [44, 33.4] as const

it('a handover since which thousands of alerts have come is read all the same, the gravest first', async () => {
  await addPerson(here.server, relief, 'officer')
  await watchedZone(here.server, { name: 'Kiln', at })
  const cookie = await cookieOf(here.server, watchOfficer)
  await ask(here.server, 'POST /api/shifts', { cookie, body: {} })
  await ask(here.server, 'POST /api/handovers', { cookie, body: {} })
  const look = mapless(looks.desk)
  const omar = await signedIn(here.browser, here.server, { person: watchOfficer, look, path: '/handover' })
  await omar.page.getByRole('button', { name: 'Sign', exact: true }).click()
  await omar.page.getByText(/omar has signed/).waitFor()
  await omar.context.close()
  const occurredFrom = new Date().toISOString()
  const said = { type: 'grenade', severity: 'minor', uncertaintyMetres: 100, occurredFrom }
  const attack = (title: string, more: object = {}) => ({
    ...{ type: 'Feature', geometry: { type: 'Point', coordinates: at } },
    properties: { ...said, ...more, title },
  })
  const flood = Array.from({ length: 1_000 }, (_, n) => attack(`Grenade ${n}`))
  for (let times = 0; times < 5; times += 1)
    await ask(here.server, 'POST /api/incidents', { body: { type: 'FeatureCollection', features: flood } })
  await ask(here.server, 'POST /api/incidents', { body: attack('Car bomb at the kiln', { severity: 'extreme' }) })
  const rana = await signedIn(here.browser, here.server, { person: relief, look, path: '/handover' })
  const came = rana.page.getByRole('region', { name: 'Come since it was signed' })
  await came.getByText(/^and 4,?901 more$/).waitFor({ timeout: 30_000 })
  await picture(rana.page, 'handover-flood')
  expect(await came.getByRole('listitem').count()).toBe(100)
  expect(await came.getByRole('listitem').first().innerText()).toContain('Car bomb at the kiln')
  expect(rana.faults).toEqual([])
  await rana.context.close()
})
