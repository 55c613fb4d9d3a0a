import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { DataSource } from 'typeorm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openEmbedded, type Embedded } from './embedded.js'

const WAIT_MS = 2_000
const IDLE_MS = 3_000

let folder = ''
let embedded: Embedded

beforeAll(async () => {
  folder = await fs.mkdtemp(path.join(os.tmpdir(), 'cordon-embedded-'))
  embedded = await openEmbedded({ folder, durable: false, waitMs: WAIT_MS, idleInTransactionMs: IDLE_MS })
})

afterAll(async () => {
  await embedded.close()
  await fs.rm(folder, { recursive: true })
})

const withPool = async <T>(use: (pool: pg.Pool) => Promise<T>, config: pg.PoolConfig = {}): Promise<T> => {
  const pool = new pg.Pool({ stream: embedded.connection, max: 5, ...config })
  try {
    return await use(pool)
  } finally {
    await pool.end()
  }
}

const withClients = async <T>(
  use: (a: pg.Client, b: pg.Client) => Promise<T>,
  config: pg.ClientConfig = {},
): Promise<T> => {
  const a = new pg.Client({ stream: embedded.connection, ...config })
  const b = new pg.Client({ stream: embedded.connection })
  await Promise.all([a.connect(), b.connect()])
  a.on('error', () => undefined)
  try {
    return await use(a, b)
  } finally {
    await Promise.allSettled([a.end(), b.end()])
  }
}

const only = async (client: pg.Client | pg.Pool, sql: string): Promise<unknown> => {
  const { rows } = await client.query<unknown[]>({ text: sql, rowMode: 'array' })
  return rows[0]?.[0]
}

const heard = (client: pg.Client): Promise<pg.Notification> => new Promise((tell) => client.once('notification', tell))

describe('the embedded database', () => {
  it('measures on the ellipsoid with PostGIS', () =>
    withPool(async (pool) => {
      const metres = await only(pool, `SELECT ST_Distance('POINT(0 0)'::geography, 'POINT(1 1)'::geography)`)
      expect(metres).toBeCloseTo(156_899.568, 2)
    }))

  it('has the extensions that the tables need', () =>
    withPool(async (pool) => {
      expect(await only(pool, `SELECT similarity('Dhiban', 'Diban') > 0.3`)).toBe(true)
      expect(await only(pool, `SELECT encode(digest('a', 'sha1'), 'hex')`)).toMatch(/^86f7e437/)
      await pool.query('CREATE TABLE kept (place geometry, at timestamptz)')
      await pool.query('CREATE INDEX ON kept USING gist (place, at)')
      expect(await only(pool, `SELECT count(*)::int FROM pg_available_extensions WHERE name = 'postgis'`)).toBe(1)
    }))

  it('runs PL/pgSQL and text search', () =>
    withPool(async (pool) => {
      await pool.query('DO $$ BEGIN CREATE TABLE made_by_block AS SELECT 7 AS seven; END $$')
      expect(await only(pool, 'SELECT seven FROM made_by_block')).toBe(7)
      expect(await only(pool, `SELECT to_tsvector('english', 'checkpoints attacked') @@ 'attack'::tsquery`)).toBe(true)
    }))

  it('hands over long answers whole', () =>
    withPool(async (pool) => {
      const { rows } = await pool.query<{ g: number; text: string }>(
        `SELECT g, repeat(md5(g::text), 40) AS text FROM generate_series(1, 3000) g`,
      )
      expect(rows.map(({ g }) => g)).toEqual(Array.from({ length: 3_000 }, (_, i) => i + 1))
      expect(rows.every(({ text }) => text.length === 1_280)).toBe(true)
    }))

  it('answers each question with its own answer although one before it failed', async () => {
    const client = new pg.Client({ stream: embedded.connection, user: 'postgres', ssl: false, pipeline: true })
    await client.connect()
    const ask = (name: string, text: string) =>
      client.query<object>({ name, text }).then(
        ({ rows }) => rows,
        () => 'refused',
      )
    const asked = [
      ask('a', 'select 1/0 as a'),
      ask('b', 'select 2 as b'),
      ask('c', 'selekt'),
      ask('d', 'select 4 as d'),
    ]
    expect(await Promise.all(asked)).toEqual(['refused', [{ b: 2 }], 'refused', [{ d: 4 }]])
    await client.end()
  })

  it('carries TypeORM and rolls its transactions back', async () => {
    const extra = { stream: embedded.connection, max: 3 }
    const source = new DataSource({ type: 'postgres', uuidExtension: 'pgcrypto', installExtensions: false, extra })
    await source.initialize()
    await source.query('CREATE TABLE note (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), text text)')
    await source.transaction((manager) => manager.query(`INSERT INTO note (text) VALUES ('kept')`))
    const failing = source.transaction(async (manager) => {
      await manager.query(`INSERT INTO note (text) VALUES ('lost')`)
      throw new Error('thought better of it')
    })
    await expect(failing).rejects.toThrow('thought better of it')
    expect(await source.query('SELECT text FROM note')).toEqual([{ text: 'kept' }])
    await source.destroy()
  })
})

describe('connections that share the session', () => {
  it('give the serial answer when 20 transactions of two pools read, change and write', () =>
    withPool((one) =>
      withPool(async (other) => {
        await one.query('CREATE TABLE counter AS SELECT 0 AS value')
        const increase = async (pool: pg.Pool): Promise<void> => {
          const client = await pool.connect()
          try {
            await client.query('BEGIN')
            const { rows } = await client.query<{ value: number }>('SELECT value FROM counter')
            await client.query('UPDATE counter SET value = $1', [(rows[0]?.value ?? 0) + 1])
            await client.query('COMMIT')
          } finally {
            client.release()
          }
        }
        await Promise.all(Array.from({ length: 20 }, (_, i) => increase(i % 2 === 0 ? one : other)))
        expect(await only(other, 'SELECT value FROM counter')).toBe(20)
      }),
    ))

  it('keep their prepared statements apart though the names are the same', () =>
    withClients(async (a, b) => {
      const ask = (client: pg.Client, text: string) => client.query<{ n: number }>({ name: 'same', text })
      const answers = []
      for (let round = 0; round < 2; round += 1) {
        answers.push((await ask(a, 'SELECT 1 AS n')).rows[0]?.n, (await ask(b, 'SELECT 2 AS n')).rows[0]?.n)
      }
      expect(answers).toEqual([1, 2, 1, 2])
    }))

  it('leave no prepared statement behind when they end', () =>
    withClients(async (a, b) => {
      await a.query({ name: 'left behind', text: 'SELECT 41' })
      const left = `SELECT count(*)::int FROM pg_prepared_statements WHERE statement = 'SELECT 41'`
      expect(await only(b, left)).toBe(1)
      await a.end()
      expect(await only(b, left)).toBe(0)
    }))

  it('keep what they have set for themselves', () =>
    withClients(
      async (a, b) => {
        await a.query(`SET work_mem = '7MB'`)
        expect(await only(b, 'SHOW work_mem')).toBe('4MB')
        expect(await only(b, 'SHOW application_name')).toBe('')
        expect(await only(a, 'SHOW work_mem')).toBe('7MB')
        expect(await only(a, 'SHOW application_name')).toBe('story')
      },
      { application_name: 'story' },
    ))

  it('are told when a setting they ask for at the start does not exist', async () => {
    const client = new pg.Client({ stream: embedded.connection, options: '-c no_such_setting=1' })
    await client.connect()
    client.on('error', () => undefined)
    await expect(client.query('SELECT 1')).rejects.toThrow('no_such_setting')
  })

  it('hear what they listen to, once it is committed, and nothing else', () =>
    withClients(async (a, b) => {
      const told: string[] = []
      a.on('notification', ({ payload = '' }) => told.push(payload))
      await a.query('LISTEN wake')
      await b.query(`BEGIN; NOTIFY wake, 'one'; NOTIFY other, 'no'`)
      expect(told).toEqual([])
      const next = heard(a)
      await b.query('COMMIT')
      expect((await next).channel).toBe('wake')
      await a.query('UNLISTEN wake')
      await b.query(`NOTIFY wake, 'two'`)
      await a.query('SELECT 1')
      expect(told).toEqual(['one'])
    }))

  it('go on hearing when another stops listening', () =>
    withClients(async (a, b) => {
      await a.query('LISTEN shared')
      await b.query('LISTEN shared; SELECT 1')
      await b.query('UNLISTEN *')
      const next = heard(a)
      await b.query(`SELECT pg_notify('shared', 'still')`)
      expect((await next).payload).toBe('still')
    }))

  it('lose their open transaction when they drop', () =>
    withClients(async (a, b) => {
      await a.query('CREATE TABLE dropped (id int)')
      await a.query('BEGIN; INSERT INTO dropped VALUES (1)')
      a.connection.stream.destroy()
      expect(await only(b, 'SELECT count(*)::int FROM dropped')).toBe(0)
    }))

  it('get 55P03 instead of waiting for ever inside an open transaction of their own', () =>
    withClients(async (a, b) => {
      await a.query('BEGIN')
      await expect(b.query('SELECT 1')).rejects.toMatchObject({ code: '55P03' })
      await a.query('COMMIT')
      expect(await only(b, 'SELECT 1')).toBe(1)
    }))

  it('are ended when they leave a transaction open without a word', () =>
    withClients(async (a, b) => {
      const ended = new Promise((tell) => a.on('error', tell))
      await a.query('BEGIN')
      expect(await ended).toMatchObject({ code: '25P03' })
      expect(await only(b, 'SELECT 1')).toBe(1)
    }))
})

describe('a statement', () => {
  it('is stopped at its statement_timeout, also one that only computes', () =>
    withClients(async (a, b) => {
      await a.query('BEGIN; SET LOCAL statement_timeout = 200')
      const endless = 'SELECT count(*) FROM generate_series(1, 1000000) a, generate_series(1, 1000000) b'
      await expect(a.query(endless)).rejects.toMatchObject({ code: '57014' })
      await a.query('ROLLBACK')
      expect(await only(b, 'SHOW statement_timeout')).toBe('0')
      expect(await only(b, 'SELECT count(*)::int FROM generate_series(1, 1000)')).toBe(1_000)
    }))

  it('is stopped when its user cancels it', () =>
    withClients(async (a, b) => {
      const cancelled = a.query('SELECT count(*) FROM generate_series(1, 1000000) a, generate_series(1, 1000000) b')
      const request = Buffer.alloc(16)
      const words = [16, 80_877_102, Number(Reflect.get(a, 'processID')), Number(Reflect.get(a, 'secretKey'))]
      words.forEach((word, i) => request.writeInt32BE(word, i * 4))
      setTimeout(() => embedded.connection().write(request), 100)
      await expect(cancelled).rejects.toMatchObject({ code: '57014' })
      expect(await only(b, 'SELECT 1')).toBe(1)
    }))

  it('tells times in UTC', () =>
    withClients(async (a) => {
      expect(await only(a, 'SHOW TimeZone')).toBe('UTC')
    }))

  it('cannot COPY FROM STDIN, and says so', () =>
    withClients(async (a) => {
      await a.query('BEGIN; CREATE TABLE copied (id int)')
      await expect(a.query('COPY copied FROM STDIN')).rejects.toMatchObject({ code: '0A000' })
      await expect(a.query('SELECT 1')).rejects.toMatchObject({ code: '25P02' })
      await a.query('ROLLBACK')
    }))

  it('cannot forget the prepared statements of everybody', () =>
    withClients(async (a) => {
      await expect(a.query('DISCARD ALL')).rejects.toMatchObject({ code: '0A000' })
      await expect(a.query({ text: 'DEALLOCATE ALL', values: [] })).rejects.toMatchObject({ code: '0A000' })
      expect(await only(a, 'SELECT 1')).toBe(1)
    }))
})
