import { registeredContracts } from '@cordon/server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ownServer, type OwnServer } from './own-server.js'
import { knock, triedOn } from './knock.js'
import { everybody, type Answered, type Who } from './people.js'
import { isPerson, isSecret, marker, Stage, type Belonging } from './stage.js'
import { table, type Entry } from './table.js'

let server: OwnServer
let stage: Stage

beforeAll(async () => {
  server = await ownServer()
  stage = await Stage.set(server)
})
afterAll(() => server.close())

/** What somebody is to be told. */
type Expected = 'let through' | 401 | 403 | 404

function expectedFor(entry: Entry, who: Who, belonging: Belonging): Expected {
  if (!entry.may.includes(who)) return who === 'nobody' ? 401 : 403
  // Who is in a team does with what is the team's as they do with their own.
  if (entry.belongs === undefined || belonging === 'own' || belonging === 'ours') return 'let through'
  // What is private to somebody else, or to a team that one is not in, is not there.
  if (isSecret(belonging)) return 404
  return (entry.mayShared ?? entry.may).includes(who) ? 'let through' : 403
}

const unlikes = { state: 409, input: 400, missing: 404 } as const

function toldOf({ status, text }: Answered, entry: Entry): string {
  if (status < 300 || (status === 409 && entry.onlyOnce === true)) return 'let through'
  if (entry.unlike !== undefined && status === unlikes[entry.unlike]) return 'let through'
  return [401, 403, 404].includes(status) ? String(status) : `${status} ${text}`
}

/** Whether an answer to a question about other things shows anything that is private to the other one. */
function leaks({ text }: Answered): readonly string[] {
  return [marker, ...stage.secrets].filter((secret) => text.includes(secret))
}

describe('the access matrix', () => {
  it('has an entry for every route, and no other', () => {
    const routes = registeredContracts().map(({ method, path }) => `${method} ${path}`)
    expect(routes.toSorted()).toEqual(Object.keys(table).toSorted())
  })

  describe.each(Object.entries(table))('%s', (key, entry) => {
    it.each(everybody)('lets %s do and see no more than it should', async (who) => {
      for (const belonging of triedOn(entry, who)) {
        const answer = await knock(stage, { key, who, belonging })
        expect(`${belonging}: ${toldOf(answer, entry)}`).toBe(`${belonging}: ${expectedFor(entry, who, belonging)}`)
        if (!isSecret(belonging)) expect(leaks(answer)).toEqual([])
      }
    })
  })

  it('shows the owner what is private', async () => {
    const read = async (path: string) => (await stage.asOther({ method: 'GET', path })).text
    expect(await read('/api/zones?limit=1000')).toContain(marker)
    expect(await read('/api/alerts?limit=1000')).toContain(marker)
    expect(await read('/api/snapshot')).toContain(marker)
    expect(await read('/api/log?kind=note')).toContain(marker)
  })

  it.each(everybody.filter((who) => table['GET /api/alerts']?.may.includes(who)))(
    'finds nothing for %s where a list is narrowed to a zone that is others’ alone',
    async (who) => {
      for (const belonging of ['secret', 'theirs'] as const) {
        const zone = await stage.zone(who, belonging)
        const alerts = await stage.send(who, { method: 'GET', path: `/api/alerts?zone=${zone}` })
        expect(JSON.parse(alerts.text)).toEqual({ items: [], next: null })
        const incidents = await stage.send(who, { method: 'GET', path: `/api/incidents?zone=${zone}` })
        expect([400, 404]).toContain(incidents.status)
      }
    },
  )

  it.each(everybody.filter((who) => table['GET /api/teams']?.may.includes(who)))(
    'tells %s of the teams that they are in, and of others where they manage them',
    async (who) => {
      const { text } = await stage.send(who, { method: 'GET', path: '/api/teams' })
      const manages = table['POST /api/teams']?.may.includes(who) === true
      expect(text.includes('Team ours')).toBe(isPerson(who) || manages)
      expect(text.includes('Team theirs')).toBe(manages)
    },
  )
})
