import type { Rule } from '@cordon/alerts'
import { expect, it } from 'vitest'
import { moreFormOf, moreSaid } from './moreForm.js'
import { conditionsOf, emptyRule, ruleFormOf, ruleSaid } from './ruleForm.js'

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
  rings: [
    { withinMetres: 5_000, minSeverity: 'moderate' },
    { withinMetres: 50_000, minSeverity: 'extreme' },
  ],
  minOrigins: 2,
  actors: ['IS', 'Islamic State'],
  words: ['prison'],
  count: { atLeast: 3, withinMinutes: 30 },
  trend: { atLeast: 5, withinDays: 7 },
  absence: { hours: 6, sources: ['Patrol 3'] },
  leadHours: 12,
  hours: { timeZone: 'Asia/Damascus', spans: [{ days: ['Mon', 'Fri'], from: '08:00', to: '16:00' }] },
  quietHours: { timeZone: 'UTC', spans: [{ days: ['Sun'], from: '22:00', to: '06:00' }], tellsFrom: 'extreme' },
}

it('says the rule that it was filled from', () => {
  const { id: _id, version: _version, seq: _seq, zoneId: _zone, ownerId: _owner, recordedAt: _at, ...content } = rule
  expect(ruleSaid(ruleFormOf(rule, 'UTC'))).toEqual(content)
})

it('is put into a sentence with all that it asks', () => {
  const { leadHours, hours, quietHours, rings, count, trend, absence, words, actors, minOrigins } = rule
  const asked = { leadHours, hours, quietHours, rings, count, trend, absence, words, actors, minOrigins }
  expect(conditionsOf(ruleFormOf(rule, 'UTC'))).toMatchObject(asked)
})

it('says "any" for what was left open', () => {
  expect(ruleSaid({ ...emptyRule('UTC'), name: ' All ' })).toMatchObject({
    name: 'All',
    kinds: null,
    types: null,
    minSeverity: null,
    minGrade: null,
    rings: null,
    minOrigins: null,
    actors: null,
    words: null,
    count: null,
    trend: null,
    absence: null,
    leadHours: null,
    hours: null,
    quietHours: null,
  })
})

it('asks for both kinds where a rule names both', () => {
  expect(ruleFormOf({ ...rule, kinds: ['event', 'threat'] }, 'UTC').kind).toBe('')
})

it('takes names with commas of either script, each once, and rings in any order', () => {
  const { more, ...form } = emptyRule('UTC')
  const typed = { ...more, actors: ' IS، SDF , IS,', rings: [...ruleFormOf(rule, 'UTC').more.rings].reverse() }
  const { actors, rings } = ruleSaid({ ...form, more: typed })
  expect({ actors, rings }).toEqual({ actors: ['IS', 'SDF'], rings: rule.rings })
})

it('whoever asks for quiet is told of the worst all the same, unless they say otherwise', () => {
  const { hours, quietHours } = moreFormOf({}, 'UTC')
  expect(moreSaid({ ...moreFormOf({}, 'UTC'), quietHours: { ...quietHours, on: true } }).quietHours).toMatchObject({
    tellsFrom: 'extreme',
  })
  expect(hours.tellsFrom).toBe('')
})
