import { startPostgres } from '@cordon/test/postgres'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { FacilityService } from '../facility/facility.service.js'
import { officer } from '../ingest/ingest.fixture.js'
import { HoldService } from '../keep/hold.service.js'
import { ownDatabase } from '../live/feed.fixture.js'
import { ChangeSignal } from '../live/signal.js'
import { PlaceListService } from '../place/place-list.service.js'
import { facilityInput, placeInput, zoneInput } from '../wire/index.js'
import { ZoneService } from '../zone/zone.service.js'
import { Clock } from './clock.js'
import { Idempotency } from './idempotency.js'
import { keyedDatabase } from './keyed-database.js'
import { ok } from './result.js'

let own: Awaited<ReturnType<typeof ownDatabase>>
beforeAll(async () => {
  own = await ownDatabase(startPostgres)
})
afterAll(() => own.close())

class LaterClock extends Clock {
  override ms(): number {
    return super.ms() + 13_000
  }
}

/** Has something made under one key by a node that stood still until another had the key, and by that one. */
async function madeByTwo(make: () => Promise<unknown>): Promise<void> {
  const [slow, quick] = [new Idempotency(own.database, new Clock()), new Idempotency(own.database, new LaterClock())]
  const requestHash = Buffer.from('x')
  const use = { principal: 'account:1', key: randomUUID(), route: 'POST /api', requestHash, now: new Clock().now() }
  const answer = { status: 201, headers: {}, body: '' }
  await slow.begin(use)
  await quick.begin(use)
  await expect(slow.run(use, make, () => answer)).rejects.toThrow(/under way/)
  await quick.run(use, make, () => answer)
}

const point = { type: 'Point', coordinates: [40, 35] }
const feature = (properties: object) => ({
  type: 'Feature',
  geometry: point,
  properties: { name: 'Depot', ...properties },
})
const clock = new Clock()

it('a zone is made once', async () => {
  const zones = new ZoneService(keyedDatabase(own.database), clock, new ChangeSignal())
  const input = zoneInput.parse(feature({ radiusMetres: 100 }))
  await madeByTwo(() => zones.create(input, officer))
  const listed = await zones.list({ limit: 10, archived: false }, officer)
  expect(listed).toMatchObject({ value: { items: [{ name: 'Depot' }] } })
})

it('a facility is made once', async () => {
  const facilities = new FacilityService(keyedDatabase(own.database), clock, new ChangeSignal())
  const input = facilityInput.parse(feature({ kind: 'base' }))
  await madeByTwo(() => facilities.create([input]))
  const listed = await facilities.list({ limit: 10 })
  expect(listed.ok && listed.value.items).toHaveLength(1)
})

it('a hold is put on once', async () => {
  const holds = new HoldService(keyedDatabase(own.database), clock, { searchOf: () => Promise.resolve(ok(null)) })
  await madeByTwo(() => holds.put({ reason: 'A court asked', search: null, incidents: [randomUUID()] }, officer))
  expect(await holds.list()).toHaveLength(1)
})

it('places are added to a list once', async () => {
  const lists = new PlaceListService(keyedDatabase(own.database), clock)
  const list = await lists.begin({ name: 'Ours', source: 'Us' }, 'omar')
  const places = [placeInput.parse({ name: 'Depot', kind: 'town', point: [40, 35] })]
  await madeByTwo(() => lists.add(list?.id ?? '', { places, finished: false }))
  expect(await lists.lists()).toMatchObject([{ places: 1 }])
})
