import { startPostgres } from '@cordon/test/postgres'
import type { Rule } from '@cordon/alerts'
import { changesAfter, storeBatch, type ChangeRow } from '@cordon/db'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ownDatabase } from '../live/feed.fixture.js'
import { Ahead } from './ahead.js'
import { ambush, pipeline } from './ingest.fixture.js'
import { RuleShelf } from './rule-shelf.js'
import { newId } from '../platform/id.js'
import type { Job, Kept, Outcome } from './entry.js'

let own: Awaited<ReturnType<typeof ownDatabase>>
beforeAll(async () => {
  own = await ownDatabase(startPostgres)
})
afterAll(() => own.close())

interface Raised {
  readonly incident: string
  readonly rule: string
}

async function raisedFor(rules: readonly Rule[]): Promise<readonly Raised[]> {
  const text = `select incident_id as incident, rule_id as rule from alert where rule_id = any($1::uuid[])`
  return own.database.query<Raised>({ name: null, text, values: [rules.map(({ id }) => id)] })
}

const incidentsOf = (outcomes: readonly Outcome[]) => outcomes.flatMap((it) => (it.ok ? [it.incident] : []))
const paired = (pairs: readonly Raised[]) => pairs.map(({ incident, rule }) => `${incident} ${rule}`).sort()

describe('batches that are planned ahead of each other', () => {
  it('are held against exactly the rules that stood before them in the feed, whichever node takes them', async () => {
    const [one, two] = [pipeline(own.database), pipeline(own.database)]
    const zone = await one.zone({ type: 'Point', coordinates: [20, 20] }, { radiusMetres: 5_000 })
    const posting = Promise.all(
      Array.from({ length: 240 }, (_, n) => (n % 2 === 0 ? one : two).report(ambush(20, 20 + (n % 10) / 1000))),
    )
    const rules: Rule[] = []
    for (let n = 0; n < 12; n += 1) rules.push(await (n % 2 === 0 ? one : two).rule(zone, { name: `Rule ${n}` }))
    const incidents = incidentsOf((await posting).flat())
    const due = incidents.flatMap((incident) =>
      rules.filter((rule) => rule.seq < incident.seq).map((rule) => ({ incident: incident.id, rule: rule.id })),
    )
    expect(paired(await raisedFor(rules))).toEqual(paired(due))
    expect(incidents).toHaveLength(240)
  })

  it('leave no gap in the feed and no place taken twice', async () => {
    const [one, two] = [pipeline(own.database), pipeline(own.database)]
    await one.report(ambush(21, 21))
    const [from = { seq: 0 }] = await own.database.query<{ seq: number }>(headOfFeed)
    const all = Array.from({ length: 150 }, (_, n) => (n % 3 === 0 ? two : one).report(ambush(21, 21)))
    const incidents = incidentsOf((await Promise.all(all)).flat())
    const rows = await own.database.query<ChangeRow>(changesAfter(from.seq, 10_000))
    expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, index) => from.seq + index + 1))
    const places = new Map(rows.map(({ seq, id }) => [seq, id]))
    expect(incidents.map(({ seq }) => places.get(seq))).toEqual(incidents.map(({ id }) => id))
  })

  it('keep a cooldown and a source’s own id although many come at once', async () => {
    const [one, two] = [pipeline(own.database), pipeline(own.database)]
    const zone = await one.zone({ type: 'Point', coordinates: [25, 25] }, { radiusMetres: 5_000 })
    const rule = await one.rule(zone, { cooldownMinutes: 60 })
    const post = (n: number) => {
      const known = { source: 'RIC', externalId: `same-${n % 5}` }
      return (n % 2 === 0 ? one : two).report(ambush(25, 25, known))
    }
    const outcomes = (await Promise.all(Array.from({ length: 60 }, (_, n) => post(n)))).flat()
    expect(outcomes.filter((it) => it.ok && it.what === 'stored')).toHaveLength(5)
    expect(outcomes.filter((it) => it.ok && it.what === 'unchanged')).toHaveLength(55)
    expect(await raisedFor([rule])).toHaveLength(1)
  })
})

/** Plans ahead from where the feed stands. */
async function aheadOf(at: ReturnType<typeof pipeline>): Promise<Ahead> {
  const [head = { seq: 0 }] = await own.database.query<{ seq: number }>(headOfFeed)
  const now = () => at.clock.now()
  const ahead = new Ahead({
    database: own.database,
    shelf: new RuleShelf(),
    newId: () => newId(at.clock.ms()),
    now,
  })
  ahead.expect(head.seq)
  return ahead
}

function jobOf(externalId: string, beside?: Job['beside']): Job {
  const input = ambush(27, 27, { source: 'Patrol', externalId })
  return { entries: [{ what: 'new', input }], by: 'test', history: false, ...(beside === undefined ? {} : { beside }) }
}

describe('news from a source that names its own ids', () => {
  it('is planned ahead, like any other', async () => {
    const at = pipeline(own.database)
    await at.report(ambush(27, 27))
    const ahead = await aheadOf(at)
    const kept = await ahead.store([jobOf('one')], () => undefined)
    expect(kept?.outcomes.flat()).toMatchObject([{ ok: true, what: 'stored' }])
    expect(await ahead.store([jobOf('one')], () => undefined)).toBeNull()
  })
})

describe('what a job writes beside its incidents', () => {
  const noted = (externalId: string) =>
    own.database.query<{ name: string }>({
      name: null,
      text: `select name from source where id = $1`,
      values: [externalId],
    })
  const note =
    (externalId: string): Job['beside'] =>
    async (run, outcomes) => {
      expect(outcomes).toMatchObject([{ ok: true, what: 'stored' }])
      const text = `insert into source (id, name, kind, reliability, created_at) values ($1, $1, 'other', 'F', now())`
      await run.query({ name: null, text, values: [externalId] })
    }

  it('is written with a batch that is planned ahead, or not at all', async () => {
    const at = pipeline(own.database)
    await at.report(ambush(27, 27))
    const ahead = await aheadOf(at)
    const kept = await ahead.store([jobOf('beside-1', note('beside-1'))], () => undefined)
    expect(kept?.outcomes.flat()).toMatchObject([{ ok: true, what: 'stored' }])
    expect(await noted('beside-1')).toHaveLength(1)

    // Known already: it has to go in its turn, and what stands beside it with it.
    expect(await ahead.store([jobOf('beside-1', note('beside-2'))], () => undefined)).toBeNull()
    expect(await noted('beside-2')).toEqual([])
  })

  it('does not keep what comes behind it from being planned ahead', async () => {
    const at = pipeline(own.database)
    await at.report(ambush(27, 27))
    const ahead = await aheadOf(at)
    let letGo: () => void = () => undefined
    const slow: Job['beside'] = () => new Promise((done) => (letGo = done))
    let first: Promise<Kept | null> = Promise.resolve(null)
    await new Promise<void>((sent) => {
      first = ahead.store([jobOf('slow', slow)], sent)
    })
    const behind = ahead.store([jobOf('behind-1')], letGo)
    // The embedded database has one session: nothing is asked beside a transaction.
    if (own.database.kind === 'embedded') letGo()
    const last = behind.then(() => ahead.store([jobOf('behind-2')], () => undefined))
    const kept = await Promise.all([first, behind, last])
    expect(kept.map((it) => it?.outcomes.flat().map((one) => one.ok && one.what))).toEqual(kept.map(() => ['stored']))
  })

  it('undoes the batch where it fails', async () => {
    const at = pipeline(own.database)
    await at.report(ambush(27, 27))
    const ahead = await aheadOf(at)
    const [before] = await own.database.query(headOfFeed)
    const fail: Job['beside'] = async (run, outcomes) => {
      await note('beside-3')?.(run, outcomes)
      throw new Error('Overtaken.')
    }
    await expect(ahead.store([jobOf('beside-3', fail)], () => undefined)).rejects.toThrow('Overtaken.')
    expect(await noted('beside-3')).toEqual([])
    expect(await own.database.query(headOfFeed)).toEqual([before])
    expect((await at.report(ambush(27, 27, { source: 'Patrol', externalId: 'beside-3' })))[0]).toMatchObject({
      what: 'stored',
    })
  })
})

describe('the statement that stores a batch', () => {
  it.each([
    ['the head of the feed has moved', { base: -1, watch: 0 }],
    ['a zone or rule has changed since it was measured', { base: 0, watch: -1 }],
  ])('writes nothing where %s', async (_, off) => {
    const at = pipeline(own.database)
    await at.zone({ type: 'Point', coordinates: [30, 30] }, { radiusMetres: 5_000 })
    const [head = { seq: 0, watch: 0 }] = await own.database.query<{ seq: number; watch: number }>(headOfFeed)
    const nothing = { sources: [], incidents: [], reports: [], alerts: [], events: [], deliveries: [] }
    const change = {
      kind: 'history',
      id: '018f0000-0000-7000-8000-00000000000f',
      revision: 1,
      audience: 'all',
    } as const
    const write = {
      now: new Date().toISOString(),
      base: head.seq + off.base,
      head: head.seq + 1,
      watch: head.watch + off.watch,
      ...nothing,
      changes: [{ ...change, seq: head.seq + 1, body: null }],
    }
    expect(await own.database.append.query(storeBatch(write))).toEqual([])
    expect(await own.database.query(headOfFeed)).toEqual([head])
    expect(await own.database.query(changesAfter(head.seq, 10))).toEqual([])
  })
})

const headOfFeed = { name: null, text: 'select seq, watch from change_head', values: [] }
