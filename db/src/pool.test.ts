import { startPostgres } from '@cordon/test/postgres'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from './database.js'
import { openDatabase } from './open.js'

let database: Database
let close: () => Promise<void>
beforeAll(async () => {
  const server = process.env['CORDON_TEST_DB'] === 'postgres' ? await startPostgres({ fsync: false }) : null
  const folder = await mkdtemp(join(tmpdir(), 'cordon-pool-'))
  database = await openDatabase({ url: server?.url, folder, durable: false })
  close = async () => {
    await database.close()
    await server?.stop()
    await rm(folder, { recursive: true, force: true })
  }
})
afterAll(() => close())

const statement = (text: string) => ({ name: null, text, values: [] })

describe('a transaction whose statements are sent without waiting for the answers before', () => {
  it('fails for what failed first, whichever statement is heard first', async () => {
    const failing = database.transaction('plain', async (run) => {
      const first = run.query(statement(`select 1 / 0 as nothing`))
      first.catch(() => undefined)
      return run.query(statement('select 1 as one'))
    })
    await expect(failing).rejects.toThrow('division by zero')
  })

  it('fails for what the last one was told where all before it went well', async () => {
    const failing = database.transaction('plain', async (run) => {
      await run.query(statement('select 1 as one'))
      return run.last(statement('select 1 / 0 as nothing'))
    })
    await expect(failing).rejects.toThrow('division by zero')
  })
})
