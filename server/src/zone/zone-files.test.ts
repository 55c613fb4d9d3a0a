import { startPostgres } from '@cordon/test/postgres'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Principal } from '../access/principal.js'
import { ambush, officer, pipeline } from '../ingest/ingest.fixture.js'
import { ownDatabase } from '../live/feed.fixture.js'
import { ChangeSignal } from '../live/signal.js'
import { zoneInput } from '../wire/index.js'
import { ZoneFiles } from './zone-files.service.js'

let own: Awaited<ReturnType<typeof ownDatabase>>
let at: ReturnType<typeof pipeline>
let files: ZoneFiles

beforeAll(async () => {
  own = await ownDatabase(startPostgres)
  at = pipeline(own.database)
  files = new ZoneFiles(own.database, at.clock, new ChangeSignal())
})
afterAll(() => own.close())

const square = (east: number) => ({
  type: 'Polygon',
  coordinates: [
    [
      [east, 35],
      [east + 1, 35],
      [east + 1, 36],
      [east, 36],
      [east, 35],
    ],
  ],
})
const crossing = {
  type: 'Polygon',
  coordinates: [
    [
      [40, 35],
      [41, 36],
      [41, 35],
      [40, 36],
      [40, 35],
    ],
  ],
}
const feature = (geometry: object, properties: object) => ({ type: 'Feature', geometry, properties })
const inputs = (...features: readonly object[]) => features.map((it) => zoneInput.parse(it))
const fileOf = (...features: readonly object[]) => Buffer.from(JSON.stringify({ type: 'FeatureCollection', features }))

async function standing(name: string): Promise<number> {
  const page = await at.zones.list({ limit: 1_000, archived: false }, officer)
  return page.ok ? page.value.items.filter((it) => it.name === name).length : -1
}

it('says what a file would bring, what PostGIS finds fault with, and what is there already; and stores nothing', async () => {
  await at.zone(square(10), { name: 'There' })
  const read = await files.read(
    fileOf(
      feature(square(10), { name: 'There' }),
      feature(square(11), { name: 'There' }),
      feature(crossing, { name: 'Crossing' }),
    ),
    officer,
  )
  if (!read.ok) throw new Error(JSON.stringify(read.failure))
  expect(read.value.shapes.map(({ of, knownAs }) => [of, knownAs === null])).toEqual([
    ['Feature 1', false],
    ['Feature 2', true],
  ])
  expect(read.value.refused).toMatchObject([
    {
      of: 'Feature 3',
      name: 'Crossing',
      errors: [{ path: 'geometry', message: expect.stringMatching(/does not cross itself/) }],
    },
  ])
  expect(await standing('There')).toBe(1)
})

it('says what was refused in the order of the file, whoever found fault with it', async () => {
  const open = { type: 'Polygon', coordinates: [square(10).coordinates[0]?.slice(1)] }
  const features = [crossing, open, square(12), crossing, open].map((it, at) => feature(it, { name: `N ${at}` }))
  const read = await files.read(fileOf(...features), officer)
  expect(read.ok && read.value.refused.map(({ name }) => name)).toEqual(['N 0', 'N 1', 'N 3', 'N 4'])
  expect(read.ok && read.value.shapes.map(({ name }) => name)).toEqual(['N 2'])
})

it('stores each zone once, however often and at however many places at once it is asked for', async () => {
  const zones = inputs(feature(square(20), { name: 'Once' }), feature(square(21), { name: 'Once' }))
  const answers = await Promise.all([1, 2, 3].map(() => files.bring(zones, officer)))
  const ids = answers.map((it) => it.ok && it.value.items.map(({ id }) => id))
  expect(new Set(ids.map(String)).size).toBe(1)
  expect(await standing('Once')).toBe(2)
  const twice = await files.bring([...zones, ...zones], officer)
  expect(twice.ok && twice.value.items.map(({ is }) => is)).toEqual(['known', 'known', 'known', 'known'])
})

it('takes a zone of the same name that says something else as another', async () => {
  const said = { name: 'Other', reachMetres: 0 }
  const versions = [said, { ...said, reachMetres: 100 }, { ...said, visibility: 'private' }]
  const brought = await files.bring(inputs(...versions.map((it) => feature(square(25), it))), officer)
  expect(brought.ok && brought.value.items.map(({ is }) => is)).toEqual(['stored', 'stored', 'stored'])
})

it('stores all or none, and names everything that is wrong', async () => {
  const facilityId = '018f0000-0000-7000-8000-00000000ffff'
  const zones = inputs(
    feature(square(30), { name: 'Half' }),
    feature(crossing, { name: 'Half' }),
    feature(square(31), { name: 'Half', facilityId }),
  )
  expect(await files.bring(zones, officer)).toMatchObject({
    ok: false,
    failure: { errors: [{ path: 'zones[1].geometry' }, { path: 'zones[2].properties.facilityId' }] },
  })
  expect(await standing('Half')).toBe(0)
})

it('gives a token nothing private', async () => {
  const token: Principal = {
    kind: 'token',
    id: officer.id,
    name: 'map',
    scopes: ['write'],
    permissions: ['zone:write'],
  }
  const hidden = inputs(feature(square(33), { name: 'Hidden', visibility: 'private' }))
  expect(await files.bring(hidden, token)).toMatchObject({
    failure: { errors: [{ path: 'zones[0].properties.visibility' }] },
  })
})

it('lets what it brought hear', async () => {
  const brought = await files.bring(inputs(feature(square(35), { name: 'Hears' })), officer)
  const zone = await at.zones.one(brought.ok ? (brought.value.items[0]?.id ?? '') : '', null, officer)
  if (!zone.ok) throw new Error('It was not brought.')
  const rule = await at.rule(zone.value)
  await at.report(ambush(35.5, 35.5))
  const told = await own.database.query({ name: null, text: 'select from alert where rule_id = $1', values: [rule.id] })
  expect(told).toHaveLength(1)
})
