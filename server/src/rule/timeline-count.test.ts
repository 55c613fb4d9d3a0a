import { startPostgres } from '@cordon/test/postgres'
import { describe, expect, it } from 'vitest'
import { ambush, officer, pipelineAt } from '../ingest/ingest.fixture.js'
import { incidentPatch } from '../wire/index.js'
import { hour, timeline } from './timeline.fixture.js'

const story = timeline(startPostgres)

describe('a rule that waits for several attacks at once', () => {
  it('tells when the third comes within the half hour, once, and of the next burst again', async () => {
    const rule = await story.zoneWith({ count: { atLeast: 3, withinMinutes: 30 } })
    const events = [
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
    expect(await story.played(rule.id, events)).toEqual([
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
    const rule = await story.zoneWith({ count: { atLeast: 3, withinMinutes: 30 } })
    story.at.clock.pass(300)
    const happened = (minutesAgo: number) => ({
      occurredFrom: new Date(story.at.clock.ms() - minutesAgo * 60_000).toISOString(),
      uncertaintyMetres: 100,
    })
    const one = (minutesAgo: number) => ambush(story.longitude, 10, happened(minutesAgo))
    await story.at.report(one(10))
    await story.at.report(one(200), one(120))
    const restarted = pipelineAt(story.own.database, story.at.clock)
    const outcomes = await restarted.report(one(25), one(35), one(20))
    const ids = outcomes.map((it) => (it.ok ? it.incident.id : ''))
    const became = await Promise.all(ids.map((id) => story.becameOf(id, rule.id)))
    expect(became).toEqual([expect.stringMatching(/^already told/), 'told', expect.stringMatching(/^already told/)])
  })

  it('takes back what is refuted', async () => {
    const rule = await story.zoneWith({ count: { atLeast: 2, withinMinutes: 30 } })
    const first = await story.comes({ title: 'Shots' })
    const patch = incidentPatch.parse({ properties: { status: 'refuted' }, reason: 'Fireworks' })
    const entries = [{ what: 'correct', id: first, patch, ifMatch: null } as const]
    await story.at.ingest.submit({ entries, by: 'wire', history: false })
    const lines = await story.played(rule.id, [{ title: 'More shots' }, { title: 'And again' }])
    expect(lines).toEqual(['More shots: too few yet: 1 within 30 min, the rule asks for 2 or more', 'And again: told'])
  })
})

describe('a rule that tells of a rise', () => {
  const day = 24 * hour

  it('tells when more come in a week than were usual in the weeks before it was saved, once', async () => {
    // One a week, as everybody here is used to.
    for (let week = 0; week < 12; week += 1) {
      await story.comes({ title: 'Shots, as in each week' })
      story.at.clock.pass(7 * day)
    }
    const rule = await story.zoneWith({ trend: { withinDays: 7, atLeast: 3 } })
    const usual = (n: number) => `${n} in 7 d, 1 are usual`
    const events = [
      { title: 'Shots, as in each week' },
      { title: 'A car bomb', after: day },
      { title: 'A grenade far away', km: 90, after: 10 },
      { title: 'Shots at night', after: day },
      { title: 'An ambush', after: day },
      { title: 'A bomb on the road', after: day },
      { title: 'Ten days later', after: 10 * day },
    ]
    expect(await story.played(rule.id, events)).toEqual([
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
    const rule = await story.zoneWith({ trend: { withinDays: 7, atLeast: 3 } })
    const opens = new Date(story.at.clock.ms() + 300 * 86_400_000).toISOString()
    for (let n = 0; n < 4; n += 1) {
      await story.at.report(
        ambush(story.longitude, 10, { kind: 'threat', type: 'plot', occurredFrom: opens, uncertaintyMetres: 100 }),
      )
    }
    const events = [{ title: 'Shots' }, { title: 'More shots' }, { title: 'A car bomb' }]
    expect((await story.played(rule.id, events)).at(-1)).toBe('A car bomb: told')
    await story.at.rules.change({ name: 'Another name' }, { id: rule.id, who: officer, ifMatch: '"1"' })
    expect(await story.played(rule.id, [{ title: 'And more' }])).toEqual([
      expect.stringMatching(/^And more: already told: 4 in 7 d/),
    ])
  })

  it('tells nothing where so many are usual, and takes back what is refuted', async () => {
    for (let n = 0; n < 24; n += 1) {
      await story.comes({ title: 'Shots, as twice a day' })
      story.at.clock.pass(day / 2)
    }
    const rule = await story.zoneWith({ trend: { withinDays: 1, atLeast: 2 } })
    expect(await story.played(rule.id, [{ title: 'Shots' }])).toEqual([
      expect.stringMatching(/^Shots: as usual: 2 in 1 d, 1\.9 are usual/),
    ])
    const third = await story.comes({ title: 'A third that day' })
    const patch = incidentPatch.parse({ properties: { status: 'refuted' }, reason: 'Fireworks' })
    const entries = [{ what: 'correct', id: third, patch, ifMatch: null } as const]
    await story.at.ingest.submit({ entries, by: 'wire', history: false })
    expect(await story.played(rule.id, [{ title: 'A third after all' }, { title: 'A fourth' }])).toEqual([
      expect.stringMatching(/^A third after all: as usual: 3 in 1 d, 1\.9 are usual/),
      'A fourth: told',
    ])
  })
})
