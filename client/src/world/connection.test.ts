import { expect, it } from 'vitest'
import { connectionOf, staleAfterMs, type Line } from './connection.js'

const line: Line = { connected: true, following: true, heardMs: 1000, hasWorld: true }

it.each([
  ['is live while signs of life come', line, 1000 + staleAfterMs - 1, { is: 'live' }],
  ['is stale after fifteen silent seconds', line, 1000 + staleAfterMs, { is: 'stale', sinceMs: 1000 }],
  ['catches up until the server confirms the stream', { ...line, following: false }, 2000, { is: 'catching-up' }],
  ['is offline without a socket', { ...line, connected: false }, 2000, { is: 'offline', sinceMs: 1000 }],
  ['opens before anything is known', { ...line, hasWorld: false, heardMs: null }, 2000, { is: 'opening' }],
] as const)('%s', (...[, given, now, expected]) => {
  expect(connectionOf(given, now)).toEqual(expected)
})
