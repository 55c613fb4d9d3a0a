import { startPostgres } from '@cordon/test/postgres'
import fc from 'fast-check'
import { io, type Socket } from 'socket.io-client'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { WatchRoom } from '../alert/alert.fixture.js'
import { ambush } from '../ingest/ingest.fixture.js'
import type { ClientEvents, FollowAnswer, ServerEvents } from '../wire/live.js'

/*
 * Whatever happens to teams and to their zones, in any order: nothing that anybody is told, asked for or by itself, is of
 * a zone that they do not see at that moment; and all that they see is told to them.
 */

const names = ['omar', 'lina', 'rana'] as const
type Name = (typeof names)[number]
const teams = [0, 1] as const
type TeamAt = (typeof teams)[number]

type Act =
  | { readonly do: 'join' | 'leave'; readonly who: Name; readonly team: TeamAt }
  | { readonly do: 'draw'; readonly who: Name; readonly team: TeamAt }
  | { readonly do: 'show'; readonly zone: number; readonly to: TeamAt | 'private' | 'public' }
  | { readonly do: 'rename' | 'silence' | 'log'; readonly zone: number; readonly who: Name }
  | { readonly do: 'attack' }

const who = fc.constantFrom(...names)
const team = fc.constantFrom(...teams)
const zone = fc.nat({ max: 3 })
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('join' as const, 'leave' as const), who, team }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('draw' as const), who, team }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('show' as const),
      zone,
      to: fc.constantFrom('private' as const, 'public' as const, ...teams),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('rename' as const, 'silence' as const, 'log' as const),
      zone,
      who,
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('attack' as const) }) },
)

/** Teams that are empty tell nothing. */
const peopled: readonly Act[] = [
  { do: 'join', who: 'omar', team: 0 },
  { do: 'join', who: 'lina', team: 0 },
  { do: 'join', who: 'lina', team: 1 },
  { do: 'draw', who: 'omar', team: 0 },
  { do: 'draw', who: 'lina', team: 1 },
  { do: 'attack' },
]

/** What was done that others may hear of, or hear of no more. */
const acted = { left: 0, shown: 0, touched: 0 }

/** What everybody knows who reads the rules: a zone, whose it is and how many alerts it has raised. */
interface Zone {
  readonly id: string
  readonly owner: Name
  shownTo: TeamAt | 'private' | 'public'
  alerts: number
}

interface Told {
  readonly seq: number
  readonly text: string
}

let room: WatchRoom
const people = new Map<Name, { readonly id: string; readonly cookie: string }>()
let lon = 0

beforeAll(async () => {
  room = await WatchRoom.open(startPostgres, { rateLimits: false })
  for (const name of names) people.set(name, await room.invite(name))
})
afterAll(() => room.close())

const cookieOf = (name: Name) => people.get(name)?.cookie ?? ''

/** A page that stays open: it follows on from where it stood, and begins anew where it is told to. */
class Page {
  readonly told: Told[] = []
  private readonly socket: Socket<ServerEvents, ClientEvents>
  private seq: number | null = null
  following = false

  constructor(name: Name) {
    const extraHeaders = { cookie: cookieOf(name), origin: room.server.url }
    this.socket = io(`${room.server.url}/live`, { transports: ['websocket'], forceNew: true, extraHeaders })
    this.socket.onAny((_event: string, it: { readonly seq: number }) => this.hear(it))
    this.socket.on('connect', () => void this.follow())
    this.socket.on('resync', () => (this.seq = null))
    this.socket.on('disconnect', () => {
      this.following = false
      this.socket.connect()
    })
  }

  private hear(it: { readonly seq: number }): void {
    this.told.push({ seq: it.seq, text: JSON.stringify(it) })
    if (this.seq !== null) this.seq = Math.max(this.seq, it.seq)
  }

  private async follow(): Promise<void> {
    const request = this.seq === null ? {} : { since: this.seq }
    const answer = await new Promise<FollowAnswer>((resolve) => this.socket.emit('follow', request, resolve))
    if (!answer.ok && answer.code === 'resync') {
      this.seq = null
      return this.follow()
    }
    if (answer.ok) this.seq = answer.seq
    this.following = answer.ok
  }

  close(): void {
    this.socket.removeAllListeners().disconnect()
  }
}

class World {
  readonly members = teams.map(() => new Set<Name>())
  readonly zones: Zone[] = []
  private readonly place = (lon += 1)
  /** What stood after each act, by the place in the feed at which it ended. */
  readonly then: { readonly upTo: number; readonly seenBy: ReadonlyMap<string, readonly Name[]> }[] = []

  constructor(private readonly ids: readonly string[]) {}

  sees(name: Name, { owner, shownTo }: Zone): boolean {
    if (shownTo === 'public') return true
    return shownTo === 'private' ? owner === name : this.members[shownTo]?.has(name) === true
  }

  async do(it: Act): Promise<void> {
    await this.act(it)
    const { seq } = await room.ask<{ seq: number }>('GET /api/snapshot')
    const seenBy = new Map(this.zones.map((one) => [one.id, names.filter((name) => this.sees(name, one))]))
    this.then.push({ upTo: seq, seenBy })
  }

  private async act(it: Act): Promise<void> {
    if (it.do === 'attack') return this.attack()
    if (it.do === 'draw') return this.draw(it.who, it.team)
    if (!('zone' in it)) return this.move(it.do, it.who, it.team)
    const at = this.zones[it.zone % this.zones.length]
    if (at === undefined) return
    if (it.do === 'show') return this.show(at, it.to)
    const seeing = names.filter((name) => this.sees(name, at))
    const by = seeing[names.indexOf(it.who) % seeing.length]
    if (by !== undefined) return this.touch(it.do, at, by)
  }

  private async move(how: 'join' | 'leave', name: Name, at: TeamAt): Promise<void> {
    const path = `/api/teams/${this.ids[at] ?? ''}/members/${people.get(name)?.id ?? ''}`
    await room.ask(`${how === 'join' ? 'PUT' : 'DELETE'} ${path}`)
    if (how === 'join') this.members[at]?.add(name)
    else acted.left += Number(this.members[at]?.delete(name))
  }

  private async draw(owner: Name, at: TeamAt): Promise<void> {
    if (this.members[at]?.has(owner) !== true || this.zones.length > 3) return
    const geometry = { type: 'Point', coordinates: [this.place, 20] }
    const properties = { name: 'Zone', visibility: 'team', teamId: this.ids[at], radiusMetres: 5_000 }
    const body = { type: 'Feature', geometry, properties }
    const { id } = await room.ask<{ id: string }>('POST /api/zones', body, cookieOf(owner))
    await room.ask(`POST /api/zones/${id}/rules`, { name: 'Any' }, cookieOf(owner))
    this.zones.push({ id, owner, shownTo: at, alerts: 0 })
  }

  private async show(at: Zone, to: Zone['shownTo']): Promise<void> {
    const isTeam = to === 0 || to === 1
    if (!this.sees(at.owner, at) || (isTeam && this.members[to]?.has(at.owner) !== true)) return
    const properties = isTeam ? { visibility: 'team', teamId: this.ids[to] } : { visibility: to }
    await room.ask(`PATCH /api/zones/${at.id}`, { properties }, cookieOf(at.owner))
    acted.shown += Number(at.shownTo !== to)
    at.shownTo = to
  }

  private async touch(how: 'rename' | 'silence' | 'log', at: Zone, name: Name): Promise<void> {
    const [as, mayChange] = [cookieOf(name), at.owner === name || at.shownTo === 0 || at.shownTo === 1]
    acted.touched += Number(how === 'log' || mayChange)
    if (how === 'log') {
      const { items } = await room.ask<{ items: { id: string }[] }>(`GET /api/alerts?zone=${at.id}`, undefined, as)
      if (items[0] !== undefined)
        await room.ask('POST /api/log', { text: wordsOf(name, at.id), alerts: [items[0].id] }, as)
    } else if (mayChange && how === 'rename') {
      await room.ask(`PATCH /api/zones/${at.id}`, { properties: { name: `Zone ${this.then.length}` } }, as)
    } else if (mayChange) {
      const until = new Date(room.clock.ms() + 30_000).toISOString()
      await room.ask(`POST /api/zones/${at.id}/silences`, { reason: 'Test', until }, as)
      room.clock.pass(1)
    }
  }

  private async attack(): Promise<void> {
    await room.ask('POST /api/incidents', ambush(this.place, 20, { uncertaintyMetres: 100 }))
    for (const it of this.zones) it.alerts += 1
  }
}

/** Everything that somebody can ask for and that holds zones, or what is theirs. */
const asked = [
  ...['/api/zones?limit=1000', '/api/alerts?limit=1000', '/api/deliveries?limit=1000', '/api/log?limit=500'],
  ...['/api/silences', '/api/snapshot', '/api/zones/load', '/api/stats', '/api/review'],
  ...['/ogc/collections/zones/items?limit=1000'],
] as const

/** What somebody has written of a zone they go on to read, whoever sees the zone later. */
const wordsOf = (name: Name, id: string) => `${name} wrote of ${id}.`
const withoutWordsOf = (name: Name, text: string) =>
  text.replaceAll(new RegExp(wordsOf(name, '[0-9a-f-]{36}'), 'g'), '')

/** What somebody is told who asks now is of zones that they see, all of them, and counts no other. */
async function hold(world: World, name: Name): Promise<void> {
  const seen = world.zones.filter((it) => world.sees(name, it))
  const hidden = world.zones.filter((it) => !seen.includes(it))
  const texts = new Map<string, string>()
  for (const path of asked) {
    const { status, body } = await room.send(`GET ${path}`, { as: cookieOf(name) })
    const text = withoutWordsOf(name, JSON.stringify(body))
    texts.set(path, text)
    expect([path, status, hidden.filter(({ id }) => text.includes(id))]).toEqual([path, 200, []])
  }
  const whole = texts.get('/api/zones?limit=1000') ?? ''
  expect(seen.filter(({ id }) => !whole.includes(id))).toEqual([])
  const alerts = seen.reduce((sum, it) => sum + it.alerts, 0)
  const counted = (path: string, pattern: RegExp) => Number(pattern.exec(texts.get(path) ?? '')?.[1] ?? 0)
  expect(counted('/api/stats', /"new":(\d+)/)).toBe(alerts + before.alerts(name))
  expect(counted('/ogc/collections/zones/items?limit=1000', /"numberMatched":(\d+)/)).toBe(
    seen.length + before.zones(name),
  )
}

/** What the runs before left behind. */
const before = {
  worlds: new Array<World>(),
  seen: (name: Name) => before.worlds.flatMap((it) => it.zones.filter((one) => it.sees(name, one))),
  zones: (name: Name) => before.seen(name).length,
  alerts: (name: Name) => before.seen(name).reduce((sum, it) => sum + it.alerts, 0),
}

function heldBack(world: World, name: Name, { told }: Page): void {
  for (const { seq, text } of told) {
    const then = world.then.find(({ upTo }) => upTo >= seq)
    const hidden = [...(then?.seenBy ?? [])].filter(([id, by]) => text.includes(id) && !by.includes(name))
    expect({ name, seq, hidden }).toEqual({ name, seq, hidden: [] })
  }
}

/** Until all pages have heard of one thing that everybody sees: then they have heard all before it that is theirs to hear. */
async function caughtUp(pages: readonly Page[]): Promise<void> {
  let last = ''
  await vi.waitUntil(
    async () => {
      if (last !== '' && pages.every(({ told }) => told.some(({ text }) => text.includes(last)))) return true
      const far = ambush(-100, -50, { uncertaintyMetres: 100 })
      last = (await room.ask<{ id: string }>('POST /api/incidents', far)).id
      return false
    },
    { timeout: 15_000, interval: 200 },
  )
}

it('nothing of a zone is told to whoever does not see it at that moment, and all of it to whoever does', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 10, maxLength: 16 }), async (acts) => {
      const made = await Promise.all(
        teams.map(() => room.ask<{ id: string }>('POST /api/teams', { name: crypto.randomUUID() })),
      )
      const world = new World(made.map(({ id }) => id))
      const pages = new Map(names.map((name) => [name, new Page(name)]))
      await vi.waitUntil(() => [...pages.values()].every(({ following }) => following), { timeout: 10_000 })
      try {
        for (const [at, it] of [...peopled, ...acts].entries()) {
          await world.do(it)
          await hold(world, names[at % names.length] ?? 'omar')
        }
        await caughtUp([...pages.values()])
        for (const [name, page] of pages) heldBack(world, name, page)
        for (const name of names) await hold(world, name)
      } finally {
        for (const page of pages.values()) page.close()
        before.worlds.push(world)
      }
    }),
    { numRuns: 3, endOnFailure: true },
  )
  // Where nobody does anything to a zone there is nothing to keep from anybody.

  expect(acted.left + acted.shown + acted.touched).toBeGreaterThan(5)
}, 60_000)
