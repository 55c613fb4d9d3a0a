import type { Database } from '@cordon/db'
import { startPostgres } from '@cordon/test/postgres'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { WatchRoom } from '../alert/alert.fixture.js'
import { AuditService } from '../audit/audit.service.js'
import { DATABASE } from '../platform/database.js'
import { nameKey } from '../wire/name-key.js'
import { everyRow } from './person.fixture.js'

let room: WatchRoom
let database: Database
let dana: { readonly cookie: string }

beforeAll(async () => {
  room = await WatchRoom.open(startPostgres, { rateLimits: false })
  database = room.server.app.get<Database>(DATABASE)
  dana = await room.invite('Dana', 'supervisor')
}, 120_000)
afterAll(() => room.close())

const quoted = (text: string) => JSON.stringify(text).slice(1, -1)
/** A text as it can stand in a row: by itself, within JSON, and within JSON in JSON. */
const written = (text: string) => [quoted(text), quoted(quoted(text))]
const spellings = (name: string) => [
  ...new Set([name, name.normalize('NFD'), name.toLowerCase(), name.toUpperCase(), ` ${name} `]),
]

/** Does what leaves a name behind, and is spelled in every way by whoever looks for them. */
async function lives(name: string): Promise<string> {
  const { id, cookie: as } = await room.invite(name, 'supervisor')
  const { lon } = await room.watch({}, {}, as)
  const shift = await room.ask<{ id: string }>('POST /api/shifts', {}, as)
  await room.ask(`POST /api/shifts/${shift.id}/end`, {}, as)
  const alert = await room.attack(lon, {}, as)
  await room.ask(`POST /api/alerts/${alert.id}/assign`, { to: id }, dana.cookie)
  await room.ask(`POST /api/alerts/${alert.id}/close`, { disposition: 'duplicate' }, as)
  for (const said of spellings(name)) {
    await room.send('POST /api/session', { body: { name: said, password: 'correct horse battery' } })
    await room.send(`GET /api/incidents.geojson?q=${encodeURIComponent(said)}`, { as: dana.cookie })
  }
  return id
}

it.each([
  ...['Jean-Luc', 'a.b', 'x"y\\z', 'Zeb%_$1\\1$&', '\\u0041bc', '(?i)x', 'Zoë Å', 'ÉLODIE', 'İlker', 'ısparta'],
  ...['Straße', 'عَلِيّ', 'أحمد', 'Ｗｉｄｅ', '😀 Bob 👩🏽‍🚒', 'Zebra\u2028Line'],
])('%j goes in every spelling, and nobody whose name is longer loses a piece of theirs', async (name) => {
  const id = await lives(name)
  const longer = [`${name} Pike`, `Eve ${name}`, `${name}x`].map((it) => it.normalize('NFC'))
  for (const it of longer) await lives(it)
  await room.ask(`PATCH /api/accounts/${id}`, { disabled: true })
  await room.server.app.get(AuditService).settled()
  // What was looked for is a text, of which a name is taken out as a word of its own.
  const theirs = async () => (await everyRow(database)).filter((it) => !it.includes('incidents.geojson'))
  const rowsOfLonger = (rows: readonly string[]) =>
    longer.map((it) => rows.filter((row) => written(it).some((text) => row.includes(text))).length)
  const before = rowsOfLonger(await theirs())
  await room.ask(`POST /api/accounts/${id}/forget`, { name, reason: 'Left' })
  expect(rowsOfLonger(await theirs())).toEqual(before)

  const others = longer.flatMap((it) => written(nameKey(it)))
  const left = (await everyRow(database))
    .map((row) => others.reduce((text, it) => text.replaceAll(it, '…'), row.normalize('NFKC').toLowerCase()))
    .filter((row) => !/'(?:pike|eve)':\d/.test(row))
    .filter((row) => written(nameKey(name)).some((it) => row.includes(it)))
  expect(left).toEqual([])
  expect((await room.server.app.get(AuditService).verify()).faults).toEqual([])
})
