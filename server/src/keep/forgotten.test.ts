import { startPostgres } from '@cordon/test/postgres'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { restoreArchive } from './archive-restore.js'
import { allPeriods, OldHouse, oldDays, rowsToFile } from './keeping.fixture.js'

const name = 'Zebulon'
let house: OldHouse

beforeAll(async () => {
  house = await OldHouse.open(startPostgres)
}, 60_000)
afterAll(() => house.room.close())

it('an archive that was written before somebody was forgotten does not bring their name back', async () => {
  const { room } = house
  const zebulon = await room.invite(name)
  const { lon } = await room.watch()
  const alert = await room.attack(lon, { occurredFrom: room.clock.now() })
  await room.ask(`POST /api/alerts/${alert.id}/acknowledge`, {}, zebulon.cookie)
  await room.ask(`POST /api/alerts/${alert.id}/close`, { disposition: 'duplicate' }, zebulon.cookie)
  await room.ask(
    `PATCH /api/incidents/${alert.incidentId}`,
    { properties: { severity: 'minor' }, reason: 'Less' },
    zebulon.cookie,
  )
  await room.ask('POST /api/shifts', {}, zebulon.cookie)
  const { items } = await room.ask<{ items: readonly { id: string }[] }>('GET /api/shifts')
  await room.ask(`POST /api/shifts/${items[0]?.id ?? ''}/end`, {}, zebulon.cookie)
  house.days(oldDays)
  await house.keep(allPeriods)
  expect(await house.night()).toBeGreaterThan(2)
  await room.ask(`PATCH /api/accounts/${zebulon.id}`, { disabled: true })
  await room.ask(`POST /api/accounts/${zebulon.id}/forget`, { name, reason: 'He has left' })

  const files = await house.files()
  let forgotten = 0
  for (const kind of ['incident', 'alert', 'message', 'log'])
    for (const file of files.filter((it) => it.includes(`/${kind}-`))) {
      const restored = await restoreArchive(house.database, file)
      forgotten += restored.forgotten
    }
  expect(forgotten).toBeGreaterThan(2)
  const rows = JSON.stringify(await rowsToFile(house.database))
  expect(rows).toContain('Former member 1')
  expect(rows.toLowerCase()).not.toContain(name.toLowerCase())
})
