import { randomUUID } from 'node:crypto'
import { accountTable, alertOf, type Statement } from '@cordon/db'
import { startPostgres } from '@cordon/test/postgres'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { Principal } from '../access/principal.js'
import { IngestService } from '../ingest/ingest.service.js'
import { ownDatabase } from '../live/feed.fixture.js'
import { ChangeSignal } from '../live/signal.js'
import { Clock } from '../platform/clock.js'
import { RuleService } from '../rule/rule.service.js'
import { roleGrants } from '../wire/index.js'
import { ZoneService } from '../zone/zone.service.js'
import { StoryService } from './story.service.js'
import { Teller } from './teller.js'
import { readStory } from './theatre.js'
import { WatchLoader } from './watch-loader.js'

const clock = new Clock()
const signal = new ChangeSignal()
let own: Awaited<ReturnType<typeof ownDatabase>>
let who: Principal

beforeAll(async () => {
  own = await ownDatabase(startPostgres)
  const account = { id: randomUUID(), name: 'dana', role: 'administrator' } as const
  const kept = { nameKey: 'dana', passwordHash: '', disabled: false, createdAt: clock.now() }
  await own.database.dataSource.getRepository(accountTable).insert({ ...account, ...kept })
  who = { kind: 'account', ...account, permissions: roleGrants.administrator, teams: [], sessionId: '' }
})
afterAll(() => own.close())

function watchLoader() {
  const { database } = own
  return new WatchLoader(new ZoneService(database, clock, signal), new RuleService(database, clock, signal))
}

function storyService() {
  return new StoryService(own.database, clock, new Teller(new IngestService(own.database, clock, signal)))
}

async function count(text: string): Promise<number> {
  const statement: Statement = { name: null, text: `select count(*)::int as n from ${text}`, values: [] }
  const [row] = await own.database.query<{ n: number }>(statement)
  return row?.n ?? -1
}

const ended = (story: StoryService) => vi.waitFor(() => expect(story.now().running).toBe(false), { timeout: 10_000 })

it('puts zones and rules in place once, however often it is loaded', async () => {
  const { zones } = await readStory()
  await watchLoader().load(zones, who, new Map())
  await watchLoader().load(zones, who, new Map())
  expect(await count('zone')).toBe(5)
  expect(await count('rule')).toBe(9)
})

it('replays the story as an exercise that raises alerts, once each', async () => {
  const story = storyService()
  expect(await story.begin(0)).toEqual({ ok: true, value: { steps: 15, seconds: 0 } })
  expect(await story.begin(0)).toMatchObject({ ok: false, failure: { code: 'wrong-state' } })
  await ended(story)
  expect(story.now().told).toHaveLength(15)
  expect(await count('incident where exercise')).toBe(9)
  expect(await count('incident where not exercise')).toBe(0)
  const raised = await own.database.query<{ said: string }>({
    name: null,
    text: `select concat_ws(' | ', b->>'incidentTitle', b->>'zoneName', b->>'certainty') as said
      from alert a cross join lateral (select ${alertOf('a')} as b) whole order by a.seq`,
    values: [],
  })
  const ringed = "Sina'a prison, rings 5/15/50 km"
  expect(raised.map((it) => it.said)).toEqual([
    `Plot to free inmates of Sina'a prison foiled | ${ringed} | definite`,
    'SDF position attacked south-east of Deir ez-Zor | Busayrah 15 km | possible',
    'SDF headquarters in Busayrah attacked | Busayrah 15 km | definite',
    'SDF position at al-Shahil attacked | Busayrah 15 km | definite',
    'SDF position at al-Shahil attacked | River villages al-Zar to Dhiban | definite',
    'SDF position at al-Thiba attacked | River villages al-Zar to Dhiban | definite',
    'At least one more SDF checkpoint attacked, unconfirmed | Road Deir ez-Zor to Hajin, east bank | possible',
    'SDF position at al-Zar attacked | Busayrah 15 km | definite',
    'SDF position at al-Zar attacked | River villages al-Zar to Dhiban | definite',
  ])
})

it('raises credibility by what others say, and keeps two accounts of one attack as one', async () => {
  const rows = await own.database.query<{ said: string }>({
    name: null,
    text: `select concat_ws(' ', split_part(external_id, ':', 3), status, grade) as said from incident
      where split_part(external_id, ':', 3) in ('busayrah', 'dhiban', 'diban', 'checkpoint') order by 1`,
    values: [],
  })
  expect(rows.map((it) => it.said)).toEqual([
    'busayrah confirmed B2',
    'checkpoint unverified B6',
    'dhiban corroborated B2',
    'diban merged B2',
  ])
})

it('tells incidents of its own when it is told again', async () => {
  const story = storyService()
  await story.begin(0)
  await ended(story)
  expect(await count('incident where exercise')).toBe(18)
  expect(await count('alert')).toBe(18)
})

it('ends with the server', async () => {
  const story = storyService()
  await story.begin(120)
  await vi.waitFor(() => expect(story.now().told).toHaveLength(1))
  story.onModuleDestroy()
  expect(await count('incident where exercise')).toBe(19)
})
