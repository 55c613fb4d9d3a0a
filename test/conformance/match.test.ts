import { openDatabase, type Database } from '@cordon/db'
import { startPostgres } from '@cordon/test/postgres'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { chance } from '../kit/chance.js'
import { compareWithWhole } from '../kit/oracle.js'

const seed = Number(process.env['CORDON_SEED'] ?? Date.now() % 1_000_000)
let database: Database
let close: () => Promise<void>

beforeAll(async () => {
  const server = process.env['DATABASE_URL_TEST'] === undefined ? null : await startPostgres()
  const folder = await mkdtemp(join(tmpdir(), 'cordon-match-'))
  database = await openDatabase({ url: server?.url, folder, durable: false })
  close = async () => {
    await database.close()
    await server?.stop()
    await rm(folder, { recursive: true })
  }
})
afterAll(() => close())

it(`finds by index and at hand exactly what PostGIS finds on whole geometries, date line and poles included (seed ${seed})`, async () => {
  const { touching, atHand, widestMetres, disagreements } = await compareWithWhole(database, chance(seed), {
    zones: 200,
    discs: 300,
  })
  expect(disagreements).toEqual([])
  expect(touching).toBeGreaterThan(100)
  expect(atHand).toBeGreaterThan(100)
  expect(widestMetres).toBeLessThan(0.01)
})
