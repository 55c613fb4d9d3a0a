import { startPostgres } from '@cordon/test/postgres'
import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { restoreArchive } from './archive-restore.js'
import { allPeriods, OldHouse, oldDays } from './keeping.fixture.js'
import { NightTimers } from './night.timers.js'

let house: OldHouse

beforeAll(async () => {
  house = await OldHouse.open(startPostgres)
}, 60_000)
afterAll(() => house.room.close())

const idsOf = async (table: 'incident' | 'alert' | 'log_entry') =>
  (await house.query<{ id: string }>(`select id from ${table}`)).map(({ id }) => id)
const filesOf = async (kind: string) => (await house.files()).filter((it) => it.includes(`/${kind}-`))

it('a zone that is held keeps what lay in it when it was wider', async () => {
  const { room } = house
  const { lon, zoneId } = await room.watch()
  const { incidentId } = await room.attack(lon, { title: 'In the zone' })
  const { id } = await room.ask<{ id: string }>('POST /api/holds', { reason: 'Court', search: { zone: zoneId } })
  // Somebody draws it elsewhere.
  await room.ask(`PATCH /api/zones/${zoneId}`, { geometry: { type: 'Point', coordinates: [lon, 40] } })
  const { items } = await room.ask<{ items: readonly { id: string }[] }>('GET /api/alerts')
  for (const it of items) await room.ask(`POST /api/alerts/${it.id}/close`, { disposition: 'duplicate' })
  house.days(oldDays)
  await house.keep(allPeriods)
  await house.night()
  expect(await idsOf('incident')).toEqual([incidentId])
  expect(await idsOf('alert')).toHaveLength(1)
  await room.ask(`POST /api/holds/${id}/release`, { reason: 'The court is done' })
  house.days(1)
  await house.night()
  expect(await idsOf('incident')).toEqual([])
})

it('a note comes back after its alert alone, which says who may read it, and an alert after its incident', async () => {
  const { room } = house
  const omar = await room.invite('omar', 'supervisor')
  const { lon } = await room.watch({}, { visibility: 'private' }, omar.cookie)
  const alert = await room.attack(lon, { occurredFrom: room.clock.now() }, omar.cookie)
  await room.ask('POST /api/log', { text: 'For my eyes', alerts: [alert.id] }, omar.cookie)
  await room.ask(`POST /api/alerts/${alert.id}/close`, { disposition: 'duplicate' }, omar.cookie)
  house.days(oldDays)
  await house.night()
  expect([await idsOf('incident'), await idsOf('alert'), await idsOf('log_entry')]).toEqual([[], [], []])
  const [note = ''] = (await filesOf('log')).slice(-1)
  const [told = ''] = (await filesOf('alert')).slice(-1)
  await expect(restoreArchive(house.database, note)).rejects.toThrow('class alert')
  await expect(restoreArchive(house.database, told)).rejects.toThrow('class incident')
  expect(JSON.stringify(await room.ask('GET /api/log'))).not.toContain('For my eyes')
})

it('nothing goes in the first night after a clock has leapt over days, and a clock that is set back is believed again', async () => {
  const { room } = house
  const night = () => room.server.app.get(NightTimers).pass()
  const { lon } = await room.watch()
  const { id, incidentId } = await room.attack(lon, { occurredFrom: room.clock.now() })
  await room.ask(`POST /api/alerts/${id}/close`, { disposition: 'duplicate' })
  house.days(oldDays)
  expect(await night()).toBe(0)
  house.days(-30)
  expect(await night()).toBe(0)
  expect(await idsOf('incident')).toEqual([incidentId])
  house.days(1.1)
  expect(await night()).toBeGreaterThan(0)
  expect(await idsOf('incident')).toEqual([])
})

it('an alert stays while its rule takes its incident for recent, however little is known of the time', async () => {
  const { room } = house
  const { lon } = await room.watch({ freshHours: 100 * 24 })
  const { id } = await room.attack(lon, { occurredFrom: room.clock.now(), timePrecision: 'year' })
  await room.ask(`POST /api/alerts/${id}/close`, { disposition: 'duplicate' })
  // Its year has not been over for a hundred days.
  house.days(300)
  await house.night()
  expect(await idsOf('alert')).toEqual([id])
  house.days(oldDays)
  await house.night()
  expect(await idsOf('alert')).toEqual([])
})

it('a message stays that a correction waits for, which is owed still', async () => {
  const { room } = house
  const { lon } = await room.watch()
  const alert = await room.attack(lon, { occurredFrom: room.clock.now() })
  await room.ask(`POST /api/alerts/${alert.id}/close`, { disposition: 'duplicate' })
  const told = (id: string, more: string) => `('${id}', '${alert.id}', 1, 'email', 'x', 'sent', 1, $1, $1${more})`
  const [first, owed] = [crypto.randomUUID(), crypto.randomUUID()]
  const into = 'insert into delivery (id, alert_id, alert_revision, channel, address, state, tries, due_at, made_at'
  await house.query(`${into}) values ${told(first, '')}`, [room.clock.now()])
  const correction = told(owed, `, 9, '${first}'`).replace("'sent'", "'due'")
  await house.query(`${into}, correction, answers) values ${correction}`, [room.clock.now()])
  house.days(oldDays)
  await house.night()
  const left = async () => (await house.query<{ id: string }>('select id from delivery')).map(({ id }) => id)
  expect(await left()).toContain(first)
  await house.query(`update delivery set state = 'withdrawn' where id = $1`, [owed])
  house.days(1)
  await house.night()
  expect(await left()).toEqual([])
})

it('an incident that its source has told anew since comes back beside the newer one, which hears what is told next', async () => {
  const { room } = house
  const told = (title: string) => {
    const properties = {
      title,
      type: 'ambush',
      source: 'RIC',
      externalId: 'ric-1',
      occurredFrom: '2021-11-09T05:00:00Z',
    }
    const feature = { type: 'Feature', geometry: { type: 'Point', coordinates: [44.5, 31] }, properties }
    return room.ask<{ id: string; properties: { title: string } }>('POST /api/incidents', feature)
  }
  const first = await told('Shots on the road')
  house.days(oldDays)
  await house.night()
  const again = await told('Shots on the road, told anew')
  expect(again.id).not.toBe(first.id)
  const [file = ''] = (await filesOf('incident')).slice(-1)
  expect(await restoreArchive(house.database, file)).toMatchObject({ retold: 1 })
  expect(await restoreArchive(house.database, file)).toMatchObject({ retold: 1 })
  expect(await room.ask(`GET /api/incidents/${first.id}`)).toMatchObject({ properties: { externalId: 'ric-1' } })
  expect((await told('Shots on the road, corrected')).id).toBe(again.id)
  expect(await room.ask(`GET /api/incidents/${first.id}`)).toMatchObject({ properties: { title: 'Shots on the road' } })
  // Both go once more, and what is in both files comes back.
  house.days(oldDays)
  await house.night()
  expect(await idsOf('incident')).not.toContain(first.id)
})

it('no report is drawn up of what has gone into archives', async () => {
  const month = new Date(house.room.clock.ms() - 800 * 86_400_000).toISOString().slice(0, 7)
  expect(await house.room.send('POST /api/sitreps', { body: { month } })).toMatchObject({
    status: 400,
    body: { errors: [{ path: 'from', message: expect.stringContaining('archives') }] },
  })
})

it('a file that somebody made up brings nothing but what its class is made of', async () => {
  const [file = ''] = await filesOf('log')
  const lines = gunzipSync(await readFile(file))
    .toString('utf8')
    .trimEnd()
    .split('\n')
    .slice(0, -1)
  const names = ['id', 'name', 'name_key', 'role', 'password_hash', 'disabled', 'created_at']
  const values = [crypto.randomUUID(), 'Mallory', 'mallory', 'administrator', 'x', 'false', '2026-11-09T05:00:00Z']
  const head = [lines[0], JSON.stringify({ table: 'account', columns: names }), JSON.stringify(values)]
  const text = head.map((line) => `${line ?? ''}\n`).join('')
  const end = { tables: [], sha256: createHash('sha256').update(text).digest('hex') }
  await writeFile(`${file}.made`, gzipSync(`${text}${JSON.stringify(end)}\n`))
  await expect(restoreArchive(house.database, `${file}.made`)).rejects.toThrow('holds no account')
  expect(await house.query(`select id from account where name = 'Mallory'`)).toEqual([])
  const odd = [lines[0], JSON.stringify({ table: 'log_entry', columns: ['id'] }), '["no id"]']
  const oddText = odd.map((line) => `${line ?? ''}\n`).join('')
  const oddEnd = { tables: [], sha256: createHash('sha256').update(oddText).digest('hex') }
  await writeFile(`${file}.odd`, gzipSync(`${oddText}${JSON.stringify(oddEnd)}\n`))
  await expect(restoreArchive(house.database, `${file}.odd`)).rejects.toThrow(
    /^Lines 3 to 3, table log_entry: invalid input syntax for type uuid: "no id"\. Nothing was put back\.$/,
  )
})
