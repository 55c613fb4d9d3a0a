import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startPostgres, type TestPostgres } from '@cordon/test/postgres'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { readConfig } from '../platform/config.js'
import { openLog } from '../platform/log.js'
import { startServer, type RunningServer } from '../platform/server.js'
import { saveMapping } from '@cordon/db'
import { recordMapping } from '../wire/index.js'
import { runImport } from './import.js'
import type { Terminal } from './terminal.js'
import { runToken } from './token.js'

let folder: string
let postgres: TestPostgres | null = null
let server: RunningServer

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'cordon-cli-'))
  postgres = process.env['CORDON_TEST_DB'] === 'postgres' ? await startPostgres({ fsync: false }) : null
  const env = { PORT: '0', CORDON_DATA: folder, CORDON_DEMO: 'off', CORDON_ADMIN: 'dana:long enough to pass' }
  const read = readConfig(postgres === null ? env : { ...env, DATABASE_URL: postgres.url }, { terminal: false })
  if (!read.ok) throw new Error(read.faults.join())
  server = await startServer(read.config, { durable: false, log: openLog('silent') })
})
afterAll(async () => {
  await server.stop()
  await postgres?.stop()
  await rm(folder, { recursive: true })
})

function terminal(stop: AbortSignal = new AbortController().signal) {
  const [out, err]: [string[], string[]] = [[], []]
  const said: Terminal = { out: (line) => out.push(line), err: (line) => err.push(line), redraw: null, stop }
  return { out, err, said }
}

/** The commands find the server by the file in its data folder. */
const env = () => ({ CORDON_DATA: folder, CORDON_DEMO: 'off', INIT_CWD: folder })

async function csvOf(name: string, rows: number, broken: readonly number[] = []): Promise<string> {
  const line = (n: number) => `ambush,${broken.includes(n) ? '"' : ''}${name} ${n},2021-06-09,40.4,35.1,${name}-${n}`
  const lines = Array.from({ length: rows }, (_, at) => line(at + 1))
  await writeFile(
    path.join(folder, `${name}.csv`),
    ['type,title,occurredFrom,longitude,latitude,externalId', ...lines].join('\n'),
  )
  return `${name}.csv`
}

async function stored(name: string): Promise<number> {
  const rows = await server.database.query<{ n: number }>({
    name: null,
    text: `select count(*)::int as n from incident where external_id like $1 and history`,
    values: [`${name}-%`],
  })
  return rows[0]?.n ?? -1
}

it('puts a file in and says how much of it', async () => {
  const { out, said } = terminal()
  expect(await runImport([await csvOf('whole', 2_345)], env(), said)).toBe(0)
  expect(out[0]).toBe('whole.csv (CSV): 2,345 of 2,345 rows are in.')
  expect(out[1]).toMatch(/^ {2}stored 2,345 · unchanged 0 · revised 0 · refused 0 · /)
  expect(await stored('whole')).toBe(2_345)
})

it('changes nothing when the same file comes again', async () => {
  const { out, said } = terminal()
  expect(await runImport(['whole.csv'], env(), said)).toBe(0)
  expect(out[1]).toMatch(/^ {2}stored 0 · unchanged 2,345 · revised 0 · refused 0 · /)
  expect(await stored('whole')).toBe(2_345)
})

it('lists what it could not take, puts the rest in and ends with 1', async () => {
  const { out, said } = terminal()
  expect(await runImport([await csvOf('broken', 50, [20, 40])], env(), said)).toBe(1)
  expect(out).toEqual([
    'broken.csv (CSV): 48 of 50 rows are in.',
    expect.stringContaining('stored 48 · unchanged 0 · revised 0 · refused 2'),
    '  line 21, title: The quotation mark that opens here is not closed before a delimiter',
    '  line 41, title: The quotation mark that opens here is not closed before a delimiter',
    `All refused rows: ${path.join(folder, 'broken.refused.csv')}`,
  ])
  expect(await readFile(path.join(folder, 'broken.refused.csv'), 'utf8')).toContain('\r\n21,20,title,')
})

it('stops in the middle when asked, and goes on there when it is run again', async () => {
  const stop = new AbortController()
  const file = await csvOf('half', 6_000)
  const first = terminal(stop.signal)
  const running = runImport([file], env(), first.said)
  await vi.waitFor(async () => expect(await stored('half')).toBeGreaterThan(0), { timeout: 20_000, interval: 5 })
  stop.abort()
  expect(await running).toBe(130)
  expect(first.err.at(-1)).toMatch(/^Stopped\. [1-5],000 rows are in; run the same command again to go on\.$/)
  const again = terminal()
  expect(await runImport([file], env(), again.said)).toBe(0)
  expect(again.err.some((line) => /^Going on at row [2-6],001\.$/.test(line))).toBe(true)
  expect(again.out[0]).toBe('half.csv (CSV): 6,000 of 6,000 rows are in.')
  expect(await stored('half')).toBe(6_000)
})

it.each([
  [[], /^npm run import -- FILE/],
  [['missing.csv'], /^There is no file .*missing\.csv\.$/],
  [['.'], /is not a file\.$/],
])('ends with 2 where nothing can be done: %j', async (args, message) => {
  const { err, said } = terminal()
  expect(await runImport(args, env(), said)).toBe(2)
  expect(err.at(-1) ?? err[0]).toMatch(message)
})

it('ends with 2 where the token may not import', async () => {
  const made = terminal()
  expect(await runToken(['--scope', 'read'], env(), made.said)).toBe(0)
  expect(made.out).toEqual([expect.stringMatching(/^cordon_\S+$/)])
  const { err, said } = terminal()
  const reader = { CORDON_URL: server.url, CORDON_TOKEN: made.out[0] ?? '', INIT_CWD: folder }
  expect(await runImport([await csvOf('denied', 3)], reader, said)).toBe(2)
  expect(err.at(-1)).toMatch(/needs the permission "import"/)
})

it('takes a token that may ingest from elsewhere', async () => {
  const made = terminal()
  await runToken(['--scope', 'ingest'], env(), made.said)
  const loader = { CORDON_URL: `${server.url}/`, CORDON_TOKEN: made.out[0] ?? '', INIT_CWD: folder }
  const { said } = terminal()
  expect(await runImport([await csvOf('remote', 3)], loader, said)).toBe(0)
  expect(await stored('remote')).toBe(3)
})

it('tells a token that may only bring things in how many rows were refused, and lets it take nothing back', async () => {
  const made = terminal()
  await runToken(['--scope', 'ingest'], env(), made.said)
  const loader = { CORDON_URL: server.url, CORDON_TOKEN: made.out[0] ?? '', INIT_CWD: folder }
  await writeFile(path.join(folder, 'faulty.json'), JSON.stringify(mapping))
  const brought = terminal()
  expect(await runImport([await foreign('faulty'), '--mapping', 'faulty.json'], loader, brought.said)).toBe(1)
  expect(brought.out.join('\n')).toMatch(/stored 1 .* refused 2/)
  expect(brought.err.at(-1)).toMatch(/not for this token to read: .*"import:manage"/)
  const id = /--undo (\S+)/.exec(brought.err.join('\n'))?.[1] ?? ''
  const undoing = terminal()
  expect(await runImport(['--undo', id], loader, undoing.said)).toBe(2)
  expect(undoing.err.at(-1)).toMatch(/needs the permission "import:manage"/)
  expect(await runImport(['--undo', id], env(), terminal().said)).toBe(0)
})

it.each([
  [{ CORDON_URL: 'http://127.0.0.1:3000' }, /set CORDON_TOKEN/],
  [{ CORDON_URL: 'watch.example.org', CORDON_TOKEN: 'x' }, /expected an address such as/],
])('says what is missing in %j', async (given, message) => {
  const { err, said } = terminal()
  expect(await runImport([await csvOf('nowhere', 1)], { ...given, INIT_CWD: folder }, said)).toBe(2)
  expect(err.at(-1)).toMatch(message)
})

/** Semicolons, decimal commas, the day first: nobody's columns. */
async function foreign(name: string): Promise<string> {
  const lines = ['Ref;Wann;Wo N;Wo E;Was;Titel', `${name}-1;14.11.2021;35,1;40,4;Anschlag;Sprengsatz`]
  const bad = [`${name}-2;31.06.2021;35,1;40,4;Anschlag;Der 31. Juni`, `${name}-3;15.11.2021;95,1;40,4;x;Kein Ort`]
  await writeFile(path.join(folder, `${name}.csv`), [...lines, ...bad].join('\n'))
  return `${name}.csv`
}

const mapping = {
  name: 'Wann und wo',
  decimal: 'comma',
  id: { from: ['Ref'] },
  title: { from: ['Titel'] },
  type: { from: ['Was'], table: { Anschlag: 'ied' }, otherwise: 'other' },
  position: { how: 'fields', longitude: ['Wo E'], latitude: ['Wo N'] },
  occurredFrom: { from: ['Wann'], format: 'day-first', zone: 'UTC' },
}
const called = async (...args: readonly string[]) => {
  const { out, err, said } = terminal()
  return { code: await runImport(args, env(), said), out, err }
}

it('reads columns of any kind by a mapping from a file, after a dry run that stores nothing', async () => {
  const file = await foreign('fremd')
  await writeFile(path.join(folder, 'mapping.json'), JSON.stringify(mapping))
  const dry = await called(file, '--mapping', 'mapping.json', '--dry-run')
  expect(dry).toMatchObject({ code: 1 })
  expect(dry.out).toEqual([
    'fremd.csv (CSV): 1 of 3 rows would come in. Nothing was stored.',
    '  2021-11-14 to 2021-11-14 · latitude 35.1 to 35.1 · longitude 40.4 to 40.4',
    '  ied 1',
    '  line 2: 2021-11-14T00:00Z, ied, 35.1, 40.4: Sprengsatz',
    'Refused: 2',
    expect.stringMatching(/^ {2}line 3, Wann: .*31\.06\.2021/),
    expect.stringMatching(/^ {2}line 4, Wo N: .*95/),
  ])
  expect(await stored('fremd')).toBe(0)
  const done = await called(file, '--mapping', 'mapping.json')
  expect(done.out[0]).toBe('fremd.csv (CSV): 1 of 3 rows are in.')
  expect(await stored('fremd')).toBe(1)
})

it('takes a whole import back by the id that it told, and lists what was imported', async () => {
  const file = await csvOf('back', 1_500)
  const done = await called(file)
  const id = /--undo (\S+)$/.exec(done.err.at(-1) ?? '')?.[1] ?? ''
  expect((await called('--list')).out).toContainEqual(
    expect.stringMatching(new RegExp(`^${id}  .*back\\.csv: finished`)),
  )
  const undone = await called('--undo', id)
  expect(undone).toMatchObject({ code: 0, out: ['back.csv is undone: withdrawn 1,500 · put back 0 · kept 0'] })
  const [{ n } = { n: -1 }] = await server.database.query<{ n: number }>({
    name: null,
    text: `select count(*)::int as n from incident where external_id like 'back-%' and status = 'withdrawn'`,
    values: [],
  })
  expect(n).toBe(1_500)
  expect(await called('--undo', id)).toMatchObject({ code: 2, err: [expect.stringContaining('undone')] })
})

it('uses a mapping that was saved in the page by its name, and one of our own formats by its', async () => {
  const now = new Date().toISOString()
  const saved = {
    name: 'Wann und wo',
    mapping: recordMapping.parse(mapping),
    header: [],
    savedAt: now,
    savedBy: 'dana',
  }
  await server.database.query(saveMapping(saved))
  const dry = await called(await foreign('named'), '--preset', 'Wann und wo', '--dry-run')
  expect(dry.out[0]).toBe('named.csv (CSV): 1 of 3 rows would come in. Nothing was stored.')
  const own = await called(await csvOf('own', 2), '--preset', 'csv', '--dry-run')
  expect(own).toMatchObject({ code: 0 })
  expect(await called('own.csv', '--preset', 'geojson')).toMatchObject({
    code: 2,
    err: ['Reading own.csv …', 'own.csv is CSV and not GeoJSON.'],
  })
  const none = await called('own.csv', '--preset', 'nobody')
  expect(none.err.at(-1)).toBe(
    'There is no preset "nobody". There are: ucdp, acled, geojson, csv, kml, gpx, Wann und wo.',
  )
})

it('prints the mapping that columns suggest, which then reads the same file', async () => {
  await writeFile(path.join(folder, 'arab.csv'), 'التاريخ;خط الطول;خط العرض;العنوان\n2021-11-09;40,4;35,1;هجوم\n')
  const guessed = await called('arab.csv', '--guess')
  await writeFile(path.join(folder, 'guessed.json'), guessed.out.join('\n'))
  const dry = await called('arab.csv', '--mapping', 'guessed.json', '--dry-run')
  expect(dry.out[3]).toBe('  line 2: 2021-11-09T00:00Z, other, 35.1, 40.4: هجوم')
})

it('names refused features by their number, since all of them may stand on one line', async () => {
  const point = { type: 'Feature', geometry: { type: 'Point', coordinates: [40.4, 35.1] } }
  const good = { ...point, properties: { type: 'ambush', title: 'A', occurredFrom: '2021-11-09' } }
  const features = [good, { ...point, properties: { ...good.properties, type: 'odd' } }]
  await writeFile(path.join(folder, 'one-line.geojson'), JSON.stringify({ type: 'FeatureCollection', features }))
  const dry = await called('one-line.geojson', '--dry-run')
  expect(dry.out).toContainEqual(expect.stringMatching(/^ {2}feature 2 \(line 1\), properties\.type: /))
})

it.each([
  [{ ...mapping, title: 'Titel' }, /is not a mapping:\n {2}title: /],
  [{ ...mapping, surprise: 1 }, /is not a mapping:\n/],
])('says what is wrong with a mapping, by its path: %#', async (wrong, message) => {
  await writeFile(path.join(folder, 'wrong.json'), JSON.stringify(wrong))
  const { code, err } = await called(await foreign('wrong'), '--mapping', 'wrong.json')
  expect(code).toBe(2)
  expect(err.at(-1)).toMatch(message)
})

it.each([
  [['a.csv', '--mapping', 'm.json', '--preset', 'ucdp']],
  [['a.csv', '--undo', 'x']],
  [['--dry-run']],
  [['a.csv', 'b.csv']],
  [['--list', '--undo', 'x']],
  [['a.csv', '--guess', '--dry-run']],
])('explains itself where it is asked for several things at once: %j', async (args) => {
  const { code, err } = await called(...args)
  expect(code).toBe(2)
  expect(err[0]).toMatch(/^npm run import -- FILE \[--mapping/)
})

it('names by line, in a dry run, what states another governorate than its point lies in, and counts it when it is in', async () => {
  const columns =
    'event_id_cnty,event_date,time_precision,event_type,sub_event_type,actor1,admin1,location,latitude,longitude,geo_precision,fatalities'
  const row = 'ODD-1,09 November 2021,1,Battles,Armed clash,IS,Homs,Taftanaz,35.972222,36.783056,1,0'
  await writeFile(path.join(folder, 'odd.csv'), `${columns}\n${row}\n`)
  const dry = terminal()
  expect(await runImport(['odd.csv', '--dry-run'], env(), dry.said)).toBe(0)
  expect(dry.out.join('\n')).toMatch(
    /To be looked at, and would come in with a tag: 1\n.*line 2.*The text says Homs; .* lies in Idlib/i,
  )
  const sent = terminal()
  expect(await runImport(['odd.csv'], env(), sent.said)).toBe(0)
  expect(sent.out.join('\n')).toContain('1 with a tag: the governorate they state and their point do not agree')
})
