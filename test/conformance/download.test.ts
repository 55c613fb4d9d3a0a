import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { ExportJob } from '@cordon/server/wire'
import { startCordon, type Running } from '../kit/process.js'
import { skipUnless } from '../kit/skip.js'

const program = '/usr/bin/curl'
let folder: string
let server: Running
let id: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cordon-download-'))
  server = await startCordon(join(folder, 'data'))
  const features = Array.from({ length: 200 }, (_, n) => ({
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [40 + n / 1000, 35] },
    properties: { type: 'ambush', title: `كمين ${n}`, occurredFrom: '2021-11-08', source: 'test', externalId: `${n}` },
  }))
  await post('/api/incidents', { type: 'FeatureCollection', features })
  const job: { id: string } = await (await post('/api/exports', { format: 'kml' })).json()
  id = job.id
  await vi.waitUntil(async () => (await stateOf()).state === 'ready', { timeout: 30_000, interval: 100 })
}, 120_000)
afterAll(async () => {
  await server.stop()
  await rm(folder, { recursive: true, force: true })
})

const authorization = () => `Bearer ${server.token}`

function post(path: string, body: object): Promise<Response> {
  const headers = { authorization: authorization(), 'content-type': 'application/json' }
  return fetch(server.url + path, { method: 'POST', headers, body: JSON.stringify(body) })
}

function get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  return fetch(server.url + path, { headers: { authorization: authorization(), ...headers } })
}

async function stateOf() {
  const job: Pick<ExportJob, 'state' | 'bytes' | 'sha256'> = await (await get(`/api/exports/${id}`)).json()
  return job
}

const file = () => `/api/exports/${id}/file`
const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

it('a download that broke off is gone on with by curl, and is the whole file', async (context) => {
  skipUnless(context, existsSync(program), 'no curl: install it')
  const path = join(folder, 'incidents.kml')
  const curl = (...more: string[]) =>
    execFileSync(program, ['-sS', '-f', '-H', `Authorization: ${authorization()}`, '-o', path, ...more])
  curl('-r', '0-4999', server.url + file())
  expect((await readFile(path)).length).toBe(5_000)
  curl('-C', '-', server.url + file())
  const { bytes, sha256 } = await stateOf()
  const whole = await readFile(path)
  expect([whole.length, hashOf(whole)]).toEqual([bytes, sha256])
  const etag = (await get(file(), { range: 'bytes=0-0' })).headers.get('etag') ?? ''
  expect(curl('-w', '%{http_code}', '-H', `If-None-Match: ${etag}`, server.url + file()).toString()).toBe('304')
})

it('comes under a name and with its length, whatever encodings are taken', async () => {
  const answer = await get(file(), { 'accept-encoding': 'br, gzip' })
  const { bytes } = await stateOf()
  expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="incidents-\d{4}-\d\d-\d\d\.kml"$/)
  expect(answer.headers.get('content-length')).toBe(String(bytes))
  expect(answer.headers.get('content-encoding')).toBeNull()
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect((await answer.arrayBuffer()).byteLength).toBe(bytes)
})

it('gives what is behind a byte, the whole where it is another file by now, and a clear answer behind its end', async () => {
  const { bytes } = await stateOf()
  const etag = (await get(file(), { range: 'bytes=0-0' })).headers.get('etag') ?? ''
  const tail = await get(file(), { range: 'bytes=-10', 'if-range': etag })
  expect([tail.status, tail.headers.get('content-range'), (await tail.text()).slice(-7)]).toEqual([
    206,
    `bytes ${bytes - 10}-${bytes - 1}/${bytes}`,
    '</kml>\n',
  ])
  const other = await get(file(), { range: 'bytes=10-', 'if-range': '"another"' })
  expect([other.status, (await other.arrayBuffer()).byteLength]).toEqual([200, bytes])
  const beyond = await get(file(), { range: `bytes=${bytes}-` })
  expect([beyond.status, await beyond.json()]).toEqual([
    416,
    expect.objectContaining({ code: 'no-such-range', detail: `The file has ${bytes} bytes.` }),
  ])
})
