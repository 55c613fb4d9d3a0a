import { instantOf, weekdays, type Alert, type Rule } from '@cordon/alerts'
import { startPostgres } from '@cordon/test/postgres'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { AbsenceTimers } from '../absence/absence.timers.js'
import { PostponedTimers } from '../postponed/postponed.timers.js'
import { AlertFollower } from '../alert/alert.follower.js'
import { Corrections } from '../deliver/corrections.js'
import { ChangeSignal } from '../live/signal.js'
import { ambush, officer, pipeline, pipelineAt } from '../ingest/ingest.fixture.js'
import { ownDatabase } from '../live/feed.fixture.js'
import { Sight } from '../sight/sight.js'
import { incidentInput, incidentPatch, reportInput, type RuleInput } from '../wire/index.js'
import { ExplainService } from './explain.service.js'

/*
 * What happened, when it came, and what became of it: told, or why not. Each story has one zone of 50 km round a prison,
 * and one rule. The clock begins on Monday, 9 November 2026, 06:00 UTC, which is 09:00 in Damascus.
 */

let own: Awaited<ReturnType<typeof ownDatabase>>
let at: ReturnType<typeof pipeline>
let explain: ExplainService
let longitude = -170

beforeAll(async () => {
  own = await ownDatabase(startPostgres)
  at = pipeline(own.database)
  explain = new ExplainService(own.database, at.clock, new Sight({ coarseKm: null }))
})
afterAll(() => own.close())
/** Each story is told at a place of its own, so that no other zone hears it. */
beforeEach(() => (longitude += 4))

const hour = 60
/** Kilometres north of the prison, of which 0 is the zone's middle. */
const north = (km: number) => 10 + km / 110.6

interface Told {
  readonly title: string
  readonly severity?: string
  readonly km?: number
  readonly actors?: readonly string[]
  readonly source?: string
}

async function zoneWith(rule: Partial<RuleInput>, more: object = {}) {
  const zone = await at.zone(
    { type: 'Point', coordinates: [longitude, 10] },
    { radiusMetres: 1_000, reachMetres: 50_000, name: 'Prison', ...more },
  )
  return at.rule(zone, rule)
}

async function comes({ km = 0, ...said }: Told): Promise<string> {
  const occurredFrom = at.clock.now()
  const what = ambush(longitude, north(km), { uncertaintyMetres: 100, occurredFrom, ...said })
  const [outcome] = await at.report(what)
  if (outcome?.ok !== true) throw new Error(JSON.stringify(outcome))
  return outcome.incident.id
}

async function reports(id: string, source: string): Promise<void> {
  const report = reportInput.parse({ source, title: 'Ambush' })
  await at.ingest.submit({ entries: [{ what: 'report', id, report }], by: 'wire', history: false })
}

/** "told", or the sentence of the stage that stopped it. */
async function becameOf(id: string, ruleId: string): Promise<string> {
  const answer = await explain.explain(id, ruleId, officer)
  if (!answer.ok) throw new Error(JSON.stringify(answer.failure))
  const [told] = await own.database.query<{ n: number }>({
    name: null,
    text: 'select count(*)::int as n from alert where rule_id = $1 and incident_id = $2',
    values: [ruleId, id],
  })
  return told?.n === 1 ? 'told' : answer.value.reason
}

/** Plays a story of one event after the other, so many minutes apart. */
async function played(ruleId: string, story: readonly (Told & { readonly after?: number })[]) {
  const lines: string[] = []
  for (const { after = 1, ...event } of story) {
    at.clock.pass(after)
    lines.push(`${event.title}: ${await becameOf(await comes(event), ruleId)}`)
  }
  return lines
}

describe('a rule that asks for more the farther away', () => {
  it('tells of a moderate attack at the gate, and far away of the worst alone', async () => {
    const rings = [
      { withinMetres: 5_000, minSeverity: 'moderate' as const },
      { withinMetres: 40_000, minSeverity: 'extreme' as const },
    ]
    const rule = await zoneWith({ rings })
    const story = [
      { title: 'Shots at the gate', severity: 'moderate', km: 1.5 },
      { title: 'A quarrel at the gate', severity: 'minor', km: 1.5 },
      { title: 'A convoy ambushed 20 km away', severity: 'severe', km: 21 },
      { title: 'A mass attack 20 km away', severity: 'extreme', km: 21 },
      { title: 'A mass attack 45 km away', severity: 'extreme', km: 46 },
    ]
    expect((await played(rule.id, story)).join('\n')).toMatch(
      new RegExp(
        [
          'Shots at the gate: told',
          'A quarrel at the gate: not severe enough: minor at \\d+ m, the rule asks there for moderate or worse',
          'A convoy ambushed 20 km away: not severe enough: severe at (19.9|20|20.1) km, the rule asks there for extreme or worse',
          'A mass attack 20 km away: told',
          'A mass attack 45 km away: beyond the rings: (44.9|45|45.1) km away, the widest ring of the rule ends at 40 km',
        ].join('\n'),
      ),
    )
  }, 60_000)
})

describe('a rule that asks for independent origins', () => {
  it('waits for a second one, is not fooled by a repeat, and tells once', async () => {
    const rule = await zoneWith({ minOrigins: 2 })
    const id = await comes({ title: 'Ambush', source: 'RIC' })
    expect(await becameOf(id, rule.id)).toBe('too few origins: 1, the rule asks for 2 independent ones or more')
    await reports(id, 'RIC')
    expect(await becameOf(id, rule.id)).toBe('too few origins: 1, the rule asks for 2 independent ones or more')
    await reports(id, 'SOHR')
    expect(await becameOf(id, rule.id)).toBe('told')
    await reports(id, 'North Press')
    expect(await becameOf(id, rule.id)).toBe('told')
  })
})

describe('a rule of actors and words', () => {
  it('tells of those alone, in whatever spelling', async () => {
    const rule = await zoneWith({ actors: ['Islamic State', 'IS'], words: ['prison', 'سجن'] })
    const story = [
      { title: 'IS storms the prison', actors: ['Islamic State (IS)'] },
      { title: 'Drone over the prison', actors: ['Turkey'] },
      { title: 'Raid on a village', actors: ['IS'] },
      { title: 'هجوم على السجن', actors: ['IS'] },
      { title: 'Shots at the prison' },
    ]
    expect(await played(rule.id, story)).toEqual([
      'IS storms the prison: told',
      'Drone over the prison: other actor: Turkey, the rule takes Islamic State, IS',
      'Raid on a village: no such word: it says none of prison, سجن',
      'هجوم على السجن: told',
      'Shots at the prison: other actor: none, the rule takes Islamic State, IS',
    ])
  })
})

describe('a rule that waits for several attacks at once', () => {
  it('tells when the third comes within the half hour, once, and of the next burst again', async () => {
    const rule = await zoneWith({ count: { atLeast: 3, withinMinutes: 30 } })
    const story = [
      { title: 'Shots at the gate' },
      { title: 'A convoy ambushed', km: 20, after: 10 },
      { title: 'A grenade far away', km: 90, after: 5 },
      { title: 'A car bomb', after: 10 },
      { title: 'Shots on the road', after: 10 },
      { title: 'A day later', after: 24 * hour },
      { title: 'Half an hour after that', after: 30 },
      { title: 'And a minute', after: 1 },
      { title: 'And another', after: 10 },
    ]
    const few = (n: number) => `too few yet: ${n} within 30 min, the rule asks for 3 or more`
    expect(await played(rule.id, story)).toEqual([
      `Shots at the gate: ${few(1)}`,
      `A convoy ambushed: ${few(2)}`,
      expect.stringMatching(/^A grenade far away: outside: /),
      'A car bomb: told',
      'Shots on the road: already told: 3 within 30 min, the rule has told of one of them',
      `A day later: ${few(1)}`,
      `Half an hour after that: ${few(2)}`,
      `And a minute: ${few(2)}`,
      'And another: told',
    ])
  })

  it('counts by when it happened, whatever is reported first, by many at once and after a restart', async () => {
    const rule = await zoneWith({ count: { atLeast: 3, withinMinutes: 30 } })
    at.clock.pass(300)
    const happened = (minutesAgo: number) => ({
      occurredFrom: new Date(at.clock.ms() - minutesAgo * 60_000).toISOString(),
      uncertaintyMetres: 100,
    })
    const one = (minutesAgo: number) => ambush(longitude, 10, happened(minutesAgo))
    await at.report(one(10))
    await at.report(one(200), one(120))
    const restarted = pipelineAt(own.database, at.clock)
    const outcomes = await restarted.report(one(25), one(35), one(20))
    const ids = outcomes.map((it) => (it.ok ? it.incident.id : ''))
    const became = await Promise.all(ids.map((id) => becameOf(id, rule.id)))
    expect(became).toEqual([expect.stringMatching(/^already told/), 'told', expect.stringMatching(/^already told/)])
  })

  it('takes back what is refuted', async () => {
    const rule = await zoneWith({ count: { atLeast: 2, withinMinutes: 30 } })
    const first = await comes({ title: 'Shots' })
    const patch = incidentPatch.parse({ properties: { status: 'refuted' }, reason: 'Fireworks' })
    const entries = [{ what: 'correct', id: first, patch, ifMatch: null } as const]
    await at.ingest.submit({ entries, by: 'wire', history: false })
    const lines = await played(rule.id, [{ title: 'More shots' }, { title: 'And again' }])
    expect(lines).toEqual(['More shots: too few yet: 1 within 30 min, the rule asks for 2 or more', 'And again: told'])
  })
})

describe('a rule that tells of a rise', () => {
  const day = 24 * hour

  it('tells when more come in a week than were usual in the weeks before it was saved, once', async () => {
    // One a week, as everybody here is used to.
    for (let week = 0; week < 12; week += 1) {
      await comes({ title: 'Shots, as in each week' })
      at.clock.pass(7 * day)
    }
    const rule = await zoneWith({ trend: { withinDays: 7, atLeast: 3 } })
    const usual = (n: number) => `${n} in 7 d, 1 are usual`
    const story = [
      { title: 'Shots, as in each week' },
      { title: 'A car bomb', after: day },
      { title: 'A grenade far away', km: 90, after: 10 },
      { title: 'Shots at night', after: day },
      { title: 'An ambush', after: day },
      { title: 'A bomb on the road', after: day },
      { title: 'Ten days later', after: 10 * day },
    ]
    expect(await played(rule.id, story)).toEqual([
      'Shots, as in each week: too few: 1 in 7 d, the rule asks for 3 or more',
      'A car bomb: too few: 2 in 7 d, the rule asks for 3 or more',
      expect.stringMatching(/^A grenade far away: outside: /),
      'Shots at night: told',
      `An ambush: already told: ${usual(4)}; the rule has told of one of them`,
      `A bomb on the road: already told: ${usual(5)}; the rule has told of one of them`,
      'Ten days later: too few: 1 in 7 d, the rule asks for 3 or more',
    ])
  })

  it('tells of no rise anew after a new name, and counts no threat, which has not happened', async () => {
    const rule = await zoneWith({ trend: { withinDays: 7, atLeast: 3 } })
    const opens = new Date(at.clock.ms() + 300 * 86_400_000).toISOString()
    for (let n = 0; n < 4; n += 1) {
      await at.report(
        ambush(longitude, 10, { kind: 'threat', type: 'plot', occurredFrom: opens, uncertaintyMetres: 100 }),
      )
    }
    const story = [{ title: 'Shots' }, { title: 'More shots' }, { title: 'A car bomb' }]
    expect((await played(rule.id, story)).at(-1)).toBe('A car bomb: told')
    await at.rules.change({ name: 'Another name' }, { id: rule.id, who: officer, ifMatch: '"1"' })
    expect(await played(rule.id, [{ title: 'And more' }])).toEqual([
      expect.stringMatching(/^And more: already told: 4 in 7 d/),
    ])
  })

  it('tells nothing where so many are usual, and takes back what is refuted', async () => {
    for (let n = 0; n < 24; n += 1) {
      await comes({ title: 'Shots, as twice a day' })
      at.clock.pass(day / 2)
    }
    const rule = await zoneWith({ trend: { withinDays: 1, atLeast: 2 } })
    expect(await played(rule.id, [{ title: 'Shots' }])).toEqual([
      expect.stringMatching(/^Shots: as usual: 2 in 1 d, 1\.9 are usual/),
    ])
    const third = await comes({ title: 'A third that day' })
    const patch = incidentPatch.parse({ properties: { status: 'refuted' }, reason: 'Fireworks' })
    const entries = [{ what: 'correct', id: third, patch, ifMatch: null } as const]
    await at.ingest.submit({ entries, by: 'wire', history: false })
    expect(await played(rule.id, [{ title: 'A third after all' }, { title: 'A fourth' }])).toEqual([
      expect.stringMatching(/^A third after all: as usual: 3 in 1 d, 1\.9 are usual/),
      'A fourth: told',
    ])
  })
})

it('lets nobody but the house say what the house has not heard', async () => {
  const rule = await zoneWith({ absence: { hours: 6 } })
  const externalId = `absence/${rule.id}/${at.clock.now()}`
  const forged = ambush(longitude, 10, { type: 'nothing-heard', source: 'Cordon', externalId, uncertaintyMetres: 100 })
  expect(await at.report(forged)).toMatchObject([
    {
      ok: false,
      failure: { errors: [{ path: 'properties.externalId', message: expect.stringMatching(/id of your own/) }] },
    },
  ])
})

describe('a rule that waits for the window of a threat', () => {
  /** One look at the clocks, by a server that has just started. */
  async function tick(minutes: number): Promise<void> {
    at.clock.pass(minutes)
    await new PostponedTimers(own.database, at.clock, pipelineAt(own.database, at.clock).ingest).pass()
  }
  const after = (hours: number) => new Date(at.clock.ms() + hours * 3_600_000).toISOString()

  async function plot(hours: number): Promise<string> {
    const times = { occurredFrom: after(hours), occurredTo: after(hours + 12) }
    const [outcome] = await at.report(
      ambush(longitude, 10, { kind: 'threat', type: 'plot', uncertaintyMetres: 100, ...times }),
    )
    if (outcome?.ok !== true) throw new Error(JSON.stringify(outcome))
    return outcome.incident.id
  }

  const correct = (id: string, properties: object) => {
    const entry = {
      what: 'correct',
      id,
      patch: incidentPatch.parse({ properties, reason: 'Heard' }),
      ifMatch: null,
    } as const
    return at.ingest.submit({ entries: [entry], by: 'wire', history: false })
  }

  async function timesTold(ruleId: string): Promise<readonly string[]> {
    const text = `select body->>'raisedAt' as at from alert where rule_id = $1 order by 1`
    return (await own.database.query<{ at: string }>({ name: null, text, values: [ruleId] })).map((it) => it.at)
  }

  it('tells of it six hours before, once, beside the rule that told of it at once, whatever restarts', async () => {
    const soon = await zoneWith({ leadHours: 6 })
    const atOnce = await zoneWith({})
    const [begun, id] = [at.clock.now(), await plot(48)]
    expect(await becameOf(id, soon.id)).toMatch(/^too early: its window opens .*, the rule tells of it 6 h before$/)
    expect(await becameOf(id, atOnce.id)).toBe('told')
    await tick(41 * hour + 59)
    expect(await timesTold(soon.id)).toEqual([])
    await tick(1)
    const told = [at.clock.now()]
    for (const minutes of [0, 1, 7 * hour]) await tick(minutes)
    expect(await timesTold(soon.id)).toEqual(told)
    expect(await timesTold(atOnce.id)).toEqual([begun])
    expect(await becameOf(await comes({ title: 'Shots' }), soon.id)).toMatch(/^no window: it is no threat/)
  })

  it('goes by the window as it is known then, and tells of none that is refuted, and at once of one that is near', async () => {
    const rule = await zoneWith({ leadHours: 6 })
    const [moved, refuted] = [await plot(48), await plot(48)]
    expect(await becameOf(await plot(3), rule.id)).toBe('told')
    await correct(moved, { occurredFrom: after(72), occurredTo: after(80) })
    await correct(refuted, { status: 'refuted' })
    await tick(42 * hour)
    expect(await becameOf(moved, rule.id)).toMatch(/^too early/)
    await tick(24 * hour)
    expect(await becameOf(moved, rule.id)).toBe('told')
    expect(await becameOf(refuted, rule.id)).toBe('refuted: the incident is refuted')
  })

  it('tells of what was known before it was there, or before it was on, and of nothing twice after a new name', async () => {
    const [late, near] = [await plot(48), await plot(4)]
    const rule = await zoneWith({ leadHours: 6, enabled: false })
    const change = (patch: object, version: number) =>
      at.rules.change(patch, { id: rule.id, who: officer, ifMatch: `"${version}"` })
    await tick(1)
    expect(await becameOf(near, rule.id)).toMatch(/^switched off/)
    await change({ enabled: true }, 1)
    await tick(1)
    expect(await becameOf(near, rule.id)).toBe('told')
    await tick(42 * hour)
    expect(await becameOf(late, rule.id)).toBe('told')
    await change({ name: 'Another name' }, 2)
    await tick(1)
    expect(await timesTold(rule.id)).toHaveLength(2)
  })

  it('is told once by two servers that look at once, and earlier where the rule is given more time', async () => {
    const rule = await zoneWith({ leadHours: 6 })
    const id = await plot(48)
    await at.rules.change({ leadHours: 24 }, { id: rule.id, who: officer, ifMatch: '"1"' })
    at.clock.pass(24 * hour)
    const timers = () => new PostponedTimers(own.database, at.clock, pipelineAt(own.database, at.clock).ingest)
    await Promise.all([timers().pass(), timers().pass()])
    expect(await becameOf(id, rule.id)).toBe('told')
    expect(await timesTold(rule.id)).toEqual([at.clock.now()])
  })
})

describe('a rule that waits for a patrol to check in', () => {
  const waiting = { types: ['other' as const], absence: { hours: 6, sources: ['Patrol 3'] } }

  /** One look at the clocks, by a server that has just started. */
  async function tick(minutes: number): Promise<void> {
    at.clock.pass(minutes)
    const restarted = pipelineAt(own.database, at.clock)
    await new AbsenceTimers(own.database, at.clock, restarted.ingest).pass()
    await new AlertFollower(own.database, at.clock, new ChangeSignal(), new Corrections(at.clock)).follow()
  }

  async function checkIn(source: string, rule: Rule): Promise<string> {
    const geometry = { type: 'Point', coordinates: [longitude, 10] }
    const properties = {
      type: 'other',
      title: 'All quiet',
      occurredFrom: at.clock.now(),
      uncertaintyMetres: 100,
      source,
    }
    const [outcome] = await at.report(incidentInput.parse({ type: 'Feature', geometry, properties }))
    return outcome?.ok === true ? becameOf(outcome.incident.id, rule.id) : JSON.stringify(outcome)
  }

  async function alertsOf(rule: Rule): Promise<readonly string[]> {
    const rows = await own.database.query<{ body: Alert }>({
      name: null,
      text: 'select body from alert where rule_id = $1 order by raised_at',
      values: [rule.id],
    })
    return rows.map(({ body: { raisedAt, incidentTitle, state, clearedBecause } }) =>
      [raisedAt.slice(8, 16), incidentTitle, state, ...(clearedBecause === null ? [] : [clearedBecause])].join(' · '),
    )
  }

  it('tells once that it did not, whoever else reports and whatever restarts, and clears it when it does', async () => {
    at.clock.pass((Date.parse('2026-12-01T06:00:00Z') - at.clock.ms()) / 60_000)
    const rule = await zoneWith(waiting)
    await tick(5 * hour)
    const heard = 'heard: the rule tells once nothing like it has come for 6 h'
    expect(await checkIn('Patrol 3', rule)).toBe(heard)
    expect(await checkIn('Patrol 4', rule)).toBe('not awaited: it came from Patrol 4, the rule waits for Patrol 3')
    await tick(5 * hour + 59)
    expect(await alertsOf(rule)).toEqual([])
    await tick(1)
    await tick(1)
    await tick(10 * hour)
    const title = 'Nothing heard from Patrol 3 near Prison for 6 h'
    expect(await alertsOf(rule)).toEqual([`01T17:00 · ${title} · new`])
    expect(await checkIn('Patrol 3', rule)).toBe(heard)
    await tick(0)
    await tick(0)
    expect(await alertsOf(rule)).toEqual([`01T17:00 · ${title} · new · ended`])
    await tick(6 * hour)
    expect(await alertsOf(rule)).toEqual([`01T17:00 · ${title} · new · ended`, `02T09:01 · ${title} · new`])
  })

  it('is told once by two servers that look at once', async () => {
    const rule = await zoneWith(waiting)
    at.clock.pass(7 * hour)
    const timers = () => new AbsenceTimers(own.database, at.clock, pipelineAt(own.database, at.clock).ingest)
    await Promise.all([timers().pass(), timers().pass()])
    expect(await alertsOf(rule)).toHaveLength(1)
  })

  it('waits anew when it is changed, and no more when it is switched off', async () => {
    const rule = await zoneWith(waiting)
    at.clock.pass(5 * hour)
    const change = (patch: object, ifMatch: string) => at.rules.change(patch, { id: rule.id, who: officer, ifMatch })
    await change({ name: 'Check-in of patrol 3' }, '"1"')
    await tick(2 * hour)
    expect(await alertsOf(rule)).toEqual([])
    await change({ enabled: false }, '"2"')
    await tick(20 * hour)
    expect(await alertsOf(rule)).toEqual([])
  })

  it('is refused of a private zone, since everybody is told of what is missed', async () => {
    const zone = await at.zone(
      { type: 'Point', coordinates: [longitude, 10] },
      { radiusMetres: 1_000, visibility: 'private', name: 'Mine' },
    )
    expect(await at.rules.create(zone.id, { name: 'Check-in', ...waiting }, officer)).toMatchObject({
      failure: { errors: [{ path: 'absence' }] },
    })
    const rule = await zoneWith(waiting)
    const hidden = at.zones.change(
      { properties: { visibility: 'private' } },
      { id: rule.zoneId, who: officer, ifMatch: '*' },
    )
    expect(await hidden).toMatchObject({ failure: { code: 'wrong-state' } })
  })
})

describe('a zone that somebody has silenced', () => {
  it('tells nobody but of the worst, says who wanted that and why, and tells again when it is over', async () => {
    const rule = await zoneWith({})
    const lines = await played(rule.id, [{ title: 'Before' }])
    at.clock.pass(1)
    const reason = 'The engineers clear mines'
    const silence = await at.silence({ id: rule.zoneId }, { minutes: 60, reason, tellsFrom: 'extreme' })
    lines.push(
      ...(await played(rule.id, [
        { title: 'A blast', after: 5 },
        { title: 'A mass attack', severity: 'extreme', after: 5 },
        { title: 'Another blast', after: 48 },
        { title: 'The minute after', after: 5 },
      ])),
    )
    const until = silence.until.slice(11, 16)
    expect(lines).toEqual([
      'Before: told',
      `A blast: silenced: by dana until ${until}Z: The engineers clear mines`,
      'A mass attack: told',
      `Another blast: silenced: by dana until ${until}Z: The engineers clear mines`,
      'The minute after: told',
    ])
  })

  it('tells of what it kept back where there is something new to it afterwards', async () => {
    const rule = await zoneWith({})
    const { id: silenceId } = await at.silence({ id: rule.zoneId }, { minutes: 600, ruleId: rule.id })
    at.clock.pass(1)
    const id = await comes({ title: 'A blast' })
    expect(await becameOf(id, rule.id)).toMatch(/^silenced: by dana/)
    at.clock.pass(5)
    await at.silences.end(silenceId, officer)
    at.clock.pass(5)
    expect(await becameOf(id, rule.id)).toMatch(/^silenced: by dana/)
    await reports(id, 'SOHR')
    expect(await becameOf(id, rule.id)).toBe('told')
  })
})

describe('a rule with hours and quiet hours', () => {
  it('tells by day, at night only the worst, and at noon nothing less than that', async () => {
    const span = (from: string, to: string) => ({
      timeZone: 'Asia/Damascus',
      spans: [{ days: [...weekdays], from, to }],
      tellsFrom: 'extreme' as const,
    })
    const rule = await zoneWith({ hours: span('08:00', '22:00'), quietHours: span('12:00', '13:00') })
    const minutes = (Date.parse('2026-11-10T05:00:00Z') - at.clock.ms()) / 60_000
    const story = [
      { title: 'Tuesday 08:00', after: minutes },
      { title: 'Tuesday 12:00', after: 4 * hour },
      { title: 'Tuesday 12:59, extreme', severity: 'extreme', after: 59 },
      { title: 'Tuesday 13:00', after: 1 },
      { title: 'Tuesday 22:00', after: 9 * hour },
      { title: 'Wednesday 03:00, extreme', severity: 'extreme', after: 5 * hour },
    ]
    expect(await played(rule.id, story)).toEqual([
      'Tuesday 08:00: told',
      'Tuesday 12:00: quiet hours: Tue 12:00 in Asia/Damascus, when the rule tells only what is extreme or worse',
      'Tuesday 12:59, extreme: told',
      'Tuesday 13:00: told',
      'Tuesday 22:00: out of hours: Tue 22:00 in Asia/Damascus, when the rule tells only what is extreme or worse',
      'Wednesday 03:00, extreme: told',
    ])
  })

  it('is explained by the hour at which it heard, whenever one asks, and tells of what is corrected later', async () => {
    const night = { timeZone: 'UTC', spans: [{ days: [...weekdays], from: '22:00', to: '06:00' }] }
    const rule = await zoneWith({ quietHours: night })
    at.clock.pass((Date.parse('2026-11-20T02:00:00Z') - at.clock.ms()) / 60_000)
    const id = await comes({ title: 'At 02:00' })
    at.clock.pass(7 * hour)
    expect(await becameOf(id, rule.id)).toBe('quiet hours: Fri 02:00 in UTC, when the rule tells nothing')
    await reports(id, 'SOHR')
    expect(await becameOf(id, rule.id)).toBe('told')
  })

  it('is refused where it could never tell anything', async () => {
    const zone = await at.zone({ type: 'Point', coordinates: [longitude, 10] }, { radiusMetres: 1_000 })
    const always = { timeZone: 'UTC', spans: [{ days: ['Mon' as const], from: '08:00', to: '16:00' }] }
    const quiet = { ...always, spans: [{ days: ['Mon' as const], from: '00:00', to: '00:00' }] }
    const answer = await at.rules.create(zone.id, { name: 'Never', hours: always, quietHours: quiet }, officer)
    const message =
      'Expected quiet hours that leave some of the hours of the rule; all of them are quiet, so the rule could never tell anything'
    expect(answer).toMatchObject({ ok: false, failure: { errors: [{ path: 'quietHours', message }] } })
  })
})

/** A time of the same day, as sentences have it. */
const shortly = (at: string) => `${at.slice(11, 16)}Z`

describe('a zone that is watched for a time', () => {
  it('tells while it lasts, says before and after why it does not, and is watched always once that is lifted', async () => {
    const inHours = (hours: number) => instantOf(at.clock.ms() + hours * hour * 60_000)
    const [from, until] = [inHours(1), inHours(3)]
    const rule = await zoneWith({}, { valid: { from, until } })
    const early = await comes({ title: 'An hour too early' })
    at.clock.pass(hour)
    const during = await comes({ title: 'As it begins' })
    at.clock.pass(2 * hour)
    const late = await comes({ title: 'As it ends' })
    expect(await becameOf(early, rule.id)).toBe(`not valid yet: the zone "Prison" is watched from ${shortly(from)} on`)
    expect(await becameOf(during, rule.id)).toBe('told')
    expect(await becameOf(late, rule.id)).toBe(`no longer valid: the zone "Prison" was watched until ${shortly(until)}`)
    await at.zones.change({ properties: { valid: null } }, { id: rule.zoneId, who: officer, ifMatch: '*' })
    expect(await becameOf(await comes({ title: 'Afterwards' }), rule.id)).toBe('told')
  })

  it('tells of a threat that was known before, once its window is near', async () => {
    const inHours = (hours: number) => instantOf(at.clock.ms() + hours * hour * 60_000)
    const rule = await zoneWith({ leadHours: 2 }, { valid: { from: inHours(5), until: null } })
    const said = { kind: 'threat', type: 'plot', uncertaintyMetres: 100, occurredTo: inHours(12) }
    const [threat] = await at.report(ambush(longitude, 10, { ...said, title: 'Plot', occurredFrom: inHours(10) }))
    at.clock.pass(8 * hour)
    await new PostponedTimers(own.database, at.clock, at.ingest).pass()
    expect(threat?.ok === true && (await becameOf(threat.incident.id, rule.id))).toBe('told')
  })
})
