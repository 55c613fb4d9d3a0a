import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { vi, type TestContext } from 'vitest'
import { findPostgres } from '../kit/cluster.js'
import { postgresMissing, startPostgres } from '../kit/postgres.js'
import { startCordon, type Running } from '../kit/process.js'
import { skipUnless } from '../kit/skip.js'

/** A folder and a database on which one server after another is killed at a step that is named. */
export interface Doomed {
  readonly folder: string
  /** Of its database, where that is a server's. */
  readonly url: string | undefined
  /** Starts a server that dies at a step, as `escalate.begun:1`, or lives where none is named. */
  readonly begin: (faultAt: string | null) => Promise<Running>
}

interface Dooming {
  readonly withPostgres: boolean
  readonly stops: (() => Promise<unknown>)[]
  /** What its servers are told besides. */
  readonly env?: Readonly<Record<string, string>>
}

/** Makes one, on PostgreSQL or the embedded database; what it has started is ended by `stops`, the last first. */
export async function doomed(context: TestContext, { withPostgres, stops, env: more = {} }: Dooming): Promise<Doomed> {
  if (withPostgres) skipUnless(context, findPostgres() !== null, postgresMissing)
  const folder = await mkdtemp(join(tmpdir(), 'cordon-doomed-'))
  stops.push(() => rm(folder, { recursive: true, force: true }))
  const postgres = withPostgres ? await startPostgres({ own: true }) : null
  if (postgres !== null) stops.push(() => postgres.stop())
  const env = { ...more, ...(postgres !== null && { DATABASE_URL: postgres.url }) }
  const begin = async (faultAt: string | null) => {
    const server = await startCordon(folder, { ...env, ...(faultAt && { CORDON_TEST_FAULT_AT: faultAt }) })
    stops.push(() => server.kill())
    return server
  }
  return { folder, url: postgres?.url, begin }
}

/** Resolves when a server answers no more. */
export async function away({ url }: Running): Promise<void> {
  const gone = () =>
    fetch(`${url}/api/health`).then(
      () => false,
      () => true,
    )
  await vi.waitUntil(gone, { timeout: 30_000, interval: 50 })
}
