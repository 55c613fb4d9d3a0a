import { mapRecord, mappingPresets } from '@cordon/alerts'
import { Readable } from 'node:stream'
import { expect, it } from 'vitest'
import { readIncidents } from './detect.js'
import { isRefused, type ReadRow } from './row.js'

const now = '2024-01-01T00:00:00.000Z'

const given = {
  id: '217045',
  type_of_violence: '2',
  dyad_name: 'IS - SDF',
  side_a: 'IS',
  side_b: 'SDF',
  source_office: 'SOHR',
  source_date: '2016-01-11',
  source_headline: 'The headline',
  where_prec: '2',
  where_coordinates: 'Khirbat as Sawda village',
  adm_1: 'Al Hasakah Governorate',
  adm_2: 'Al Hasakah district',
  latitude: '36.16875',
  longitude: '40.60831',
  geom_wkt: 'POINT (40.60831 36.16875)',
  country: 'Syria',
  event_clarity: '1',
  date_prec: '1',
  date_start: '2016-01-10',
  date_end: '2016-01-10',
  deaths_a: '2',
  deaths_b: '1',
  deaths_civilians: '0',
  deaths_unknown: '0',
  low: '3',
  best: '3',
  high: '5',
}

async function readRow(changes: Readonly<Record<string, string | undefined>> = {}): Promise<ReadRow> {
  const all: Readonly<Record<string, string | undefined>> = { ...given, ...changes }
  const row = Object.entries(all).filter(([, value]) => value !== undefined)
  const cell = (text = '') => `"${text}"`
  const text = `${row.map(([name]) => name).join(',')}\n${row.map(([, value]) => cell(value)).join(',')}\n`
  const result = await readIncidents(Readable.from([Buffer.from(text)]), now)
  if (!result.ok) throw new Error(result.message)
  expect(result.reading.format).toBe('ucdp')
  for await (const read of result.reading.rows()) return read
  throw new Error('no row')
}

async function properties(changes: Readonly<Record<string, string | undefined>> = {}) {
  const row = await readRow(changes)
  if (isRefused(row)) throw new Error(JSON.stringify(row.errors))
  expect(row.feature).toHaveProperty('properties')
  return row.feature
}

it('tells a row of the dataset as an incident', async () => {
  expect(await properties()).toEqual({
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [40.60831, 36.16875] },
    properties: {
      kind: 'event',
      type: 'armed-clash',
      title: 'IS – SDF, Khirbat as Sawda village',
      summary: 'The headline\nKilled, as coded: IS 2, SDF 1, civilians 0, unknown 0.',
      severity: 'moderate',
      occurredFrom: '2016-01-10T00:00:00.000Z',
      occurredTo: null,
      timePrecision: 'day',
      locationPrecision: 'area',
      uncertaintyMetres: 25_000,
      place: 'Khirbat as Sawda village',
      actors: ['IS', 'SDF'],
      targets: [],
      casualties: { source: 'UCDP GED', killed: { low: 3, best: 3, high: 5 }, injured: null, words: null },
      tags: ['IS - SDF', 'Syria', 'Al Hasakah Governorate', 'Al Hasakah district', 'where_prec 2'],
      source: 'UCDP GED',
      externalId: 'ucdp:217045',
      origin: 'SOHR',
      reportedAt: '2016-01-11',
      credibility: '2',
    },
  })
})

it.each([
  ['1', 'exact', 1_000],
  ['2', 'area', 25_000],
  ['3', 'admin2', null],
  ['4', 'admin1', null],
  ['5', 'area', 25_000],
  ['6', 'country', null],
  ['7', 'country', null],
])('reads where_prec %s as %s', async (where_prec, locationPrecision, uncertaintyMetres) => {
  expect(await properties({ where_prec })).toMatchObject({ properties: { locationPrecision, uncertaintyMetres } })
})

it.each(['1', '2', '3', '4', '5', '6', '7'])(
  'places where_prec %s as the preset of a mapped feed does',
  async (where_prec) => {
    const said = { ...given, where_prec, where_coordinates: 'Northern Ar Raqqah Governorate' }
    const mapped = mapRecord(said, mappingPresets.ucdp)
    if (!mapped.ok) expect.unreachable(JSON.stringify(mapped.errors))
    const { locationPrecision, uncertaintyMetres } = mapped.input.properties
    expect(await properties(said)).toMatchObject({ properties: { locationPrecision, uncertaintyMetres } })
  },
)

it('takes a wider disc for part of a governorate, a road or a river', async () => {
  const place = { where_prec: '5', where_coordinates: 'Northern Ar Raqqah Governorate' }
  expect(await properties(place)).toMatchObject({ properties: { uncertaintyMetres: 60_000 } })
})

it.each([
  ['1', '2016-01-10', 'day'],
  ['2', '2016-01-12', 'week'],
  ['3', '2016-01-16', 'week'],
  ['4', '2016-01-31', 'month'],
  ['5', '2016-06-30', 'year'],
])('reads date_prec %s until %s as %s', async (date_prec, date_end, timePrecision) => {
  const occurredTo = date_end === '2016-01-10' ? null : `${date_end}T00:00:00.000Z`
  expect(await properties({ date_prec, date_end })).toMatchObject({ properties: { timePrecision, occurredTo } })
})

it.each([
  ['0', 'minor'],
  ['1', 'moderate'],
  ['4', 'moderate'],
  ['5', 'severe'],
  ['24', 'severe'],
  ['25', 'extreme'],
  ['', 'unknown'],
])('grades %s deaths as %s', async (best, severity) => {
  expect(await properties({ best, low: best, high: best })).toMatchObject({ properties: { severity } })
})

it.each([
  ['armed-clash', { type_of_violence: '1' }],
  ['attack-on-civilians', { type_of_violence: '3' }],
  ['air-strike', { source_office: 'Airwars;Air Wars' }],
  ['armed-clash', { source_office: 'SOHR;Airwars' }],
])('reads %s from %o', async (type, changes) => {
  expect(await properties(changes)).toMatchObject({ properties: { type } })
})

it('names the civilians as targets of one-sided violence', async () => {
  expect(await properties({ type_of_violence: '3', side_b: 'Civilians' })).toMatchObject({
    properties: {
      title: 'IS against civilians, Khirbat as Sawda village',
      actors: ['IS'],
      targets: ['Civilians'],
      summary: 'The headline\nKilled, as coded: IS 2, Civilians 1, civilians 0, unknown 0.',
    },
  })
})

it('widens bounds that do not hold the best estimate', async () => {
  const killed = { low: 100, best: 142, high: 177 }
  expect(await properties({ low: '177', best: '142', high: '100' })).toMatchObject({
    properties: { casualties: { killed } },
  })
})

it('was reported on the first day that does not precede it', async () => {
  const source_date = '2016-01-05;2016-01-14;2016-01-12'
  expect(await properties({ source_date })).toMatchObject({ properties: { reportedAt: '2016-01-12' } })
})

it('reads the times and the column names of newer and older versions', async () => {
  const newer = {
    date_start: '2016-01-10 00:00:00.000',
    date_end: '2016-01-10 00:00:00.000',
    where_description: 'a road near it',
  }
  expect(await properties(newer)).toMatchObject({
    properties: { occurredFrom: '2016-01-10T00:00:00.000Z', occurredTo: null, place: 'a road near it' },
  })
  const older = { low: undefined, best: undefined, high: undefined, low_est: '1', best_est: '2', high_est: '3' }
  expect(await properties(older)).toMatchObject({
    properties: { casualties: { killed: { low: 1, best: 2, high: 3 } } },
  })
})

it.each([
  [{ date_start: '2016-06-31' }, 'date_start', /2016-06-31 does not exist: that month has 30 days\); got "2016-06-31"/],
  [{ date_start: '' }, 'date_start', 'Expected a date such as 2016-01-31; the cell is empty'],
  [{ date_end: '2016-01-09' }, 'date_end', 'Expected an end at or after 2016-01-10; got 2016-01-09'],
  [{ latitude: '140.6' }, 'latitude', /between -90 and 90; got 140.6; are longitude and latitude swapped\?/],
  [{ longitude: '1406' }, 'longitude', 'Expected a longitude between -180 and 180; got 1406'],
  [{ longitude: '' }, 'longitude', 'Expected a longitude between -180 and 180; the cell is empty'],
  [{ latitude: 'NaN' }, 'latitude', 'Expected a latitude between -90 and 90 in degrees; got "NaN"'],
  [{ latitude: '40.60831', longitude: '36.16875' }, 'longitude', /Expected 40.60831, as geom_wkt says; got 36.16875/],
  [{ where_prec: '9' }, 'where_prec', 'Expected a location precision from 1 to 7; got "9"'],
  [{ type_of_violence: '4' }, 'type_of_violence', /got "4"/],
  [{ best: '-1' }, 'best', 'Expected a whole number of 0 or more; got "-1"'],
  [{ id: '' }, 'id', 'Expected the event’s number; the cell is empty'],
  [{ source_headline: 'a\u0007' }, 'source_headline', /without control characters; got/],
])('refuses %o and names the column %s', async (changes, column, message) => {
  const row = await readRow(changes)
  const said: unknown = typeof message === 'string' ? message : expect.stringMatching(message)
  expect(row).toEqual({ row: 1, line: 2, errors: [{ path: column, message: said }] })
})
