import { startPostgres } from '@cordon/test/postgres'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Database, Runner } from '@cordon/db'
import { ownDatabase } from '../live/feed.fixture.js'
import { ambush, pipeline } from './ingest.fixture.js'

let own: Awaited<ReturnType<typeof ownDatabase>>
beforeAll(async () => {
  own = await ownDatabase(startPostgres)
})
afterAll(() => own.close())

/** A database of which is known with what it was asked to store batches. */
function heard(): { readonly database: Database; readonly lists: string[] } {
  const lists: string[] = []
  const hearing = (run: Runner): Runner => ({
    query: (statement) => {
      const isStore = statement.name?.startsWith('store-') === true
      if (isStore)
        lists.push(...statement.values.filter((it) => typeof it === 'string').filter((it) => it.startsWith('[')))
      return run.query(statement)
    },
  })
  return { database: { ...own.database, append: hearing(own.database.append) }, lists }
}

/** The names of all members, in the order in which they stand. */
function membersOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value.map(membersOf)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).map(([name, inside]) => [name, membersOf(inside)])
}

it('what a batch of news stores stands in the order in which the database keeps it', async () => {
  const { database, lists } = heard()
  const at = pipeline(database)
  const zone = await at.zone({ type: 'Point', coordinates: [40, 35] }, { radiusMetres: 5_000 })
  await at.rule(zone, {})
  await at.report(ambush(40, 35))
  lists.length = 0
  await at.report(ambush(40, 35, { source: 'RIC', externalId: 'first', place: 'Hasakah', tags: ['night'] }))
  // Sources, incidents, reports and alerts: what the feed tells of them is made of these.
  expect(lists).toHaveLength(4)
  for (const list of lists) {
    const [row] = await own.database.query<{ kept: string }>({
      name: null,
      text: 'select $1::jsonb::text as kept',
      values: [list],
    })
    expect(membersOf(JSON.parse(list))).toEqual(membersOf(JSON.parse(row?.kept ?? 'null')))
  }
})
