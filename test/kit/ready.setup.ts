import { openDatabase } from '@cordon/db'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Before a suite on the embedded database: makes one new database in the present shape and names its folder in
 * `CORDON_TEST_READY`. A test that wants a new database copies it, which is less than half the work of making one.
 */
export async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env['CORDON_TEST_DB'] === 'postgres' || process.env['DATABASE_URL_TEST']) return undefined
  const folder = await mkdtemp(join(tmpdir(), 'cordon-ready-'))
  const database = await openDatabase({ folder, durable: false })
  await database.close()
  process.env['CORDON_TEST_READY'] = folder
  return async () => {
    delete process.env['CORDON_TEST_READY']
    await rm(folder, { recursive: true, force: true })
  }
}
