import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startPostgres } from '@cordon/test/postgres'
import { feedEnds, incidentById, revisionsOf, type ImportRow } from '@cordon/db'
import { guessMapping, revise, type Incident } from '@cordon/alerts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Principal } from '../access/principal.js'
import { IngestService } from '../ingest/ingest.service.js'
import { ownDatabase } from '../live/feed.fixture.js'
import { ChangeSignal } from '../live/signal.js'
import { Clock } from '../platform/clock.js'
import { PlaceService } from '../place/place.service.js'
import { PointCheck } from '../place/point-check.js'
import type { Result } from '../platform/result.js'
import { ImportFiles } from './files.js'
import { ImportRunner } from './import.runner.js'
import { ImportService } from './import.service.js'
import { ImportJobs } from './jobs.service.js'
import { PreviewService } from './preview.service.js'
import { UndoService } from './undo.service.js'

const who: Principal = { kind: 'token', id: 't', name: 'dana', scopes: ['ingest'], permissions: ['import'] }
const points = new PointCheck(new PlaceService({ gazetteer: ['SY'] }, { query: async () => [] }, new Clock()))
let own: Awaited<ReturnType<typeof ownDatabase>>
let folder: string
beforeAll(async () => {
  own = await ownDatabase(startPostgres)
  folder = await mkdtemp(path.join(tmpdir(), 'cordon-jobs-'))
})
afterAll(async () => {
  await own.close()
  await rm(folder, { recursive: true })
})

/** A server of its own: what one process knows is gone with it. */
function server() {
  const clock = new Clock()
  const signal = new ChangeSignal()
  const ingest = new IngestService(own.database, clock, signal)
  const files = new ImportFiles({ folder })
  const jobs = new ImportJobs(own.database, clock, files)
  const imports = new ImportService(own.database, ingest, clock, points)
  const undo = new UndoService(own.database, ingest, clock, signal)
  const runner = new ImportRunner(own.database, clock, files, imports, undo)
  return { jobs, runner, undo, ingest, files, previews: new PreviewService(jobs, files, clock, points) }
}

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.failure))
  return result.value
}

/** Semicolons, decimal commas, Arabic digits, the day first; every tenth row is of the 31st of June. */
function sheet(source: string, rows: number): string {
  const line = (n: number) => {
    const date = n % 10 === 0 ? '31/06/2021' : `${n % 2 === 0 ? '١٣' : '14'}/11/2021`
    return `${source}-${n};${date};40,4${n % 7};٣٥٫١;قصف مدفعي;Shahil ${n};${source}`
  }
  const lines = Array.from({ length: rows }, (_, at) => line(at + 1))
  return `\ufeffref;Date;Lon;Lat;نوع الحادث;Title;Source\n${lines.join('\n')}\n`
}

async function uploaded(text: string): Promise<string> {
  const { jobs } = server()
  const bytes = Buffer.from(text)
  const { id } = must(await jobs.upload({ name: 'sheet.csv', bytes: bytes.length }, who))
  const half = Math.floor(bytes.length / 2)
  must(await jobs.part(id, 0, bytes.subarray(0, half)))
  expect(await jobs.part(id, 0, bytes)).toMatchObject({ ok: false, failure: { code: 'conflict' } })
  expect(must(await jobs.part(id, half, bytes.subarray(half)))).toMatchObject({ state: 'uploaded' })
  return id
}

async function begun(text: string): Promise<string> {
  const id = await uploaded(text)
  const { jobs, previews } = server()
  const { guess } = must(await previews.inspect(id))
  must(await jobs.start(id, guess.mapping, 'csv'))
  return id
}

async function stateOf(id: string): Promise<ImportRow> {
  return must(await server().jobs.one(id))
}

async function revisionsOfOne(id: string): Promise<readonly Incident[]> {
  return (await own.database.query<{ body: Incident }>(revisionsOf(id))).map((row) => row.body)
}

async function ends(): Promise<{ readonly head: number }> {
  const [row] = await own.database.query<{ head: number }>(feedEnds())
  if (row === undefined) throw new Error('The feed has no head.')
  return row
}

async function incidents(source: string): Promise<readonly { id: string; status: string; revision: number }[]> {
  return own.database.query({
    name: null,
    text: 'select id, status, revision from incident where external_id like $1 order by external_id',
    values: [`${source}-%`],
  })
}

it('guesses what the columns tell, shows what would come in, and brings it in', async () => {
  const id = await uploaded(sheet('guess', 30))
  const { previews, jobs, runner, files } = server()
  const found = must(await previews.inspect(id))
  expect(found).toMatchObject({ format: 'csv', delimiter: ';', encoding: 'utf-8', known: null, guess: { missing: [] } })
  expect(found.guess.mapping).toMatchObject({ decimal: 'comma', occurredFrom: { format: 'day-first' } })
  const shown = must(await previews.preview(id, found.guess.mapping))
  expect(shown).toMatchObject({
    rows: 30,
    refused: 3,
    whole: true,
    errors: [{ line: 11, errors: [{ path: 'Date' }] }, {}, {}],
  })
  expect(shown.features[0]).toMatchObject({
    geometry: { coordinates: [40.41, 35.1] },
    properties: { type: 'shelling', occurredFrom: '2021-11-14T00:00:00.000Z', source: 'guess' },
  })
  must(await jobs.start(id, found.guess.mapping, found.format))
  await runner.tick()
  expect(await stateOf(id)).toMatchObject({ state: 'finished', stored: 27, refused: 3, share: 1, createdBy: 'dana' })
  expect(await files.has(id)).toBe(false)
})

it('counts a file that comes again as unchanged', async () => {
  const id = await begun(sheet('guess', 30))
  await server().runner.tick()
  expect(await stateOf(id)).toMatchObject({ state: 'finished', stored: 0, unchanged: 27, refused: 3 })
})

it('pauses between two chunks, and goes on in another process where it was', async () => {
  const id = await begun(sheet('pause', 1_500))
  const first = server()
  const running = first.runner.tick()
  for (;;) {
    const { nextRow } = await stateOf(id)
    if (nextRow > 1) break
  }
  must(await first.jobs.move(id, 'pause'))
  await running
  const paused = await stateOf(id)
  expect(paused.state).toBe('paused')
  expect(paused.nextRow).toBeLessThan(1_501)
  await server().runner.tick()
  expect((await stateOf(id)).nextRow).toBe(paused.nextRow)
  const second = server()
  must(await second.jobs.move(id, 'resume'))
  await second.runner.tick()
  expect(await stateOf(id)).toMatchObject({ state: 'finished', stored: 1_350, unchanged: 0, refused: 150 })
  expect(await incidents('pause')).toHaveLength(1_350)
})

it('is stopped with its process and goes on with the next one', async () => {
  const id = await begun(sheet('stop', 900))
  const first = server()
  void first.runner.tick()
  await first.runner.beforeApplicationShutdown()
  expect((await stateOf(id)).state).toBe('running')
  await server().runner.tick()
  expect(await stateOf(id)).toMatchObject({ state: 'finished', stored: 810, unchanged: 0 })
})

it('takes back what it brought, keeps what people have changed since, and can be imported again', async () => {
  const id = await begun(sheet('undo', 300))
  const { jobs, runner, ingest, undo } = server()
  await runner.tick()
  const [touched] = await incidents('undo')
  const patch = { properties: { place: 'Mended' }, reason: 'It was elsewhere' }
  await ingest.submit({
    entries: [{ what: 'correct', id: touched?.id ?? '', patch, ifMatch: null }],
    by: 'omar',
    history: false,
  })
  must(await jobs.undo(id, who))
  await runner.tick()
  expect(await stateOf(id)).toMatchObject({ state: 'undone', withdrawn: 269, kept: 1, putBack: 0, undoneBy: 'dana' })
  expect((await undo.kept(id)).map((it) => it.place)).toEqual(['Mended'])
  const after = await incidents('undo')
  expect(after.filter((it) => it.status === 'withdrawn')).toHaveLength(269)
  expect(after.every((it) => it.revision === 2)).toBe(true)
  expect(await jobs.undo(id, who)).toMatchObject({ ok: false, failure: { code: 'wrong-state' } })
  const again = await begun(sheet('undo', 300))
  await runner.tick()
  expect(await stateOf(again)).toMatchObject({ state: 'finished', stored: 269 })
  expect((await incidents('undo')).some((it) => it.status === 'withdrawn')).toBe(false)
})

it('gives what it withdraws the revision that a change of its status would be, told as one change', async () => {
  const id = await begun(sheet('like', 30))
  const { jobs, runner, ingest } = server()
  await runner.tick()
  const rows = await incidents('like')
  const before = await Promise.all(rows.map((row) => revisionsOfOne(row.id)))
  const [one, other] = rows.map((row) => row.id)
  await ingest.submit({
    entries: [{ what: 'merge', id: one ?? '', into: other ?? '', reason: 'x' }],
    by: 'omar',
    history: false,
  })
  const { head } = await ends()
  must(await jobs.undo(id, who))
  await runner.tick()
  expect(await stateOf(id)).toMatchObject({ state: 'undone', withdrawn: 25, kept: 2, share: 1 })
  for (const [first] of before.slice(2)) {
    if (first === undefined) throw new Error('It has no revision.')
    const [now, ...earlier] = await revisionsOfOne(first.id)
    const meta = { by: 'dana', reason: 'Import of sheet.csv undone', at: now?.recordedAt ?? '', seq: head + 1 }
    expect(now).toEqual(revise(first, { status: 'withdrawn' }, meta))
    expect(earlier).toEqual([first])
  }
  const told = await own.database.query({
    name: null,
    text: 'select seq, kind, revision from change where seq > $1',
    values: [head],
  })
  expect(told).toEqual([{ seq: head + 1, kind: 'history', revision: 25 }])
  expect((await ends()).head).toBe(head + 1)
})

it('puts back what it changed', async () => {
  await begun(sheet('back', 5))
  await server().runner.tick()
  const id = await begun(sheet('back', 5).replaceAll('Shahil', 'Dhiban'))
  const { jobs, runner } = server()
  await runner.tick()
  expect(await stateOf(id)).toMatchObject({ revised: 5, stored: 0 })
  must(await jobs.undo(id, who))
  await runner.tick()
  expect(await stateOf(id)).toMatchObject({ state: 'undone', putBack: 5, withdrawn: 0 })
  const [first] = await incidents('back')
  const [row] = await own.database.query<{ body: Incident }>(incidentById(first?.id ?? ''))
  expect(row?.body).toMatchObject({ title: 'Shahil 1', revision: 3, reason: 'Import of sheet.csv undone' })
})

it('takes back by the name that whoever asked for it has by then: they may be forgotten before it is done', async () => {
  await begun(sheet('left', 5))
  await server().runner.tick()
  const id = await begun(
    `${sheet('left', 5).replaceAll('Shahil', 'Dhiban')}${sheet('more', 5).split('\n').slice(1).join('\n')}`,
  )
  const { jobs, runner, undo } = server()
  await runner.tick()
  must(await jobs.undo(id, who))
  const begunBy = await stateOf(id)
  const text = `update import set undone_by = 'Former member 1' where id = $1`
  await own.database.query({ name: null, text, values: [id] })
  await undo.goOn(begunBy, () => false)
  expect(await stateOf(id)).toMatchObject({ state: 'undone', putBack: 5, withdrawn: 5 })
  for (const it of [...(await incidents('left')), ...(await incidents('more'))])
    expect((await revisionsOfOne(it.id))[0]?.recordedBy).toBe('Former member 1')
})

it('says why a file cannot be read, and stays where it is', async () => {
  const id = await uploaded('<!DOCTYPE kml [<!ENTITY a "b">]><kml/>')
  const { previews, jobs, runner } = server()
  expect(await previews.inspect(id)).toMatchObject({ failure: { code: 'unreadable' } })
  must(await jobs.start(id, null, 'kml'))
  await runner.tick()
  expect(await stateOf(id)).toMatchObject({ state: 'failed', fault: expect.stringContaining('document type') })
})

it('counts and names rows whose governorate and point do not agree, and brings them in with a tag', async () => {
  const columns =
    'event_id_cnty,event_date,time_precision,event_type,sub_event_type,actor1,admin1,location,latitude,longitude,geo_precision,fatalities'
  const row = (n: number, admin1: string) =>
    `ODD-${n},09 November 2021,1,Battles,Armed clash,IS,${admin1},Taftanaz,35.972222,36.783056,1,0`
  const id = await uploaded(`${columns}\n${row(1, 'Idleb')}\n${row(2, 'Homs')}\n`)
  const { previews, jobs, runner } = server()
  const shown = must(await previews.preview(id, null))
  expect(shown).toMatchObject({ rows: 2, refused: 0, warned: 1, warnings: [{ row: 2, line: 3 }] })
  expect(shown.warnings[0]?.errors[0]?.message).toMatch(/^The text says Homs; .* lies in Idlib, .* km away\.$/)
  must(await jobs.start(id, null, 'acled'))
  await runner.tick()
  expect(await stateOf(id)).toMatchObject({ state: 'finished', stored: 2, refused: 0, warned: 1 })
  const brought = await Promise.all((await incidents('acled:ODD')).map((it) => revisionsOfOne(it.id)))
  const odd = brought.map(([it]) => it?.tags.filter((tag) => tag.startsWith('place-check: The text says Homs')).length)
  expect(odd).toEqual([0, 1])
})

it('replaces a mapping that was saved by name only where that is asked for', async () => {
  const { jobs } = server()
  const { mapping } = guessMapping([{ name: 'date', samples: ['2021-11-05'] }])
  const named = { name: 'Monthly table', header: ['date'], mapping: { ...mapping, name: 'Monthly table' } }
  const other = { ...named, mapping: { ...named.mapping, decimal: 'comma' as const } }
  const kept = async () => (await jobs.mappings()).find(({ name }) => name === 'Monthly table')?.mapping.decimal
  must(await jobs.saveMapping({ ...named, replace: false }, who))
  must(await jobs.saveMapping({ ...named, replace: false }, who))
  expect(await jobs.saveMapping({ ...other, replace: false }, who)).toMatchObject({ failure: { code: 'name-taken' } })
  expect(await kept()).toBe('point')
  must(await jobs.saveMapping({ ...other, replace: true }, who))
  expect(await kept()).toBe('comma')
})
