import { startPostgres } from '@cordon/test/postgres'
import { describe, expect, it } from 'vitest'
import { PostponedTimers } from '../postponed/postponed.timers.js'
import { ambush, officer, pipelineAt } from '../ingest/ingest.fixture.js'
import { incidentPatch } from '../wire/index.js'
import { hour, timeline } from './timeline.fixture.js'

const story = timeline(startPostgres)

describe('a rule that waits for the window of a threat', () => {
  /** One look at the clocks, by a server that has just started. */
  async function tick(minutes: number): Promise<void> {
    story.at.clock.pass(minutes)
    await new PostponedTimers(
      story.own.database,
      story.at.clock,
      pipelineAt(story.own.database, story.at.clock).ingest,
    ).pass()
  }
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
    const atOnce = await story.zoneWith({})
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
  })

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
