import { audienceOf } from '@cordon/alerts'
import { startPostgres } from '@cordon/test/postgres'
import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aZone, ownDatabase } from '../live/feed.fixture.js'

let own: Awaited<ReturnType<typeof ownDatabase>>

beforeAll(async () => {
  own = await ownDatabase(startPostgres)
})
afterAll(() => own.close())

const run = <T extends object>(text: string, values: readonly unknown[] = []) =>
  own.database.query<T>({ name: null, text, values })

/** The columns of each view as the document says them: `zones.id uuid`. */
async function documented(): Promise<readonly string[]> {
  const text = await readFile(new URL('../../../docs/analyst-views.md', import.meta.url), 'utf8')
  return text
    .split('\n### analyst.')
    .slice(1)
    .flatMap((part) => {
      const [view = '', ...lines] = part.split('\n')
      return lines.flatMap((line) => {
        const [, column, type] = /^\| `(\w+)` +\| ([^|]+?) +\|/.exec(line) ?? []
        return column === undefined ? [] : [`${view.trim()}.${column} ${type ?? ''}`]
      })
    })
}

describe('the views for analysts', () => {
  it('have the columns that their document says, in that order', async () => {
    const columns = await run<{ said: string }>(`
      select format('%s.%s %s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod)) as said
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
      where c.relnamespace = 'analyst'::regnamespace order by c.oid, a.attnum`)
    expect(columns.map(({ said }) => said)).toEqual(await documented())
  })

  it('show no private zone', async () => {
    for (const visibility of ['public', 'private', 'team'] as const) {
      const { id, ownerId, ...zone } = aZone({ visibility, name: visibility })
      await run(
        `insert into zone (id, version, seq, owner_id, visibility, audience, archived, name, core_metres, reach_metres, shape, pieces, centre)
         values ($1, 1, 0, $2, $3, $4, false, $3, 0, 0, 'POINT(40 35)'::geography, 1, 'POINT(40 35)'::geography)`,
        [id, ownerId, visibility, audienceOf({ visibility, ownerId })],
      )
      await run(`insert into zone_version values ($1, 1, now(), 'POINT(40 35)'::geography, $2)`, [
        id,
        JSON.stringify(zone),
      ])
    }
    const shown = await run('select name, radius_metres, ST_AsText(geom) as drawn from analyst.zones')
    expect(shown).toEqual([{ name: 'public', radius_metres: 5_000, drawn: 'POINT(40.7625 36.4775)' }])
  })

  it('are read by whoever may read them and nothing else, and written by nobody', async () => {
    await run('create role reader')
    await run('grant usage on schema analyst to reader')
    await run('grant select on all tables in schema analyst to reader')
    const as = (text: string) =>
      own.database.transaction('plain', async (inside) => {
        const asked = (sql: string) => inside.query({ name: null, text: sql, values: [] })
        await asked('set local role reader')
        return asked(text)
      })
    expect(await as('select id from analyst.incidents limit 1')).toEqual([])
    for (const table of ['account', 'zone', 'incident', 'house_secret'])
      await expect(as(`select * from ${table}`)).rejects.toThrow('permission denied')
    await expect(as('delete from analyst.sources')).rejects.toThrow('permission denied')
  })
})
