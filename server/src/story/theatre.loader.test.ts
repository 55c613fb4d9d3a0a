import { randomUUID } from 'node:crypto'
import { accountTable, saveFacilities, type Database, type Statement } from '@cordon/db'
import { startPostgres } from '@cordon/test/postgres'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { FacilityService } from '../facility/facility.service.js'
import { IngestService } from '../ingest/ingest.service.js'
import { ownDatabase } from '../live/feed.fixture.js'
import { ChangeSignal } from '../live/signal.js'
import { Clock } from '../platform/clock.js'
import { RuleService } from '../rule/rule.service.js'
import { ZoneService } from '../zone/zone.service.js'
import { Teller } from './teller.js'
import { TheatreLoader } from './theatre.loader.js'
import { WatchLoader } from './watch-loader.js'

const clock = new Clock()
const signal = new ChangeSignal()
let own: Awaited<ReturnType<typeof ownDatabase>>

beforeAll(async () => {
  own = await ownDatabase(startPostgres)
  const account = { id: randomUUID(), name: 'dana', role: 'administrator', disabled: false } as const
  const kept = { nameKey: 'dana', passwordHash: '', createdAt: clock.now() }
  await own.database.dataSource.getRepository(accountTable).insert({ ...account, ...kept })
})
afterAll(() => own.close())

function loader(database: Database = own.database): TheatreLoader {
  const watch = new WatchLoader(new ZoneService(database, clock, signal), new RuleService(database, clock, signal))
  const teller = new Teller(new IngestService(database, clock, signal))
  return new TheatreLoader(database, clock, new FacilityService(database, clock, signal), watch, teller)
}

/** A process that dies when it writes for the nth time. */
function dyingAt(nth: number): Database {
  const { append, transaction } = own.database
  let count = 0
  const living = <T>(write: () => Promise<T>): Promise<T> => {
    count += 1
    return count >= nth ? Promise.reject(new Error('killed')) : write()
  }
  return {
    ...own.database,
    append: { query: (statement) => living(() => append.query(statement)) },
    transaction: (begin, work) => living(() => transaction(begin, work)),
  }
}

async function counts(): Promise<object | undefined> {
  const statement: Statement = {
    name: null,
    text: `select (select count(*)::int from facility) as facilities, (select count(*)::int from zone) as zones,
      (select count(*)::int from rule) as rules, (select count(*)::int from alert) as alerts,
      (select count(*)::int from zone_version where body->>'facilityId' is not null) as guarding,
      (select count(*)::int from incident where history and not exercise) as incidents,
      (select count(*)::int from incident_revision) as revisions, (select count(*)::int from report) as reports`,
    values: [],
  }
  return (await own.database.query(statement))[0]
}

const whole = { facilities: 11, zones: 5, rules: 9, alerts: 0, guarding: 3, incidents: 12, revisions: 23, reports: 17 }

it('fills an empty database once, though the first start is killed half way', async () => {
  await expect(loader(dyingAt(18)).loadIfEmpty()).rejects.toThrow('killed')
  expect(await counts()).toMatchObject({ facilities: 11, zones: 5, incidents: 2 })
  expect(await loader().loadIfEmpty()).toBe(true)
  expect(await counts()).toEqual(whole)
  expect(await loader().loadIfEmpty()).toBe(false)
  expect(await counts()).toEqual(whole)
})

it('tells history with its true times and the grades of its sources', async () => {
  const [row] = await own.database.query({
    name: null,
    text: `select body->>'occurredFrom' as "occurredFrom", body->>'source' as source, body->>'grade' as grade
      from incident_revision where body->>'externalId' = 'story:shuhayl' and revision = 1`,
    values: [],
  })
  expect(row).toEqual({ occurredFrom: '2021-11-08T18:00:00.000Z', source: 'Rojava Information Center', grade: 'B2' })
})

it('leaves a database alone in which somebody has begun', async () => {
  const other = await ownDatabase(startPostgres)
  const facility = {
    id: randomUUID(),
    revision: 1,
    seq: 0,
    name: 'Depot',
    kind: 'depot',
    uncertaintyMetres: 1,
  } as const
  const rest = { nameArabic: null, operator: null, population: null, note: null, positionSource: null }
  const point = { type: 'Point', coordinates: [10, 50] } as const
  await other.database.query(
    saveFacilities([{ ...facility, ...rest, point: { ...point, coordinates: [10, 50] } }], clock.now()),
  )
  expect(await loader(other.database).loadIfEmpty()).toBe(false)
  await other.close()
})
