import { createHash } from 'node:crypto'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { ExportJob } from '@cordon/server/wire'
import type { Running } from '../kit/process.js'
import { ask } from '../kit/ask.js'
import { away, doomed } from './doomed.js'

const stops: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
})

/** Enough for several pages. */
const incidents = 3_500
const long = process.env['CORDON_TEST_FAULTS'] === 'long'
const all = ['export.written:1', 'export.noted:1', 'export.written:1', 'export.noted:2', 'export.whole:1'] as const
const points = long ? all : ['export.noted:1', 'export.whole:1']

async function bytesOf({ url, token }: Running, path: string): Promise<Buffer> {
  const answer = await fetch(url + path, { headers: { authorization: `Bearer ${token}` } })
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  return Buffer.from(await answer.arrayBuffer())
}

async function fill(server: Running): Promise<void> {
  for (let done = 0; done < incidents; done += 500) {
    const features = Array.from({ length: 500 }, (_, n) => ({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [40 + n / 1_000, 35] },
      properties: {
        ...{ type: 'ambush', title: `كمين ${done + n}`, severity: 'severe', source: 'test' },
        ...{ occurredFrom: '2021-11-08', externalId: `${done + n}` },
      },
    }))
    await ask(server, 'POST /api/incidents', { type: 'FeatureCollection', features })
  }
}

describe.each([
  ['PostgreSQL', true],
  ['the embedded database', false],
])('a server that is killed while it prepares a file, on %s', (_, withPostgres) => {
  it('goes on after each kill, and the file is the same as in one go, to the byte', async (context) => {
    const { begin } = await doomed(context, { withPostgres, stops })
    let server = await begin(null)
    await fill(server)
    await server.stop()
    server = await begin(points[0])
    const { id, asOf } = await ask<ExportJob>(server, 'POST /api/exports', { format: 'geojson' })
    for (const point of [...points.slice(1), null]) {
      await away(server)
      server = await begin(point)
    }
    const job = () => ask<ExportJob>(server, `GET /api/exports/${id}`)
    await vi.waitUntil(async () => (await job()).state !== 'running', { timeout: 60_000, interval: 100 })
    const { state, rows, bytes, sha256 } = await job()
    expect({ state, rows }).toEqual({ state: 'ready', rows: incidents })
    const file = await bytesOf(server, `/api/exports/${id}/file`)
    expect(file.equals(await bytesOf(server, `/api/incidents.geojson?asOf=${asOf}`))).toBe(true)
    expect({ bytes, sha256 }).toEqual({ bytes: file.length, sha256: createHash('sha256').update(file).digest('hex') })
  }, 240_000)
})
