import { mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { violations } from '../kit/axe.js'
import { intercept, looks, mapless, openBrowser, picture } from '../kit/browser.js'
import type { Running } from '../kit/process.js'
import { addPerson, follow, signedIn } from './people.js'
import { leave, startWithTheatre } from './theatre.js'

const patience = { timeout: 30_000 } as const
const desk = mapless(looks.desk)
const supervisor = { name: 'sara', password: 'a-supervisors-secret' } as const

let folder: string
let server: Running
let browser: Browser

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cordon-morning-'))
  server = await startWithTheatre(folder)
  await addPerson(server, supervisor, 'supervisor')
  browser = await openBrowser()
}, 180_000)

afterAll(() => leave({ browser, server, folder }))

async function ask(asked: string, body?: object, more: Readonly<Record<string, string>> = {}): Promise<unknown> {
  const [method = '', path] = asked.split(' ')
  const headers = { authorization: `Bearer ${server.token}`, 'content-type': 'application/json', ...more }
  const answer = await fetch(`${server.url}${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${asked}: ${answer.status} ${text}`)
  return text === '' ? null : JSON.parse(text)
}

function idOf(thing: unknown): string {
  if (typeof thing !== 'object' || thing === null || !('id' in thing)) throw new Error('It has no id.')
  return String(thing.id)
}

async function zoneNamed(name: string): Promise<string> {
  const geometry = { type: 'Point', coordinates: [40.765, 36.49] }
  const properties = { name, radiusMetres: 500, reachMetres: 1_000 }
  return idOf(await ask('POST /api/zones', { type: 'Feature', geometry, properties }))
}

describe('the audit log', () => {
  const entries = (page: Page) => page.getByRole('region', { name: 'Entries' }).getByRole('row')

  it('says who did what to what, is narrowed in the address, opens the thing, and is followed to its end', async () => {
    const id = await zoneNamed('Depot')
    await ask(`PATCH /api/zones/${id}`, { properties: { name: 'Depot south' } }, { 'if-match': '"1"' })
    const { page, context, faults } = await signedIn(browser, server, {
      person: supervisor,
      look: desk,
      path: '/audit',
    })
    const changed = entries(page).filter({ hasText: 'PATCH /api/zones/:id' })
    await changed.getByRole('link', { name: 'Depot south' }).waitFor(patience)
    await changed.getByRole('button', { name: 'Only this' }).click()
    await page.waitForURL((url) => url.searchParams.get('thing') === id)
    await expect.poll(() => entries(page).count(), patience).toBe(3)
    const taken = page.waitForEvent('download')
    await page.getByRole('link', { name: 'As a table (CSV)' }).click()
    const file = await readFile(await (await taken).path(), 'utf8')
    expect(file.trim().split('\r\n').length).toBe(3)
    expect(file).toContain('Depot south')
    await page.getByRole('button', { name: 'Verify now' }).click()
    await page.getByText(/^Whole: \d+ entries followed for sara/).waitFor(patience)
    await picture(page, 'audit-desk')
    expect(await violations(page)).toEqual([])
    await changed.getByRole('link', { name: 'Depot south' }).click()
    await page.waitForURL((url) => url.pathname === '/zones' && url.searchParams.get('zone') === id)
    await follow(page, '/audit?name=nobody-at-all')
    await page.getByText('No entry matches.').waitFor(patience)
    expect(faults).toEqual([])
    await context.close()
  })

  it('tells in the page, too, that an entry was changed', async () => {
    const { page, context } = await signedIn(browser, server, { person: supervisor, look: desk, path: '/audit' })
    await intercept(page, '**/api/audit/standing', async (route) => {
      const answer = await route.fetch()
      const said: { readonly check: object | null } = await answer.json()
      const found = { entries: 9, checkpoints: 0, head: '9:00', faults: [{ what: 'changed', seq: 4 }] }
      await route.fulfill({ response: answer, json: { ...said, check: { ...said.check, found } } })
    })
    await page.getByRole('button', { name: 'Verify now' }).click()
    await page.getByText('Entry 4 was changed').waitFor(patience)
    await context.close()
  })
})
