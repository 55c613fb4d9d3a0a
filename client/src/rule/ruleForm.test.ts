import type { Rule } from '@cordon/alerts'
import { expect, it } from 'vitest'
import { emptyRule, ruleFormOf, ruleSaid } from './ruleForm.js'

const rule: Rule = {
  id: 'rule',
  version: 1,
  seq: 1,
  zoneId: 'zone',
  ownerId: 'me',
  recordedAt: '2021-11-09T06:00:00.000Z',
  name: 'Anything severe',
  enabled: true,
  kinds: ['event'],
  types: ['ambush', 'ied'],
  minSeverity: 'severe',
  minGrade: 'C3',
  certainty: 'possible',
  freshHours: 24,
  escalationId: 'night',
  cooldownMinutes: 30,
}

it('says the rule that it was filled from', () => {
  const { id: _id, version: _version, seq: _seq, zoneId: _zone, ownerId: _owner, recordedAt: _at, ...content } = rule
  expect(ruleSaid(ruleFormOf(rule))).toEqual(content)
})

it('says "any" for what was left open', () => {
  expect(ruleSaid({ ...emptyRule, name: ' All ' })).toMatchObject({
    name: 'All',
    kinds: null,
    types: null,
    minSeverity: null,
    minGrade: null,
  })
})

it('asks for both kinds where a rule names both', () => {
  expect(ruleFormOf({ ...rule, kinds: ['event', 'threat'] }).kind).toBe('')
})
