import type { Alert, AlertState, Disposition } from '@cordon/alerts'
import { startPostgres } from '@cordon/test/postgres'
import fc from 'fast-check'
import { io, type Socket } from 'socket.io-client'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { ClientEvents, ServerEvents } from '../wire/live.js'
import { WatchRoom } from './alert.fixture.js'

/** What an officer knows of an alert without reading any code. */
interface Model {
  readonly state: AlertState
  readonly acknowledged: boolean
  readonly owner: string | null
  readonly cleared: boolean
}
const raised: Model = { state: 'new', acknowledged: false, owner: null, cleared: false }

type Command =
  | { readonly do: 'acknowledge' | 'release' | 'return' | 'note' }
  | { readonly do: 'assign'; readonly to: Name }
  | { readonly do: 'shelve'; readonly minutes: number }
  | { readonly do: 'close'; readonly as: Disposition }
  | { readonly do: 'refute' | 'restore' }
  | { readonly do: 'wait'; readonly minutes: number }
type Name = 'omar' | 'lina'

/** The life of an alert as ISA-18.2 has it, written down once more; null is a refusal. */
function after(model: Model, command: Command, by: Name): Model | null {
  const { state, acknowledged, owner } = model
  const isClosed = state === 'closed'
  switch (command.do) {
    case 'acknowledge':
      if (isClosed || acknowledged) return null
      return { ...model, state: 'acknowledged', acknowledged: true, owner: owner ?? by }
    case 'assign':
      return isClosed || owner === command.to ? null : { ...model, owner: command.to }
    case 'release':
      if (isClosed || (owner === null && !acknowledged)) return null
      return { ...model, owner: null, acknowledged: false, state: state === 'shelved' ? state : 'new' }
    case 'shelve':
      return isClosed ? null : { ...model, state: 'shelved' }
    case 'return':
      if (!isClosed && state !== 'shelved') return null
      return { ...model, state: acknowledged ? 'acknowledged' : 'new' }
    case 'close': {
      const unseen = command.as === 'acted on' || command.as === 'no impact'
      return isClosed || (unseen && !acknowledged) ? null : { ...model, state: 'closed' }
    }
    case 'note':
      return model
    case 'refute':
      return { ...model, cleared: true }
    case 'restore':
      return { ...model, cleared: false }
    case 'wait':
      return model
  }
}

let room: WatchRoom
let lon: number
const officers = new Map<Name, { readonly id: string; readonly cookie: string }>()
const sockets: Socket<ServerEvents, ClientEvents>[] = []
/** Of each officer's page: the alerts as they were told last. */
const held: Map<string, Alert>[] = []

beforeAll(async () => {
  room = await WatchRoom.open(startPostgres)
  ;({ lon } = await room.watch())
  for (const name of ['omar', 'lina'] as const) {
    const officer = await room.invite(name)
    officers.set(name, officer)
    held.push(await pageOf(officer.cookie))
  }
})
afterAll(async () => {
  for (const socket of sockets) socket.close()
  await room.close()
})

async function pageOf(cookie: string): Promise<Map<string, Alert>> {
  const { url } = room.server
  const socket: Socket<ServerEvents, ClientEvents> = io(`${url}/live`, {
    ...{ transports: ['websocket'], forceNew: true, extraHeaders: { cookie, origin: url } },
  })
  sockets.push(socket)
  const alerts = new Map<string, Alert>()
  socket.on('alert:changed', ({ alert }) => alerts.set(alert.id, alert))
  await new Promise((resolve) => socket.once('connect', () => socket.emit('follow', {}, resolve)))
  return alerts
}

/** Does it to the server; gives what the alert is afterwards, or null where it was refused. */
async function ask(alert: Alert, command: Command, by: Name): Promise<Alert | null> {
  switch (command.do) {
    case 'refute':
    case 'restore':
      await room.correct(alert, { status: command.do === 'refute' ? 'refuted' : 'unverified' })
      await room.pass(0)
      break
    case 'wait':
      await room.pass(command.minutes)
      break
    case 'acknowledge':
    case 'release':
    case 'return':
    case 'note':
    case 'assign':
    case 'shelve':
    case 'close':
      return act(alert, command, by)
  }
  return (await room.story(alert)).alert
}

type Act = Exclude<Command, { readonly do: 'refute' | 'restore' } | { readonly do: 'wait' }>

async function act(alert: Alert, command: Act, by: Name): Promise<Alert | null> {
  const as = officers.get(by)?.cookie ?? ''
  const answer = await room.send(`POST /api/alerts/${alert.id}/${command.do}`, { as, body: bodyOf(command) })
  expect([200, 409]).toContain(answer.status)
  return answer.status === 200 ? (await room.story(alert)).alert : null
}

function bodyOf(command: Act): object {
  switch (command.do) {
    case 'assign':
      return { to: command.to }
    case 'shelve':
      return { until: new Date(room.clock.ms() + command.minutes * 60_000).toISOString() }
    case 'close':
      return { disposition: command.as }
    case 'note':
      return { note: 'Looked again.' }
    case 'acknowledge':
    case 'release':
    case 'return':
      return {}
  }
}

const told = ({ state, acknowledgedAt, ownerName, clearedAt }: Alert): Model => ({
  state,
  acknowledged: acknowledgedAt !== null,
  owner: ownerName,
  cleared: clearedAt !== null,
})

const name = fc.constantFrom<Name>('omar', 'lina')
const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom<Command>({ do: 'acknowledge' }, { do: 'release' }, { do: 'return' }) },
  { weight: 1, arbitrary: fc.constantFrom<Command>({ do: 'note' }, { do: 'refute' }, { do: 'restore' }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('assign' as const), to: name }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('shelve' as const), minutes: fc.constantFrom(5, 30) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('close' as const),
      as: fc.constantFrom<Disposition>('acted on', 'no impact', 'duplicate', 'exercise'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('wait' as const), minutes: fc.constantFrom(1, 10) }) },
)
const evening = fc.array(fc.record({ command, by: name }), { minLength: 5, maxLength: 25 })

it('lives as an officer would expect, whoever of two does what, and both pages end with what is stored', async () => {
  await fc.assert(
    fc.asyncProperty(evening, async (steps) => {
      const alert = await room.attack(lon)
      let model = raised
      let backAt: number | null = null
      let refuted = false
      for (const { command: it, by } of steps) {
        // The same word on an incident twice is no revision.
        if (it.do === 'refute' || it.do === 'restore') {
          if (refuted === (it.do === 'refute')) continue
          refuted = it.do === 'refute'
        }
        const answered = await ask(alert, it, by)
        let expected = after(model, it, by)
        if (it.do === 'shelve' && expected !== null) backAt = room.clock.ms() + it.minutes * 60_000
        if (expected?.state === 'shelved' && backAt !== null && room.clock.ms() >= backAt)
          expected = after(expected, { do: 'return' }, by)
        expect(answered && told(answered), JSON.stringify(it)).toEqual(expected)
        model = expected ?? model
      }
      const { alert: stored, events } = await room.story(alert)
      expect(events.map(({ revision }) => revision)).toEqual(events.map((_, at) => at + 1))
      await vi.waitUntil(() => held.every((page) => page.get(alert.id)?.revision === stored.revision), 10_000)
      for (const page of held) expect(page.get(alert.id)).toEqual(stored)
    }),
    { numRuns: 25 },
  )
}, 180_000)

interface Deed {
  readonly command: Act
  readonly by: Name
}

/**
 * What becomes of deeds that are done one after the other, and which of them are taken. Who brings back what they saw
 * shelved does not reopen what was closed meanwhile, where the house had `seen` it as they had.
 */
function inTurn(model: Model, deeds: readonly Deed[], seen: boolean) {
  let end = model
  const taken = new Map<Name, boolean>()
  for (const { command: it, by } of deeds) {
    const isOvertaken = seen && it.do === 'return' && model.state !== 'closed' && end.state === 'closed'
    const next = isOvertaken ? null : after(end, it, by)
    taken.set(by, next !== null)
    end = next ?? end
  }
  return { end, taken }
}

const deed = command.filter((it): it is Act => it.do !== 'refute' && it.do !== 'restore' && it.do !== 'wait')
const rounds = fc.array(fc.tuple(deed, deed), { minLength: 3, maxLength: 8 })

it('lives as if one had come after the other where two act at once, and both pages show what won', async () => {
  await fc.assert(
    fc.asyncProperty(rounds, async (both) => {
      const alert = await room.attack(lon)
      let model = raised
      for (const [omars, linas] of both) {
        const answers = await Promise.all([act(alert, omars, 'omar'), act(alert, linas, 'lina')])
        const { alert: stored } = await room.story(alert)
        const deeds: readonly Deed[] = [
          { command: omars, by: 'omar' },
          { command: linas, by: 'lina' },
        ]
        const became = { end: told(stored), taken: { omar: answers[0] !== null, lina: answers[1] !== null } }
        const possible = [deeds, deeds.toReversed()]
          .flatMap((order) => [inTurn(model, order, true), inTurn(model, order, false)])
          .map(({ end, taken }) => ({ end, taken: { omar: taken.get('omar'), lina: taken.get('lina') } }))
        expect(possible, JSON.stringify(deeds)).toContainEqual(became)
        model = became.end
      }
      const { alert: stored, events } = await room.story(alert)
      expect(events.map(({ revision }) => revision)).toEqual(events.map((_, at) => at + 1))
      await vi.waitUntil(() => held.every((page) => page.get(alert.id)?.revision === stored.revision), 10_000)
      for (const page of held) expect(page.get(alert.id)).toEqual(stored)
    }),
    { numRuns: 10 },
  )
}, 180_000)
