import { instantOf, weekdays } from '@cordon/alerts'
import { startPostgres } from '@cordon/test/postgres'
import { describe, expect, it } from 'vitest'
import { PostponedTimers } from '../postponed/postponed.timers.js'
import { ambush, officer } from '../ingest/ingest.fixture.js'
import { hour, timeline } from './timeline.fixture.js'

const story = timeline(startPostgres)

describe('a zone that somebody has silenced', () => {
  it('tells nobody but of the worst, says who wanted that and why, and tells again when it is over', async () => {
    const rule = await story.zoneWith({})
    const lines = await story.played(rule.id, [{ title: 'Before' }])
    story.at.clock.pass(1)
    const reason = 'The engineers clear mines'
    const silence = await story.at.silence({ id: rule.zoneId }, { minutes: 60, reason, tellsFrom: 'extreme' })
    lines.push(
      ...(await story.played(rule.id, [
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
    const rule = await story.zoneWith({})
    const { id: silenceId } = await story.at.silence({ id: rule.zoneId }, { minutes: 600, ruleId: rule.id })
    story.at.clock.pass(1)
    const id = await story.comes({ title: 'A blast' })
    expect(await story.becameOf(id, rule.id)).toMatch(/^silenced: by dana/)
    story.at.clock.pass(5)
    await story.at.silences.end(silenceId, officer)
    story.at.clock.pass(5)
    expect(await story.becameOf(id, rule.id)).toMatch(/^silenced: by dana/)
    await story.reports(id, 'SOHR')
    expect(await story.becameOf(id, rule.id)).toBe('told')
  })
})

describe('a rule with hours and quiet hours', () => {
  it('tells by day, at night only the worst, and at noon nothing less than that', async () => {
    const span = (from: string, to: string) => ({
      timeZone: 'Asia/Damascus',
      spans: [{ days: [...weekdays], from, to }],
      tellsFrom: 'extreme' as const,
    })
    const rule = await story.zoneWith({ hours: span('08:00', '22:00'), quietHours: span('12:00', '13:00') })
    const minutes = (Date.parse('2026-11-10T05:00:00Z') - story.at.clock.ms()) / 60_000
    const events = [
      { title: 'Tuesday 08:00', after: minutes },
      { title: 'Tuesday 12:00', after: 4 * hour },
      { title: 'Tuesday 12:59, extreme', severity: 'extreme', after: 59 },
      { title: 'Tuesday 13:00', after: 1 },
      { title: 'Tuesday 22:00', after: 9 * hour },
      { title: 'Wednesday 03:00, extreme', severity: 'extreme', after: 5 * hour },
    ]
    expect(await story.played(rule.id, events)).toEqual([
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
    const rule = await story.zoneWith({ quietHours: night })
    story.at.clock.pass((Date.parse('2026-11-20T02:00:00Z') - story.at.clock.ms()) / 60_000)
    const id = await story.comes({ title: 'At 02:00' })
    story.at.clock.pass(7 * hour)
    expect(await story.becameOf(id, rule.id)).toBe('quiet hours: Fri 02:00 in UTC, when the rule tells nothing')
    await story.reports(id, 'SOHR')
    expect(await story.becameOf(id, rule.id)).toBe('told')
  })

  it('is refused where it could never tell anything', async () => {
    const zone = await story.at.zone({ type: 'Point', coordinates: [story.longitude, 10] }, { radiusMetres: 1_000 })
    const always = { timeZone: 'UTC', spans: [{ days: ['Mon' as const], from: '08:00', to: '16:00' }] }
    const quiet = { ...always, spans: [{ days: ['Mon' as const], from: '00:00', to: '00:00' }] }
    const answer = await story.at.rules.create(zone.id, { name: 'Never', hours: always, quietHours: quiet }, officer)
    const message =
      'Expected quiet hours that leave some of the hours of the rule; all of them are quiet, so the rule could never tell anything'
    expect(answer).toMatchObject({ ok: false, failure: { errors: [{ path: 'quietHours', message }] } })
  })
})

/** A time of the same day, as sentences have it. */
const shortly = (at: string) => `${at.slice(11, 16)}Z`

describe('a zone that is watched for a time', () => {
  it('tells while it lasts, says before and after why it does not, and is watched always once that is lifted', async () => {
    const inHours = (hours: number) => instantOf(story.at.clock.ms() + hours * hour * 60_000)
    const [from, until] = [inHours(1), inHours(3)]
    const rule = await story.zoneWith({}, { valid: { from, until } })
    const early = await story.comes({ title: 'An hour too early' })
    story.at.clock.pass(hour)
    const during = await story.comes({ title: 'As it begins' })
    story.at.clock.pass(2 * hour)
    const late = await story.comes({ title: 'As it ends' })
    expect(await story.becameOf(early, rule.id)).toBe(
      `not valid yet: the zone "Prison" is watched from ${shortly(from)} on`,
    )
    expect(await story.becameOf(during, rule.id)).toBe('told')
    expect(await story.becameOf(late, rule.id)).toBe(
      `no longer valid: the zone "Prison" was watched until ${shortly(until)}`,
    )
    await story.at.zones.change({ properties: { valid: null } }, { id: rule.zoneId, who: officer, ifMatch: '*' })
    expect(await story.becameOf(await story.comes({ title: 'Afterwards' }), rule.id)).toBe('told')
  })

  it('tells of a threat that was known before, once its window is near', async () => {
    const inHours = (hours: number) => instantOf(story.at.clock.ms() + hours * hour * 60_000)
    const rule = await story.zoneWith({ leadHours: 2 }, { valid: { from: inHours(5), until: null } })
    const said = { kind: 'threat', type: 'plot', uncertaintyMetres: 100, occurredTo: inHours(12) }
    const [threat] = await story.at.report(
      ambush(story.longitude, 10, { ...said, title: 'Plot', occurredFrom: inHours(10) }),
    )
    story.at.clock.pass(8 * hour)
    await new PostponedTimers(story.own.database, story.at.clock, story.at.ingest).pass()
    expect(threat?.ok === true && (await story.becameOf(threat.incident.id, rule.id))).toBe('told')
  })
})
