import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decide } from '../engine.js'
import { ambush, anyRule, subject } from '../example.js'
import type { Rule } from '../model.js'
import { instantMs, instantOf } from '../time.js'
import { isHeard, spellsBetween } from './absence.js'
import { silenceKey } from './missed.js'

const rule: Rule = { ...anyRule, types: ['arrest'], minGrade: 'C3', absence: { hours: 6, sources: ['Patrol 3'] } }
const message = { by: 'patrol 3' }
const incident = { ...ambush, type: 'arrest', message } as const
const since = '2021-11-08T14:00:00.000Z'
const silence = {
  ...ambush,
  ...({
    type: 'nothing-heard',
    externalId: silenceKey(rule.id, since),
    grade: 'F6',
    occurredFrom: subject.now,
  } as const),
}

function became(over: object, asked: Rule = rule) {
  const decision = decide({ ...subject, rule: asked, incident: { ...incident, ...over } })
  return [decision.fired, isHeard(decision), decision.stages.at(-1)?.code]
}

describe('a rule that waits for silence', () => {
  it.each([
    ['hears a message that meets it, from whom it waits for', {}, [false, true, 'rule.absenceHeard']],
    ['does not hear others', { message: { by: 'Patrol 4' } }, [false, false, 'rule.absenceOther']],
    ['does not hear nobody', { message: { by: null } }, [false, false, 'rule.absenceUnnamed']],
    ['does not hear what a person corrects', { message: undefined }, [false, false, 'rule.absenceNoMessage']],
    ['does not hear what is played', { exercise: true }, [false, false, 'rule.absencePlayed']],
    ['does not hear of what it does not ask for', { type: 'ied' }, [false, false, 'rule.typeOther']],
  ])('%s', (_, over, expected) => {
    expect(became(over)).toEqual(expected)
  })

  it('tells its own silence, whatever it asks of messages, and not when that is over', () => {
    expect(became(silence)).toEqual([true, false, 'rule.noCooldown'])
    expect(became({ ...silence, occurredTo: subject.now })).toEqual([false, false, 'rule.absenceEnded'])
  })

  it('does not tell the silence of another rule, nor any once it waits no more', () => {
    expect(became({ ...silence, externalId: silenceKey('other', since) })).toEqual([false, false, 'rule.typeOther'])
    expect(became(silence, anyRule)).toEqual([false, false, 'rule.typeUnnamed'])
  })
})

/** A clock that is looked at every minute, as the house looks at it. */
function ticked(heardMs: readonly number[], hours: number, untilMs: number): readonly number[] {
  const told: number[] = []
  let [since, isTold] = [Number.NaN, false]
  for (let ms = 0; ms <= untilMs; ms += 60_000) {
    if (heardMs.includes(ms)) [since, isTold] = [ms, false]
    if (!isTold && ms - since >= hours * 3_600_000) {
      told.push(ms)
      isTold = true
    }
  }
  return told
}

it('misses what a clock that runs with the messages misses, once each', () => {
  // Some come at the very minute at which they would be missed.
  const minute = fc.oneof(
    fc.nat(2_000),
    fc.nat(160).map((n) => n * 15),
  )
  const minutes = fc.uniqueArray(minute, { maxLength: 20 }).map((list) => list.toSorted((a, b) => a - b))
  fc.assert(
    fc.property(minutes, fc.constantFrom(0.25, 1, 6), (list, hours) => {
      const heard = list.map((minute) => minute * 60_000)
      const spells = spellsBetween(heard.map(instantOf), { hours }, instantOf(2_400 * 60_000))
      expect(spells.map(({ at }) => instantMs(at))).toEqual(ticked(heard, hours, 2_400 * 60_000))
    }),
  )
})
