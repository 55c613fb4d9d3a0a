import { instantOf, severities } from '@cordon/alerts'
import { stillDue, type Held } from '@cordon/db'
import { startPostgres } from '@cordon/test/postgres'
import fc from 'fast-check'
import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Entry } from '../ingest/entry.js'
import { ambush, pipeline } from '../ingest/ingest.fixture.js'
import { ownDatabase } from '../live/feed.fixture.js'
import { newId } from '../platform/id.js'
import { entryTold } from '../report/told.js'
import { reportTold } from '../wire/index.js'
import { restoreArchive } from './archive-restore.js'
import { Archiver } from './archiver.js'
import { rowsToFile } from './keeping.fixture.js'

let own: Awaited<ReturnType<typeof ownDatabase>>
let at: ReturnType<typeof pipeline>
let begun: number
const ids: string[] = []

beforeAll(async () => {
  own = await ownDatabase(startPostgres)
  at = pipeline(own.database)
  begun = at.clock.ms() - 3_600_000
  await mkdir(join(own.folder, 'archives'))
})
afterAll(() => own.close())

const which = fc.nat({ max: 10_000 })
const edit = fc.oneof(
  fc.record({
    is: fc.constant('new' as const),
    lon: fc.double({ min: 36, max: 44, noNaN: true }),
    severity: fc.constantFrom(...severities),
    title: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).filter((it) => /[\p{L}\p{N}]/u.test(it)),
    externalId: fc.option(fc.uuid(), { nil: undefined }),
  }),
  fc.record({ is: fc.constant('retold' as const), which, severity: fc.constantFrom(...severities) }),
  fc.record({ is: fc.constant('told' as const), which, externalId: fc.uuid() }),
  // A message that is known again by its id, and by each link that it has had.
  fc.record({ is: fc.constant('said' as const), story: fc.nat({ max: 3 }), link: fc.constantFrom('a', 'b', 'c') }),
  fc.record({ is: fc.constant('merged' as const), which, other: which }),
  fc.record({ is: fc.constant('unmerged' as const), which }),
  fc.record({ is: fc.constant('linked' as const), which, other: which }),
)
type Edit = typeof edit extends fc.Arbitrary<infer E> ? E : never

function entryOf(it: Edit): Entry | null {
  if (it.is === 'new') {
    const { lon, severity, title, externalId } = it
    const occurredFrom = instantOf(at.clock.ms() - 3_600_000)
    const said = { severity, title, occurredFrom, ...(externalId === undefined ? {} : { externalId, source: 'RIC' }) }
    return { what: 'new', input: ambush(lon, 35, said) }
  }
  if (it.is === 'said') return said(it)
  const id = ids[it.which % ids.length]
  if (id === undefined) return null
  switch (it.is) {
    case 'retold':
      return {
        what: 'correct',
        id,
        patch: { properties: { severity: it.severity }, reason: 'Otherwise' },
        ifMatch: null,
      }
    case 'told':
      return { what: 'report', id, report: { source: 'SOHR', title: 'Again', externalId: it.externalId } }
    case 'unmerged':
      return { what: 'unmerge', id, reason: 'They are not one' }
    case 'merged':
    case 'linked':
      return pairOf(it.is, id, ids[it.other % ids.length] ?? id)
  }
}

function said({ story, link }: Extract<Edit, { is: 'said' }>): Entry {
  const externalId = `story ${story}`
  const { geometry, properties } = ambush(38, 34, { occurredFrom: instantOf(begun) })
  const report = {
    source: 'Rudaw',
    title: `As ${link} has it`,
    externalId,
    link: `https://example.org/${story}/${link}`,
  }
  return entryTold(reportTold.parse({ ...report, reportedAt: at.clock.now(), incident: { geometry, properties } }))
}

function pairOf(is: 'merged' | 'linked', id: string, other: string): Entry | null {
  if (other === id) return null
  if (is === 'merged') return { what: 'merge', id, into: other, reason: 'One and the same' }
  const set = { by: 'test', at: at.clock.now(), reason: 'Near' }
  const link = { id: newId(at.clock.ms()), kind: 'related', fromId: id, toId: other, set, removed: null } as const
  return { what: 'link', link, reason: 'Near' }
}

async function make(it: Edit): Promise<void> {
  const entry = entryOf(it)
  if (entry === null) return
  at.clock.pass(1)
  const [outcome] = await at.ingest.submit({ entries: [entry], by: 'test', history: true })
  if (outcome?.ok === true && outcome.what === 'stored') ids.push(outcome.incident.id)
}

interface Pair {
  readonly one: string
  readonly other: string
}

/** What is one with another, or linked to it. */
const pairs = () => {
  const text = `select incident_id as one, into_id as other from incident_merged
    union all select from_id, to_id from incident_link where not is_removed`
  return own.database.query<Pair>({ name: null, text, values: [] })
}
/** What stands without that to which it belongs: the database itself does not see to it where one statement writes both. */
const looseRows = {
  name: null,
  text: `
    select 'report' as of, id::text from report r where not exists (select from incident i where i.id = r.incident_id)
      or not exists (select from source s where s.id = r.source_id)
    union all select 'incident', id::text from incident i
      where i.source_id is not null and not exists (select from source s where s.id = i.source_id)
    union all select 'revision', incident_id::text from incident_revision v
      where not exists (select from incident i where i.id = v.incident_id)
    union all select 'distinct', one_id || ' ' || other_id from incident_distinct d
      where (select count(*) from incident i where i.id in (d.one_id, d.other_id)) < 2`,
  values: [],
}
const present = () => own.database.query<{ id: string }>({ name: null, text: 'select id from incident', values: [] })

const keys = () => own.database.query({ name: null, text: 'select from report_key', values: [] })

it('whatever happened to incidents: what is archived and restored is the same, and what is held never went', async () => {
  const went = { incidents: 0, ties: 0, keys: 0 }
  await fc.assert(
    fc.asyncProperty(
      fc.array(edit, { minLength: 4, maxLength: 25 }),
      fc.array(which, { maxLength: 3 }),
      async (edits, some) => {
        // What was merged with or linked to something young stays with it.
        for (const [nth, it] of edits.entries()) {
          if (nth === Math.floor(edits.length / 2)) at.clock.pass(900 * 24 * 60)
          await make(it)
        }
        const before = instantOf(at.clock.ms() - 731 * 86_400_000)
        const [whole, tied, known] = [await rowsToFile(own.database), await pairs(), await keys()]
        const incidents = some.flatMap((nth) => ids[nth % ids.length] ?? [])
        const held: Held = { holds: [], searches: [], incidents, isAll: false }
        const archiver = new Archiver(
          own.database,
          at.clock,
          { note: async () => undefined },
          { held: async () => held },
          own,
        )
        for (let after: string | null = null, isOver = false; !isOver; isOver = after === null)
          after = (await archiver.archiveNext({ kind: 'incident', before }, after)).last
        const left = (await present()).map(({ id }) => id)
        expect(left).toEqual(expect.arrayContaining(incidents))
        went.incidents += ids.length - left.length
        went.ties += tied.length - (await pairs()).length
        went.keys += known.length - (await keys()).length
        // Nothing that may go is left, and nothing that stays refers to what went.
        const due = { kind: 'incident', before, now: at.clock.now(), held } as const
        expect(await own.database.query(stillDue(due, left))).toEqual([])
        const parted = tied.filter(({ one, other }) => left.includes(one) !== left.includes(other))
        expect(parted).toEqual([])
        expect(await own.database.query(looseRows)).toEqual([])
        for (const name of await readdir(archiver.folder)) {
          await restoreArchive(own.database, join(archiver.folder, name))
          await rm(join(archiver.folder, name))
        }
        expect(await rowsToFile(own.database)).toEqual(whole)
      },
    ),
    { numRuns: 12, seed: Number(process.env['SEED'] ?? 9) },
  )
  console.log(went)
  expect(Math.min(...Object.values(went))).toBeGreaterThan(3)
}, 120_000)
