import { weekdays } from '@cordon/alerts'
import { startPostgres } from '@cordon/test/postgres'
import { skipUnless } from '@cordon/test/skip'
import { describe, expect, it } from 'vitest'
import { AbsenceTimers } from '../absence/absence.timers.js'
import { PostponedTimers } from '../postponed/postponed.timers.js'
import { ambush, officer, oneAfterTheOther, pipelineAt } from '../ingest/ingest.fixture.js'
import { hour, timeline } from './timeline.fixture.js'

const story = timeline(startPostgres)

/** One look at the clocks, by a server that has just started. */
async function tick(minutes: number): Promise<void> {
  story.at.clock.pass(minutes)
  const { ingest } = pipelineAt(story.own.database, story.at.clock)
  await new AbsenceTimers(story.own.database, story.at.clock, ingest).pass()
  await new PostponedTimers(story.own.database, story.at.clock, ingest).pass()
}

/** Puts the clock at a time of a day that has not been. */
const until = (at: string) => story.at.clock.pass((Date.parse(at) - story.at.clock.ms()) / 60_000)

describe('a rule that waits for the window of a threat', () => {
  const after = (hours: number) => new Date(story.at.clock.ms() + hours * 3_600_000).toISOString()

  async function plot(hours: number): Promise<string> {
    const times = { occurredFrom: after(hours), occurredTo: after(hours + 12) }
    const [outcome] = await story.at.report(
      ambush(story.longitude, 10, { kind: 'threat', type: 'plot', uncertaintyMetres: 100, ...times }),
    )
    if (outcome?.ok !== true) throw new Error(JSON.stringify(outcome))
    return outcome.incident.id
  }

  it('tells of it six hours before, once, beside the rule that told of it at once, whatever restarts', async () => {
    const soon = await story.zoneWith({ leadHours: 6 })
    const atOnce = await story.zoneWith({ kinds: null })
    const [begun, id] = [story.at.clock.now(), await plot(48)]
    expect(await story.becameOf(id, soon.id)).toMatch(
      /^too early: its window opens .*, the rule tells of it 6 h before$/,
    )
    expect(await story.becameOf(id, atOnce.id)).toBe('told')
    await tick(41 * hour + 59)
    expect(await story.timesTold(soon.id)).toEqual([])
    await tick(1)
    const told = [story.at.clock.now()]
    for (const minutes of [0, 1, 7 * hour]) await tick(minutes)
    expect(await story.timesTold(soon.id)).toEqual(told)
    expect(await story.timesTold(atOnce.id)).toEqual([begun])
    expect(await story.becameOf(await story.comes({ title: 'Shots' }), soon.id)).toMatch(/^no window: it is no threat/)
  }, 60_000)

  it('goes by the window as it is known then, and tells of none that is refuted, and at once of one that is near', async () => {
    const rule = await story.zoneWith({ leadHours: 6 })
    const [moved, refuted] = [await plot(48), await plot(48)]
    expect(await story.becameOf(await plot(3), rule.id)).toBe('told')
    await story.corrected(moved, { occurredFrom: after(72), occurredTo: after(80) })
    await story.corrected(refuted, { status: 'refuted' })
    await tick(42 * hour)
    expect(await story.becameOf(moved, rule.id)).toMatch(/^too early/)
    await tick(24 * hour)
    expect(await story.becameOf(moved, rule.id)).toBe('told')
    expect(await story.becameOf(refuted, rule.id)).toBe('refuted: the incident is refuted')
  })

  it('tells of what was known before it was there, or before it was on, and of nothing twice after a new name', async () => {
    const [late, near] = [await plot(48), await plot(4)]
    const rule = await story.zoneWith({ leadHours: 6, enabled: false })
    const change = (patch: object, version: number) =>
      story.at.rules.change(patch, { id: rule.id, who: officer, ifMatch: `"${version}"` })
    await tick(1)
    expect(await story.becameOf(near, rule.id)).toMatch(/^switched off/)
    await change({ enabled: true }, 1)
    await tick(1)
    expect(await story.becameOf(near, rule.id)).toBe('told')
    await tick(42 * hour)
    expect(await story.becameOf(late, rule.id)).toBe('told')
    await change({ name: 'Another name' }, 2)
    await tick(1)
    expect(await story.timesTold(rule.id)).toHaveLength(2)
  })

  it('goes by the time that the rule has been given while a threat came in', async (context) => {
    skipUnless(context, story.own.database.kind === 'server', 'The embedded engine has one connection')
    const rule = await story.zoneWith({ leadHours: 6 })
    let id = ''
    await oneAfterTheOther(
      story.own.database,
      async () => (id = await plot(48)),
      () => story.at.rules.change({ leadHours: 24 }, { id: rule.id, who: officer, ifMatch: '"1"' }),
    )
    await tick(24 * hour)
    expect(await story.becameOf(id, rule.id)).toBe('told')
  })

  it('is told once by two servers that look at once, and earlier where the rule is given more time', async () => {
    const rule = await story.zoneWith({ leadHours: 6 })
    const id = await plot(48)
    await story.at.rules.change({ leadHours: 24 }, { id: rule.id, who: officer, ifMatch: '"1"' })
    story.at.clock.pass(24 * hour)
    const timers = () =>
      new PostponedTimers(story.own.database, story.at.clock, pipelineAt(story.own.database, story.at.clock).ingest)
    await Promise.all([timers().pass(), timers().pass()])
    expect(await story.becameOf(id, rule.id)).toBe('told')
    expect(await story.timesTold(rule.id)).toEqual([story.at.clock.now()])
  })
})

describe('a rule that somebody has snoozed', () => {
  it('tells of the worst at once, and of the rest when the snooze ends, once, however old that is by then', async () => {
    const rule = await story.zoneWith({ freshHours: 1 })
    const said = {
      minutes: 240,
      reason: 'At the dentist',
      ruleId: rule.id,
      isSnooze: true,
      tellsFrom: 'extreme',
    } as const
    const { until: ends } = await story.at.silence({ id: rule.zoneId }, said)
    story.at.clock.pass(10)
    const [shots, rumour] = [await story.comes({ title: 'Shots' }), await story.comes({ title: 'A rumour' })]
    const why = `snoozed: by dana until ${ends.slice(11, 16)}Z, when it is told: At the dentist`
    expect(await story.becameOf(shots, rule.id)).toBe(why)
    expect(await story.becameOf(await story.comes({ title: 'A mass attack', severity: 'extreme' }), rule.id)).toBe(
      'told',
    )
    story.at.clock.pass(100)
    await story.corrected(rumour, { status: 'refuted' })
    expect(await story.becameOf(shots, rule.id)).toBe(why)
    await tick(129)
    expect(await story.timesTold(rule.id)).toHaveLength(1)
    await tick(1)
    for (const minutes of [0, 1, hour]) await tick(minutes)
    expect((await story.timesTold(rule.id)).slice(1)).toEqual([ends])
    expect(await story.becameOf(shots, rule.id)).toBe('told')
    expect(await story.isExplained(shots, rule.id)).toBe(true)
    expect(await story.becameOf(rumour, rule.id)).toBe('refuted: the incident is refuted')
  })

  it('tells at once where it is ended early, and never what somebody has silenced meanwhile', async () => {
    const rule = await story.zoneWith({})
    const zone = { id: rule.zoneId }
    const snooze = await story.at.silence(zone, { minutes: 600, isSnooze: true })
    const silence = await story.at.silence(zone, { minutes: 300, types: ['ied'] })
    story.at.clock.pass(1)
    const kept = await story.comes({ title: 'Shots' })
    const hushed = await story.comes({ title: 'A controlled blast', type: 'ied' })
    expect(await story.becameOf(hushed, rule.id)).toMatch(/^silenced: by dana/)
    await story.at.silences.end(silence.id, officer)
    await tick(5)
    await story.at.silences.end(snooze.id, officer)
    const ended = story.at.clock.now()
    await tick(0)
    await tick(600)
    expect(await story.timesTold(rule.id)).toEqual([ended])
    expect(await story.becameOf(kept, rule.id)).toBe('told')
  })

  it('tells what it kept without a revision of the incident, which others see and edit, once on two servers', async () => {
    const rule = await story.zoneWith({}, { visibility: 'private' })
    await story.at.silence({ id: rule.zoneId }, { minutes: 60, isSnooze: true })
    const kept = [await story.comes({ title: 'Shots' }), await story.comes({ title: 'More shots' })]
    const said = `select count(*)::int as n from change where kind = 'incident' and id = any($1)`
    const told = () => story.own.database.query({ name: null, text: said, values: [kept] })
    expect(await told()).toEqual([{ n: 2 }])
    story.at.clock.pass(60)
    const timers = () =>
      new PostponedTimers(story.own.database, story.at.clock, pipelineAt(story.own.database, story.at.clock).ingest)
    await Promise.all([timers().pass(), timers().pass()])
    const now = story.at.clock.now()
    expect(await story.timesTold(rule.id)).toEqual([now, now])
    expect(await told()).toEqual([{ n: 2 }])
    expect(await Promise.all([timers().pass(), timers().pass()])).toEqual([0, 0])
  })

  it('tells the worst first, and holds nothing back by a cooldown but what it would have held back unsnoozed', async () => {
    const rule = await story.zoneWith({ cooldownMinutes: 60 })
    await story.at.silence({ id: rule.zoneId }, { minutes: 240, isSnooze: true })
    story.at.clock.pass(10)
    const minor = await story.comes({ title: 'Shots in the air', severity: 'minor' })
    story.at.clock.pass(10)
    const worst = await story.comes({ title: 'A mass attack', severity: 'extreme' })
    story.at.clock.pass(90)
    const later = await story.comes({ title: 'Shots', severity: 'moderate' })
    expect(await story.becameOf(minor, rule.id)).toMatch(/^snoozed/)
    await tick(130)
    const became = () => Promise.all([minor, worst, later].map((id) => story.becameOf(id, rule.id)))
    const cooling = 'cooling down: it told of another incident 10 min apart, cooldown 60 min'
    expect(await became()).toEqual([cooling, 'told', 'told'])
    await tick(12 * hour)
    expect(await became()).toEqual([cooling, 'told', 'told'])
  })

  it('tells what a newer version of the rule would have told, whatever the older one told of it', async () => {
    const rule = await story.zoneWith({})
    const id = await story.comes({ title: 'Shots' })
    await story.at.rules.change({ name: 'Anew' }, { id: rule.id, who: officer, ifMatch: '"1"' })
    await story.at.silence({ id: rule.zoneId }, { minutes: 60, isSnooze: true })
    await story.corrected(id, { severity: 'extreme' })
    await tick(hour)
    await tick(0)
    expect(await story.timesTold(rule.id)).toHaveLength(2)
  })

  it('tells of a threat when the snooze ends, though meanwhile the rule was to wait for its window', async () => {
    const rule = await story.zoneWith({ kinds: null })
    await story.at.silence({ id: rule.zoneId }, { minutes: 60, isSnooze: true })
    const opens = new Date(story.at.clock.ms() + 48 * 3_600_000).toISOString()
    await story.comes({ title: 'A plot', kind: 'threat', type: 'plot', occurredFrom: opens })
    const change = (leadHours: number | null, version: number) =>
      story.at.rules.change({ leadHours }, { id: rule.id, who: officer, ifMatch: `"${version}"` })
    await change(6, 1)
    await change(null, 2)
    await tick(hour)
    expect(await story.timesTold(rule.id)).toEqual([story.at.clock.now()])
  })

  it('wakes nobody where the snooze ends in quiet hours, but tells when those end', async () => {
    const night = { timeZone: 'Asia/Damascus', spans: [{ days: [...weekdays], from: '22:00', to: '06:00' }] }
    const rule = await story.zoneWith({ quietHours: night, cooldownMinutes: 60 })
    until('2027-01-11T18:00:00Z')
    await story.at.silence({ id: rule.zoneId }, { minutes: 120, isSnooze: true })
    story.at.clock.pass(30)
    const first = await story.comes({ title: 'Shots' })
    story.at.clock.pass(1)
    const second = await story.comes({ title: 'More shots' })
    await tick(89)
    const waits = 'quiet hours: Mon 23:00 in Asia/Damascus, told 2027-01-12 03:00Z if it still holds'
    expect(await story.becameOf(first, rule.id)).toBe(waits)
    await story.at.rules.change({ name: 'Anew' }, { id: rule.id, who: officer, ifMatch: '"1"' })
    expect(await story.becameOf(first, rule.id)).toBe(waits)
    await tick(7 * hour)
    expect(await story.timesTold(rule.id)).toEqual(['2027-01-12T03:00:00.000Z'])
    expect(await story.becameOf(second, rule.id)).toMatch(/^cooling down/)
  })
})

describe('quiet hours', () => {
  const night = { timeZone: 'UTC', spans: [{ days: [...weekdays], from: '22:00', to: '06:00' }] }
  const checkIn = { types: ['other' as const], absence: { hours: 6, sources: ['Patrol 3'] }, quietHours: night }
  const check = (source: string) => story.comes({ title: 'All quiet', type: 'other', source })

  it('keep a check-in that is missed at night until morning, and tell it then where it is still missed', async () => {
    const rule = await story.zoneWith(checkIn)
    until('2027-02-01T20:00:00Z')
    await check('Patrol 3')
    await tick(6 * hour)
    await tick(3 * hour + 59)
    expect(await story.timesTold(rule.id)).toEqual([])
    await tick(1)
    for (const minutes of [0, 1, 20 * hour]) await tick(minutes)
    expect(await story.timesTold(rule.id)).toEqual(['2027-02-02T06:00:00.000Z'])
  })

  it('tell of none that came in before morning, and of the next one by day at once', async () => {
    const rule = await story.zoneWith(checkIn)
    until('2027-03-01T20:00:00Z')
    await check('Patrol 3')
    await tick(6 * hour)
    story.at.clock.pass(2 * hour)
    await check('Patrol 3')
    await tick(1)
    await tick(2 * hour)
    await tick(4 * hour)
    expect(await story.timesTold(rule.id)).toEqual(['2027-03-02T10:01:00.000Z'])
  })

  it('keep the silence of a feed and a threat that is near until morning, but no attack that is over', async () => {
    const rule = await story.zoneWith({ types: ['feed-silent', 'plot', 'ambush'], quietHours: night, freshHours: 1 })
    const threats = await story.zoneWith({ leadHours: 6, quietHours: night })
    until('2027-04-05T23:00:00Z')
    const [still, over] = [await story.comes(silent), await story.comes(silent)]
    const opens = new Date(story.at.clock.ms() + 8 * 3_600_000).toISOString()
    const plot = await story.comes({ title: 'A plot', kind: 'threat', type: 'plot', occurredFrom: opens })
    const attack = await story.comes({ title: 'Shots' })
    expect(await story.becameOf(attack, rule.id)).toMatch(/^quiet hours.*, when the rule tells nothing$/)
    await tick(3 * hour)
    await story.corrected(over, { occurredTo: story.at.clock.now() })
    await tick(4 * hour)
    await tick(0)
    const became = [still, over].map((id) => story.becameOf(id, rule.id))
    expect(await Promise.all(became)).toEqual(['told', expect.stringMatching(/^stale/)])
    expect(await story.timesTold(rule.id)).toEqual(['2027-04-06T06:00:00.000Z'])
    expect(await story.becameOf(plot, threats.id)).toBe('told')
    expect(await story.timesTold(threats.id)).toEqual(['2027-04-06T06:00:00.000Z'])
  })
  const silent = { title: 'The feed is silent', type: 'feed-silent' }
})
