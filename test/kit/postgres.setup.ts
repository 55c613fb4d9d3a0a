import { findPostgres, startCluster } from './cluster.js'
import { postgresMissing } from './postgres.js'

/**
 * Before a suite: where `CORDON_TEST_DB=postgres`, one server for all its files, named in `DATABASE_URL_TEST`.
 * Each file still takes a database of its own from `startPostgres`.
 */
export async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env['CORDON_TEST_DB'] !== 'postgres' || process.env['DATABASE_URL_TEST']) return undefined
  const install = findPostgres()
  if (install === null) throw new Error(`CORDON_TEST_DB=postgres, but there is ${postgresMissing}.`)
  const cluster = await startCluster(install, { fsync: true })
  process.env['DATABASE_URL_TEST'] = cluster.url
  return async () => {
    delete process.env['DATABASE_URL_TEST']
    await cluster.stop()
  }
}
