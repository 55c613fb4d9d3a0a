import { roles } from '@cordon/alerts'
import { roleGrants, type Permission } from '@cordon/server/wire'
import { expect, it } from 'vitest'
import { maySee, placeNeeds } from './placeNeeds.js'

it.each([...placeNeeds])('says rightly from which role on %s may be seen', (path, { from }) => {
  const seeing = roles.filter((role) => maySee(path, (it: Permission) => roleGrants[role].includes(it)))
  expect(seeing).toEqual(roles.slice(roles.indexOf(from)))
})

it('keeps nobody from a place that asks for nothing', () => {
  expect(maySee('/floor', () => false)).toBe(true)
})
