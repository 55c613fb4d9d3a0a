import { openDatabase, type Database } from '@cordon/db'
import { startPostgres } from '@cordon/test/postgres'
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { WatchRoom } from '../alert/alert.fixture.js'
import { AuditService } from '../audit/audit.service.js'
import { writeBackup } from '../backup/write.js'
import { runRestore } from '../cli/backup.js'
import { openVault } from '../deliver/vault.js'
import { DATABASE } from '../platform/database.js'
import { startServer } from '../platform/server.js'
import { aConfig } from '../platform/server.fixture.js'
import { ForgottenAgain } from './forgotten-again.js'
import { ForgottenFile } from './forgotten-file.js'
import { everyRow } from './person.fixture.js'

const name = 'Zebulon'
const note = 'forgotten.jsonl'
let room: WatchRoom
let folder: string
let backup: string
let zebulon: { readonly id: string; readonly cookie: string }
const stops: (() => Promise<unknown>)[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cordon-again-'))
  backup = join(folder, 'cordon.backup')
  room = await WatchRoom.open(startPostgres, { rateLimits: false })
  zebulon = await room.invite(name, 'supervisor')
  const as = zebulon.cookie
  await room.watch({}, { name: 'Mine', visibility: 'private' }, as)
  const { lon } = await room.watch({}, { name: 'Gate' }, as)
  const alert = await room.attack(lon, {}, as)
  await room.ask(`POST /api/alerts/${alert.id}/acknowledge`, {}, as)
  await room.ask('POST /api/log', { text: 'A quiet night' }, as)
  const report = await room.ask<{ id: string; hash: string }>('POST /api/sitreps', { month: '2021-11' }, as)
  await room.ask(`POST /api/sitreps/${report.id}/sign`, { hash: report.hash }, as)
  await writeBackup(room.server.app.get<Database>(DATABASE), backup, '2027-11-09T06:00:00.000Z')
  await room.ask(`POST /api/alerts/${alert.id}/close`, { disposition: 'duplicate' }, as)
  await leaves(zebulon.id, name)
}, 120_000)
afterAll(async () => {
  await room.close()
  for (const stop of stops.reverse()) await stop()
  await rm(folder, { recursive: true, force: true })
})

async function leaves(id: string, named: string): Promise<void> {
  await room.ask(`PATCH /api/accounts/${id}`, { disabled: true })
  await room.ask(`POST /api/accounts/${id}/forget`, { name: named, reason: `${named} has left` })
}

/** A data folder and a database that nobody has used, with some files of the house. */
async function anew(files: readonly string[]) {
  const data = await mkdtemp(join(tmpdir(), 'cordon-again-'))
  stops.push(() => rm(data, { recursive: true, force: true }))
  const postgres = room.server.databaseUrl === null ? null : await startPostgres()
  if (postgres !== null) stops.push(() => postgres.stop())
  for (const it of files) await copyFile(join(room.server.folder, it), join(data, it))
  const url = postgres?.url
  return { data, url, env: { CORDON_DATA: data, ...(url !== undefined && { DATABASE_URL: url }) } }
}

async function restored(env: Record<string, string>) {
  const said: string[] = []
  const say = (line: string) => void said.push(line)
  const code = await runRestore([backup], env, { out: say, err: say, redraw: null, stop: new AbortController().signal })
  return { code, said }
}

async function looked<T>({ data, url }: Awaited<ReturnType<typeof anew>>, look: (it: Database) => Promise<T>) {
  const database = await openDatabase({ folder: data, url })
  try {
    return await look(database)
  } finally {
    await database.close()
  }
}
const withName = async (it: Database) => (await everyRow(it)).filter((row) => row.toLowerCase().includes('zebulon'))

describe('a backup that was made before somebody was forgotten', () => {
  it('brings the name back in no row when it is restored, says so, and the chain is whole', async () => {
    const place = await anew([note, 'secret.key'])
    const { code, said } = await restored(place.env)
    expect(said.slice(1)).toEqual([
      'Former member 1 was back, and is forgotten again. Theirs still: open alerts (1).',
      expect.stringMatching(/^Audit log: \d+ entries, 0 faults\.$/),
    ])
    expect(code).toBe(0)
    const vault = await openVault([], place.data)
    await looked(place, async (database) => {
      expect(await withName(database)).toEqual([])
      const { faults, redactions } = await new AuditService(database, vault).verify()
      expect(faults).toEqual([])
      expect(redactions).toEqual([expect.objectContaining({ by: 'house' })])
      const rows = await everyRow(database)
      expect(rows.filter((it) => it.startsWith('zone: ') && it.includes('Mine')).join()).toContain('true')
      expect(rows.filter((it) => it.startsWith('forgotten: '))).toHaveLength(1)
    })
  }, 120_000)

  it('tells nobody the name where the key and the note come after it, before the server answers', async () => {
    const place = await anew([])
    const { code, said } = await restored(place.env)
    expect(code).toBe(1)
    expect(said.join('\n')).toContain(`There is no ${join(place.data, note)}: whoever was forgotten since then`)
    expect((await looked(place, withName)).length).toBeGreaterThan(5)
    for (const it of [note, 'secret.key']) await copyFile(join(room.server.folder, it), join(place.data, it))
    const log = pino({ level: 'silent' })
    const config = aConfig({ folder: place.data, databaseUrl: place.url ?? null })
    const answers = vi.spyOn(ForgottenAgain.prototype, 'start')
    const server = await startServer(config, { durable: false, log })
    try {
      // The room's own server looks from time to time as well.
      const own = room.server.app.get(ForgottenAgain)
      expect(answers.mock.contexts.filter((it) => it !== own)).not.toEqual([])
      expect(await withName(server.database)).toEqual([])
      expect((await server.app.get(AuditService).verify()).faults).toEqual([])
    } finally {
      await server.stop()
    }
  }, 120_000)

  it('leaves alone whom the note knows by another name', async () => {
    const place = await anew([note, 'secret.key'])
    const text = await readFile(join(place.data, note), 'utf8')
    await writeFile(join(place.data, note), text.replace(/"hash":"[0-9a-f]{4}/, '"hash":"0000'))
    const { said } = await restored(place.env)
    expect(said.join('\n')).toContain('by another name: it is left as it is.')
    expect((await looked(place, withName)).length).toBeGreaterThan(5)
  }, 120_000)
})

describe('the note of who was forgotten', () => {
  const noted = async () => (await new ForgottenFile({ folder: room.server.folder }).read())?.people ?? []

  it('holds them before anybody is told that they are forgotten', async () => {
    const { id } = await room.invite('Ludmila', 'viewer')
    await leaves(id, 'Ludmila')
    expect(await noted()).toContainEqual(expect.objectContaining({ id, instead: 'Former member 2' }))
    expect(await readFile(join(room.server.folder, note), 'utf8')).not.toMatch(/ludmila/i)
  })

  it('is made good by the next look, as another node looks, where a server ended before it wrote', async () => {
    const { id } = await room.invite('Casimir', 'viewer')
    const again = room.server.app.get(ForgottenAgain)
    vi.spyOn(again, 'keepUp').mockRejectedValueOnce(new Error('The server ends here'))
    await expect(leaves(id, 'Casimir')).rejects.toThrow('500')
    expect((await noted()).some((it) => it.id === id)).toBe(false)
    await again.tick()
    expect((await noted()).some((it) => it.id === id)).toBe(true)
  })

  it('keeps somebody from being forgotten where it cannot be written', async () => {
    const { id } = await room.invite('Isidore', 'viewer')
    vi.spyOn(room.server.app.get(ForgottenFile), 'ready').mockRejectedValueOnce(new Error('The disk is full'))
    await expect(leaves(id, 'Isidore')).rejects.toThrow('500')
    const rows = await everyRow(room.server.app.get<Database>(DATABASE))
    expect(rows.filter((it) => it.startsWith('account: ') && it.includes('Isidore'))).toHaveLength(1)
  })
})
