import { spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { loadBundle } from './bundle.js'
import { cacheFolder } from './cache-folder.js'
import { openEmbedded, type Embedded } from './embedded.js'
import { openEngine } from './engine.js'
import { program } from './program.js'
import { query } from './protocol.js'
import { releaseKey } from './release.js'
import { ensureCluster } from './template.js'
import { translate } from './translate.js'

const ROUNDS = Number(process.env['CORDON_KILL_ROUNDS'] ?? 3)
const SEED = Number(process.env['CORDON_SEED'] ?? 20_220_120)

let folder = ''

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cordon-durable-'))
})

afterEach(() => fs.rmSync(folder, { recursive: true }))

/** Each start takes a second or two on an idle machine, and many times that on a busy one. */
vi.setConfig({ testTimeout: 120_000 })

const withEmbedded = async <T>(use: (embedded: Embedded, client: pg.Client) => Promise<T>): Promise<T> => {
  const embedded = await openEmbedded({ folder })
  const client = new pg.Client({ stream: embedded.connection })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return await use(embedded, client)
  } finally {
    await embedded.close()
  }
}

const idsIn = async (client: pg.Client): Promise<readonly number[]> => {
  const { rows } = await client.query<{ id: number }>('SELECT id FROM acknowledged ORDER BY id')
  return rows.map(({ id }) => id)
}

/** Says which rows it finds, then commits one after another and says each as soon as its commit is answered. */
const WRITER = (embedded: string, data: string): string => `
  import pg from 'pg'
  const { openEmbedded } = await import(${JSON.stringify(embedded)})
  const embedded = await openEmbedded({ folder: ${JSON.stringify(data)} })
  const client = new pg.Client({ stream: embedded.connection })
  await client.connect()
  const { rows } = await client.query('SELECT coalesce(max(id), 0) AS last FROM acknowledged')
  for (let id = rows[0].last + 1; ; id += 1) {
    await client.query('INSERT INTO acknowledged (id) VALUES ($1)', [id])
    process.stdout.write(id + '\\n')
  }`

/** Lets a writer run for a while after its first commit, kills it, and answers what it had said. */
const writeUntilKilled = async (afterMs: number): Promise<readonly number[]> => {
  const module = fileURLToPath(await translate('embedded'))
  const cwd = path.dirname(fileURLToPath(import.meta.url))
  const writer = spawn(process.execPath, ['--input-type=module', '-e', WRITER(module, folder)], { cwd })
  const said: number[] = []
  let complaint = ''
  writer.stderr.on('data', (text) => (complaint += String(text)))
  const closed = new Promise((tell) => writer.once('close', tell))
  for await (const line of createInterface({ input: writer.stdout })) {
    if (said.push(Number(line)) === 1) void pause(afterMs).then(() => writer.kill('SIGKILL'))
  }
  await closed
  expect(complaint).toBe('')
  return said
}

/** Whole numbers below a bound that look random and are the same for the same seed (Numerical Recipes' generator). */
const seeded = (seed: number): ((below: number) => number) => {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

describe('a commit', () => {
  it(`is there after kill -9 once it was answered (${ROUNDS} rounds, seed ${SEED})`, async () => {
    const below = seeded(SEED)
    await withEmbedded((_, client) => client.query('CREATE TABLE acknowledged (id int PRIMARY KEY)'))
    const said: number[] = []
    for (let round = 0; round < ROUNDS; round += 1) said.push(...(await writeUntilKilled(below(250))))
    const found = await withEmbedded((_, client) => idsIn(client))
    const lost = said.filter((id) => !found.includes(id))
    expect({ lost, seed: SEED }).toEqual({ lost: [], seed: SEED })
    expect(said.length).toBeGreaterThanOrEqual(ROUNDS)
  }, 600_000)

  it('reaches the disk: each makes at least one fsync', async () => {
    const bundle = await loadBundle(path.join(cacheFolder(), `extensions-${await releaseKey()}.tar`))
    const cluster = path.join(folder, 'cluster')
    await ensureCluster(cluster, { durable: false, templateFolder: cacheFolder() })
    const engine = await openEngine({
      cluster,
      durable: true,
      program: await program(),
      bundle,
      onLog: () => undefined,
    })
    const fsync = vi.spyOn(fs, 'fsyncSync')
    const run = (sql: string): number => {
      fsync.mockClear()
      engine.run(query(sql), () => undefined)
      return fsync.mock.calls.length
    }
    run('CREATE TABLE synced (id int)')
    const counts = [1, 2, 3].map((id) => run(`INSERT INTO synced VALUES (${id})`))
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(1)
    expect(run('SELECT * FROM synced')).toBe(0)
    await engine.close()
    fsync.mockRestore()
  })
})

describe('a database that dies', () => {
  it('ends its connections with the reason, starts again by itself and has all that was committed', () =>
    withEmbedded(async (embedded, client) => {
      const crashed = new Promise<Error>((tell) => embedded.onCrash(tell))
      await client.query('CREATE TABLE survives AS SELECT 1 AS id')
      const log = path.join(folder, 'cluster', 'pg_wal')
      fs.renameSync(log, `${log}.away`)
      const failing = client.query('SELECT pg_switch_wal(); CREATE TABLE lost (id int)')
      await expect(failing).rejects.toMatchObject({ code: '57P02' })
      fs.renameSync(`${log}.away`, log)
      expect((await crashed).message).toContain('pg_wal')
      const next = new pg.Client({ stream: embedded.connection })
      next.on('error', () => undefined)
      await vi.waitFor(() => next.connect(), { timeout: 60_000 })
      expect((await next.query('SELECT * FROM survives')).rows).toEqual([{ id: 1 }])
    }))
})

describe('closing', () => {
  it('ends open connections, gives the folder free and keeps everything', async () => {
    const ended = await withEmbedded(async (embedded, client) => {
      await client.query('CREATE TABLE stays AS SELECT 1 AS id')
      await expect(openEmbedded({ folder })).rejects.toThrow(`${folder} is in use by process ${process.pid}`)
      const error = new Promise((tell) => client.once('error', tell))
      await embedded.close()
      return error
    })
    expect(ended).toMatchObject({ code: '57P01' })
    await withEmbedded(async (embedded, client) => {
      expect(embedded.started).toBe('warm')
      expect((await client.query('SELECT * FROM stays')).rows).toEqual([{ id: 1 }])
    })
  })

  it('does not wait for a statement that lasts', async () => {
    const begun = Date.now()
    await withEmbedded(async (embedded, client) => {
      const endless = client.query('SELECT count(*) FROM generate_series(1, 1000000) a, generate_series(1, 1000000) b')
      endless.catch(() => undefined)
      await pause(0)
      await embedded.close()
      await expect(endless).rejects.toThrow()
    })
    expect(Date.now() - begun).toBeLessThan(60_000)
  })

  it('says in one line when the folder cannot be used', async () => {
    const file = path.join(folder, 'a file')
    fs.writeFileSync(file, '')
    await expect(openEmbedded({ folder: file })).rejects.toThrow(`The data folder ${file} cannot be written`)
  })
})
