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

describe('a transaction of which nothing is heard any more', () => {
  it.skipIf(process.env['CORDON_TEST_DB'] !== 'postgres')(
    'is ended by the server, so that nobody waits for what it holds',
    async () => {
      const named = statement(
        `select setting::int as ms from pg_settings where name = 'idle_in_transaction_session_timeout'`,
      )
      const [limit] = await database.transaction('plain', (run) => run.query<{ readonly ms: number }>(named))
      expect(limit?.ms).toBe(60_000)
      // As if that time were over soon.
      const frozen = database.transaction('plain', async (run) => {
        await run.query(statement(`set local idle_in_transaction_session_timeout = 50`))
        await run.query(statement(`select pg_advisory_xact_lock(7)`))
        await database.query(statement(`select pg_advisory_lock(7), pg_advisory_unlock(7)`))
        return run.query(statement('select 1'))
      })
      await expect(frozen).rejects.toThrow(/not queryable|terminating/)
      expect(await database.query(statement('select 1 as one'))).toEqual([{ one: 1 }])
    },
  )
})
