import type { Alert, Facility, Incident, LogEntry, Rule, Zone } from '@cordon/alerts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aLogEntry, anAlert, anIncident, aSnapshot, aZone } from './samples.js'
import { applyEvent, applyEvents, applySnapshot, incidentTotal, type World, type WorldEvent } from './world.js'

/** A history: revisions of a few things, each at its own place in the feed. */
const history = fc
  .array(fc.record({ what: fc.constantFrom('incident', 'alert', 'zone', 'log'), id: fc.integer({ min: 0, max: 4 }) }), {
    maxLength: 40,
  })
  .map((changes) => changes.map((change, at) => eventAt(change.what, String(change.id), at + 11)))

function eventAt(what: 'incident' | 'alert' | 'zone' | 'log', id: string, seq: number): WorldEvent {
  switch (what) {
    case 'incident':
      return { what, seq, thing: anIncident({ id: `i${id}`, seq, revision: seq - 10, title: `at ${seq}` }) }
    case 'alert':
      return { what, seq, thing: anAlert({ id: `a${id}`, seq, note: `at ${seq}` }) }
    case 'zone':
      return { what, seq, thing: aZone({ id: `z${id}`, seq, name: `at ${seq}` }) }
    case 'log':
      return { what, seq, thing: aLogEntry({ id: `l${id}`, seq, text: `at ${seq}` }) }
  }
}

/** What a snapshot taken after the whole history says. */
function snapshotAfter(events: readonly WorldEvent[]): World {
  const latest = new Map(events.map((event) => [event.thing.id, event]))
  const pick = <T>(of: (event: WorldEvent) => T | null) => [...latest.values()].map(of).filter((it) => it !== null)
  return applySnapshot(
    aSnapshot({
      seq: Math.max(10, ...events.map((event) => event.seq)),
      incidents: pick((event) => (event.what === 'incident' ? event.thing : null)),
      alerts: pick((event) => (event.what === 'alert' ? event.thing : null)),
      zones: pick((event) => (event.what === 'zone' ? event.thing : null)),
      log: pick((event) => (event.what === 'log' ? event.thing : null)),
    }),
  )
}

type Shown = Record<'incidents' | 'alerts' | 'zones' | 'facilities' | 'rules' | 'log', unknown> & { seq: number }

function shown(world: World): Shown {
  const sorted = (drawer: ReadonlyMap<string, Incident | Alert | Zone | Facility | Rule | LogEntry>) =>
    [...drawer.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1))
  return {
    seq: world.seq,
    incidents: sorted(world.incidents),
    alerts: sorted(world.alerts),
    zones: sorted(world.zones),
    facilities: sorted(world.facilities),
    rules: sorted(world.rules),
    log: sorted(world.log),
  }
}

describe('the world', () => {
  it('ends as the snapshot at the end says, whatever comes twice or in another order', () => {
    const shuffledTwice = history.chain((events) =>
      fc.tuple(
        fc.constant(events),
        fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2, maxLength: events.length * 2 }),
      ),
    )
    fc.assert(
      fc.property(shuffledTwice, ([events, received]) => {
        const start = applySnapshot(aSnapshot({ seq: 10 }))
        const oneByOne = received.reduce(applyEvent, start)
        const atOnce = applyEvents(start, received)
        expect(shown(oneByOne)).toEqual(shown(snapshotAfter(events)))
        expect(shown(atOnce)).toEqual(shown(oneByOne))
        expect(incidentTotal(atOnce)).toBe(incidentTotal(oneByOne))
      }),
    )
  })

  it('leaves the world before as it was', () => {
    const before = applySnapshot(aSnapshot({ seq: 1, incidents: [anIncident({ id: 'i', seq: 1, title: 'first' })] }))
    applyEvent(before, { what: 'incident', seq: 2, thing: anIncident({ id: 'i', seq: 2, title: 'second' }) })
    expect(before.incidents.get('i')?.title).toBe('first')
  })

  it('counts an incident once, when its first revision comes after the snapshot', () => {
    const start = applySnapshot(aSnapshot({ seq: 5, incidentTotal: 100 }))
    const first: WorldEvent = { what: 'incident', seq: 6, thing: anIncident({ id: 'i', seq: 6, revision: 1 }) }
    const second: WorldEvent = { what: 'incident', seq: 7, thing: anIncident({ id: 'i', seq: 7, revision: 2 }) }
    const old: WorldEvent = { what: 'incident', seq: 8, thing: anIncident({ id: 'known', seq: 8, revision: 4 }) }
    expect(incidentTotal(applyEvents(start, [second, first, first, old]))).toBe(101)
  })

  it('keeps the latest incidents and those with an open alert when the page has been open for long', () => {
    const many = Array.from({ length: 9 }, (_, at) =>
      anIncident({ id: `i${at}`, seq: at, occurredFrom: `2021-11-09T0${at}:00:00.000Z` }),
    )
    const start = applySnapshot(aSnapshot({ seq: 1, incidentLimit: 4, alerts: [anAlert({ incidentId: 'i0' })] }))
    const world = applyEvents(
      start,
      many.map((thing) => ({ what: 'incident', seq: thing.seq, thing })),
    )
    expect([...world.incidents.keys()].toSorted()).toEqual(['i0', 'i5', 'i6', 'i7', 'i8'])
    expect(world.completeSinceMs).toBe(Date.parse('2021-11-09T05:00:00.000Z'))
  })

  it('keeps every open alert and the latest thousand of thousands that were closed', () => {
    const closed = Array.from({ length: 2_001 }, (_, at) => anAlert({ id: `c${at}`, seq: at + 10, state: 'closed' }))
    const things = [anAlert({ id: 'open', seq: 2 }), ...closed]
    const world = applyEvents(
      applySnapshot(aSnapshot({ seq: 1 })),
      things.map((thing) => ({ what: 'alert', seq: thing.seq, thing })),
    )
    expect(world.alerts.size).toBe(1_001)
    expect(['open', 'c2000', 'c1001'].every((id) => world.alerts.has(id))).toBe(true)
    expect(world.alerts.has('c1000')).toBe(false)
  })
})

describe('what is held of all that is stored', () => {
  const day = (n: number) => `2021-11-0${n}T00:00:00.000Z`
  const incidents = [1, 2, 3, 4].map((n) => anIncident({ id: `i${n}`, occurredFrom: day(n) }))

  it('is complete where everything is there', () => {
    expect(applySnapshot(aSnapshot({ incidents, incidentTotal: 4, incidentLimit: 3 })).completeSinceMs).toBeNull()
  })

  it('is complete from the oldest of the latest on: one with an open alert may be older', () => {
    const world = applySnapshot(aSnapshot({ incidents, incidentTotal: 100, incidentLimit: 3 }))
    expect(world.completeSinceMs).toBe(Date.parse(day(2)))
  })
})
