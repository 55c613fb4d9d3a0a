import { severities, severityRank, type Severity } from '@cordon/alerts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anAlert } from '../world/samples.js'
import { callsOf, type Call } from './calls.js'
import { gapMs, hear, hearBoth, neitherHeard, nothingHeard, repeatMs, type Hearing, type Scene } from './hearing.js'

const call = (key: string, severity: Severity = 'severe', group = 'gate'): Call => ({
  key,
  severity,
  group,
  exercise: false,
})

/** What is played over some scenes, each as `second severity`. */
function played(scenes: readonly Scene[]): readonly string[] {
  let hearing: Hearing = nothingHeard
  return scenes.flatMap((it) => {
    const next = hear(hearing, it)
    hearing = next.hearing
    return next.play === null ? [] : [`${it.nowMs / 1000} ${next.play}`]
  })
}
/** A scene a second, as the page looks at it. */
const seconds = (count: number, at: (second: number) => Omit<Scene, 'nowMs'>): readonly Scene[] =>
  Array.from({ length: count }, (_, second) => ({ ...at(second), nowMs: second * 1000 }))
const plain = { flood: false, settled: true } as const

describe('what sounds', () => {
  it('comes at once, and again and again until somebody has it', () => {
    const scenes = seconds(60, (second) => ({ ...plain, calls: second < 45 ? [call('a')] : [] }))
    expect(played(scenes)).toEqual(['0 severe', '20 severe', '40 severe'])
  })

  it('is the worst of what waits, whatever came last', () => {
    const scenes = seconds(16, (second) => ({
      ...plain,
      calls: second < 5 ? [call('a', 'extreme')] : [call('a', 'extreme'), call('b', 'minor')],
    }))
    expect(played(scenes)).toEqual(['0 extreme', '5 minor', '10 extreme'])
  })

  it('comes once for all that came while the page was away', () => {
    const many = ['a', 'b', 'c'].map((key) => call(key, 'moderate'))
    const scenes = seconds(30, (second) => ({ ...plain, settled: second >= 10, calls: second < 3 ? [] : many }))
    expect(played(scenes)).toEqual(['10 moderate'])
  })

  it('goes on for what was known while the page is away', () => {
    const scenes = seconds(30, (second) => ({ ...plain, settled: second < 5, calls: [call('a')] }))
    expect(played(scenes)).toEqual(['0 severe', '20 severe'])
  })

  it('waits a moment after a sound, and comes once for what came meanwhile', () => {
    const calls = [call('a'), call('b'), call('c')]
    const scenes = seconds(6, (second) => ({ ...plain, calls: calls.slice(0, second + 1) }))
    expect(played(scenes)).toEqual(['0 severe', '3 severe'])
  })

  it('is not put off by lesser ones that keep coming', () => {
    const scenes = seconds(25, (second) => {
      const lesser = Array.from({ length: Math.floor(second / 3) }, (_, at) => call(`minor ${at}`, 'minor'))
      return { ...plain, calls: [call('a', 'extreme'), ...lesser] }
    })
    expect(played(scenes).filter((it) => it.endsWith('extreme'))).toEqual(['0 extreme', '12 extreme', '24 extreme'])
  })

  it('comes once a group in a flood, and again for something worse in it', () => {
    const calls = [call('a'), call('b'), call('c', 'severe', 'yard'), call('d', 'minor', 'yard'), call('e', 'extreme')]
    const scenes = seconds(16, (second) => ({ settled: true, flood: true, calls: calls.slice(0, 1 + second / 3) }))
    expect(played(scenes)).toEqual(['0 severe', '6 severe', '12 extreme'])
  })

  it('comes again in a flood for a group in which everything had been taken', () => {
    const scenes = seconds(12, (second) => {
      const calls = second < 4 ? [call('a')] : second < 6 ? [] : [call('b')]
      return { settled: true, flood: true, calls: [...calls, call('other', 'minor', 'yard')] }
    })
    expect(played(scenes)).toEqual(['0 severe', '6 severe'])
  })

  it('is nothing for what cleared, what is put aside, and what this person has acknowledged', () => {
    const at = '2021-11-09T06:05:00.000Z'
    const alerts = [
      anAlert({ id: 'calls' }),
      anAlert({ id: 'cleared', clearedAt: at, clearedBecause: 'refuted' }),
      anAlert({ id: 'shelved', state: 'shelved' }),
      anAlert({ id: 'half', acknowledgements: [{ id: 'me', by: 'dana', at }] }),
    ]
    expect(callsOf(alerts, 'me').map(({ key }) => key.split(' ')[0])).toEqual(['calls'])
    expect(callsOf(alerts, 'you').map(({ key }) => key.split(' ')[0])).toEqual(['calls', 'half'])
  })

  it('calls anew when it comes back to wait', () => {
    const [first] = callsOf([anAlert()], 'me')
    const [second] = callsOf([anAlert({ returnedAt: '2021-11-09T08:00:00.000Z' })], 'me')
    expect(first?.key).not.toBe(second?.key)
  })
})

describe('whatever comes', () => {
  const stories = fc.array(
    fc.record({
      calls: fc.uniqueArray(
        fc.record({
          key: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'),
          severity: fc.constantFrom(...severities),
          group: fc.constantFrom('gate', 'yard'),
          exercise: fc.constant(false),
        }),
        { selector: ({ key }) => key, maxLength: 8 },
      ),
      flood: fc.boolean(),
      settled: fc.boolean(),
    }),
    { minLength: 1, maxLength: 60 },
  )

  it('no sound comes twice within the gap, and none where nothing waits', () => {
    fc.assert(
      fc.property(stories, (story) => {
        let [hearing, last] = [nothingHeard, -Infinity]
        for (const [second, it] of story.entries()) {
          const nowMs = second * 1000
          const next = hear(hearing, { ...it, nowMs })
          hearing = next.hearing
          if (next.play === null) continue
          expect(it.calls.map(({ severity }) => severity)).toContain(next.play)
          expect(nowMs - last).toBeGreaterThanOrEqual(gapMs)
          last = nowMs
        }
      }),
    )
  })

  it('nothing that goes on waiting stays unheard for longer than its time', () => {
    fc.assert(
      fc.property(stories, fc.constantFrom(...severities), (story, severity) => {
        const waits = call('waits', severity, 'tower')
        const scenes = seconds(400, (second) => {
          const it = story[second] ?? { calls: [], flood: false }
          return { ...it, settled: true, calls: [...it.calls, waits] }
        })
        const heard = played(scenes).map((it) => ({ at: parseInt(it), rank: rankIn(it) }))
        const own = heard.filter(({ rank }) => rank >= severityRank(severity)).map(({ at }) => at)
        expect(own[0]).toBeLessThanOrEqual(gapMs / 1000 + 1)
        for (const [n, at] of own.entries()) {
          const next = own[n + 1] ?? 400
          expect(next - at).toBeLessThanOrEqual((repeatMs[severity] + gapMs) / 1000 + 1)
        }
      }),
      { numRuns: 40 },
    )
  })
})

describe('an exercise', () => {
  const drill = { ...call('drill', 'extreme'), exercise: true }
  const both = (count: number, calls: readonly Call[]) => {
    let heard = neitherHeard
    return seconds(count, () => ({ ...plain, calls })).flatMap((it) => {
      const next = hearBoth(heard, it)
      heard = next.heard
      return next.play === null ? [] : [`${it.nowMs / 1000} ${next.play}`]
    })
  }

  it('has a sound of its own, however bad what is played is', () => {
    expect(both(15, [drill])).toEqual(['0 exercise', '10 exercise'])
  })

  it('is never heard over what is real, and changes nothing about that', () => {
    const real = both(45, [call('a')])
    const mixed = both(45, [drill, call('a')])
    expect(mixed.filter((it) => !it.endsWith('exercise'))).toEqual(real)
  })
})

function rankIn(text: string): number {
  const severity = severities.find((it) => text.endsWith(it))
  return severity === undefined ? -1 : severityRank(severity)
}
