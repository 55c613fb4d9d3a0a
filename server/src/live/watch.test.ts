import { describe, expect, it } from 'vitest'
import type { FeedChange } from './change.js'
import { anAlert, anIncident, aRule, aZone } from './feed.fixture.js'
import { concerns, watchesAll, watchOf, type Watch } from './watch.js'

const told = { seq: 1, revision: 1, audience: 'all' }

function incidentAt(lon: number, lat: number, uncertaintyMetres: number): FeedChange {
  const body = anIncident({ point: { type: 'Point', coordinates: [lon, lat] }, uncertaintyMetres })
  return { ...told, kind: 'incident', id: body.id, body }
}

function watching(bbox: [number, number, number, number]): Watch {
  const watch = watchOf({ bbox })
  if (typeof watch === 'string') throw new Error(watch)
  return watch
}

describe('a watched box', () => {
  it.each([
    { what: 'a point inside', bbox: [40, 35, 41, 36], at: [40.5, 35.5], metres: 0, seen: true },
    { what: 'a point outside', bbox: [40, 35, 41, 36], at: [41.5, 35.5], metres: 0, seen: false },
    { what: 'a disc that reaches in', bbox: [40, 35, 41, 36], at: [41.2, 35.5], metres: 25_000, seen: true },
    { what: 'a disc that does not', bbox: [40, 35, 41, 36], at: [41.2, 35.5], metres: 15_000, seen: false },
    { what: 'a disc larger than the box', bbox: [40, 35, 40.1, 35.1], at: [41, 36], metres: 500_000, seen: true },
    { what: 'west of the date line', bbox: [170, -10, -170, 10], at: [175, 0], metres: 0, seen: true },
    { what: 'east of the date line', bbox: [170, -10, -170, 10], at: [-175, 0], metres: 0, seen: true },
    { what: 'the other side of the world', bbox: [170, -10, -170, 10], at: [0, 0], metres: 0, seen: false },
    { what: 'a disc over the date line', bbox: [-180, -10, -170, 10], at: [179.9, 0], metres: 50_000, seen: true },
    { what: 'a disc over the pole', bbox: [-90, 80, -80, 90], at: [90, 89.9], metres: 50_000, seen: true },
  ] as const)('and $what: $seen', ({ bbox, at, metres, seen }) => {
    expect(concerns(watching([...bbox]), incidentAt(at[0], at[1], metres))).toBe(seen)
  })

  it('leaves everything but incidents alone', () => {
    const zone = aZone()
    const watch = watching([0, 0, 1, 1])
    expect(concerns(watch, { ...told, kind: 'zone', id: zone.id, body: zone })).toBe(true)
    expect(concerns(watch, { ...told, kind: 'alert', id: 'a', body: anAlert() })).toBe(true)
  })
})

describe('watched zones', () => {
  it('leave incidents alone', () => {
    const watch = watchOf({ zones: [] })
    if (typeof watch === 'string') throw new Error(watch)
    expect(concerns(watch, incidentAt(0, 0, 0))).toBe(true)
    expect(concerns(watch, { ...told, kind: 'rule', id: 'r', body: aRule() })).toBe(false)
  })
})

describe('a watch', () => {
  it('of nothing in particular is one of all', () => {
    expect([{}, { zones: [] }, { bbox: [0, 0, 1, 1] as const }].map((it) => watchesAll(all(it)))).toEqual([
      true,
      false,
      false,
    ])
  })
})

function all(request: { readonly zones?: never[]; readonly bbox?: readonly [number, number, number, number] }): Watch {
  const { zones, bbox } = request
  const watch = watchOf({
    ...(zones === undefined ? {} : { zones }),
    ...(bbox === undefined ? {} : { bbox: [...bbox] }),
  })
  if (typeof watch === 'string') throw new Error(watch)
  return watch
}
