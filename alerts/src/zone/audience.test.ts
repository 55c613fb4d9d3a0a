import { expect, it } from 'vitest'
import { accountIn, audienceOf, audiencesOfAccount, teamIn } from './audience.js'

it.each([
  ['public', undefined, 'all'],
  ['private', undefined, 'user:dana'],
  ['team', 'night', 'team:night'],
  // What a zone was seen by before means nothing.
  ['public', 'night', 'all'],
  ['private', 'night', 'user:dana'],
  ['team', undefined, 'user:dana'],
] as const)('a %s zone with the team %s is for %s', (visibility, teamId, audience) => {
  const zone = { visibility, ownerId: 'dana', ...(teamId === undefined ? {} : { teamId }) }
  expect(audienceOf(zone)).toBe(audience)
})

it('whoever is in a team hears what is for it, and no other team', () => {
  expect(audiencesOfAccount('dana', ['night'])).toEqual(['all', 'user:dana', 'team:night'])
  expect(audiencesOfAccount('dana', [])).not.toContain('team:night')
})

it('an audience says which account or which team it is', () => {
  expect(['all', 'user:dana', 'team:night'].map(accountIn)).toEqual([null, 'dana', null])
  expect(['all', 'user:dana', 'team:night'].map(teamIn)).toEqual([null, null, 'night'])
})
