import type { AlertEvent, Delivery } from '@cordon/alerts'
import { describe, expect, it } from 'vitest'
import { timelineOf } from './timeline.js'

const minute = (n: number) => `2026-11-27T02:${String(n).padStart(2, '0')}:00.000Z`

function event(revision: number, at: string, what: AlertEvent['what']): AlertEvent {
  return { alertId: 'a', revision, at, by: 'omar', what, detail: null }
}

function delivery(id: string, more: Partial<Delivery>): Delivery {
  const of = {
    id,
    alertId: 'a',
    sitrepId: null,
    channel: 'webhook',
    kind: 'alert',
    alertRevision: 1,
    address: 'c',
  } as const
  const came = { state: 'sent', tries: 1, dueAt: minute(0), sentAt: minute(0), lastError: null } as const
  return { ...of, ...came, accountId: 'omar', answers: null, ...more }
}

const shown = (it: ReturnType<typeof timelineOf>) =>
  it.map((one) => (one.is === 'event' ? one.event.what : `${one.is} ${one.delivery.id}`))

describe('the timeline of an alert', () => {
  it('puts what was done and who was told of it into one order, the latest first', () => {
    const events = [event(1, minute(0), 'raised'), event(2, minute(5), 'escalated'), event(3, minute(9), 'noted')]
    const deliveries = [
      delivery('room', { sentAt: minute(0) }),
      delivery('pager', { alertRevision: 2, sentAt: minute(7) }),
    ]
    expect(shown(timelineOf(events, deliveries))).toEqual(['noted', 'told pager', 'escalated', 'told room', 'raised'])
  })

  it.each([
    ['told', { state: 'sent' }],
    ['waiting', { state: 'due', sentAt: null, tries: 0 }],
    ['trying', { state: 'due', sentAt: null, tries: 2, lastError: 'It answered 500' }],
    ['dead', { state: 'dead', sentAt: null, tries: 1, lastError: 'It answered 400' }],
    ['withdrawn', { state: 'withdrawn', sentAt: null }],
  ] as const)('says of a delivery that it is %s', (is, more) => {
    expect(shown(timelineOf([], [delivery('pager', more)]))).toEqual([`${is} pager`])
  })
})
