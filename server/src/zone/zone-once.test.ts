import { startPostgres } from '@cordon/test/postgres'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ChangeSignal } from '../live/signal.js'
import { ownDatabase } from '../live/feed.fixture.js'
import { Clock } from '../platform/clock.js'
import { Idempotency } from '../platform/idempotency.js'
import { keyedDatabase } from '../platform/keyed-database.js'
import { officer } from '../ingest/ingest.fixture.js'
import { zoneInput } from '../wire/index.js'
import { ZoneService } from './zone.service.js'

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

it('is made once, though the node that was first asked stood still until another had the key', async () => {
  const zones = new ZoneService(keyedDatabase(own.database), new Clock(), new ChangeSignal())
  const [slow, quick] = [new Idempotency(own.database, new Clock()), new Idempotency(own.database, new LaterClock())]
  const now = new Clock().now()
  const use = {
    principal: 'account:1',
    key: randomUUID(),
    route: 'POST /api/zones',
    requestHash: Buffer.from('x'),
    now,
  }
  const geometry = { type: 'Point', coordinates: [40, 35] }
  const input = zoneInput.parse({ type: 'Feature', geometry, properties: { name: 'Depot', radiusMetres: 100 } })
  const make = () => zones.create(input, officer)
  const answer = { status: 201, headers: {}, body: '' }
  await slow.begin(use)
  await quick.begin(use)
  await expect(slow.run(use, make, () => answer)).rejects.toThrow(/under way/)
  await quick.run(use, make, () => answer)
  expect(await zones.list({ limit: 10, archived: false }, officer)).toMatchObject({
    value: { items: [{ name: 'Depot' }] },
  })
})
