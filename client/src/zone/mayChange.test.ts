import type { Permission } from '@cordon/server/wire'
import { expect, it } from 'vitest'
import { mayChangeZone, mayShowZone } from './mayChange.js'

const reader = (...permissions: Permission[]) => ({
  may: (it: Permission) => permissions.includes(it),
  accountId: 'me',
})
const officer = reader('zone:write')
const [viewer, supervisor] = [reader(), reader('zone:write', 'zone:write-any')]
const administrator = reader('zone:write', 'zone:write-any', 'team:manage')

it.each([
  ['one’s own', { ownerId: 'me', visibility: 'private' }, [false, true, true, true]],
  ['the team’s', { ownerId: 'dana', visibility: 'team' }, [false, true, true, true]],
  ['somebody else’s for all', { ownerId: 'dana', visibility: 'public' }, [false, false, true, true]],
] as const)('%s is changed by who may', (_whose, zone, expected) => {
  expect([viewer, officer, supervisor, administrator].map((it) => mayChangeZone(zone, it))).toEqual(expected)
})

it('who sees a zone is for its owner and administrators to say, and not for the rest of the team', () => {
  const zone = { ownerId: 'dana', visibility: 'team' } as const
  expect([officer, supervisor, administrator].map((it) => mayShowZone(zone, it))).toEqual([false, false, true])
  expect(mayShowZone({ ...zone, ownerId: 'me' }, officer)).toBe(true)
})
