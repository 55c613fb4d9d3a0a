import { alertStates, type Alert } from '@cordon/alerts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anAlert, aSnapshot } from '../world/samples.js'
import { applySnapshot } from '../world/world.js'
import { arranged, hold, isIn, rowAfter, type QueueTab } from './queue.js'

const reader = { accountId: 'me', nowMs: Date.parse('2021-11-09T12:00:00Z') }

function standing(tab: QueueTab, alerts: readonly Alert[]): readonly string[] {
  return arranged(applySnapshot(aSnapshot({ alerts })), tab, reader).map((alert) => alert.id)
}

describe('the queue', () => {
  it('puts first what nobody has looked at, then the worst, then the latest', () => {
    const seen = { state: 'acknowledged', acknowledgedAt: '2021-11-09T06:00:00.000Z' } as const
    const alerts = [
      anAlert({ id: 'seen extreme', severity: 'extreme', ...seen }),
      anAlert({ id: 'old severe', severity: 'severe', raisedAt: '2021-11-09T05:00:00.000Z' }),
      anAlert({ id: 'minor', severity: 'minor' }),
      anAlert({ id: 'late severe', severity: 'severe', raisedAt: '2021-11-09T07:00:00.000Z' }),
    ]
    expect(standing('open', alerts)).toEqual(['late severe', 'old severe', 'minor', 'seen extreme'])
  })

  it('shows every alert that is not closed as open or as shelved, and in no case in both', () => {
    fc.assert(
      fc.property(fc.constantFrom(...alertStates), (state) => {
        const alert = anAlert({ state })
        const tabs = (['open', 'shelved'] as const).filter((tab) => isIn(tab, alert, reader))
        expect(tabs).toHaveLength(state === 'closed' ? 0 : 1)
      }),
    )
  })

  it('keeps what was closed for a day', () => {
    const closed = (id: string, closedAt: string) => anAlert({ id, state: 'closed', closedAt })
    const alerts = [closed('today', '2021-11-08T12:00:01.000Z'), closed('before', '2021-11-08T12:00:00.000Z')]
    expect(standing('closed', alerts)).toEqual(['today'])
  })

  it('counts as mine what I own, shelved or not', () => {
    const alerts = [
      anAlert({ id: 'mine', ownerId: 'me' }),
      anAlert({ id: 'mine shelved', ownerId: 'me', state: 'shelved' }),
      anAlert({ id: 'done', ownerId: 'me', state: 'closed', closedAt: '2021-11-09T11:00:00.000Z' }),
      anAlert({ id: 'yours', ownerId: 'you' }),
    ]
    expect(standing('mine', alerts).toSorted()).toEqual(['mine', 'mine shelved'])
  })
})

describe('a queue that is being read', () => {
  const a = anAlert({ id: 'a' })
  const b = anAlert({ id: 'b' })
  const fresh = anAlert({ id: 'fresh', severity: 'extreme' })

  it('lets new rows wait and counts them', () => {
    expect(hold(['a', 'b'], [fresh, a, b])).toEqual({ rows: [a, b], waiting: 1 })
  })

  it('shows the latest state of a row where it stands', () => {
    const taken = anAlert({ id: 'a', state: 'acknowledged', ownerName: 'dana' })
    expect(hold(['a', 'b'], [b, taken]).rows).toEqual([taken, b])
  })

  it('gives up a row only when its alert has left the tab', () => {
    expect(hold(['a', 'b'], [b])).toEqual({ rows: [b], waiting: 0 })
  })

  it('goes to the next row after an action, and to the one before at the end', () => {
    expect([rowAfter([a, b], 'a', 0), rowAfter([a, b], 'b', 1), rowAfter([a], 'a', 0)]).toEqual([b, a, null])
  })

  it('goes to the neighbour of a row that has left', () => {
    expect([rowAfter([a, b], 'gone', 1), rowAfter([a, b], 'gone', 2), rowAfter([], 'gone', 0)]).toEqual([b, b, null])
  })
})
