import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { looks, mapless, openBrowser, picture } from '../kit/browser.js'
import type { Running } from '../kit/process.js'
import { addPerson, leave, signedIn, startWithTheatre, violations, watchOfficer } from './people.js'

const relief = { name: 'rana', password: 'yet-another-secret' } as const
const patience = { timeout: 20_000 } as const
const desk = mapless(looks.desk)

let folder: string
let server: Running
let browser: Browser

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cordon-queue-'))
  server = await startWithTheatre(folder)
  await addPerson(server, relief, 'officer')
  for (const gate of Object.values(gates)) await watch(gate)
  browser = await openBrowser()
}, 180_000)

afterAll(() => leave({ browser, server, folder }))

/** Two places far from everything that the first theatre watches. */
const gates = {
  north: { name: 'North gate', point: [44, 33.4] },
  south: { name: 'South gate', point: [44, 32.4] },
} as const
type Gate = (typeof gates)[keyof typeof gates]

async function send(path: string, body: unknown, cookie?: string): Promise<unknown> {
  const as = cookie === undefined ? { authorization: `Bearer ${server.token}` } : { cookie }
  const headers = { ...as, 'content-type': 'application/json' }
  const answer = await fetch(server.url + path, { method: 'POST', headers, body: JSON.stringify(body) })
  if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`)
  return answer.json()
}

/** A zone that tells of everything, however much comes. */
async function watch({ name, point }: Gate): Promise<void> {
  const geometry = { type: 'Point', coordinates: point }
  const properties = { name, visibility: 'public', radiusMetres: 5_000 }
  const zone = await send('/api/zones', { type: 'Feature', geometry, properties })
  await send(`/api/zones/${idOf(zone)}/rules`, { name: 'Anything', cooldownMinutes: 0 })
}

function idOf(stored: unknown): string {
  if (typeof stored !== 'object' || stored === null || !('id' in stored)) throw new Error('Not stored.')
  return String(stored.id)
}

/** One incident at a gate, which raises one alert. */
async function raise({ point }: Gate, title: string, severity = 'severe'): Promise<void> {
  const said = { type: 'armed-clash', title, severity, occurredFrom: new Date().toISOString(), source: 'Patrol' }
  const geometry = { type: 'Point', coordinates: point }
  await send('/api/incidents', { type: 'Feature', geometry, properties: { ...said, locationPrecision: 'exact' } })
}

const queueOf = (page: Page) => page.getByRole('region', { name: 'Alert queue' })
const rowsOf = (page: Page) => queueOf(page).getByRole('option')

describe('a flood', () => {
  it('is grouped by itself, acknowledged by keyboard, and says what somebody else was faster with', async () => {
    const { page, faults, context } = await signedIn(browser, server, { person: watchOfficer, look: desk })
    for (let n = 1; n <= 12; n++) {
      await raise(n % 2 === 0 ? gates.north : gates.south, `Shots ${n}`, n === 12 ? 'extreme' : 'severe')
    }
    await queueOf(page)
      .getByText(/^Flood: 12 alerts in ten minutes/)
      .waitFor(patience)
    await rowsOf(page).filter({ hasText: 'North gate' }).first().waitFor()
    await picture(page, 'queue-flood-desk')
    await page.keyboard.press('j')
    await page.keyboard.press('*')
    await queueOf(page).getByRole('toolbar', { name: '12 alerts picked' }).waitFor(patience)
    expect(await violations(page)).toEqual([])
    await picture(page, 'queue-picked-desk')
    expect(faults).toEqual([])
    await context.close()
  })
})
