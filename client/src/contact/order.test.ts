import { describe, expect, it } from 'vitest'
import { behindTheirKind, moved } from './order.js'

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

describe('the second of a kind', () => {
  const contact = (id: string, more: object = {}) => ({
    ...{ id, channel: 'push' as const, format: null, enabled: true, verifiedAt: '2026-01-01T00:00:00Z', goneAt: null },
    ...more,
  })
  it.each([
    ['a phone behind a desktop', [contact('desktop'), contact('phone')], ['phone']],
    ['a mail behind a browser', [contact('desktop'), contact('mail', { channel: 'email' })], []],
    ['one behind another that is off', [contact('desktop', { enabled: false }), contact('phone')], []],
    ['one that is not verified', [contact('desktop'), contact('phone', { verifiedAt: null })], []],
    ['a feed behind a feed', [contact('a', { channel: 'feed' }), contact('b', { channel: 'feed' })], []],
  ])('%s', (_what, contacts, ids) => {
    expect(behindTheirKind(contacts).map(({ id }) => id)).toEqual(ids)
  })
})
