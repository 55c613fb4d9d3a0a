import { expect, it } from 'vitest'
import { fieldsOf, fieldsRead } from './fields.js'
import { bareMapping, faultText, mapRecord } from './mapping.js'
import type { RecordMapping } from './words.js'

const day = { from: ['date'], clock: [], format: 'day-first', zone: 'UTC' } as const
const mapping: RecordMapping = {
  ...bareMapping,
  name: 'Field team',
  decimal: 'comma',
  id: { template: 'ft:{nr}' },
  title: { template: '{what}, {place}' },
  type: { from: ['what'], table: { shelling: 'shelling', 'Air strike': 'air-strike' }, otherwise: null },
  severity: {
    from: ['dead'],
    steps: [
      { atLeast: 1, is: 'moderate' },
      { atLeast: 5, is: 'severe' },
    ],
    otherwise: 'unknown',
  },
  position: { how: 'fields', longitude: ['lon'], latitude: ['lat'] },
  place: { from: ['place'] },
  occurredFrom: day,
  actors: { from: ['who'], separators: ';/' },
  killed: { low: [], best: ['dead'], high: [] },
  source: { constant: 'Field team' },
}

const row = {
  nr: '7',
  what: 'AIR_STRIKE',
  place: 'al-Shahil',
  lon: '40,4',
  lat: '٣٥٫١',
  date: '09/11/2021',
  who: 'A; B/A',
  dead: '6',
}

it('reads a row as it is declared', () => {
  const mapped = mapRecord(row, mapping)
  expect(mapped).toMatchObject({ ok: true, admin1: null, updatedAt: null, deleted: false })
  expect(mapped.ok && mapped.input).toMatchObject({
    geometry: { type: 'Point', coordinates: [40.4, 35.1] },
    properties: {
      kind: 'event',
      type: 'air-strike',
      title: 'AIR_STRIKE, al-Shahil',
      severity: 'severe',
      occurredFrom: '2021-11-09T00:00:00.000Z',
      timePrecision: 'day',
      actors: ['A', 'B'],
      casualties: [{ source: 'Field team', killed: { low: null, best: 6, high: null }, injured: null, words: null }],
      externalId: 'ft:7',
    },
  })
})

it.each([
  [{ what: 'picnic' }, 'what: Expected one of shelling, Air strike; got "picnic"'],
  [{ lat: '' }, 'lat: Expected a latitude between -90 and 90; the field is empty'],
  [{ lat: '140,1' }, 'lat: Expected a latitude between -90 and 90; are longitude and latitude swapped?; got "140,1"'],
  [{ lon: 'here' }, 'lon: Expected a longitude between -180 and 180; got "here"'],
  [
    { date: '31/06/2021' },
    'date: Expected a moment that exists (2021-06-31 does not exist: that month has 30 days); got "31/06/2021"',
  ],
  [{ date: '' }, 'date: Expected the time at which it happened; the field is empty'],
  [{ dead: 'a handful' }, 'dead: Expected a number; got "a handful"'],
  [{ dead: '=1+1' }, 'dead: Expected a number; got "=1+1"'],
])('names what is wrong with %j', (wrong, expected) => {
  const mapped = mapRecord({ ...row, ...wrong }, mapping)
  const errors = mapped.ok ? [] : mapped.errors
  expect(errors.map((it) => `${it.path}: ${faultText(it)}`)).toContain(expected)
})

it('has no position where the record tells none, and no faults about it', () => {
  const mapped = mapRecord({ ...row, lon: '', lat: '' }, mapping)
  expect(mapped.ok && mapped.input.geometry).toBeNull()
})

it('keeps a formula as the text that it is', () => {
  const mapped = mapRecord({ ...row, place: '=HYPERLINK("x")' }, mapping)
  expect(mapped.ok && mapped.input.properties.place).toBe('=HYPERLINK("x")')
})

const quake: RecordMapping = {
  ...bareMapping,
  name: 'Quakes',
  id: { from: ['id'] },
  title: { template: '{properties.mag} earthquake, {properties.place}' },
  type: { constant: 'natural-hazard' },
  position: { how: 'geometry', from: ['geometry'] },
  occurredFrom: { from: ['properties.time'], clock: [], format: 'epoch-milliseconds', zone: 'UTC' },
  updatedAt: { from: ['properties.updated'], clock: [], format: 'epoch-milliseconds', zone: 'UTC' },
  deleted: { from: ['properties.status'], yes: ['deleted'] },
}

it('reads JSON by path, whether it was changed or taken back', () => {
  const record = {
    id: 'us1',
    properties: { mag: 4.6, place: null, time: 1636444320000, updated: 1636444380000, status: 'DELETED' },
    geometry: {
      type: 'Polygon',
      coordinates: [
        [
          [40, 35],
          [42, 35],
          [42, 36],
          [40, 36],
          [40, 35],
        ],
      ],
    },
  }
  const mapped = mapRecord(record, quake)
  expect(mapped).toMatchObject({ ok: true, updatedAt: '2021-11-09T07:53:00.000Z', deleted: true })
  expect(mapped.ok && mapped.input.properties.title).toBe('4.6 earthquake')
  expect(mapped.ok && mapped.input.geometry?.coordinates).toEqual([41, 35.5])
})

it.each([
  ['nothing', null],
  ['a text', 'x'],
  ['a list', [1, 2]],
  ['a key that reaches for a prototype', { ['__proto__']: { id: 1 }, id: { toString: 1 } }],
])('refuses %s without failing', (_, record) => {
  expect(mapRecord(record, quake)).toMatchObject({ ok: false })
})

it('knows which fields it reads, and which of them tell a property', () => {
  expect(fieldsRead(mapping).toSorted()).toEqual(['date', 'dead', 'lat', 'lon', 'nr', 'place', 'what', 'who'])
  expect(fieldsOf(mapping, 'geometry')).toEqual(['lon', 'lat'])
  expect(fieldsOf(mapping, 'externalId')).toEqual(['nr'])
  expect(fieldsOf(mapping, 'toString')).toEqual([])
})
