import { alertStates, type Alert } from '@cordon/alerts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anAlert } from '../world/samples.js'
import { plainView, type QueueTab } from './filter.js'
import { arranged, hold, isIn, rowAfter } from './queue.js'

const reader = { accountId: 'me', nowMs: Date.parse('2021-11-09T12:00:00Z'), overdueMs: () => null }

function standing(tab: QueueTab, alerts: readonly Alert[]): readonly string[] {
  return arranged(alerts, { ...plainView, tab }, reader).map((alert) => alert.id)
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

  it('puts before all others what is overdue: the worst, then what has been for longest', () => {
    const alerts = [
      anAlert({ id: 'fresh extreme', severity: 'extreme' }),
      anAlert({ id: 'just late', severity: 'minor' }),
      anAlert({ id: 'long late', severity: 'minor' }),
      anAlert({ id: 'late severe', severity: 'severe' }),
    ]
    const lateBy: Readonly<Record<string, number>> = { 'just late': 1, 'long late': 9, 'late severe': 2 }
    const overdueMs = ({ id }: Alert) => reader.nowMs - (lateBy[id] ?? -1)
    const all = arranged(alerts, plainView, { ...reader, overdueMs })
    expect(all.map(({ id }) => id)).toEqual(['late severe', 'long late', 'just late', 'fresh extreme'])
    const filter = { ...plainView.filter, overdue: true }
    expect(arranged(alerts, { ...plainView, filter }, { ...reader, overdueMs })).toHaveLength(3)
  })

  it('lets nothing of an exercise stand above what is real and waits', () => {
    const seen = { state: 'acknowledged', acknowledgedAt: '2021-11-09T06:00:00.000Z' } as const
    const alerts = [
      anAlert({ id: 'played, late extreme', severity: 'extreme', exercise: true }),
      anAlert({ id: 'played, unseen extreme', severity: 'extreme', exercise: true }),
      anAlert({ id: 'played, seen extreme', severity: 'extreme', exercise: true, ...seen }),
      anAlert({ id: 'real, late minor', severity: 'minor' }),
      anAlert({ id: 'real, unseen minor', severity: 'minor' }),
      anAlert({ id: 'real, seen minor', severity: 'minor', ...seen }),
    ]
    const overdueMs = ({ id }: Alert) => reader.nowMs + (id.includes('late') ? -1 : 1)
    expect(arranged(alerts, plainView, { ...reader, overdueMs }).map(({ id }) => id)).toEqual([
      'real, late minor',
      'real, unseen minor',
      'played, late extreme',
      'played, unseen extreme',
      'real, seen minor',
      'played, seen extreme',
    ])
  })

  it('shows the latest first to whoever asks for that', () => {
    const raised = (id: string, hour: string) => anAlert({ id, raisedAt: `2021-11-09T${hour}:00:00.000Z` })
    const alerts = [raised('b', '06'), raised('c', '07'), raised('a', '05')]
    const ids = arranged(alerts, { ...plainView, order: 'latest' }, reader).map(({ id }) => id)
    expect(ids).toEqual(['c', 'b', 'a'])
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
  const plain = (alert: Alert) => ({ alert, group: null })
  const stands = [
    { id: 'a', group: null },
    { id: 'b', group: null },
  ]

  it('lets new rows wait and counts them', () => {
    const held = hold(stands, [fresh, a, b].map(plain))
    expect(held).toEqual({ rows: [a, b].map(plain), waiting: 1, regrouped: false })
  })

  it('shows the latest state of a row where it stands', () => {
    const taken = anAlert({ id: 'a', state: 'acknowledged', ownerName: 'dana' })
    expect(hold(stands, [b, taken].map(plain)).rows).toEqual([taken, b].map(plain))
  })

  it('gives up a row only when its alert has left the view', () => {
    expect(hold(stands, [plain(b)])).toEqual({ rows: [plain(b)], waiting: 0, regrouped: false })
  })

  it('stays in its groups, whatever it would be grouped by now, and says that it would', () => {
    const zone = { key: 'zone', name: 'Gate' }
    const wanted = [b, fresh, a].map((alert) => ({ alert, group: zone }))
    expect(hold(stands, wanted)).toEqual({ rows: [a, b].map(plain), waiting: 1, regrouped: true })
  })

  it('never moves, loses or doubles a row that belongs to it', () => {
    const some = fc.uniqueArray(fc.integer({ min: 0, max: 12 }).map(String))
    const group = (id: string, groups: number) => ({ key: String(Number(id) % groups), name: null })
    fc.assert(
      fc.property(some, some, fc.integer({ min: 1, max: 4 }), (before, now, groups) => {
        const standing = before.map((id) => ({ id, group: group(id, 3) }))
        const wanted = now.map((id) => ({ alert: anAlert({ id }), group: group(id, groups) }))
        const { rows, waiting } = hold(standing, wanted)
        const kept = standing.filter(({ id }) => now.includes(id))
        expect(rows.map((row) => ({ id: row.alert.id, group: row.group }))).toEqual(kept)
        expect(rows.length + waiting).toBe(now.length)
      }),
    )
  })

  it('goes to the next row after an action, and to the one before at the end', () => {
    expect([rowAfter([a, b], 'a', 0), rowAfter([a, b], 'b', 1), rowAfter([a], 'a', 0)]).toEqual([b, a, null])
  })

  it('goes to the neighbour of a row that has left', () => {
    expect([rowAfter([a, b], 'gone', 1), rowAfter([a, b], 'gone', 2), rowAfter([], 'gone', 0)]).toEqual([b, b, null])
  })
})
