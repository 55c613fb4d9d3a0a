import type { Incident } from '@cordon/alerts'
import { incidentsById, noteDistinct, reportsOf, type Database } from '@cordon/db'
import { startPostgres } from '@cordon/test/postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ownDatabase } from '../live/feed.fixture.js'
import { entryTold } from '../report/told.js'
import { reportPatch, reportTold } from '../wire/index.js'
import type { Entry, Outcome } from './entry.js'
import { pipeline } from './ingest.fixture.js'

let own: Awaited<ReturnType<typeof ownDatabase>>
let database: Database
let at: ReturnType<typeof pipeline>
/** Each test has links and a place of its own. */
let turn = 0

beforeAll(async () => {
  own = await ownDatabase(startPostgres)
  database = own.database
  at = pipeline(database)
})
afterAll(() => own.close())

interface Said {
  readonly id?: string
  readonly link?: string
  readonly words?: string
  /** Minutes after five. */
  readonly minute?: number
  readonly exercise?: boolean
}

function told(source: string, { id, link, words, minute = 0, exercise = false }: Said): Entry {
  const report = {
    source,
    title: words ?? `Told by ${source} ${turn} ${link ?? ''} ${minute}`,
    reportedAt: `2026-11-09T05:${String(minute).padStart(2, '0')}:00.000Z`,
    ...(id === undefined ? {} : { externalId: `${turn} ${id}` }),
    ...(link === undefined ? {} : { link: `https://example.org/${turn}/${link}` }),
  }
  const properties = { type: 'ambush', severity: 'severe', occurredFrom: '2026-11-09T05:00:00.000Z', exercise }
  const geometry = { type: 'Point', coordinates: [turn, 10] }
  return entryTold(reportTold.parse({ ...report, incident: { geometry, properties } }))
}

async function submit(...entries: readonly Entry[]): Promise<readonly Incident[]> {
  const outcomes = await at.ingest.submit({ entries, by: 'dana', history: false })
  return outcomes.map(incidentOf)
}

function incidentOf(outcome: Outcome): Incident {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.failure))
  return outcome.incident
}

async function nowOf(...ids: readonly (string | undefined)[]): Promise<readonly (Incident | undefined)[]> {
  const named = ids.map((id) => id ?? '')
  const rows = await database.query<{ body: Incident }>(incidentsById(named))
  return named.map((id) => rows.find(({ body }) => body.id === id)?.body)
}

async function standsFor(...ids: readonly (string | undefined)[]) {
  return (await nowOf(...ids)).map((it) => it?.mergedInto ?? it?.id)
}

async function alertsOf(...ids: readonly (string | undefined)[]): Promise<number> {
  const text = 'select from alert where incident_id = any($1::uuid[])'
  return (await database.query({ name: null, text, values: [ids] })).length
}

async function watched(): Promise<void> {
  turn += 1
  await at.rule(await at.zone({ type: 'Point', coordinates: [turn, 10] }, { radiusMetres: 20_000 }))
}

/** Two incidents, known one by its source's id, the other by its link, and the message that names both. */
async function bridged() {
  await watched()
  const [one, other] = await submit(told('RIC', { id: '1' }), told('SOHR', { link: 'page', minute: 1 }))
  const bridge = told('RIC', { id: '1', link: 'page', minute: 2, words: 'At Busayrah' })
  return { one: one?.id, other: other?.id, bridge }
}

describe('a message that names two incidents by two of its keys', () => {
  it('makes them one, with what was reported first standing for both and the reason named', async () => {
    const { one, other, bridge } = await bridged()
    const [answered] = await submit(bridge)
    const reason = 'RIC tells them as one in “At Busayrah”'
    // One page is one origin, whoever links to it.
    expect(answered).toMatchObject({ id: one, status: 'unverified', revision: 2, reason })
    expect(await nowOf(other)).toMatchObject([{ status: 'merged', mergedInto: one, revision: 2, reason }])
    expect(await alertsOf(one, other)).toBe(2)
  })

  it('leaves them apart for good once somebody undoes it', async () => {
    const { one, other, bridge } = await bridged()
    await submit(bridge)
    await submit({ what: 'unmerge', id: other ?? '', reason: 'two towns' })
    await submit(bridge, told('RIC', { id: '1', link: 'page', minute: 3 }))
    expect(await standsFor(one, other)).toEqual([one, other])
    expect(await alertsOf(one, other)).toBe(2)
  })

  it('respects that somebody said before that they are two', async () => {
    const { one = '', other = '', bridge } = await bridged()
    await database.query(
      noteDistinct([one, other], { at: at.clock.now(), by: 'dana', reason: 'two towns', undone: false }),
    )
    await submit(bridge)
    expect(await standsFor(one, other)).toEqual([one, other])
  })

  it('tells of them once where all of it comes in one batch', async () => {
    await watched()
    const entries = [
      told('RIC', { id: '1' }),
      told('SOHR', { link: 'page' }),
      told('RIC', { id: '1', link: 'page', minute: 2 }),
    ]
    const [one, other] = await submit(...entries)
    expect(await standsFor(one?.id, other?.id)).toEqual([one?.id, one?.id])
    expect(await alertsOf(one?.id, other?.id)).toBe(1)
    // Once they are two again, the other one is told of as well.
    await submit({ what: 'unmerge', id: other?.id ?? '', reason: 'two towns' })
    expect(await alertsOf(one?.id, other?.id)).toBe(2)
  })

  it('takes along what was merged into either, and gives it back when that is undone', async () => {
    await watched()
    const [a, a2, b, b2, b3] = (
      await submit(
        ...[told('RIC', { id: '1' }), told('SDF', { id: '2', minute: 1 }), told('SOHR', { link: 'page', minute: 2 })],
        ...[told('ANHA', { id: '3', minute: 3 }), told('Rudaw', { link: 'other', minute: 4 })],
      )
    ).map(({ id }) => id)
    const merge = (id = '', into = ''): Entry => ({ what: 'merge', id, into, reason: 'one' })
    await submit(merge(a2, a), merge(b2, b))
    await submit(told('ANHA', { id: '3', link: 'other', minute: 5 }))
    expect(await standsFor(b, b2, b3)).toEqual([b, b, b])
    await submit(told('RIC', { id: '1', link: 'page', minute: 6 }))
    expect(await standsFor(a, a2, b, b2, b3)).toEqual([a, a, a, a, a])
    await submit({ what: 'unmerge', id: b ?? '', reason: 'two towns' })
    expect(await standsFor(a, a2, b, b2, b3)).toEqual([a, a, b, b, b])
    const { length } = await database.query(reportsOf([b ?? '', b2 ?? '', b3 ?? '']))
    expect(length).toBe(3)
    expect(await nowOf(b)).toMatchObject([{ status: 'corroborated' }])
  })

  it('takes along what came over however many others, each of which gives back what came through it', async () => {
    await watched()
    const page = (source: string, minute: number, link: string) => told(source, { id: source, link, minute })
    const first = ['RIC', 'SOHR', 'ANHA', 'SANA'].map((source, n) => page(source, n, `of ${source}`))
    const [a, b, c, d] = (await submit(...first)).map(({ id }) => id)
    await submit(page('ANHA', 5, 'of SANA'))
    await submit(page('SOHR', 6, 'of ANHA'))
    await submit(page('RIC', 7, 'of SOHR'))
    expect(await standsFor(a, b, c, d)).toEqual([a, a, a, a])
    await submit({ what: 'unmerge', id: c ?? '', reason: 'two towns' })
    expect(await standsFor(a, b, c, d)).toEqual([a, a, c, c])
    await submit({ what: 'unmerge', id: b ?? '', reason: 'two towns' })
    expect(await standsFor(a, b, c, d)).toEqual([a, b, c, c])
  })

  it('never makes an exercise and what is real one', async () => {
    await watched()
    const [one, other] = await submit(told('RIC', { id: '1', exercise: true }), told('SOHR', { link: 'page' }))
    await submit(told('RIC', { id: '1', link: 'page', minute: 2, exercise: true }))
    expect(await standsFor(one?.id, other?.id)).toEqual([one?.id, other?.id])
  })
})

describe('two messages of one source that share a page', () => {
  it.each([
    ['the earlier one first', [1, 2]],
    ['the later one first', [2, 1]],
  ] as const)('tell one incident, and neither is lost: %s', async (_, order) => {
    await watched()
    const all = order.map((it) => told('RIC', { id: String(it), link: 'page', minute: it, words: `Account ${it}` }))
    const [one, other] = await submit(...all)
    expect(other?.id).toBe(one?.id)
    await submit(...all, told('RIC', { id: '1', link: 'page', minute: 5, words: 'Account 1, corrected' }))
    const reports = await database.query<{ title: string }>(reportsOf([one?.id ?? '']))
    expect(reports.map(({ title }) => title).toSorted()).toEqual(['Account 1, corrected', 'Account 2'])
    expect(await alertsOf(one?.id)).toBe(1)
  })
})

describe('a message that is told again', () => {
  it.each([
    ['even where that comes later', [2, 1]],
    ['and is no more', [1, 2]],
  ] as const)('is known by what an earlier version of it was known by, %s', async (_, order) => {
    await watched()
    const [one] = await submit(...order.map((minute) => told('RIC', { id: '1', link: `page ${minute}`, minute })))
    const [joins] = await submit(told('SOHR', { link: 'page 1', minute: 3 }))
    expect(joins?.id).toBe(one?.id)
  })

  it('does not undo what a person corrected in it since', async () => {
    await watched()
    const message = told('RIC', { id: '1' })
    const [stored] = await submit(message)
    const reports = async () => database.query<{ id: string; credibility: string }>(reportsOf([stored?.id ?? '']))
    const reportId = (await reports())[0]?.id ?? ''
    const patch = reportPatch.parse({ credibility: '2', reason: 'seen on video' })
    await submit({ what: 'amend', reportId, patch, ifMatch: null })
    await submit(message)
    expect(await reports()).toMatchObject([{ credibility: '2' }])
    await submit(told('RIC', { id: '1', minute: 1, words: 'Otherwise' }))
    expect(await reports()).toMatchObject([{ credibility: '6', title: 'Otherwise' }])
  })
})
