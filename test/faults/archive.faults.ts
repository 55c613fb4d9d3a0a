import { openDatabase } from '@cordon/db'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { ask } from '../kit/ask.js'
import { away, doomed } from './doomed.js'

const stops: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
})

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
    const { folder, url, begin } = await doomed(context, { withPostgres, stops })
    /** Nobody waits a day here, nor for a node that is gone. */
    const hasten = async () => {
      // The lock of the killed server is let go of a little after it answers no more.
      const opened = () => openDatabase({ folder, url })
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
