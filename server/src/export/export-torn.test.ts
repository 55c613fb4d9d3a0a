import { createHash, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { mkdtemp, rm, truncate } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { restartExports, tokenTable } from '@cordon/db'
import { startPostgres } from '@cordon/test/postgres'
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import type { Principal } from '../access/principal.js'
import { ambush, officer, pipelineAt } from '../ingest/ingest.fixture.js'
import { ownDatabase } from '../live/feed.fixture.js'
import { mostExports } from './export-jobs.service.js'
import { exportNode, HastyClock, must } from './export.fixture.js'

/* What happens to a file while it is written: it is begun anew, cut, removed, or its disk fills up. */

const clock = new HastyClock()
let own: Awaited<ReturnType<typeof ownDatabase>>
let at: ReturnType<typeof pipelineAt>
let folder: string
const count = 2_000

beforeAll(async () => {
  own = await ownDatabase(startPostgres)
  at = pipelineAt(own.database, clock)
  folder = await mkdtemp(join(tmpdir(), 'cordon-torn-'))
  for (let n = 0; n < count; n += 500)
    await at.report(...Array.from({ length: 500 }, (_, of) => ambush(40, 35, { title: `Ambush ${n + of}` })))
}, 120_000)
afterAll(async () => {
  await own.close()
  await rm(folder, { recursive: true, force: true })
})
beforeEach(async () => {
  await own.database.query({ name: null, text: 'delete from export_job', values: [] })
})

const node = (its = folder) => exportNode({ ...own, clock, ingest: at.ingest, coarseKm: null, folder: its })

/** Asks for a file and waits until enough time has passed that it may be begun. */
async function asked({ jobs }: ReturnType<typeof node>, search = {}, who: Principal = officer) {
  const job = must(await jobs.begin({ format: 'csv', search }, who))
  clock.pass(1)
  return job
}

/** What is done once, when some of a file is written and not yet noted. */
function beforeNoting({ files }: ReturnType<typeof node>, act: () => Promise<unknown>): void {
  const from = files.from.bind(files)
  vi.spyOn(files, 'from').mockImplementationOnce(async (...given) => {
    const writing = await from(...given)
    const flushed = writing.flushed.bind(writing)
    vi.spyOn(writing, 'flushed').mockImplementationOnce(async () => {
      await flushed()
      await act()
    })
    return writing
  })
}

it('what was read before a file was begun anew is not noted after it', async () => {
  const here = node()
  const { id } = await asked(here)
  beforeNoting(here, () => own.database.query(restartExports()))
  await here.runner.tick()
  expect(must(await here.jobs.one(id, officer))).toMatchObject({ state: 'running', rows: 0 })
  await here.runner.tick()
  expect(must(await here.jobs.one(id, officer))).toMatchObject({ state: 'ready', rows: count })
  await here.sweeper.sweep()
  expect(await here.files.list()).toEqual([`${id}.1`])
})

it('a file that is begun anew goes from the disk of every node, and the one that has written it gives it out', async () => {
  const [here, there] = [node(), node(join(folder, 'there'))]
  const { id } = await asked(here)
  await here.runner.tick()
  await own.database.query(restartExports())
  await there.runner.tick()
  expect(await there.jobs.whole(id, officer)).toMatchObject({ ok: true })
  expect(await here.jobs.whole(id, officer)).toMatchObject({ failure: { code: 'not-found' } })
  await here.sweeper.sweep()
  expect(await here.files.list()).toEqual([])
})

it('whoever takes a file while it is begun anew has the one that they began with, to its end', async () => {
  const here = node()
  const { id } = await asked(here)
  await here.runner.tick()
  const { sha256 } = must(await here.jobs.one(id, officer))
  const taking = createReadStream(await here.pathOf(id), { highWaterMark: 1_000 })
  await once(taking, 'open')
  await own.database.query(restartExports())
  await own.database.query({ name: null, text: `update export_job set search = '{"severity": "extreme"}'`, values: [] })
  await here.runner.tick()
  await here.sweeper.sweep()
  expect(must(await here.jobs.one(id, officer)).sha256).not.toBe(sha256)
  expect(
    createHash('sha256')
      .update(await buffer(taking))
      .digest('hex'),
  ).toBe(sha256)
})

it.each([
  ['cut', (path: string) => truncate(path, 100)],
  ['removed', (path: string) => rm(path)],
] as const)('a file that is %s outside while it is written is begun anew, and is whole in the end', async (_, tear) => {
  const here = node()
  const first = await asked(here)
  await here.runner.tick()
  const { sha256 } = must(await here.jobs.one(first.id, officer))
  const { id } = await asked(here, { asOf: first.asOf })
  beforeNoting(here, () => tear(here.files.path({ id, round: 0 })))
  await here.runner.tick()
  expect(must(await here.jobs.one(id, officer))).toMatchObject({ state: 'running', rows: 0 })
  await here.runner.tick()
  expect(must(await here.jobs.one(id, officer))).toMatchObject({ state: 'ready', sha256 })
})

it('a file without rows whose writing stopped behind its beginning has one beginning', async () => {
  const here = node()
  const { id } = await asked(here, { q: 'nothing of that name' })
  vi.spyOn(here.files, 'sha256').mockRejectedValueOnce(Object.assign(new Error('Broken'), { code: 'EIO' }))
  await here.runner.tick()
  expect(must(await here.jobs.one(id, officer))).toMatchObject({ state: 'failed', rows: 0 })
  must(await here.jobs.move(id, 'resume', officer))
  await here.runner.tick()
  const lines = (await here.bytes(id)).toString().trim().split('\n')
  expect([must(await here.jobs.one(id, officer)).state, lines.length]).toEqual(['ready', 1])
})

it('leaves the last of a disk to what has to be recorded', async () => {
  const here = node()
  const { id } = await asked(here)
  vi.spyOn(here.files, 'hasRoom').mockResolvedValueOnce(false)
  await here.runner.tick()
  expect(must(await here.jobs.one(id, officer))).toMatchObject({ state: 'failed', fault: 'disk-full' })
  must(await here.jobs.move(id, 'resume', officer))
  await here.runner.tick()
  expect(must(await here.jobs.one(id, officer))).toMatchObject({ state: 'ready', rows: count })
})

it('rests for as long as each page took, so that whoever reports something goes first', async () => {
  const here = node()
  await asked(here)
  const gaps: number[] = []
  const found = here.incidents.found.bind(here.incidents)
  vi.spyOn(here.incidents, 'found').mockImplementation(async function* (...given) {
    for await (const page of found(...given)) {
      await new Promise((done) => setTimeout(done, 100))
      const at = performance.now()
      yield page
      gaps.push(performance.now() - at)
    }
  })
  await here.runner.tick()
  expect(gaps.length).toBeGreaterThan(1)
  expect(Math.min(...gaps)).toBeGreaterThan(95)
})

it('nobody has more than twenty files by asking for many at once', async () => {
  const { jobs } = node()
  const tried = await Promise.all(Array.from({ length: 30 }, () => jobs.begin({ format: 'csv', search: {} }, officer)))
  expect([tried.filter(({ ok }) => ok).length, (await jobs.list(officer)).length]).toEqual([mostExports, mostExports])
})

it('the files of a program go when its token is revoked', async () => {
  const here = node()
  const program: Principal = { ...officer, id: randomUUID(), kind: 'token', scopes: ['read'] }
  const at = clock.now()
  await own.database.dataSource.getRepository(tokenTable).insert({
    ...{ id: program.id, name: 'collector', hash: Buffer.from(program.id), scopes: ['read'], createdBy: 'test' },
    ...{ createdAt: at, expiresAt: null, lastUsedAt: null, revokedAt: null },
  })
  await asked(here, {}, program)
  const mine = await asked(here)
  await here.sweeper.sweep()
  expect(await here.jobs.list(program)).toHaveLength(1)
  await own.database.dataSource.getRepository(tokenTable).update({ id: program.id }, { revokedAt: at })
  await here.sweeper.sweep()
  expect([await here.jobs.list(program), await here.jobs.list(officer)]).toMatchObject([[], [{ id: mine.id }]])
})
