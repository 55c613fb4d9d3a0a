import type { RuleInput } from '../wire/rule.js'
import { startPostgres } from '@cordon/test/postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ownDatabase } from '../live/feed.fixture.js'
import type { Outcome } from './entry.js'
import { ambush, pipeline } from './ingest.fixture.js'

let own: Awaited<ReturnType<typeof ownDatabase>>
let at: ReturnType<typeof pipeline>
/** Each zone lies at a longitude of its own. */
let longitude = -170

beforeAll(async () => {
  own = await ownDatabase(startPostgres)
  at = pipeline(own.database)
})
afterAll(() => own.close())

/** A zone that listens by one rule; reports give the titles of what it has told since. */
async function listening(rule: Partial<RuleInput>) {
  longitude += 4
  const zone = await at.zone({ type: 'Point', coordinates: [longitude, 10] }, { radiusMetres: 5_000 })
  const { id } = await at.rule(zone, rule)
  const told = async () => {
    const text = `
      select v.body->>'title' as title from alert a
      join incident_revision v on v.incident_id = a.incident_id and v.revision = 1 where a.rule_id = $1 order by a.seq`
    const rows = await own.database.query<{ title: string }>({ name: null, text, values: [id] })
    return rows.map(({ title }) => title)
  }
  const here = longitude
  const report = async (...those: readonly (readonly [title: string, exercise: boolean])[]) =>
    idsOf(
      await at.report(
        ...those.map(([title, exercise]) => {
          const occurredFrom = new Date(at.clock.ms()).toISOString()
          return ambush(here, 10, { title, exercise, occurredFrom, uncertaintyMetres: 10 })
        }),
      ),
    )
  const correct = async (...those: readonly (readonly [id: string, exercise: boolean])[]) => {
    const entries = those.map(([corrected, exercise]) => {
      const patch = { properties: { exercise }, reason: 'It is known better' }
      return { what: 'correct', id: corrected, patch, ifMatch: null } as const
    })
    return idsOf(await at.ingest.submit({ entries, by: 'test', history: false }))
  }
  return { report, correct, told, ruleId: id, here }
}

function idsOf(outcomes: readonly Outcome[]): readonly string[] {
  return outcomes.map((it) => (it.ok ? it.incident.id : ''))
}

const played = true
const real = false

describe('what is played', () => {
  it.each([['in one batch'], ['one after the other']])('keeps nothing real back by a cooldown, %s', async (how) => {
    const { report, told } = await listening({ cooldownMinutes: 60 })
    const those = [
      ['Drill', played],
      ['Attack', real],
      ['Drill again', played],
      ['Attack again', real],
    ] as const
    if (how === 'in one batch') await report(...those)
    else for (const one of those) await report(one)
    expect(await told()).toEqual(['Drill', 'Attack'])
  })

  it.each([['in one batch'], ['one after the other']])('makes up no number of what is real, %s', async (how) => {
    const { report, told } = await listening({ count: { atLeast: 2, withinMinutes: 60 } })
    const those = [
      ['Drill', played],
      ['Attack', real],
      ['Second drill', played],
      ['Second attack', real],
    ] as const
    if (how === 'in one batch') await report(...those)
    else for (const one of those) await report(one)
    expect(await told()).toEqual(['Second drill', 'Second attack'])
  })

  it('counts as what it is corrected to, and no more as what it was', async () => {
    const { report, correct, told } = await listening({ count: { atLeast: 2, withinMinutes: 60 } })
    const [id = ''] = await report(['No drill', played])
    await correct([id, real])
    await report(['Attack', real])
    expect(await told()).toEqual(['Attack'])
    const other = await listening({ count: { atLeast: 2, withinMinutes: 60 } })
    const [was = ''] = await other.report(['A drill', real])
    await other.correct([was, played])
    await other.report(['Attack', real])
    expect(await other.told()).toEqual([])
  })

  it('counts so in the batch that corrects it too, as one after the other', async () => {
    const { report, correct, told } = await listening({ count: { atLeast: 2, withinMinutes: 60 } })
    const [drill = ''] = await report(['A drill', real])
    const [attack = ''] = await report(['An attack', played])
    await correct([drill, played], [attack, real])
    expect(await told()).toEqual(['A drill'])
  })

  it('is no rise of what is real', async () => {
    const { report, told } = await listening({ trend: { withinDays: 1, atLeast: 3 } })
    for (const title of ['Drill', 'Second drill']) await report([title, played])
    await report(['Attack', real])
    expect(await told()).toEqual([])
    for (const title of ['Second attack', 'Third attack']) await report([title, real])
    expect(await told()).toEqual(['Third attack'])
  })

  it('is nobody heard from, for whom a rule waits', async () => {
    const { report, ruleId } = await listening({ absence: { hours: 1 } })
    const due = async () => {
      const text = `select due_at as at from absence where rule_id = $1`
      const [row] = await own.database.query<{ at: string }>({ name: null, text, values: [ruleId] })
      return row?.at
    }
    const before = await due()
    at.clock.pass(10)
    await report(['Drill', played])
    expect(await due()).toEqual(before)
    await report(['Check-in', real])
    expect(await due()).not.toEqual(before)
  })

  it.each([
    ['real', played],
    ['played', real],
  ])('is told anew where it is %s after all, once, whatever it was told as', async (_, was) => {
    const { report, correct, told } = await listening({})
    const [id = ''] = await report(['Shots', was])
    await correct([id, !was])
    expect(await told()).toEqual(['Shots', 'Shots'])
    await correct([id, was])
    await correct([id, !was])
    expect(await told()).toEqual(['Shots', 'Shots'])
  })

  it.each([
    ['played first, in one batch', played],
    ['real first, in one batch', real],
    ['played first, one after the other', played],
    ['real first, one after the other', real],
  ])('is told as both where its source says both, %s', async (how, first) => {
    const { here, told } = await listening({})
    const said = { occurredFrom: new Date(at.clock.ms()).toISOString(), uncertaintyMetres: 10, source: 'RIC' }
    const key = { ...said, title: 'Shots', externalId: `${here}` }
    const [one, other] = [ambush(here, 10, { ...key, exercise: first }), ambush(here, 10, { ...key, exercise: !first })]
    const isBatch = how.endsWith('batch')
    const outcomes = isBatch ? await at.report(one, other) : [...(await at.report(one)), ...(await at.report(other))]
    expect(outcomes.map((it) => it.ok && it.what)).toEqual(['stored', 'revised'])
    expect(await told()).toEqual(['Shots', 'Shots'])
  })

  it('is not merged with what is real', async () => {
    const { report } = await listening({})
    const [id = '', into = ''] = await report(['Drill', played], ['Attack', real])
    const entry = { what: 'merge', id, into, reason: 'The same' } as const
    const [outcome] = await at.ingest.submit({ entries: [entry], by: 'test', history: false })
    expect(outcome).toMatchObject({ ok: false, failure: { code: 'merge-exercise' } })
  })
})
