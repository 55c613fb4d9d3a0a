import { presentShape, type Database } from '@cordon/db'
import { startPostgres } from '@cordon/test/postgres'
import { skipUnless } from '@cordon/test/skip'
import { createHash } from 'node:crypto'
import { createWriteStream, existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { AuditService } from '../audit/audit.service.js'
import { Vault } from '../deliver/vault.js'
import { ambush, pipeline } from '../ingest/ingest.fixture.js'
import { ownDatabase } from '../live/feed.fixture.js'
import { checkBackup } from './read.js'
import { restoreBackup } from './restore.js'
import { pack, writeBackup } from './write.js'

const vault = new Vault([Buffer.alloc(32, 7).toString('base64')])
const madeAt = '2026-11-09T06:00:00.000Z'
let folder: string
let file: string
let from: Awaited<ReturnType<typeof ownDatabase>>
let empty: Awaited<ReturnType<typeof ownDatabase>>

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cordon-backup-'))
  file = join(folder, 'cordon.backup')
  from = await ownDatabase(startPostgres)
  empty = await ownDatabase(startPostgres)
  const at = pipeline(from.database)
  const zone = await at.zone({ type: 'Point', coordinates: [40.1, 35.3] }, { radiusMetres: 20_000 })
  await at.rule(zone)
  const odd = { title: 'A "quoted" \\ line\nand كمين', casualties: [{ source: 'RIC', words: 'عدة' }] }
  await at.report(ambush(40.1, 35.3, odd), ambush(40.123456789, 35.3, { source: 'RIC', externalId: 'x1' }))
  await at.report(ambush(40.2, 35.3, { source: 'RIC', externalId: 'x1', title: 'Told anew' }))
  const audit = new AuditService(from.database, vault)
  const entry = { at: madeAt, by: 'nobody', name: '', action: 'GET /', status: 200, params: {}, query: {} }
  for (let nth = 0; nth < 3; nth += 1) await audit.note(entry)
  await writeBackup(from.database, file, madeAt)
}, 120_000)
afterAll(async () => {
  await Promise.all([from.close(), empty.close()])
  await rm(folder, { recursive: true, force: true })
})

const bodies = (database: Database) =>
  database.query<{ body: unknown }>({
    name: null,
    text: 'select body from incident_revision order by incident_id, revision',
    values: [],
  })
async function changed(name: string, change: (bytes: Buffer) => Buffer): Promise<string> {
  const other = join(folder, name)
  await writeFile(other, change(await readFile(file)))
  return other
}

describe('a backup', () => {
  it('is found where it is cut off or changed, before anything is touched', async () => {
    const cut = await changed('cut', (bytes) => bytes.subarray(0, bytes.length - 40))
    await expect(restoreBackup(empty.database, cut)).rejects.toThrow('cut off')
    const plain = gunzipSync(await readFile(file)).toString()
    const short = await changed('short', () => gzipSync(plain.split('\n').slice(0, -2).join('\n')))
    await expect(restoreBackup(empty.database, short)).rejects.toThrow('cut off')
    const other = await changed('other', () => gzipSync(plain.replace('Told anew', 'Told anow')))
    await expect(restoreBackup(empty.database, other)).rejects.toThrow('was changed')
    const none = await changed('none', () => Buffer.from('PK and so on'))
    await expect(restoreBackup(empty.database, none)).rejects.toThrow('no backup or archive of Cordon')
    const newer = await changed('newer', () => gzipSync(plain.replace('"form":1', '"form":2')))
    await expect(restoreBackup(empty.database, newer)).rejects.toThrow('It has form 2, and form 1 is read here')
    await expect(restoreBackup(empty.database, folder)).rejects.toThrow('It is a folder.')
    expect(await bodies(empty.database)).toEqual([])
  })

  /** A backup that somebody wrote by hand: sound by its hash, whatever it says. */
  async function handMade(name: string, change: (lines: string[]) => string[]): Promise<string> {
    const plain = gunzipSync(await readFile(file))
      .toString()
      .trimEnd()
      .split('\n')
    const lines = change(plain.slice(0, -1)).map((line) => `${line}\n`)
    const sum = createHash('sha256').update(lines.join('')).digest('hex')
    const end = (plain.at(-1) ?? '').replace(/"sha256":"\w+"/, `"sha256":"${sum}"`)
    return changed(name, () => gzipSync(`${lines.join('')}${end}\n`))
  }

  /** Changes the second row of the table of revisions. */
  const ofRevision = (change: (row: (string | null)[]) => unknown) => (lines: string[]) => {
    const at = lines.indexOf('{"table":"incident_revision"}') + 2
    const row = z.array(z.string().nullable()).parse(JSON.parse(lines[at] ?? ''))
    return lines.map((line, nth) => (nth === at ? JSON.stringify(change(row)) : line))
  }

  it.each([
    [
      'a value of another type',
      ofRevision((row) => row.map((it) => (/^\d{4}-/.test(it ?? '') ? 'yesterday noon' : it))),
      /^Line \d+, table incident_revision, column \w+: invalid input syntax for type .*"yesterday noon"/,
    ],
    [
      'a value too few',
      ofRevision((row) => row.slice(1)),
      /^Line \d+, table incident_revision: expected (\d+) values \(.*incident_id.*\); got \d+\./,
    ],
    [
      'a number in place of a text',
      ofRevision((row) => [7, ...row.slice(1)]),
      /^Line \d+, table incident_revision, column \w+: expected a text or null\./,
    ],
    [
      'a row that is none',
      (lines: string[]) => lines.map((line) => (line.startsWith('["') ? '[oh' : line)),
      /^Line \d+, table \w+: expected a list of values in JSON\./,
    ],
    [
      'a row twice',
      (lines: string[]) => {
        const at = lines.indexOf('{"table":"incident_revision"}') + 2
        return [...lines.slice(0, at), lines[at - 1] ?? '', ...lines.slice(at)]
      },
      /^Line \d+, table incident_revision: duplicate key value .*\(Key \(.*already exists\)\./,
    ],
    [
      'a table that is not known here',
      (lines: string[]) => [...lines, '{"table":"spoons"}', '["1"]'],
      /^Line \d+: This version of Cordon has no table "spoons"\./,
    ],
    [
      'a line that is neither',
      (lines: string[]) => [...lines, '{"spoons":1}'],
      /^Line \d+ is neither a table nor a row of one\./,
    ],
  ])('that brings %s is refused by its line, and nothing of it stays', async (name, change, message) => {
    const other = await handMade(name, change)
    const failed = await restoreBackup(empty.database, other).catch((error: unknown) => error)
    expect(failed).toMatchObject({ name: 'BackupFault', message: expect.stringMatching(message) })
    expect(String(failed)).toMatch(/Nothing was put back\.$/)
    expect(await bodies(empty.database)).toEqual([])
  })

  it('names the line exactly, however many rows go in at once', async () => {
    const spoilt = await handMade(
      'spoilt',
      ofRevision((row) => row.map((it) => (/^\d{4}-/.test(it ?? '') ? 'noon' : it))),
    )
    const lines = gunzipSync(await readFile(spoilt))
      .toString()
      .split('\n')
    const at = lines.findIndex((line) => line.includes('"noon"')) + 1
    await expect(restoreBackup(empty.database, spoilt)).rejects.toThrow(`Line ${at}, table incident_revision`)
  })

  it('says that it is of a newer version, where it is', async () => {
    const newer = await handMade('later', ([head = '', ...rest]) => [
      head.replace(/"shape":"\w+"/, '"shape":"Spoons9990000000000"'),
      ...rest,
    ])
    await expect(restoreBackup(empty.database, newer)).rejects.toThrow(
      'It was made by a newer version of Cordon (Spoons9990000000000; ',
    )
  })

  it('takes the place of no file that is there', async () => {
    const before = await readFile(file)
    await expect(writeBackup(from.database, file, madeAt)).rejects.toThrow('there already')
    expect((await readFile(file)).equals(before)).toBe(true)
  })

  it('says that the disk is full', async (context) => {
    skipUnless(context, existsSync('/dev/full'), 'A device that is always full is one of Linux')
    async function* lines() {
      for (let n = 0; n < 20_000; n += 1) yield await Promise.resolve(`${n} ${Math.sin(n)}\n`)
    }
    await expect(pack(lines(), createWriteStream('/dev/full'))).rejects.toThrow('the disk is full')
  })

  it('is put into no database in which somebody is about to store something', async (context) => {
    // The embedded one has one transaction at a time.
    if (empty.database.kind === 'embedded') return context.skip()
    const other = await ownDatabase(startPostgres)
    const text = `insert into audit_entry (seq, at, entry, hash) values (1, now(), '', '')`
    let store: () => void = () => undefined
    const storing = other.database.transaction('plain', async (run) => {
      await run.query({ name: null, text, values: [] })
      await new Promise<void>((done) => (store = done))
    })
    const restoring = restoreBackup(other.database, file)
    const refused = expect(restoring).rejects.toThrow('The database is in use')
    await pause(500)
    store()
    await Promise.all([storing, refused])
    await other.close()
  })

  it('brings every row back as it was, and the audit log whole', async () => {
    const { tables } = await restoreBackup(empty.database, file)
    expect(tables.find(({ name }) => name === 'incident_revision')?.rows).toBe(3)
    expect(await bodies(empty.database)).toEqual(await bodies(from.database))
    const again = join(folder, 'again')
    await writeBackup(empty.database, again, madeAt)
    expect((await checkBackup(again)).tables).toEqual((await checkBackup(file)).tables)
    const verified = await new AuditService(empty.database, vault).verify()
    expect(verified).toMatchObject({ entries: 3, faults: [] })
    // Life goes on from there.
    const [outcome] = await pipeline(empty.database).report(ambush(40.1, 35.3, { externalId: 'x2', source: 'RIC' }))
    expect(outcome?.ok).toBe(true)
  })

  it('goes over to the other kind of database and back, by count and hash', async (context) => {
    skipUnless(context, from.url !== null, 'Both kinds stand side by side under CORDON_TEST_DB=postgres')
    const [other, home] = [await ownDatabase(() => Promise.resolve(null)), await ownDatabase(startPostgres)]
    try {
      expect([from.database.kind, other.database.kind, home.database.kind]).toEqual(['server', 'embedded', 'server'])
      const [over, back] = [join(folder, 'over'), join(folder, 'back')]
      await restoreBackup(other.database, file)
      await writeBackup(other.database, over, madeAt)
      await restoreBackup(home.database, over)
      await writeBackup(home.database, back, madeAt)
      const { tables } = await checkBackup(file)
      expect((await checkBackup(over)).tables).toEqual(tables)
      expect((await checkBackup(back)).tables).toEqual(tables)
      expect(await bodies(home.database)).toEqual(await bodies(from.database))
      for (const { database } of [other, home])
        expect(await new AuditService(database, vault).verify()).toMatchObject({ entries: 3, faults: [] })
    } finally {
      await Promise.all([other.close(), home.close()])
    }
  }, 120_000)

  it('is put into no database that somebody uses, nor into another version of it', async () => {
    await expect(restoreBackup(from.database, file)).rejects.toThrow('in use')
    const shape = await from.database.query<{ name: string }>(presentShape())
    expect((await checkBackup(file)).shape).toBe(shape[0]?.name)
  })
})
