import { createHash, randomUUID } from 'node:crypto'
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { accountTable, restartExports } from '@cordon/db'
import { startPostgres } from '@cordon/test/postgres'
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import type { Principal } from '../access/principal.js'
import { fileFormats, fileOf } from '../history/files.js'
import { ambush, officer, pipelineAt } from '../ingest/ingest.fixture.js'
import { ownDatabase } from '../live/feed.fixture.js'
import type { ExportJob } from '../wire/index.js'
import { mostExports, type ExportJobs } from './export-jobs.service.js'
import { exportNode, HastyClock, must } from './export.fixture.js'

const clock = new HastyClock()
let own: Awaited<ReturnType<typeof ownDatabase>>
let at: ReturnType<typeof pipelineAt>
let folder: string
const count = 4_500

beforeAll(async () => {
  own = await ownDatabase(startPostgres)
  at = pipelineAt(own.database, clock)
  folder = await mkdtemp(join(tmpdir(), 'cordon-exports-'))
  for (let n = 0; n < count; n += 500) await at.report(...Array.from({ length: 500 }, (_, of) => said(n + of)))
}, 120_000)
afterAll(async () => {
  await own.close()
  await rm(folder, { recursive: true, force: true })
})
beforeEach(async () => {
  await own.database.query({ name: null, text: 'delete from export_job', values: [] })
})

const minuteOf = (n: number) => `2026-11-0${1 + (n % 8)}T${String(n % 24).padStart(2, '0')}:${10 + (n % 50)}:00.000Z`
const said = (n: number) =>
  ambush(40 + (n % 100) / 100, 35, {
    ...{ title: `كمين ${n}; "Busayrah"`, occurredFrom: minuteOf(n) },
    severity: n % 3 === 0 ? 'extreme' : 'minor',
  })

/** A node of its own on the same database. */
const node = ({ coarseKm = null, its = folder }: { coarseKm?: number | null; its?: string } = {}) =>
  exportNode({ ...own, clock, ingest: at.ingest, coarseKm, folder: its })

/** What the same search gives as a file in one go, as of the same time. */
async function inOneGo(of: keyof typeof fileFormats, asOf: string, who: Principal = officer): Promise<Buffer> {
  const { incidents } = node()
  return buffer(Readable.from(fileOf(fileFormats[of], must(await incidents.walk({ asOf }, who)))))
}

/** Asks for a file and waits until enough time has passed that it may be begun. */
async function asked(jobs: ExportJobs, format: ExportJob['format'], search = {}): Promise<ExportJob> {
  const job = must(await jobs.begin({ format, search }, officer))
  clock.pass(1)
  return job
}

it.each([
  ['csv', 'csv'],
  ['geojson', 'geoJson'],
  ['kml', 'kml'],
  ['fgb', 'flatGeobuf'],
] as const)('a prepared %s is what is known when it was asked for, whatever comes meanwhile', async (format, of) => {
  const { jobs, runner, bytes } = node()
  const { id, asOf } = await asked(jobs, format)
  await at.report(ambush(40, 35, { title: `Too late for ${format}` }))
  await runner.tick()
  const job = must(await jobs.one(id, officer))
  const file = await bytes(id)
  expect(job).toMatchObject({ state: 'ready', fault: null, bytes: file.length, about: job.rows })
  expect(job.rows).toBeGreaterThanOrEqual(count)
  expect(job.sha256).toBe(createHash('sha256').update(file).digest('hex'))
  expect(file.equals(await inOneGo(of, asOf))).toBe(true)
  expect(file.includes('Too late for')).toBe(format !== 'csv')
})

it('what a node that stopped has written is gone on with by the next, and comes to the same bytes', async () => {
  const first = node()
  const { id, asOf } = await asked(first.jobs, 'geojson')
  let states = 0
  for (let state = 'running'; state === 'running'; states += 1) {
    const { runner, jobs, pathOf } = node()
    const before = must(await jobs.one(id, officer))
    const moved = ({ rows, state }: ExportJob) => rows > before.rows || state !== 'running'
    const run = runner.tick()
    await vi.waitUntil(async () => moved(must(await jobs.one(id, officer))), { interval: 1 })
    await runner.beforeApplicationShutdown()
    await run
    state = must(await jobs.one(id, officer)).state
    // What a kill leaves behind what was noted.
    if (state === 'running') await writeFile(await pathOf(id), 'half a row', { flag: 'a' })
  }
  expect(states).toBeGreaterThan(1)
  expect((await first.bytes(id)).equals(await inOneGo('geoJson', asOf))).toBe(true)
})

it('a file that is paused stays as it is, and goes on from there', async () => {
  const { jobs, runner, bytes } = node()
  const { id, asOf } = await asked(jobs, 'csv')
  const run = runner.tick()
  await vi.waitUntil(async () => must(await jobs.one(id, officer)).rows > 0, { interval: 1 })
  const paused = await jobs.move(id, 'pause', officer)
  await run
  if (paused.ok) {
    await runner.tick()
    expect(must(await jobs.one(id, officer))).toMatchObject({ state: 'paused', rows: paused.value.rows })
    expect(must(await jobs.move(id, 'resume', officer))).toMatchObject({ state: 'running' })
    await runner.tick()
  }
  expect((await bytes(id)).equals(await inOneGo('csv', asOf))).toBe(true)
  expect(await jobs.move(id, 'resume', officer)).toMatchObject({ ok: false, failure: { code: 'wrong-state' } })
})

it('a file whose beginning is gone is left to the node that has it for ten minutes, and then begun anew', async () => {
  const [here, there] = [node(), node({ its: join(folder, 'other') })]
  const { id, asOf } = await asked(here.jobs, 'csv')
  const run = here.runner.tick()
  await vi.waitUntil(async () => must(await here.jobs.one(id, officer)).rows > 0, { interval: 1 })
  await here.runner.beforeApplicationShutdown()
  await run
  const { rows } = must(await here.jobs.one(id, officer))
  await there.runner.tick()
  expect(must(await there.jobs.one(id, officer))).toMatchObject({ state: 'running', rows })
  clock.pass(11)
  await there.runner.tick()
  await there.runner.tick()
  expect(must(await there.jobs.one(id, officer))).toMatchObject({ state: 'ready' })
  expect((await there.bytes(id)).equals(await inOneGo('csv', asOf))).toBe(true)
  expect(await there.jobs.whole(id, officer)).toMatchObject({ ok: true })
  // The first node has the beginning alone.
  expect(await here.jobs.whole(id, officer)).toMatchObject({ ok: false, failure: { code: 'not-found' } })
})

it('a disk that cannot be written says so, and the file goes on once it can', async () => {
  const its = join(folder, 'blocked')
  await writeFile(its, 'no folder')
  const { jobs, runner, bytes } = node({ its })
  const { id, asOf } = await asked(jobs, 'kml')
  await runner.tick()
  expect(must(await jobs.one(id, officer))).toMatchObject({ state: 'failed', fault: 'not-written' })
  await rm(its)
  expect(must(await jobs.move(id, 'resume', officer))).toMatchObject({ state: 'running', fault: null })
  await runner.tick()
  expect((await bytes(id)).equals(await inOneGo('kml', asOf))).toBe(true)
})

it('begins every file anew where somebody is forgotten, and lets go of the bytes of a paused one', async () => {
  const { jobs, runner, sweeper, files, bytes } = node()
  const ready = await asked(jobs, 'csv', { severity: 'extreme' })
  await runner.tick()
  const paused = must(await jobs.begin({ format: 'csv', search: {} }, officer))
  must(await jobs.move(paused.id, 'pause', officer))
  await writeFile(files.path({ ...paused, round: 0 }), 'a name')
  const first = await bytes(ready.id)
  await own.database.query(restartExports())
  expect(must(await jobs.one(ready.id, officer))).toMatchObject({ state: 'running', rows: 0, sha256: null })
  await sweeper.sweep()
  expect((await files.list()).join()).not.toContain(paused.id)
  await runner.tick()
  expect(must(await jobs.one(ready.id, officer))).toMatchObject({ state: 'ready' })
  expect((await bytes(ready.id)).equals(first)).toBe(true)
})

it('is nobody else’s, and is refused where they see places coarsely by now', async () => {
  const { jobs, runner } = node()
  const { id } = await asked(jobs, 'csv', { severity: 'extreme' })
  expect(await jobs.whole(id, officer)).toMatchObject({ ok: false, failure: { code: 'wrong-state' } })
  await runner.tick()
  const other: Principal = { ...officer, id: randomUUID() }
  expect(await jobs.list(other)).toEqual([])
  for (const tried of [
    jobs.one(id, other),
    jobs.whole(id, other),
    jobs.discard(id, other),
    jobs.move(id, 'pause', other),
  ])
    expect(await tried).toMatchObject({ ok: false, failure: { code: 'not-found' } })
  const coarse: Principal = { ...officer, permissions: ['open', 'own', 'read', 'export'] }
  expect(await jobs.whole(id, coarse)).toMatchObject({ ok: true })
  expect(await node({ coarseKm: 50 }).jobs.whole(id, coarse)).toMatchObject({ failure: { code: 'not-allowed' } })
})

it('tells places to the cells that its reader sees, whoever writes it', async () => {
  const coarse: Principal = { ...officer, permissions: ['open', 'own', 'read', 'export'] }
  const { jobs, runner, bytes, incidents } = node({ coarseKm: 50 })
  const { id, asOf } = must(await jobs.begin({ format: 'csv', search: { severity: 'extreme' } }, coarse))
  clock.pass(1)
  await runner.tick()
  const filter = { asOf, severity: ['extreme'] as const }
  const walked = must(await incidents.walk({ ...filter, severity: [...filter.severity] }, coarse))
  const wanted = await buffer(Readable.from(fileOf(fileFormats.csv, walked)))
  expect((await bytes(id)).equals(wanted)).toBe(true)
  const exact = must(await incidents.walk({ ...filter, severity: [...filter.severity] }, officer))
  expect(wanted.equals(await buffer(Readable.from(fileOf(fileFormats.csv, exact))))).toBe(false)
})

it('names what is wrong with a search, and takes no more than twenty files', async () => {
  const { jobs } = node()
  expect(await jobs.begin({ format: 'csv', search: { severity: 'loud' } }, officer)).toMatchObject({
    failure: { code: 'invalid-input', errors: [{ path: 'search.severity[0]' }] },
  })
  expect(await jobs.begin({ format: 'csv', search: { zone: randomUUID() } }, officer)).toMatchObject({
    failure: { code: 'not-found' },
  })
  for (let n = 0; n < mostExports; n += 1) must(await jobs.begin({ format: 'csv', search: {} }, officer))
  expect(await jobs.begin({ format: 'csv', search: {} }, officer)).toMatchObject({ failure: { code: 'wrong-state' } })
})

it('lets go of a file after seven days, of one that its owner removes, and of whatever is nobody’s', async () => {
  const { jobs, runner, sweeper, files } = node()
  const { id } = await asked(jobs, 'csv', { severity: 'extreme' })
  await runner.tick()
  await writeFile(files.path({ id: randomUUID(), round: 0 }), 'of nobody')
  await sweeper.sweep()
  expect(await files.list()).toEqual([`${id}.0`])
  const other = await asked(jobs, 'csv', { severity: 'extreme' })
  await runner.tick()
  must(await jobs.discard(other.id, officer))
  expect(await files.list()).toEqual([`${id}.0`])
  clock.pass(7 * 24 * 60)
  await sweeper.sweep()
  expect(await files.list()).toEqual([])
  expect(await jobs.list(officer)).toEqual([])
})

it('a file that was cut off outside is told to be gone, and not handed out', async () => {
  const { jobs, runner, pathOf } = node()
  const { id } = await asked(jobs, 'csv', { severity: 'extreme' })
  await runner.tick()
  await truncate(await pathOf(id), 100)
  expect(await jobs.whole(id, officer)).toMatchObject({ ok: false, failure: { code: 'not-found' } })
})

it('waits until all that was recorded by its time is there', async () => {
  const { jobs, runner } = node()
  const { id } = must(await jobs.begin({ format: 'csv', search: {} }, officer))
  await runner.tick()
  expect(must(await jobs.one(id, officer))).toMatchObject({ state: 'running', rows: 0 })
})

it('one that is ready and gone from the disk says so, and is written once more, to the same bytes', async () => {
  const { jobs, runner, bytes, pathOf } = node()
  const { id } = await asked(jobs, 'csv', { severity: 'extreme' })
  expect(must(await jobs.one(id, officer)).isHere).toBe(false)
  await runner.tick()
  const before = await bytes(id)
  expect(must(await jobs.one(id, officer)).isHere).toBe(true)
  expect(await jobs.move(id, 'resume', officer)).toMatchObject({ ok: false, failure: { code: 'wrong-state' } })
  await rm(await pathOf(id))
  expect(await jobs.list(officer)).toMatchObject([{ id, state: 'ready', isHere: false }])
  expect(must(await jobs.move(id, 'resume', officer))).toMatchObject({ state: 'running', rows: 0, isHere: false })
  await runner.tick()
  expect(must(await jobs.one(id, officer))).toMatchObject({ state: 'ready', isHere: true })
  expect((await bytes(id)).equals(before)).toBe(true)
})

it('is written on no more and goes from the disk where its owner is disabled or may export no longer', async () => {
  const { jobs, runner, sweeper, files } = node()
  const accounts = own.database.dataSource.getRepository(accountTable)
  const people = [
    [{ role: 'viewer' }, 0],
    [{ disabled: true }, 0],
    [{ role: 'supervisor' }, 2],
  ] as const
  for (const [change, left] of people) {
    const id = randomUUID()
    const who: Principal = { ...officer, id }
    await accounts.insert({
      ...{ id, name: id, nameKey: id, passwordHash: '-', role: 'officer', disabled: false },
      ...{ createdAt: clock.now() },
    })
    const ready = must(await jobs.begin({ format: 'csv', search: { severity: 'extreme' } }, who))
    clock.pass(1)
    await runner.tick()
    const begun = must(await jobs.begin({ format: 'csv', search: {} }, who))
    await accounts.update({ id }, change)
    clock.pass(1)
    await runner.tick()
    const state = must(await jobs.one(begun.id, who)).state
    expect(state).toBe(left === 0 ? 'running' : 'ready')
    await sweeper.sweep()
    expect((await jobs.list(who)).length).toBe(left)
    expect((await files.list()).filter((it) => it.startsWith(ready.id) || it.startsWith(begun.id))).toHaveLength(left)
  }
})

it('a clock that is put back by two hours lets no file wait, and one that was asked for before holds what is known then', async () => {
  const { jobs, runner } = node()
  const { id, asOf } = must(await jobs.begin({ format: 'csv', search: { severity: 'extreme' } }, officer))
  clock.pass(-120)
  await runner.tick()
  const dated = must(await jobs.one(id, officer)).asOf
  expect(Date.parse(asOf) - Date.parse(dated)).toBeGreaterThan(118 * 60_000)
  clock.pass(1)
  await runner.tick()
  expect(must(await jobs.one(id, officer))).toMatchObject({ state: 'ready', asOf: dated })
  clock.pass(120)
})

it('what a node that is gone has begun is taken over where its clock was ahead', async () => {
  const [here, there] = [node(), node({ its: join(folder, 'third') })]
  const { id } = await asked(here.jobs, 'csv')
  const run = here.runner.tick()
  await vi.waitUntil(async () => must(await here.jobs.one(id, officer)).rows > 0, { interval: 1 })
  await here.runner.beforeApplicationShutdown()
  await run
  clock.pass(-120)
  await there.runner.tick()
  clock.pass(121)
  await there.runner.tick()
  expect(must(await there.jobs.one(id, officer))).toMatchObject({ state: 'ready' })
})

it('is counted by its state', async () => {
  const { jobs, runner, sweeper, metrics } = node()
  await asked(jobs, 'csv', { severity: 'extreme' })
  await runner.tick()
  const paused = await asked(jobs, 'csv')
  must(await jobs.move(paused.id, 'pause', officer))
  await sweeper.sweep()
  const text = await metrics.registry.getSingleMetricAsString('cordon_exports')
  const counts = ['running', 'paused', 'failed', 'ready'].map(
    (it) => new RegExp(`state="${it}"} (\\d+)`).exec(text)?.[1],
  )
  expect(counts).toEqual(['0', '1', '0', '1'])
})
