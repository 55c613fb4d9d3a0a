import type { Database } from '@cordon/db'
import { startPostgres } from '@cordon/test/postgres'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { WatchRoom } from '../alert/alert.fixture.js'
import { AuditService } from '../audit/audit.service.js'
import { DATABASE } from '../platform/database.js'
import { LogService } from '../shift/log.service.js'
import { ForgottenLate } from './forgotten-late.js'
import { everyRow } from './person.fixture.js'

let room: WatchRoom
let database: Database

beforeAll(async () => {
  room = await WatchRoom.open(startPostgres, { rateLimits: false })
  database = room.server.app.get<Database>(DATABASE)
}, 120_000)
afterAll(() => room.close())

/** Every row of every table as text, in which a word stands. */
async function rowsWith(word: string): Promise<readonly string[]> {
  return (await everyRow(database)).filter((it) => it.toLowerCase().includes(word.toLowerCase()))
}
async function forget({ id, name }: { readonly id: string; readonly name: string }, as?: string, reason = 'Left') {
  return room.send(`POST /api/accounts/${id}/forget`, { ...(as && { as }), body: { name, reason } })
}
async function leaves(name: string) {
  const { id } = await room.invite(name, 'supervisor')
  await room.ask(`PATCH /api/accounts/${id}`, { disabled: true })
  const who = { kind: 'account', id, name, role: 'supervisor', teams: [], sessionId: '', permissions: [] } as const
  return { id, name, who }
}
/** What a request does that was let in before. */
const write = async ({ who }: Awaited<ReturnType<typeof leaves>>, text: string) => {
  await room.server.app.get(LogService).write({ text, incidents: [], alerts: [] }, who)
}
const kept = async () =>
  (await database.query<object>({ name: null, text: 'select from forgotten where late is not null', values: [] }))
    .length

describe('what was let in under a name', () => {
  it('goes where it is stored just after that was forgotten, before the answer', async () => {
    const isidore = await leaves('Isidore')
    const transaction = database.transaction.bind(database)
    const forgets = vi.spyOn(room.server.app.get(AuditService), 'redact')
    const spied = vi.spyOn(database, 'transaction').mockImplementation(async (begin, work) => {
      const done = await transaction(begin, work)
      if (forgets.mock.calls.length === 0) return done
      for (const it of [forgets, spied]) it.mockRestore()
      await write(isidore, 'Signing off')
      return done
    })
    expect(await forget(isidore)).toMatchObject({ status: 200, body: { name: 'Former member 1' } })
    expect(await rowsWith('isidore')).toEqual([])
    const entries = (await rowsWith('signing off')).filter((it) => it.includes('Former member 1'))
    expect(entries.length).toBeGreaterThan(0)
  })

  it('goes when a minute is over where it was stored later, or the server ended before it looked again', async () => {
    const ludmila = await leaves('Ludmila')
    const late = room.server.app.get(ForgottenLate)
    vi.spyOn(late, 'soon').mockRejectedValueOnce(new Error('The server ends here'))
    expect((await forget(ludmila)).status).toBe(500)
    await write(ludmila, 'Late to go')
    expect((await rowsWith('ludmila')).length).toBeGreaterThan(0)
    await late.tick()
    expect((await rowsWith('ludmila')).length).toBeGreaterThan(0)
    room.clock.pass(2)
    await late.tick()
    expect(await rowsWith('ludmila')).toEqual([])
    const entries = (await rowsWith('late to go')).filter((it) => it.includes('Former member 2'))
    expect(entries.length).toBeGreaterThan(0)
    expect(await kept()).toBe(0)
  })

  it('stays with somebody else who has the name since', async () => {
    expect((await forget(await leaves('Casimir'))).status).toBe(200)
    const namesake = await leaves('Casimir')
    await write(namesake, 'Another of that name')
    room.clock.pass(2)
    await room.server.app.get(ForgottenLate).tick()
    const entries = (await rowsWith('another of that name')).filter((it) => it.includes('Casimir'))
    expect(entries.length).toBeGreaterThan(0)
    expect(await kept()).toBe(0)
  })
})

describe('two administrators at once', () => {
  it('forget two people who did things with one another, and the chain stays whole', async () => {
    const chiefs = await Promise.all(['Ada', 'Eva'].map((it) => room.invite(it, 'administrator')))
    const [anton, bruno] = await Promise.all(['Antonello', 'Brunello'].map((it) => room.invite(it, 'supervisor')))
    if (anton === undefined || bruno === undefined) throw new Error('There are two.')
    const { lon } = await room.watch({}, {}, anton.cookie)
    const alert = await room.attack(lon, {}, anton.cookie)
    await room.ask(`POST /api/alerts/${alert.id}/assign`, { to: 'Brunello' }, anton.cookie)
    await room.ask(`POST /api/alerts/${alert.id}/assign`, { to: 'Antonello' }, bruno.cookie)
    await room.ask(`POST /api/alerts/${alert.id}/close`, { disposition: 'duplicate' }, anton.cookie)
    for (const { id } of [anton, bruno]) await room.ask(`PATCH /api/accounts/${id}`, { disabled: true })
    const answers = await Promise.all([forget(anton, chiefs[0]?.cookie), forget(bruno, chiefs[1]?.cookie)])
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    const names = answers.map(({ body }) => /Former member \d+/.exec(JSON.stringify(body))?.[0])
    expect(new Set(names).size).toBe(2)
    for (const it of ['antonello', 'brunello']) expect(await rowsWith(it)).toEqual([])
    const events = (await rowsWith('alert_event: ')).filter((it) => it.includes('"assigned"'))
    expect(events.map((it) => it.match(/Former member \d+/g)?.toSorted())).toEqual(
      [names, names].map((it) => it.toSorted()),
    )
    expect((await room.server.app.get(AuditService).verify()).faults).toEqual([])
  })

  it('forget one person once, and the other is told so', async () => {
    const [one, other] = await Promise.all(['Ida', 'Uma'].map((it) => room.invite(it, 'administrator')))
    const person = await leaves('Fiorello')
    const answers = await Promise.all([forget(person, one?.cookie), forget(person, other?.cookie)])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409])
    expect(await rowsWith('fiorello')).toEqual([])
    expect((await room.server.app.get(AuditService).verify()).faults).toEqual([])
  })
})
