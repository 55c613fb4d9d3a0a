import { existsSync } from 'node:fs'
import pg from 'pg'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { findPostgres, startCluster } from './cluster.js'
import { postgresMissing, startPostgres } from './postgres.js'
import { skipUnless } from './skip.js'

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<Record<string, unknown>>(sql)
  await client.end()
  return rows
}

describe('a private cluster', () => {
  const install = findPostgres()
  const stops: (() => Promise<void>)[] = []
  afterAll(() => Promise.all(stops.map((stop) => stop())))
  beforeEach((context) => skipUnless(context, install !== null, postgresMissing))

  it('gives each caller a database of its own with PostGIS', async () => {
    const [one, other] = await Promise.all([startPostgres({ fsync: false }), startPostgres({ fsync: false })])
    if (!one || !other) throw new Error('no database')
    stops.push(one.stop, other.stop)
    await ask(one.url, 'CREATE TABLE mine (id int)')
    expect(await ask(one.url, "SELECT to_regclass('mine') IS NOT NULL AS there")).toEqual([{ there: true }])
    expect(await ask(other.url, "SELECT to_regclass('mine') IS NULL AS absent")).toEqual([{ absent: true }])
    expect(await ask(other.url, 'SELECT round(ST_Area(ST_MakeEnvelope(0, 0, 2, 2))) AS area')).toEqual([{ area: 4 }])
  })

  it('leaves neither process nor files behind when it is stopped', async () => {
    if (!install) throw new Error(postgresMissing)
    const cluster = await startCluster(install, { fsync: false })
    expect(await ask(cluster.url, 'SHOW fsync')).toEqual([{ fsync: 'off' }])
    await cluster.stop()
    expect(existsSync(cluster.folder)).toBe(false)
    await expect(ask(cluster.url, 'SELECT 1')).rejects.toThrow()
  })

  it('writes commits to disk unless told otherwise', async () => {
    const started = await startPostgres({ own: true })
    if (!started) throw new Error('no database')
    stops.push(started.stop)
    expect(await ask(started.url, 'SHOW fsync')).toEqual([{ fsync: 'on' }])
  })
})
