import { describe, expect, it } from 'vitest'
import { subject } from '../example.js'
import type { Counted } from './happened.js'
import type { Subject } from './stage.js'
import { Tally } from './tally.js'

const rule = { ...subject.rule, count: { atLeast: 3, withinMinutes: 30 } }
const few = { fired: false, stages: [{ stage: 'count', code: 'rule.countFew' }] } as const
const reached = { fired: true, stages: [{ stage: 'count', code: 'rule.countReached' }] } as const
const unmet = { fired: false, stages: [{ stage: 'severity', code: 'rule.severityLow' }] } as const

function of(id: string, more: Partial<Subject['incident']> = {}, counted: readonly Counted[] = []): Subject {
  return { ...subject, incident: { ...subject.incident, id, ...more }, rule, memory: { ...subject.memory, counted } }
}

/** How many count beside an incident, and whether the rule has told of any of them. */
function beside(tally: Tally, it: Subject) {
  const others = tally.beside(it)
  return [others?.many(-Infinity, Infinity), others?.isTold(-Infinity, Infinity)]
}

const stored = (incidentId: string): Counted => ({ incidentId, at: subject.incident.occurredFrom, told: false })

describe('what counts beside an incident', () => {
  it('is what met the rule so far and what is stored, each once, and never itself', () => {
    const tally = new Tally()
    tally.note(of('a'), few)
    tally.note(of('b'), unmet)
    expect(beside(tally, of('c', {}, ['a', 'b', 'c', 'd'].map(stored)))).toEqual([2, false])
    expect(beside(tally, of('a'))).toEqual([0, false])
  })

  it('is as its last revision has it, and told of for good', () => {
    const tally = new Tally()
    tally.note(of('a'), reached)
    tally.note(of('a'), few)
    expect(beside(tally, of('b'))).toEqual([1, true])
    tally.note(of('a'), unmet)
    expect(beside(tally, of('b'))).toEqual([0, false])
  })

  it('is real beside what is real and played beside what is played, whatever it was held to be first', () => {
    const tally = new Tally()
    tally.note(of('a'), few)
    tally.note(of('a', { exercise: true }), few)
    expect(beside(tally, of('b'))).toEqual([0, false])
    expect(beside(tally, of('b', { exercise: true }))).toEqual([1, false])
  })

  it('is nothing that lies elsewhere by now', () => {
    const tally = new Tally()
    tally.note(of('a'), few)
    tally.drop(rule, 'a')
    expect(beside(tally, of('b', {}, [stored('a')]))).toEqual([0, false])
  })

  it('is not asked of a rule that does not count', () => {
    expect(new Tally().beside(subject)).toBeUndefined()
  })
})
