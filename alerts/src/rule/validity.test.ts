import fc from 'fast-check'
import { expect, it } from 'vitest'
import { decide, explain } from '../engine.js'
import { subject } from '../example.js'
import { instantOf } from '../time.js'
import { standing } from '../zone/standing.js'
import type { Subject } from './stage.js'

const aSubject = (more: Partial<Subject>): Subject => ({ ...subject, ...more })

const [nine, ten, eleven] = [
  '2021-11-08T21:00:00.000Z',
  '2021-11-08T22:00:00.000Z',
  '2021-11-08T23:00:00.000Z',
] as const

it.each([
  ['before its time begins', { from: ten, until: null }, nine, 'rule.validNotYet'],
  ['from the moment at which it begins', { from: ten, until: eleven }, ten, null],
  ['within its time', { from: nine, until: eleven }, ten, null],
  ['from the moment at which it ends', { from: null, until: ten }, ten, 'rule.validNoMore'],
  ['after its time', { from: nine, until: ten }, eleven, 'rule.validNoMore'],
] as const)('tells of a zone with a time of its own %s', (...row) => {
  const [, valid, now, code] = row
  const subject = aSubject({ now, zone: { id: 'zone-1', version: 3, name: 'Fair', valid } })
  const decision = decide(subject)
  expect([decision.fired, decision.stages.at(-1)?.code === code]).toEqual([code === null, code !== null])
  const said = explain(subject).stages.find(({ stage }) => stage === 'validity')
  expect(said?.code).toBe(code ?? 'rule.validNow')
})

it('asks for the time at which it was heard of, where it is explained afterwards', () => {
  const zone = { id: 'zone-1', version: 3, name: 'Fair', valid: { from: nine, until: ten } }
  expect(explain(aSubject({ now: eleven, heardAt: nine, zone })).fired).toBe(true)
})

it('says nothing of zones that are always watched', () => {
  expect(explain(aSubject({})).stages.map(({ stage }) => stage)).not.toContain('validity')
})

it('is one span: before, then valid, then after', () => {
  const at = fc.integer({ min: 0, max: 1_000 })
  fc.assert(
    fc.property(fc.tuple(at, at), fc.tuple(at, at), ([a, b], [c, d]) => {
      const [from = 0, until = 0] = [a, b].sort((x, y) => x - y)
      const valid = { from: instantOf(from), until: instantOf(until) }
      const order = ['before', 'valid', 'after']
      const [earlier, later] = [c, d].sort((x, y) => x - y).map((ms) => order.indexOf(standing(valid, ms)))
      expect(earlier).toBeLessThanOrEqual(later ?? 0)
      expect(standing(valid, c) === 'valid').toBe(c >= from && c < until)
    }),
  )
})
