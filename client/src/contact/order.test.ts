import { expect, it } from 'vitest'
import { moved } from './order.js'

const of = (...ids: readonly string[]) =>
  ids.map((id) => ({ id, channel: id.startsWith('feed') ? ('feed' as const) : ('email' as const) }))

it.each([
  ['b', -1, ['b', 'a', 'c']],
  ['b', 1, ['a', 'c', 'b']],
  ['a', -1, ['a', 'b', 'c']],
  ['c', 1, ['a', 'b', 'c']],
] as const)('lets %s take its turn %i', (id, by, order) => {
  expect(moved(of('a', 'b', 'c'), id, by)).toEqual(order)
})

it('passes over feeds, which have no turn', () => {
  expect(moved(of('a', 'feed', 'b'), 'b', -1)).toEqual(['b', 'feed', 'a'])
  expect(moved(of('feed', 'a', 'b'), 'a', 1)).toEqual(['feed', 'b', 'a'])
})
