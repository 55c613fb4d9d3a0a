import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import type { ImportInspection, ImportState } from '@cordon/server/wire'
import { chance } from '../kit/chance.js'
import { findPostgres } from '../kit/cluster.js'
import { postgresMissing, startPostgres } from '../kit/postgres.js'
import { startCordon, type Running } from '../kit/process.js'
import { skipUnless } from '../kit/skip.js'

const seed = Number(process.env['CORDON_SEED'] ?? Date.now() % 1_000_000)
/** Enough for several parts, several chunks, and two turns of taking back. */
const rows = 1_000
const partBytes = 12_000

const stops: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
})

/** A table that nobody knows; every hundredth row is of the 31st of June. */
function table(): Buffer {
  const line = (n: number) => `R-${n};${n % 100 === 0 ? '31/06' : '14/11'}/2021;40,${n % 9};35,1;Shelling;Village ${n}`
  const lines = Array.from({ length: rows }, (_, at) => line(at + 1))
  return Buffer.from(`ref;Date;Lon;Lat;Type;Title\n${lines.join('\n')}\n`)
}

/** A page that imports a file, whatever happens to the server: it asks how far it is and goes on there. */
class Page {
  private server: Running | null = null

  private constructor(
    private readonly folder: string,
    private readonly env: Readonly<Record<string, string>>,
  ) {}

  static async open(withPostgres: boolean): Promise<Page> {
    const folder = await mkdtemp(join(tmpdir(), 'cordon-page-import-'))
    stops.push(() => rm(folder, { recursive: true, force: true }))
    if (!withPostgres) return new Page(folder, {})
    const server = await startPostgres({ own: true })
    if (server === null) throw new Error('No PostgreSQL.')
    stops.push(() => server.stop())
    return new Page(folder, { DATABASE_URL: server.url })
  }

  /** Starts a server that ends itself as a power cut would, the so manieth time that it comes to a moment. */
  async start(faultAt: string | null): Promise<void> {
    const server = await startCordon(this.folder, {
      ...this.env,
      ...(faultAt === null ? {} : { CORDON_TEST_FAULT_AT: faultAt }),
    })
    stops.push(() => server.kill())
    this.server = server
  }

  async ask<T>(method: string, path: string, body?: object | Buffer): Promise<T> {
    if (this.server === null) throw new Error('No server runs.')
    const { url, token } = this.server
    const type = body instanceof Buffer ? 'application/octet-stream' : 'application/json'
    const sent = body instanceof Buffer ? new Uint8Array(body) : JSON.stringify(body)
    const answer = await fetch(url + path, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': type }) },
      ...(body === undefined ? {} : { body: sent }),
    })
    const value: T = await answer.json()
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(value)}`)
    return value
  }

  /** Sends the parts that are not there yet; false where the server ended meanwhile. */
  async upload(id: string, file: Buffer): Promise<boolean> {
    try {
      let { received } = await this.ask<ImportState>('GET', `/api/imports/${id}`)
      while (received < file.length) {
        const part = file.subarray(received, received + partBytes)
        ;({ received } = await this.ask<ImportState>('POST', `/api/imports/${id}/parts?at=${received}`, part))
      }
      return true
    } catch (error) {
      if (error instanceof TypeError) return false
      throw error
    }
  }

  /** Waits until the import is in a state; false where the server ended before. */
  async until(id: string, state: ImportState['state']): Promise<boolean> {
    for (const end = Date.now() + 120_000; Date.now() < end; await pause(20)) {
      const now = await this.ask<ImportState>('GET', `/api/imports/${id}`).catch((error: unknown) => {
        if (error instanceof TypeError) return null
        throw error
      })
      if (now === null) return false
      if (now.state === state) return true
    }
    throw new Error(`The import is not ${state}.`)
  }

  async titles(query = ''): Promise<readonly string[]> {
    const { features } = await this.ask<{ features: readonly { properties: { title: string } }[] }>(
      'GET',
      `/api/incidents.geojson${query}`,
    )
    return features.map(({ properties }) => properties.title).toSorted()
  }
}

const good = Array.from({ length: rows }, (_, at) => at + 1).filter((n) => n % 100 !== 0)
const titles = good.map((n) => `Village ${n}`).toSorted()

describe.each([
  ['PostgreSQL', true],
  ['the embedded database', false],
])(`an import in the page on %s, killed again and again (seed ${seed})`, (_, withPostgres) => {
  it('goes on by itself where it was, ends as if nothing had happened, and is taken back in the same way', async (context) => {
    if (withPostgres) skipUnless(context, findPostgres() !== null, postgresMissing)
    const random = chance(seed)
    const some = (most: number) => 1 + random.below(most)
    const file = table()
    const page = await Page.open(withPostgres)

    await page.start(`import.received:${some(3)}`)
    const { id } = await page.ask<ImportState>('POST', '/api/imports/uploads', {
      name: 'table.csv',
      bytes: file.length,
    })
    expect(await page.upload(id, file)).toBe(false)

    await page.start(`ingest.measured:${some(3)}`)
    expect(await page.upload(id, file)).toBe(true)
    const { guess, format } = await page.ask<ImportInspection>('GET', `/api/imports/${id}/inspection`)
    await page.ask('POST', `/api/imports/${id}/start`, { mapping: guess.mapping, format }).catch(() => undefined)
    expect(await page.until(id, 'finished')).toBe(false)

    await page.start(`ingest.committed:${some(3)}`)
    expect(await page.until(id, 'finished')).toBe(false)

    await page.start(`import.withdrawn:${some(2)}`)
    expect(await page.until(id, 'finished')).toBe(true)
    const refused = rows - good.length
    expect(await page.ask('GET', `/api/imports/${id}`)).toMatchObject({ stored: good.length, unchanged: 0, refused })
    expect(await page.titles()).toEqual(titles)
    const refusals = await page.ask<{ items: readonly { line: number }[] }>('GET', `/api/imports/${id}/refusals`)
    expect(refusals.items.map(({ line }) => line)).toEqual(
      Array.from({ length: refused }, (_, at) => 100 * (at + 1) + 1),
    )

    await page.ask('POST', `/api/imports/${id}/undo`).catch(() => undefined)
    expect(await page.until(id, 'undone')).toBe(false)
    await page.start(null)
    expect(await page.until(id, 'undone')).toBe(true)
    expect(await page.ask('GET', `/api/imports/${id}`)).toMatchObject({ withdrawn: good.length, kept: 0, putBack: 0 })
    expect(await page.titles()).toEqual([])
    expect(await page.titles('?status=withdrawn')).toEqual(titles)
  })
})
