import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { snapshotOf } from '../kit/follower.js'
import { findPostgres } from '../kit/cluster.js'
import { postgresMissing, startPostgres } from '../kit/postgres.js'
import { startCordon, type Running } from '../kit/process.js'
import { skipUnless } from '../kit/skip.js'

const file = fileURLToPath(new URL('../../../shared/data/ucdp-ged-nes-2016-2018.csv', import.meta.url))
const program = fileURLToPath(new URL('../../server/dist/cli/main.js', import.meta.url))
const rows = 3_497

const stops: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
})

/** `npm run import -- FILE`, as a process that can be killed. */
function importing(server: Running): ChildProcess {
  const env = { ...process.env, CORDON_URL: server.url, CORDON_TOKEN: server.token }
  const child = spawn(process.execPath, [program, 'import', file], { env, stdio: ['ignore', 'ignore', 'ignore'] })
  stops.push(async () => child.kill('SIGKILL'))
  return child
}

async function codeOf(child: ChildProcess): Promise<unknown> {
  const [code]: unknown[] = child.exitCode === null ? await once(child, 'exit') : [child.exitCode]
  return code
}

async function storedSoFar(server: Running): Promise<number> {
  return (await snapshotOf(server)).incidentTotal
}

/** What is in, by what its source calls it: everything but our ids, places in the feed and times. */
async function content(server: Running): Promise<readonly string[]> {
  const answer = await fetch(`${server.url}/api/incidents.geojson`, {
    headers: { authorization: `Bearer ${server.token}` },
  })
  const body: { readonly features: readonly { readonly properties: object; readonly geometry: object }[] } =
    await answer.json()
  return body.features
    .map(({ properties, geometry }) => {
      const kept = Object.entries(properties).filter(
        ([name]) => !['id', 'seq', 'recordedAt', 'reportedAt'].includes(name),
      )
      return JSON.stringify([geometry, Object.fromEntries(kept.sort())])
    })
    .sort()
}

function precisions(features: readonly string[]): object {
  const counts: Record<string, number> = {}
  for (const code of features.map((it) => /where_prec (\d)/.exec(it)?.[1] ?? 'none'))
    counts[code] = (counts[code] ?? 0) + 1
  return counts
}

/** A zone over the whole theatre whose rule takes anything, however old: only history can keep it silent. */
async function wakefulZone(server: Running): Promise<void> {
  const post = async (path: string, body: object) => {
    const headers = { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' }
    const answer = await fetch(server.url + path, { method: 'POST', headers, body: JSON.stringify(body) })
    const made: unknown = await answer.json()
    return typeof made === 'object' && made !== null && 'id' in made ? String(made.id) : expect.unreachable()
  }
  const geometry = { type: 'Point', coordinates: [40.3, 35.8] }
  const zone = await post('/api/zones', {
    type: 'Feature',
    geometry,
    properties: { name: 'All', radiusMetres: 400_000 },
  })
  await post(`/api/zones/${zone}/rules`, { name: 'Anything', certainty: 'possible', freshHours: 8_000 })
}

/** On a database of its own: once without a break, or once with an import and a server killed in the middle. */
class Trial {
  private constructor(
    private readonly folder: string,
    private readonly env: Readonly<Record<string, string>>,
  ) {}

  static async open(withPostgres: boolean): Promise<Trial> {
    const folder = await mkdtemp(join(tmpdir(), 'cordon-ucdp-'))
    stops.push(() => rm(folder, { recursive: true, force: true }))
    if (!withPostgres) return new Trial(folder, {})
    const server = await startPostgres({ own: true })
    if (server === null) throw new Error('No PostgreSQL.')
    stops.push(() => server.stop())
    return new Trial(folder, { DATABASE_URL: server.url })
  }

  async start(env: Readonly<Record<string, string>> = {}): Promise<Running> {
    const server = await startCordon(this.folder, { ...this.env, ...env })
    stops.push(() => server.kill())
    return server
  }
}

describe.each([
  ['PostgreSQL', true],
  ['the embedded database', false],
])('the UCDP file of north-east Syria on %s', (_, withPostgres) => {
  it('is in whole, wakes nobody, changes nothing the second time, and is the same after being killed twice', async (context) => {
    skipUnless(context, existsSync(file), `${file} is not there`)
    if (withPostgres) skipUnless(context, findPostgres() !== null, postgresMissing)
    const calm = await (await Trial.open(withPostgres)).start()
    await wakefulZone(calm)
    expect(await codeOf(importing(calm))).toBe(0)
    const whole = await content(calm)
    expect(whole).toHaveLength(rows)
    expect(precisions(whole)).toEqual({ 1: 2_021, 2: 1_161, 3: 93, 4: 131, 5: 91 })
    expect((await snapshotOf(calm)).alerts).toEqual([])
    const { seq } = await snapshotOf(calm)
    expect(await codeOf(importing(calm))).toBe(0)
    expect(await content(calm)).toEqual(whole)
    expect((await snapshotOf(calm)).seq).toBe(seq)

    const trial = await Trial.open(withPostgres)
    // Not when it is seen from outside that some are in: all may be, by then.
    const first = await trial.start({ CORDON_TEST_FAULT_AT: 'ingest.committed:2' })
    await wakefulZone(first)
    const killed = importing(first)
    for (const end = Date.now() + 60_000; Date.now() < end && (await alive(first));) await pause(20)
    const gone = codeOf(killed)
    killed.kill('SIGKILL')
    await gone
    const doomed = await trial.start({ CORDON_TEST_FAULT_AT: 'ingest.measured:1' })
    const cut = importing(doomed)
    for (const end = Date.now() + 60_000; Date.now() < end && (await alive(doomed));) await pause(20)
    cut.kill('SIGKILL')
    const last = await trial.start()
    const inTheMiddle = await storedSoFar(last)
    expect(inTheMiddle).toBeGreaterThan(0)
    expect(inTheMiddle).toBeLessThan(rows)
    expect(await codeOf(importing(last))).toBe(0)
    expect(await content(last)).toEqual(whole)
    expect((await snapshotOf(last)).alerts).toEqual([])
  })
})

async function alive(server: Running): Promise<boolean> {
  return fetch(`${server.url}/api/health`).then(
    () => true,
    () => false,
  )
}
