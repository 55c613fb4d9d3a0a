import { expect, it } from 'vitest'
import { readWanted } from './token.js'

const now = Date.parse('2026-03-01T12:00:00.000Z')

it.each([
  [['--scope', 'ingest'], { scopes: ['ingest'], expiresAt: null, name: 'command line, 2026-03-01' }],
  [['--scope', 'read,ingest'], { scopes: ['read', 'ingest'] }],
  [['--scope', 'read', '--scope', 'ingest', '--name', 'loader'], { scopes: ['read', 'ingest'], name: 'loader' }],
  [['--scope', 'read', '--days', '30'], { expiresAt: '2026-03-31T12:00:00.000Z' }],
])('reads %j', (args, wanted) => {
  expect(readWanted(args, now)).toMatchObject(wanted)
})

it.each([
  [[], /^npm run token/],
  [['--scope', 'root'], '--scope: expected one of read, ingest, write, admin; got "root".'],
  [['--scope', 'read', '--days', 'soon'], '--days: expected a number from 1 to 3650; got "soon".'],
  [['--scope', 'read', '--days', '0'], /got "0"/],
  [['--colour', 'red'], /^Unknown option '--colour'/],
])('says what is wrong with %j', (args, message) => {
  expect(readWanted(args, now)).toEqual(typeof message === 'string' ? message : expect.stringMatching(message))
})
