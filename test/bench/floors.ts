import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { Client } from 'undici'
import { start } from '../kit/process.js'
import { timed, type Times } from './measure.js'

/** What the machine itself costs, measured in the same run: nothing can be faster than these. */
export interface Floors {
  readonly fdatasync: Times
  readonly roundTrip: Times
  readonly probe: Times
  readonly commit: Times
  /** Rows a second, thousand rows a statement. */
  readonly bulkRows: number
}

/** Measures the floors; `url` is a database that may be written to. */
export async function measureFloors(url: string, seconds: number): Promise<Floors> {
  const fdatasync = await diskFloor(seconds)
  return connected(url, async (client) => ({
    fdatasync,
    ...(await answerFloors(client, seconds)),
    bulkRows: await bulkFloor(client, seconds),
  }))
}

/** What an answer that is on disk takes at least, ms: a round trip, a probe and a commit, the median of each. */
export async function answerFloor(url: string, seconds: number): Promise<number> {
  const { roundTrip, probe, commit } = await connected(url, (client) => answerFloors(client, seconds))
  return roundTrip.p50 + probe.p50 + commit.p50
}

async function connected<T>(url: string, measure: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('create table if not exists floor (id bigserial primary key, body text)')
    return await measure(client)
  } finally {
    await client.end()
  }
}

async function answerFloors(
  client: pg.Client,
  seconds: number,
): Promise<Pick<Floors, 'roundTrip' | 'probe' | 'commit'>> {
  return {
    roundTrip: await httpFloor(seconds),
    commit: await timed(seconds, () =>
      client.query({ name: 'one', text: 'insert into floor (body) values ($1)', values: ['x'.repeat(500)] }),
    ),
    probe: await timed(seconds, (n) =>
      client.query({ name: 'probe', text: 'select body from floor where id = $1', values: [(n % 100) + 1] }),
    ),
  }
}

async function diskFloor(seconds: number): Promise<Times> {
  const folder = mkdtempSync(join(tmpdir(), 'cordon-floor-'))
  const file = openSync(join(folder, 'log'), 'w')
  try {
    return await timed(seconds, () => {
      writeSync(file, 'x'.repeat(8192))
      fdatasyncSync(file)
      return Promise.resolve()
    })
  } finally {
    closeSync(file)
    rmSync(folder, { recursive: true })
  }
}

/** To a process of its own, as every server is. */
async function httpFloor(seconds: number): Promise<Times> {
  const server = await start('test/dist/bench/echo.js', {})
  const client = new Client(server.url)
  const body = JSON.stringify({ text: 'x'.repeat(400) })
  try {
    return await timed(seconds, async () => {
      const answer = await client.request({ path: '/', method: 'POST', body })
      await answer.body.text()
    })
  } finally {
    await client.close()
    await server.stop()
  }
}

async function bulkFloor(client: pg.Client, seconds: number): Promise<number> {
  const rows = Array.from({ length: 1000 }, () => 'x'.repeat(500))
  const text = 'insert into floor (body) select unnest($1::text[])'
  const times = await timed(seconds, () => client.query({ name: 'bulk', text, values: [rows] }))
  return 1000 / (times.p50 / 1000)
}
