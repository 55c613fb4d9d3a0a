import { alertOf } from '@cordon/db'
import { type Alert, type Rule } from '@cordon/alerts'
import { startPostgres } from '@cordon/test/postgres'
import { describe, expect, it } from 'vitest'
import { AbsenceTimers } from '../absence/absence.timers.js'
import { AlertFollower } from '../alert/alert.follower.js'
import { Corrections } from '../deliver/corrections.js'
import { ChangeSignal } from '../live/signal.js'
import { ambush, officer, pipelineAt } from '../ingest/ingest.fixture.js'
import { incidentInput } from '../wire/index.js'
import { hour, timeline } from './timeline.fixture.js'

const story = timeline(startPostgres)

it('lets nobody but the house say what the house has not heard', async () => {
  const rule = await story.zoneWith({ absence: { hours: 6 } })
  const externalId = `absence/${rule.id}/${story.at.clock.now()}`
  const forged = ambush(story.longitude, 10, {
    type: 'nothing-heard',
    source: 'Cordon',
    externalId,
    uncertaintyMetres: 100,
  })
  expect(await story.at.report(forged)).toMatchObject([
    {
      ok: false,
      failure: { errors: [{ path: 'properties.externalId', message: expect.stringMatching(/id of your own/) }] },
    },
  ])
})

describe('a rule that waits for a patrol to check in', () => {
  const waiting = { types: ['other' as const], absence: { hours: 6, sources: ['Patrol 3'] } }

  /** One look at the clocks, by a server that has just started. */
  async function tick(minutes: number): Promise<void> {
    story.at.clock.pass(minutes)
    const restarted = pipelineAt(story.own.database, story.at.clock)
    await new AbsenceTimers(story.own.database, story.at.clock, restarted.ingest).pass()
    await new AlertFollower(
      story.own.database,
      story.at.clock,
      new ChangeSignal(),
      new Corrections(story.at.clock),
    ).follow()
  }

  async function checkIn(source: string, rule: Rule): Promise<string> {
    const geometry = { type: 'Point', coordinates: [story.longitude, 10] }
    const properties = {
      type: 'other',
      title: 'All quiet',
      occurredFrom: story.at.clock.now(),
      uncertaintyMetres: 100,
      source,
    }
    const [outcome] = await story.at.report(incidentInput.parse({ type: 'Feature', geometry, properties }))
    return outcome?.ok === true ? story.becameOf(outcome.incident.id, rule.id) : JSON.stringify(outcome)
  }

  async function alertsOf(rule: Rule): Promise<readonly string[]> {
    const rows = await story.own.database.query<{ body: Alert }>({
      name: null,
      text: `select ${alertOf('alert')} as body from alert where rule_id = $1 order by raised_at`,
      values: [rule.id],
    })
    return rows.map(({ body: { raisedAt, incidentTitle, state, clearedBecause } }) =>
      [raisedAt.slice(8, 16), incidentTitle, state, ...(clearedBecause === null ? [] : [clearedBecause])].join(' · '),
    )
  }

  it('tells once that it did not, whoever else reports and whatever restarts, and clears it when it does', async () => {
    story.at.clock.pass((Date.parse('2026-12-01T06:00:00Z') - story.at.clock.ms()) / 60_000)
    const rule = await story.zoneWith(waiting)
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
    const rule = await story.zoneWith(waiting)
    story.at.clock.pass(7 * hour)
    const timers = () =>
      new AbsenceTimers(story.own.database, story.at.clock, pipelineAt(story.own.database, story.at.clock).ingest)
    await Promise.all([timers().pass(), timers().pass()])
    expect(await alertsOf(rule)).toHaveLength(1)
  })

  it('waits anew when it is changed, and no more when it is switched off', async () => {
    const rule = await story.zoneWith(waiting)
    story.at.clock.pass(5 * hour)
    const change = (patch: object, ifMatch: string) =>
      story.at.rules.change(patch, { id: rule.id, who: officer, ifMatch })
    await change({ name: 'Check-in of patrol 3' }, '"1"')
    await tick(2 * hour)
    expect(await alertsOf(rule)).toEqual([])
    await change({ enabled: false }, '"2"')
    await tick(20 * hour)
    expect(await alertsOf(rule)).toEqual([])
  })

  it('is refused of a private zone, since everybody is told of what is missed', async () => {
    const zone = await story.at.zone(
      { type: 'Point', coordinates: [story.longitude, 10] },
      { radiusMetres: 1_000, visibility: 'private', name: 'Mine' },
    )
    expect(await story.at.rules.create(zone.id, { name: 'Check-in', ...waiting }, officer)).toMatchObject({
      failure: { errors: [{ path: 'absence' }] },
    })
    const rule = await story.zoneWith(waiting)
    const hidden = story.at.zones.change(
      { properties: { visibility: 'private' } },
      { id: rule.zoneId, who: officer, ifMatch: '*' },
    )
    expect(await hidden).toMatchObject({ failure: { code: 'wrong-state' } })
  })
})
