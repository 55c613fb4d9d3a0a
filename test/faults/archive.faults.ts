import { openDatabase } from '@cordon/db'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { findPostgres } from '../kit/cluster.js'
import { postgresMissing, startPostgres } from '../kit/postgres.js'
import { startCordon, type Running } from '../kit/process.js'
import { skipUnless } from '../kit/skip.js'

const stops: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
})

async function ask<T>({ url, token }: Running, what: string, body?: object): Promise<T> {
  const [method = '', path = ''] = what.split(' ')
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const answer = await fetch(url + path, { method, headers, ...(body && { body: JSON.stringify(body) }) })
  const told: T = await answer.json()
  if (!answer.ok) throw new Error(`${what}: ${answer.status} ${JSON.stringify(told)}`)
  return told
}

async function away({ url }: Running): Promise<void> {
  const gone = () =>
    fetch(`${url}/api/health`).then(
      () => false,
      () => true,
    )
  await vi.waitUntil(gone, { timeout: 30_000, interval: 50 })
}

interface Kept {
  readonly classes: readonly { readonly kind: string; readonly files: number; readonly things: number }[]
  readonly files: readonly { readonly file: string; readonly things: number }[]
}

describe.each([
  ['PostgreSQL', true, ['begun', 'written', 'verified', 'deleted', 'named']],
  // It starts slowly: before the rows go, and after.
  ['the embedded database', false, ['verified', 'deleted']],
])('a server that is killed while it archives, on %s', (_, withPostgres, points) => {
  it('at each step loses nothing, and in the end each note is in one file', async (context) => {
    if (withPostgres) skipUnless(context, findPostgres() !== null, postgresMissing)
    const folder = await mkdtemp(join(tmpdir(), 'cordon-archive-'))
    stops.push(() => rm(folder, { recursive: true, force: true }))
    const postgres = withPostgres ? await startPostgres({ own: true }) : null
    if (postgres !== null) stops.push(() => postgres.stop())
    const env = postgres === null ? {} : { DATABASE_URL: postgres.url }
    const begin = async (faultAt: string | null) => {
      const server = await startCordon(folder, { ...env, ...(faultAt && { CORDON_TEST_FAULT_AT: faultAt }) })
      stops.push(() => server.kill())
      return server
    }
    /** Nobody waits a day here, nor for a node that is gone. */
    const hasten = async () => {
      // The lock of the killed server is let go of a little after it answers no more.
      const opened = () => openDatabase({ folder, url: postgres?.url })
      const database = await vi.waitFor(opened, { timeout: 30_000, interval: 200 })
      const text = `update keeping set in_force_at = now() - interval '1 day', next_at = null, lease_until = null`
      await database.query({ name: null, text, values: [] })
      await database.close()
    }

    const first = await begin(null)
    for (let nth = 0; nth < points.length; nth += 1)
      await ask(first, 'POST /api/log', { text: `Note ${nth}`, at: `2020-01-0${nth + 1}T00:00:00Z` })
    const periods = { message: null, alert: null, log: 90, import: null, incident: null }
    await ask(first, 'PUT /api/keeping', { periods })
    await first.stop()
    for (const point of points) {
      await hasten()
      // It may be gone before it has said where it listens.
      const server = await begin(`archive.${point}:1`).catch(() => null)
      if (server !== null) await away(server)
    }
    await hasten()
    const last = await begin(null)
    const kept = async () => (await ask<Kept>(last, 'GET /api/keeping')).classes.find(({ kind }) => kind === 'log')
    await vi.waitUntil(async () => (await kept())?.things === points.length, { timeout: 30_000, interval: 200 })
    const entries = async () => {
      const { items } = await ask<{ items: readonly { action: string }[] }>(last, 'GET /api/audit?limit=1000')
      return items.filter(({ action }) => action === 'POST /api/keeping/archives').length
    }
    await vi.waitUntil(async () => (await entries()) > 0, { timeout: 30_000, interval: 200 })
    const { files } = await ask<Kept>(last, 'GET /api/keeping')
    expect(files.map(({ file }) => file).toSorted()).toEqual((await readdir(join(folder, 'archives'))).toSorted())
    expect(files.reduce((sum, { things }) => sum + things, 0)).toBe(points.length)
  }, 240_000)
})
