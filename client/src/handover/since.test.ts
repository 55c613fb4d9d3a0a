import { expect, it } from 'vitest'
import type { HandoverTold } from '@cordon/server/wire'
import { aZone, anAlert } from '../world/samples.js'
import { cameSince } from './since.js'

const from = { id: 'omar', name: 'omar' }
const [zone, hidden] = [aZone({ id: 'z', visibility: 'public' }), aZone({ id: 'p', visibility: 'private' })]
const zones = new Map([zone, hidden].map((it) => [it.id, it]))

/** A handover that told of some alerts of the outgoing officer and of some that nobody had. */
function signed(owned: readonly string[], unowned: readonly string[]): Pick<HandoverTold, 'from' | 'content'> {
  const told = (ids: readonly string[]) =>
    ids.map((id) => ({
      ...anAlert({ id }),
      ...{ shelvedBy: null, urgent: false, overdue: false, noted: false },
    }))
  const none = { shelved: [], ofOthers: [], feeds: [], silences: [], incidents: [], notes: [] }
  const at = { asOf: '2026-11-30T12:59:00.000Z', seq: 1, since: '2026-11-30T04:00:00.000Z', overdueMs: 600_000 }
  return { from, content: { ...at, ...none, owned: told(owned), unowned: told(unowned) } }
}

const ids = (handover: Pick<HandoverTold, 'from' | 'content'>, ...alerts: Parameters<typeof anAlert>[0][]) =>
  cameSince(
    handover,
    alerts.map((it) => anAlert({ zoneId: 'z', ownerId: null, ...it })),
    zones,
  ).map(({ id }) => id)

it.each([
  ['what rose since, and nobody has', { id: 'new' }, true],
  ['what rose since, and the outgoing officer has', { id: 'new', ownerId: 'omar' }, true],
  ['what nobody had, and the outgoing officer has taken since', { id: 'free', ownerId: 'omar' }, true],
  ['what it told the outgoing officer to have', { id: 'his', ownerId: 'omar' }, false],
  ['what it told that nobody has', { id: 'free' }, false],
  ['what it told the outgoing officer to have, and has been given back', { id: 'his' }, false],
  ['what somebody else has', { id: 'new', ownerId: 'rana' }, false],
  ['what is closed', { id: 'new', state: 'closed' }, false],
  ['what not everybody may see', { id: 'new', ownerId: 'omar', zoneId: 'p' }, false],
] as const)('%s: a signed handover asks to look at it: %o', (_, alert, isListed) => {
  expect(ids(signed(['his'], ['free']), alert)).toEqual(isListed ? [alert.id] : [])
})

it('what rose first stands first', () => {
  const [late, early] = [
    { id: 'late', raisedAt: '2026-11-30T13:05:00.000Z' },
    { id: 'early', raisedAt: '2026-11-30T13:01:00.000Z' },
  ]
  expect(ids(signed([], []), late, early)).toEqual(['early', 'late'])
})

it('what is gravest stands before what rose earlier: a flood is shown in part', () => {
  const [minor, extreme] = [
    { id: 'minor', severity: 'minor', raisedAt: '2026-11-30T13:01:00.000Z' },
    { id: 'extreme', severity: 'extreme', raisedAt: '2026-11-30T13:05:00.000Z' },
  ] as const
  expect(ids(signed([], []), minor, extreme)).toEqual(['extreme', 'minor'])
})
