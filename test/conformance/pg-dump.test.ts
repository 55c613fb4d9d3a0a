import { execFileSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, expect, it } from 'vitest'
import { findPostgres } from '../kit/cluster.js'
import { postgresMissing, startPostgres } from '../kit/postgres.js'
import { startCordon } from '../kit/process.js'
import { ask } from '../kit/ask.js'
import { skipUnless } from '../kit/skip.js'

const stops: (() => Promise<unknown>)[] = []
afterAll(async () => {
  for (const stop of stops.reverse()) await stop()
})

/** What each table holds, by count and hash. */
async function heldBy(url: string): Promise<readonly object[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows: names } = await client.query<{ name: string }>(`
      select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
        and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e') order by 1`)
    const held: object[] = []
    for (const { name } of names) {
      const text = `select count(*)::int as n, md5(string_agg(t::text, '|' order by t::text)) as hash from "${name}" t`
      held.push({ name, ...(await client.query<object>(text)).rows[0] })
    }
    return held
  } finally {
    await client.end()
  }
}

it('a dump by pg_dump of a house that goes on is restored by pg_restore into a new database, and the house goes on there', async (context) => {
  const install = findPostgres()
  if (install === null) return skipUnless(context, false, postgresMissing)
  const postgres = await startPostgres({ own: true })
  if (postgres === null) throw new Error('There is a PostgreSQL.')
  stops.push(() => postgres.stop())
  const folder = await mkdtemp(join(tmpdir(), 'cordon-dump-'))
  stops.push(() => rm(folder, { recursive: true, force: true }))
  const program = (name: string, ...args: string[]) =>
    execFileSync(`${install.bin}/${name}`, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  const dump = join(folder, 'cordon.dump')

  const server = await startCordon(join(folder, 'data'), { DATABASE_URL: postgres.url })
  stops.push(() => server.kill())
  const point = { type: 'Point', coordinates: [40.7, 36.4] }
  const zone = { type: 'Feature', geometry: point, properties: { name: 'Gate', radiusMetres: 5_000 } }
  const { id: zoneId } = await ask<{ id: string }>(server, 'POST /api/zones', zone)
  await ask(server, `POST /api/zones/${zoneId}/rules`, { name: 'Any' })
  const said = { type: 'ambush', title: 'كمين', occurredFrom: '2021-11-08', source: 'test', externalId: '1' }
  await ask(server, 'POST /api/incidents', { type: 'Feature', geometry: point, properties: said })
  const account = { name: 'Zebulon', password: 'correct horse battery', role: 'viewer' }
  const { id } = await ask<{ id: string }>(server, 'POST /api/accounts', account)
  await ask(server, `PATCH /api/accounts/${id}`, { disabled: true })
  program('pg_dump', '--format=custom', `--dbname=${postgres.url}`, `--file=${dump}`)
  const held = await heldBy(postgres.url)
  await ask(server, `POST /api/accounts/${id}/forget`, { name: account.name, reason: 'Left' })
  await server.stop()

  const anew = new URL(postgres.url)
  anew.pathname = '/cordon_anew'
  program('psql', '--quiet', `--dbname=${postgres.url}`, '--command=create database cordon_anew template template0')
  program('pg_restore', '--exit-on-error', `--dbname=${anew.href}`, dump)
  expect(await heldBy(anew.href)).toEqual(held)
  // Into the database itself, which holds what came since: nobody is connected to it.
  program('pg_restore', '--exit-on-error', '--clean', '--if-exists', `--dbname=${postgres.url}`, dump)
  expect(await heldBy(postgres.url)).toEqual(held)

  for (const url of [anew.href, postgres.url]) {
    const again = await startCordon(join(folder, 'data'), { DATABASE_URL: url })
    stops.push(() => again.kill())
    expect(await ask(again, 'GET /api/incidents')).toMatchObject({ features: [{ properties: { title: said.title } }] })
    expect(await ask(again, 'GET /api/audit/verification')).toMatchObject({ faults: [] })
    const later = { ...said, title: 'Later', externalId: '2' }
    await ask(again, 'POST /api/incidents', { type: 'Feature', geometry: point, properties: later })
    // Who was forgotten since the dump is forgotten there as well.
    expect(JSON.stringify(await ask(again, 'GET /api/accounts?limit=50'))).not.toContain(account.name)
    await again.stop()
    expect((await heldBy(url)).find((it) => 'name' in it && it.name === 'forgotten')).toMatchObject({ n: 1 })
  }
}, 240_000)
