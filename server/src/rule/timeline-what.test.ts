import { startPostgres } from '@cordon/test/postgres'
import { describe, expect, it } from 'vitest'
import { timeline } from './timeline.fixture.js'

const story = timeline(startPostgres)

describe('a rule that asks for more the farther away', () => {
  it('tells of a moderate attack at the gate, and far away of the worst alone', async () => {
    const rings = [
      { withinMetres: 5_000, minSeverity: 'moderate' as const },
      { withinMetres: 40_000, minSeverity: 'extreme' as const },
    ]
    const rule = await story.zoneWith({ rings })
    const events = [
      { title: 'Shots at the gate', severity: 'moderate', km: 1.5 },
      { title: 'A quarrel at the gate', severity: 'minor', km: 1.5 },
      { title: 'A convoy ambushed 20 km away', severity: 'severe', km: 21 },
      { title: 'A mass attack 20 km away', severity: 'extreme', km: 21 },
      { title: 'A mass attack 45 km away', severity: 'extreme', km: 46 },
    ]
    expect((await story.played(rule.id, events)).join('\n')).toMatch(
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
    const rule = await story.zoneWith({ minOrigins: 2 })
    const id = await story.comes({ title: 'Ambush', source: 'RIC' })
    expect(await story.becameOf(id, rule.id)).toBe('too few origins: 1, the rule asks for 2 independent ones or more')
    await story.reports(id, 'RIC')
    expect(await story.becameOf(id, rule.id)).toBe('too few origins: 1, the rule asks for 2 independent ones or more')
    await story.reports(id, 'SOHR')
    expect(await story.becameOf(id, rule.id)).toBe('told')
    await story.reports(id, 'North Press')
    expect(await story.becameOf(id, rule.id)).toBe('told')
  })
})

describe('a rule of actors and words', () => {
  it('tells of those alone, in whatever spelling', async () => {
    const rule = await story.zoneWith({ actors: ['Islamic State', 'IS'], words: ['prison', 'سجن'] })
    const events = [
      { title: 'IS storms the prison', actors: ['Islamic State (IS)'] },
      { title: 'Drone over the prison', actors: ['Turkey'] },
      { title: 'Raid on a village', actors: ['IS'] },
      { title: 'هجوم على السجن', actors: ['IS'] },
      { title: 'Shots at the prison' },
    ]
    expect(await story.played(rule.id, events)).toEqual([
      'IS storms the prison: told',
      'Drone over the prison: other actor: Turkey, the rule takes Islamic State, IS',
      'Raid on a village: no such word: it says none of prison, سجن',
      'هجوم على السجن: told',
      'Shots at the prison: other actor: none, the rule takes Islamic State, IS',
    ])
  })
})
