import { expect, it } from 'vitest'
import { ruleContentOf } from './content.js'

it.each([
  ['what has happened, where nothing is said of what it listens for', {}, ['event']],
  ['threats too, where it says that of every kind', { kinds: null }, null],
  ['the kinds that it names', { kinds: ['threat'] as const }, ['threat']],
  ['whatever is of the types that it names', { types: ['plot'] as const }, null],
  ['threats, where it waits for their windows', { leadHours: 6 }, null],
  ['any message, where it waits for silence', { absence: { hours: 6 } }, null],
])('a rule tells of %s', (_, said, kinds) => {
  expect(ruleContentOf({ name: 'Rule', ...said }).kinds).toEqual(kinds)
})
