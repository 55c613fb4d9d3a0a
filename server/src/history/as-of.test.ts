import { StreamableFile } from '@nestjs/common'
import type { Incident, Zone } from '@cordon/alerts'
import { startPostgres } from '@cordon/test/postgres'
import { createHash } from 'node:crypto'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Principal } from '../access/principal.js'
import { IncidentService } from '../incident/incident.service.js'
import { Searches } from '../incident/search.js'
import { ambush, officer, pipeline, TestClock } from '../ingest/ingest.fixture.js'
import type { Entry } from '../ingest/entry.js'
import { ownDatabase } from '../live/feed.fixture.js'
import { Reply } from '../platform/reply.js'
import { PlaceService } from '../place/place.service.js'
import type { Result } from '../platform/result.js'
import { Sight } from '../sight/sight.js'
import { incidentFilter, zonePatch } from '../wire/index.js'
import { ExportController } from './export.controller.js'

let own: Awaited<ReturnType<typeof ownDatabase>>
let at: ReturnType<typeof pipeline>
let incidents: IncidentService
let zone: Zone

const seed = Number(process.env['SEED'] ?? 20211109)
/** The long form: CHANGES=10000. */
const changes = Number(process.env['CHANGES'] ?? 120)
const viewer: Principal = { ...officer, role: 'viewer', permissions: ['open', 'own', 'read', 'export'] }
const nowhere = '018f0000-0000-7000-8000-0000000000ff'

beforeAll(async () => {
  own = await ownDatabase(startPostgres)
  at = pipeline(own.database)
  const points = {
    covered: async <T>(them: readonly T[]) => them,
    doubted: async <T>(them: readonly T[]) => them,
    doubtOf: async () => () => null,
    reachOf: async () => () => 0,
  }
  const places = new PlaceService({ gazetteer: ['SY'] }, own.database, at.clock)
  const searches = new Searches(own.database, at.clock, new Sight({ coarseKm: 50 }), places)
  incidents = new IncidentService(own.database, at.ingest, at.clock, searches, points)
  zone = await at.zone({ type: 'Point', coordinates: [40.5, 35.5] }, { radiusMetres: 20_000 })
})
afterAll(() => own.close())

/** The same throws for the same seed, on every machine. */
function diceOf(seed: number) {
  let thrown = 0
  const below = (limit: number) => {
    thrown += 1
    return createHash('sha256').update(`${seed} ${thrown}`).digest().readUInt32BE() % limit
  }
  return { below, pick: <T>(from: readonly [T, ...T[]]): T => from[below(from.length)] ?? from[0] }
}
type Chance = ReturnType<typeof diceOf>

const sources = ['SDF', 'RIC', 'SOHR'] as const
const said = (dice: Chance) => ({
  title: dice.pick(['Ambush on the road', 'Raid at Diban', 'كمين على الطريق', 'Clash']),
  severity: dice.pick(['minor', 'severe', 'extreme'] as const),
  status: dice.pick(['unverified', 'confirmed', 'refuted'] as const),
  occurredFrom: `2026-11-0${1 + dice.below(8)}T0${dice.below(10)}:00:00.000Z`,
})
const place = (dice: Chance): [number, number] => [40 + dice.below(10) / 10, 35 + dice.below(10) / 10]

/** One change of any kind; what may not be done to that incident is refused, which changes nothing. */
async function change(dice: Chance, known: readonly Incident[]): Promise<void> {
  const one = known[dice.below(Math.max(1, known.length))]
  const other = known[dice.below(Math.max(1, known.length))]
  const kind = dice.below(10)
  if (one === undefined || other === undefined || kind < 3) {
    const [lon, lat] = place(dice)
    await at.report(ambush(lon, lat, { ...said(dice), source: dice.pick(sources), externalId: `x${dice.below(60)}` }))
  } else if (kind === 9) {
    const patch = zonePatch.parse({ properties: { radiusMetres: 5_000 + dice.below(40_000) } })
    const { value } = await sure(at.zones.one(zone.id, null, officer))
    await sure(at.zones.change(patch, { id: zone.id, who: officer, ifMatch: `"${value.version}"` }))
  } else await act(kind, { dice, one, other })
}

async function act(kind: number, { dice, one, other }: { dice: Chance; one: Incident; other: Incident }) {
  const reason = 'It was read again'
  const geometry = { type: 'Point' as const, coordinates: place(dice) }
  const entry: Entry =
    kind < 7
      ? { what: 'correct', id: one.id, patch: { geometry, properties: said(dice), reason }, ifMatch: null }
      : kind === 7
        ? { what: 'merge', id: one.id, into: other.id, reason }
        : { what: 'unmerge', id: one.id, reason }
  await incidents.change(entry, officer)
}

async function sure<T>(result: Promise<Result<T>>): Promise<{ readonly value: T }> {
  const it = await result
  if (!it.ok) throw new Error(JSON.stringify(it.failure))
  return it
}

/** What a supervisor asks. */
const questions = () =>
  [
    {},
    { status: 'merged' },
    { bbox: '40.2,35.2,40.7,35.7' },
    { bbox: '40.8,35,-170,36' },
    { q: 'diban' },
    { severity: 'extreme', from: '2026-11-03', to: '2026-11-06' },
    { grade: 'C3', q: 'كمين' },
    { zone: zone.id },
  ] as const

/** One of them, asked by somebody who sees places as they are, or coarsely. */
interface Asked {
  readonly question: object
  readonly who: Principal
}
const someOf = (dice: Chance): readonly Asked[] =>
  [1, 2, 3, 4].map(() => ({ question: questions()[dice.below(8)] ?? {}, who: dice.pick([officer, officer, viewer]) }))

async function bytes(question: object, who: Principal): Promise<string> {
  const filter = incidentFilter.parse({ ...question, limit: 1000 })
  const { limit, cursor, ...query } = filter
  const page = (await sure(incidents.list(filter, who))).value.items
  const controller = new ExportController(incidents)
  const files = await Promise.all(
    (['csv', 'geoJson'] as const).map(async (as) => {
      const answer = await controller[as]({ params: undefined, body: undefined, query }, who)
      if (!(answer instanceof Reply) || !(answer.body instanceof StreamableFile)) throw new Error('It is no file.')
      return text(answer.body.getStream())
    }),
  )
  return JSON.stringify([limit, cursor, page, ...files])
}

async function everything(): Promise<readonly Incident[]> {
  return (await sure(incidents.list(incidentFilter.parse({ limit: 1000 }), officer))).value.items
}

it(
  `answers as of any time, byte for byte, what was answered then, in a random run of ${changes} changes`,
  async () => {
    const dice = diceOf(seed)
    const taken: { readonly asOf: string; readonly asked: Asked; readonly answer: string }[] = []
    let known: readonly Incident[] = []
    for (let n = 0; n < changes; n += 1) {
      if (n % 8 === 0) known = await everything()
      await change(dice, known)
      if (dice.below(Math.max(10, Math.floor(changes / 60))) === 0) {
        for (const asked of someOf(dice)) {
          taken.push({ asOf: at.clock.now(), asked, answer: await bytes(asked.question, asked.who) })
        }
        at.clock.pass(1)
      } else at.clock.pass(dice.below(3) / 2)
    }
    expect(taken.length).toBeGreaterThan(4)
    for (const { asOf, asked, answer } of taken) {
      expect(await bytes({ ...asked.question, asOf }, asked.who), `${asOf} ${JSON.stringify(asked.question)}`).toBe(
        answer,
      )
    }
  },
  120_000 + changes * 500,
)

it('counts a revision that bears an earlier time than the one before it from its own time on', async () => {
  const [behind, ahead] = [new TestClock(), new TestClock()]
  behind.pass(100_000)
  ahead.pass(100_002)
  const [first, second] = [pipeline(own.database), pipeline(own.database)]
  first.clock.pass(100_000)
  second.clock.pass(100_002)
  const it = (title: string) => ambush(10, 10, { title, source: 'SDF', externalId: 'skewed' })
  await first.report(it('One'))
  first.clock.pass(1)
  await second.report(it('Two'))
  await first.report(it('Three'))
  at.clock.pass(200_000)
  const titles = async (minutes: number) => {
    const asOf = new Date(behind.ms() + minutes * 60_000).toISOString()
    const page = await sure(incidents.list(incidentFilter.parse({ asOf, bbox: '9,9,11,11' }), officer))
    return page.value.items.map(({ title }) => title)
  }
  expect(await titles(0)).toEqual(['One'])
  expect(await titles(1)).toEqual(['Three'])
  expect(await titles(2)).toEqual(['Three'])
})

it('says plainly that nothing was known before the beginning', async () => {
  await at.report(ambush(40, 35))
  const filter = incidentFilter.parse({ asOf: '2001-01-01' })
  const page = await sure(incidents.list(filter, officer))
  expect(page.value).toMatchObject({
    items: [],
    note: { code: 'history.beforeAll', values: { asOf: '2001-01-01 00:00Z' } },
  })
})

it.each([
  [{ asOf: '2999-01-01' }, 'asOf'],
  [{ from: '2026-11-05', to: '2026-11-04' }, 'from'],
])('refuses %o by the name of what is wrong', async (question, path) => {
  const answer = await incidents.list(incidentFilter.parse(question), officer)
  expect(answer).toMatchObject({ ok: false, failure: { code: 'invalid-input', errors: [{ path }] } })
})

it('refuses the cursor of another search', async () => {
  const first = await sure(incidents.list(incidentFilter.parse({ limit: 1 }), officer))
  const cursor = first.value.next ?? ''
  const same = await incidents.list(incidentFilter.parse({ limit: 1, cursor }), officer)
  const other = await incidents.list(incidentFilter.parse({ limit: 1, cursor, severity: 'minor' }), officer)
  expect(same.ok).toBe(true)
  expect(other).toMatchObject({ ok: false, failure: { errors: [{ path: 'cursor' }] } })
})

it('finds by a zone that nobody drew nothing, and says so', async () => {
  const answer = await incidents.list(incidentFilter.parse({ zone: nowhere }), officer)
  expect(answer).toMatchObject({ ok: false, failure: { code: 'not-found' } })
})
