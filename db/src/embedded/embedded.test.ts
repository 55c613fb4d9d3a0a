import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { DataSource } from 'typeorm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openEmbedded, type Embedded } from './embedded.js'

let folder = ''
let embedded: Embedded

const openPool = (max: number): pg.Pool => new pg.Pool({ stream: embedded.connection, max, user: 'postgres' })

beforeAll(async () => {
  folder = await fs.mkdtemp(path.join(os.tmpdir(), 'cordon-embedded-'))
  embedded = await openEmbedded({ folder, durable: false, waitMs: 1_000 })
})

afterAll(async () => {
  await embedded.close()
  await fs.rm(folder, { recursive: true })
})

describe('the embedded database', () => {
  it('measures on the ellipsoid with PostGIS', async () => {
    const pool = openPool(1)
    const busayrah = `'POINT(40.4265 35.1553)'::geography`
    const { rows } = await pool.query(`SELECT ST_Distance('POINT(40.1417 35.3336)'::geography, ${busayrah}) AS metres`)
    expect(rows[0].metres).toBeCloseTo(32_612, -3)
    await pool.end()
  })

  it('gives the serial answer to transactions of two pools that read, change and write', async () => {
    const pools = [openPool(5), openPool(5)] as const
    await pools[0].query('CREATE TABLE counter AS SELECT 0 AS value')
    const increase = async (pool: pg.Pool): Promise<void> => {
      const client = await pool.connect()
      await client.query('BEGIN')
      const { rows } = await client.query('SELECT value FROM counter')
      await client.query('UPDATE counter SET value = $1', [rows[0].value + 1])
      await client.query('COMMIT')
      client.release()
    }
    await Promise.all(Array.from({ length: 20 }, (_, i) => increase(pools[i % 2 === 0 ? 0 : 1])))
    const { rows } = await pools[1].query('SELECT value FROM counter')
    expect(rows[0].value).toBe(20)
    await Promise.all(pools.map((pool) => pool.end()))
  })

  it('carries TypeORM and its transactions', async () => {
    const source = await new DataSource({
      type: 'postgres',
      uuidExtension: 'pgcrypto',
      installExtensions: false,
      extra: { stream: embedded.connection, max: 3 },
    }).initialize()
    await source.query('CREATE TABLE note (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), text text)')
    await source.transaction((manager) => manager.query(`INSERT INTO note (text) VALUES ('kept')`))
    const failing = source.transaction(async (manager) => {
      await manager.query(`INSERT INTO note (text) VALUES ('lost')`)
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(await source.query('SELECT text FROM note')).toEqual([{ text: 'kept' }])
    await source.destroy()
  })
})
