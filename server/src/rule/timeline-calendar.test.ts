import { instantOf, weekdays } from '@cordon/alerts'
import { startPostgres } from '@cordon/test/postgres'
import { describe, expect, it } from 'vitest'
import { ambush, officer } from '../ingest/ingest.fixture.js'
import { PostponedTimers } from '../postponed/postponed.timers.js'
import { hour, timeline } from './timeline.fixture.js'

const story = timeline(startPostgres)

/** As `.ics` has it. */
const basic = (ms: number) => instantOf(ms).replace(/[-:]|\.\d+/g, '')
const inHours = (hours: number) => story.at.clock.ms() + hours * hour * 60_000
/** As sentences have it on the same day, and on another one. */
const clock = (ms: number) => `${instantOf(ms).slice(11, 16)}Z`
const dayAndClock = (ms: number) => `${instantOf(ms).slice(0, 10)} ${clock(ms)}`

function text(what: string, fromMs: number, toMs: number): string {
  const event = `UID:1\nSUMMARY:${what}\nDTSTART:${basic(fromMs)}\nDTEND:${basic(toMs)}`
  return `BEGIN:VCALENDAR\nBEGIN:VEVENT\n${event}\nEND:VEVENT\nEND:VCALENDAR\n`
}

const anyHour = { timeZone: 'UTC', spans: [] }

/** Makes a text one that nobody can read. */
function spoil(source: string): Promise<unknown> {
  const text = 'update calendar_source set source = $2 where source = $1'
  return story.own.database.query({ name: null, text, values: [source, 'lost'] })
}

describe('a rule that goes by a calendar', () => {
  it('has it read when the server starts, before anything comes in', async () => {
    const month = 31 * 24
    const source = text('Inspection', inHours(month), inHours(month + 4))
    const { id } = await story.at.calendar(source, 'Inspections')
    const rule = await story.zoneWith({ hours: { ...anyHour, calendars: [{ id, when: 'not' }] } })
    story.at.clock.pass((month + 1) * hour)
    await story.at.calendars.readAhead()
    await spoil(source)
    const incident = await story.comes({ title: 'Amid the inspection' })
    expect(await story.becameOf(incident, rule.id)).toMatch(/^out of hours: Inspection until /)
  })

  it('tells rather than not while the calendar cannot be read', async () => {
    const month = 31 * 24
    const source = text('Guard', inHours(month), inHours(month + 4))
    const { id } = await story.at.calendar(source, 'Guard')
    const own = (when: 'only' | 'not') => ({ ...anyHour, calendars: [{ id, when }] })
    const rules = [
      await story.zoneWith({ hours: own('only') }),
      await story.zoneWith({ hours: own('not') }),
      await story.zoneWith({ quietHours: own('only') }),
      await story.zoneWith({ quietHours: own('not') }),
    ]
    // Whatever was found of it before is for the time about then.
    story.at.clock.pass((month + 1) * hour)
    await spoil(source)
    const incident = await story.comes({ title: 'Amid the guard' })
    for (const { id: ruleId } of rules) expect(await story.becameOf(incident, ruleId)).toBe('told')
  })

  it('tells on its days alone, or on all others, and says which event it was', async () => {
    const [from, to] = [inHours(2), inHours(4)]
    const { id, version } = await story.at.calendar(text('Visiting day', from, to), 'Visits')
    const rule = await story.zoneWith({ hours: { ...anyHour, calendars: [{ id, when: 'only' }] } })
    const others = await story.at.rules.create(
      rule.zoneId,
      { name: 'On other days', quietHours: { ...anyHour, calendars: [{ id, when: 'only' }] } },
      officer,
    )
    const otherId = others.ok ? others.value.id : ''
    const early = await story.comes({ title: 'An hour before' })
    story.at.clock.pass(3 * hour)
    const amid = await story.comes({ title: 'Amid the visits' })
    story.at.clock.pass(hour)
    const late = await story.comes({ title: 'As they end' })
    expect(version).toBe(1)
    for (const it of [early, late]) {
      expect(await story.becameOf(it, rule.id)).toBe('out of hours: nothing is on in the calendar Visits (1)')
      expect(await story.becameOf(it, otherId)).toBe('told')
    }
    expect(await story.becameOf(amid, rule.id)).toBe('told')
    expect(await story.becameOf(amid, otherId)).toBe(
      `quiet hours: Visiting day until ${clock(to)}, says the calendar Visits (version 1)`,
    )
  })

  it('is quiet at night, but not in a night of the calendar', async () => {
    story.at.clock.pass((Date.parse('2026-11-20T12:00:00Z') - story.at.clock.ms()) / 60_000)
    const [from, to] = [Date.parse('2026-11-21T00:00:00Z'), Date.parse('2026-11-22T00:00:00Z')]
    const { id } = await story.at.calendar(text('Transfer', from, to), 'Transfers')
    const nights = { timeZone: 'UTC', spans: [{ days: [...weekdays], from: '22:00', to: '06:00' }] }
    const rule = await story.zoneWith({ quietHours: { ...nights, calendars: [{ id, when: 'not' }] } })
    const lines = await story.played(rule.id, [
      { title: 'Friday 23:00', after: 11 * hour },
      { title: 'Saturday 01:00', after: 2 * hour },
      { title: 'Sunday 01:00', after: 24 * hour },
    ])
    expect(lines).toEqual([
      'Friday 23:00: quiet hours: Fri 23:00 in UTC, when the rule tells nothing',
      'Saturday 01:00: told',
      'Sunday 01:00: quiet hours: Sun 01:00 in UTC, when the rule tells nothing',
    ])
  })

  it('keeps what still holds for the next event, and tells it earlier where a new version begins earlier', async () => {
    const timers = new PostponedTimers(story.own.database, story.at.clock, story.at.ingest)
    const calendar = await story.at.calendar(text('Guard change', inHours(30), inHours(31)), 'Guards')
    const { id } = calendar
    const rule = await story.zoneWith({ leadHours: 6, hours: { ...anyHour, calendars: [{ id, when: 'only' }] } })
    const said = { kind: 'threat', type: 'plot', uncertaintyMetres: 100, occurredTo: instantOf(inHours(40)) }
    const [kept] = await story.at.report(
      ambush(story.longitude, 10, { ...said, title: 'Plot', occurredFrom: instantOf(inHours(1)) }),
    )
    const threat = kept?.ok === true ? kept.incident.id : ''
    const again = dayAndClock(inHours(30))
    expect(await story.becameOf(threat, rule.id)).toBe(
      `out of hours: nothing is on in the calendar Guards (1); told ${again} if it still holds`,
    )
    story.at.clock.pass(hour)
    const source = text('Guard change', inHours(2), inHours(3))
    await story.at.calendars.change({ source }, { id, who: officer, ifMatch: '"1"' })
    await timers.pass()
    expect(await story.becameOf(threat, rule.id)).toBe(
      `out of hours: nothing is on in the calendar Guards (2); told ${clock(inHours(2))} if it still holds`,
    )
    story.at.clock.pass(2 * hour)
    await timers.pass()
    expect(await story.becameOf(threat, rule.id)).toBe('told')
    expect(await story.isExplained(threat, rule.id)).toBe(true)
  })

  it('names an event whose long name ends amid a character, and goes on hearing', async () => {
    const { id } = await story.at.calendar(text(`${'a'.repeat(199)}😀`, inHours(-1), inHours(4)), 'Long names')
    const rule = await story.zoneWith({ quietHours: { ...anyHour, calendars: [{ id, when: 'only' }] } })
    expect(await story.becameOf(await story.comes({ title: 'In it' }), rule.id)).toContain('aaa until')
  })

  it('is explained by the version that held when it heard', async () => {
    const [from, to] = [inHours(-1), inHours(4)]
    const { id } = await story.at.calendar(text('Eid al-Adha', from, to))
    const rule = await story.zoneWith({ quietHours: { ...anyHour, calendars: [{ id, when: 'only' }] } })
    story.at.clock.pass(1)
    const incident = await story.comes({ title: 'On the feast' })
    story.at.clock.pass(1)
    await story.at.calendars.change(
      { source: text('Another day', inHours(50), inHours(60)) },
      { id, who: officer, ifMatch: '*' },
    )
    expect(await story.becameOf(incident, rule.id)).toBe(
      `quiet hours: Eid al-Adha until ${clock(to)}, says the calendar Holidays (version 1)`,
    )
    expect(await story.becameOf(await story.comes({ title: 'After the change' }), rule.id)).toBe('told')
  })
})
