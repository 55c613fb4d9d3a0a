import { expect, it } from 'vitest'
import { ownLabel } from './ownLabel.js'

const own = [
  { id: 'c1', accountId: 'me', label: 'Duty phone' },
  { id: 'c2', accountId: 'me', label: 'Room screen' },
]

it.each([
  ['tells which of the reader’s contact methods it was', { address: 'c2', accountId: 'me' }, 'Room screen'],
  ['says nothing of somebody else’s', { address: 'c9', accountId: 'other' }, null],
  ['says nothing of one that is gone', { address: 'c3', accountId: 'me' }, null],
  ['says nothing of what stood on the page', { address: 'room', accountId: null }, null],
])('%s', (_, delivery, label) => {
  expect(ownLabel(delivery, own)).toBe(label)
})
