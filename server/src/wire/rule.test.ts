import { contentOfRule, type Rule } from '@cordon/alerts'
import { expect, it } from 'vitest'
import { ruleInput, ruleOut } from './rule.js'

const everyHour = {
  timeZone: 'Asia/Damascus',
  spans: [{ days: ['Mon'], from: '08:00', to: '20:00' }],
} satisfies Rule['hours']

/** With all that can be said of a rule, which not one rule says at once. */
const whole: Required<Rule> = {
  id: '0190',
  version: 2,
  seq: 7,
  zoneId: '0191',
  ownerId: '0192',
  recordedAt: '2026-07-01T00:00:00.000Z',
  recordedBy: 'dana',
  name: 'Gate',
  enabled: true,
  kinds: ['event'],
  types: ['vehicle-bomb'],
  minSeverity: 'severe',
  minGrade: 'B2',
  certainty: 'possible',
  freshHours: 72,
  cooldownMinutes: 10,
  escalationId: null,
  rings: [{ withinMetres: 5_000, minSeverity: 'moderate' }],
  minOrigins: 2,
  actors: ['ISIS'],
  words: ['prison'],
  count: { atLeast: 3, withinMinutes: 60 },
  trend: { withinDays: 7, atLeast: 3 },
  absence: { hours: 24 },
  leadHours: 6,
  hours: everyHour,
  quietHours: everyHour,
}

it('takes all that is said of a rule again, and nothing that the house keeps of it', () => {
  expect(Object.keys(ruleOut.shape).toSorted()).toEqual(Object.keys(whole).toSorted())
  expect(Object.keys(ruleInput.shape).toSorted()).toEqual(Object.keys(contentOfRule(whole)).toSorted())
  expect(ruleInput.parse(contentOfRule(whole))).toEqual(contentOfRule(whole))
})

it.each(['Z', 'b2', 'A7', 2])('says what a grade looks like, asked for %j', (minGrade) => {
  const { error } = ruleInput.safeParse({ name: 'Gate', minGrade })
  expect(error?.issues).toMatchObject([{ path: ['minGrade'], message: 'Expected a grade such as B2' }])
})
