import { expect, it } from 'vitest'
import { aZone } from '../world/samples.js'
import { watchersOf } from './watchers.js'

const name = (zones: readonly { readonly zone: { readonly name: string } }[]) => zones.map(({ zone }) => zone.name)

it('tells the zones of an account and its teams from those of others, by name, without what watches no more', () => {
  const zones = [
    aZone({ id: 'b', name: 'Yard', ownerId: 'me' }),
    aZone({ id: 'a', name: 'Gate', ownerId: 'me' }),
    aZone({ id: 'c', name: 'Camp', ownerId: 'dana' }),
    aZone({ id: 'e', name: 'Road', ownerId: 'dana', visibility: 'team', teamId: 'night' }),
    aZone({ id: 'd', name: 'Old', ownerId: 'me', archived: true }),
  ]
  const { own, others } = watchersOf({ zones, rules: [], told: new Set() }, 'me')
  expect(name(own)).toEqual(['Gate', 'Road', 'Yard'])
  expect(name(others)).toEqual(['Camp'])
})

it('tells an archived zone with its rules while its alert of the incident is open', () => {
  const zones = [aZone({ id: 'd', name: 'Old', ownerId: 'me', archived: true })]
  expect(name(watchersOf({ zones, rules: [], told: new Set(['d']) }, 'me').own)).toEqual(['Old'])
})
