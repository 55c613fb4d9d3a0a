import type { Rule } from '@cordon/alerts'
import { startPostgres } from '@cordon/test/postgres'
import { describe, expect, it } from 'vitest'
import { AbsenceTimers } from '../absence/absence.timers.js'
import { officer } from '../ingest/ingest.fixture.js'
import { hour, timeline } from './timeline.fixture.js'

const story = timeline(startPostgres)
const day = 24 * hour
const edit = (id: string, ifMatch = '*') => ({ id, who: officer, ifMatch })
const archive = ({ zoneId }: Rule) => story.at.zones.archive(edit(zoneId))
const restore = ({ zoneId }: Rule) => story.at.zones.restore(edit(zoneId))

describe('a zone that was archived and is brought back', () => {
  it('alerts by the rules that were on, of what comes from then on', async () => {
    const rule = await story.zoneWith({})
    const off = await story.zoneWith({ enabled: false })
    expect(await archive(rule)).toMatchObject({ ok: true })
    await archive(off)
    const meanwhile = await story.comes({ title: 'While nobody watched' })
    expect(await restore(rule)).toMatchObject({ ok: true, value: { version: 3, archived: false, recordedBy: 'dana' } })
    await restore(off)
    const after = await story.comes({ title: 'After it' })
    expect(await story.becameOf(after, rule.id)).toBe('told')
    expect(await story.timesTold(rule.id)).toHaveLength(1)
    expect(await story.becameOf(meanwhile, rule.id)).not.toBe('told')
    expect(await story.timesTold(off.id)).toEqual([])
  })

  it('is told with its rules to every page, which held neither', async () => {
    const rule = await story.zoneWith({})
    await archive(rule)
    const told = async () => {
      const text = `select kind, (body->>'seq')::int = seq as placed, body->>'archived' as archived from change
        where id = any($1::uuid[]) order by seq`
      return story.own.database.query({ name: null, text, values: [[rule.id, rule.zoneId]] })
    }
    const before = (await told()).length
    await restore(rule)
    expect((await told()).slice(before)).toEqual([
      { kind: 'zone', placed: true, archived: 'false' },
      { kind: 'rule', placed: true, archived: null },
    ])
  })

  it('waits for silence from then on, and tells of none that it did not listen for', async () => {
    const rule = await story.zoneWith({ absence: { hours: 6 } })
    const timers = new AbsenceTimers(story.own.database, story.at.clock, story.at.ingest)
    await archive(rule)
    story.at.clock.pass(30 * day)
    await restore(rule)
    await timers.pass()
    expect(await story.timesTold(rule.id)).toEqual([])
    story.at.clock.pass(6 * hour)
    await timers.pass()
    expect(await story.timesTold(rule.id)).toEqual([story.at.clock.now()])
  })

  it('knows what came meanwhile where a rule asks what is usual', async () => {
    const rule = await story.zoneWith({ trend: { withinDays: 1, atLeast: 2 } })
    await archive(rule)
    for (let n = 0; n < 24; n += 1) {
      await story.comes({ title: 'Shots, as twice a day' })
      story.at.clock.pass(day / 2)
    }
    await restore(rule)
    expect(await story.played(rule.id, [{ title: 'Shots' }])).toEqual([
      expect.stringMatching(/^Shots: as usual: 2 in 1 d, 1\.9 are usual/),
    ])
  })

  it('is brought back with no rule that is on and goes by a calendar that is gone', async () => {
    const event = 'UID:1\nSUMMARY:Feast\nDTSTART;VALUE=DATE:20300101'
    const { id } = await story.at.calendar(`BEGIN:VCALENDAR\nBEGIN:VEVENT\n${event}\nEND:VEVENT\nEND:VCALENDAR\n`)
    const hours = { timeZone: 'UTC', spans: [], calendars: [{ id, when: 'not' as const }] }
    const rule = await story.zoneWith({ name: 'By feasts', hours })
    const off = await story.zoneWith({ hours, enabled: false })
    for (const it of [rule, off]) await archive(it)
    expect(await story.at.calendars.archive(edit(id))).toMatchObject({ ok: true })
    const detail = expect.stringMatching(/^The rule By feasts of Prison goes by a calendar that is archived/)
    expect(await restore(rule)).toMatchObject({ failure: { code: 'wrong-state', detail } })
    expect(await restore(off)).toMatchObject({ ok: true })
  })

  it('is brought back once, from the version that was seen, by whoever may change it', async () => {
    const rule = await story.zoneWith({})
    expect(await restore(rule)).toMatchObject({ failure: { detail: 'Prison is not archived.' } })
    await archive(rule)
    const { zones } = story.at
    expect(await zones.restore(edit(rule.zoneId, '"1"'))).toMatchObject({ failure: { code: 'stale-etag' } })
    const other = { ...officer, id: '018f0000-0000-7000-8000-000000000002', name: 'omar' }
    const asOther = { ...edit(rule.zoneId), who: other }
    expect(await zones.restore(asOther)).toMatchObject({ failure: { code: 'not-allowed' } })
    expect(await zones.restore(edit(rule.zoneId, '"2"'))).toMatchObject({ ok: true })
  })
})
