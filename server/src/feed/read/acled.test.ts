import { Readable } from 'node:stream'
import { acledTypes, incidentTypes, type IncidentClass } from '@cordon/alerts'
import { expect, it } from 'vitest'
import { readIncidents } from './detect.js'
import { isRefused, type ReadRow } from './row.js'

const now = '2024-01-01T00:00:00.000Z'

const given = {
  event_id_cnty: 'SYR98765',
  event_date: '09 November 2021',
  time_precision: '1',
  disorder_type: 'Political violence',
  event_type: 'Battles',
  sub_event_type: 'Armed clash',
  actor1: 'Islamic State (Syria)',
  assoc_actor_1: '',
  actor2: 'QSD: Syrian Democratic Forces',
  assoc_actor_2: '',
  civilian_targeting: '',
  country: 'Syria',
  admin1: 'Deir ez Zor',
  admin2: 'Al Mayadin',
  location: 'Thiban',
  latitude: '35.0150',
  longitude: '40.5103',
  geo_precision: '1',
  source: 'SOHR',
  notes: 'On 9 November 2021, gunmen fired at a position.',
  fatalities: '0',
  tags: '',
}

/** The six event types of ACLED's codebook with their sub-event types, as its files spell them. */
const codebook = {
  battle: ['Government regains territory', 'Non-state actor overtakes territory', 'Armed clash'],
  explosion: [
    ...['Chemical weapon', 'Air/drone strike', 'Suicide bomb', 'Shelling/artillery/missile attack'],
    ...['Remote explosive/landmine/IED', 'Grenade'],
  ],
  'violence-against-civilians': ['Sexual violence', 'Attack', 'Abduction/forced disappearance'],
  protest: ['Peaceful protest', 'Protest with intervention', 'Excessive force against protesters'],
  riot: ['Violent demonstration', 'Mob violence'],
  strategic: [
    ...['Agreement', 'Arrests', 'Change to group/activity', 'Disrupted weapons use'],
    ...[
      'Headquarters or base established',
      'Looting/property destruction',
      'Non-violent transfer of territory',
      'Other',
    ],
  ],
} as const satisfies Partial<Record<IncidentClass, readonly string[]>>

async function readRow(changes: Partial<typeof given> = {}, delimiter = ','): Promise<ReadRow> {
  const row = Object.entries({ ...given, ...changes })
  const lines = [row.map(([name]) => name.toUpperCase()), row.map(([, value]) => `"${value}"`)]
  const text = lines.map((it) => it.join(delimiter)).join('\r\n')
  const result = await readIncidents(Readable.from([Buffer.from(`\ufeff${text}`)]), now)
  if (!result.ok) throw new Error(result.message)
  expect(result.reading.format).toBe('acled')
  for await (const read of result.reading.rows()) return read
  throw new Error('no row')
}

async function feature(changes: Partial<typeof given> = {}) {
  const row = await readRow(changes)
  if (isRefused(row)) throw new Error(JSON.stringify(row.errors))
  return row.feature
}

it('tells a row of ACLED as an incident', async () => {
  expect(await feature()).toEqual({
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [40.5103, 35.015] },
    properties: {
      kind: 'event',
      type: 'armed-clash',
      title: 'Armed clash: Islamic State (Syria) – QSD: Syrian Democratic Forces, Thiban',
      summary: 'On 9 November 2021, gunmen fired at a position.',
      severity: 'minor',
      occurredFrom: '2021-11-09T00:00:00.000Z',
      timePrecision: 'day',
      locationPrecision: 'near',
      place: 'Thiban, Al Mayadin, Deir ez Zor',
      actors: ['Islamic State (Syria)', 'QSD: Syrian Democratic Forces'],
      targets: [],
      casualties: { source: 'ACLED', killed: { low: null, best: 0, high: null }, injured: null, words: null },
      tags: ['Political violence', 'Syria', 'Deir ez Zor', 'Al Mayadin'],
      source: 'ACLED',
      externalId: 'acled:SYR98765',
      origin: 'SOHR',
    },
  })
})

it('knows every sub-event type, each below its own event type', () => {
  const told = Object.entries(codebook).flatMap(([type, below]) => below.map((name) => [name, type] as const))
  const classes = told.map(([name]) => incidentTypes[acledTypes[name.toLowerCase()] ?? 'other'].class)
  expect(classes).toEqual(told.map(([, type]) => type))
})

it('keeps any two sub-event types apart', () => {
  const names = Object.values(codebook).flat()
  expect(names).toHaveLength(25)
  expect(new Set(names.map((name) => acledTypes[name.toLowerCase()]))).toHaveProperty('size', 25)
})

it.each(Object.entries(codebook).flatMap(([, names]) => names))('reads %s', async (sub_event_type) => {
  expect(await feature({ sub_event_type })).toMatchObject({
    properties: { type: acledTypes[sub_event_type.toLowerCase()] },
  })
})

it.each([
  ['1', 'near'],
  ['2', 'area'],
  ['3', 'admin1'],
])('reads geo_precision %s as %s', async (geo_precision, locationPrecision) => {
  expect(await feature({ geo_precision })).toMatchObject({ properties: { locationPrecision } })
})

it.each([
  ['1', 'day'],
  ['2', 'week'],
  ['3', 'month'],
])('reads time_precision %s as %s', async (time_precision, timePrecision) => {
  expect(await feature({ time_precision })).toMatchObject({ properties: { timePrecision } })
})

it.each(['2021-11-09', '09 November 2021', '9-Nov-2021', '09-november-2021'])(
  'reads the date %s',
  async (event_date) => {
    expect(await feature({ event_date })).toMatchObject({ properties: { occurredFrom: '2021-11-09T00:00:00.000Z' } })
  },
)

it('names the second side as target of violence against civilians', async () => {
  const attack = {
    event_type: 'Violence against civilians',
    sub_event_type: 'Attack',
    actor2: 'Civilians (Syria)',
    assoc_actor_2: 'Teachers (Syria); Women (Syria)',
  }
  expect(await feature(attack)).toMatchObject({
    properties: {
      actors: ['Islamic State (Syria)'],
      targets: ['Civilians (Syria)', 'Teachers (Syria)', 'Women (Syria)'],
    },
  })
})

it('names no origin where several sources told it', async () => {
  expect(await feature({ source: 'SOHR; North Press Agency' })).toMatchObject({ properties: { origin: null } })
})

it('reads semicolons between columns and commas in numbers', async () => {
  expect(await readRow({ latitude: '35,0150', longitude: '40,5103', notes: 'a, b' }, ';')).toMatchObject({
    feature: { geometry: { coordinates: [40.5103, 35.015] }, properties: { summary: 'a, b' } },
  })
})

it.each([
  [
    { sub_event_type: 'Battle-No change of territory' },
    'SUB_EVENT_TYPE',
    /such as "Armed clash"; got "battle-no change of territory"/,
  ],
  [
    { event_date: '31 June 2021' },
    'EVENT_DATE',
    /2021-06-31 does not exist: that month has 30 days\); got "31 June 2021"/,
  ],
  [{ event_date: '11/09/2021' }, 'EVENT_DATE', /Expected a date such as 2016-01-31; got "11\/09\/2021"/],
  [{ geo_precision: '4' }, 'GEO_PRECISION', /from 1 to 3; got "4"/],
  [{ fatalities: 'many' }, 'FATALITIES', /Expected a whole number of 0 or more; got "many"/],
])('refuses %o and names the column %s as the file writes it', async (changes, column, message) => {
  const said: unknown = expect.stringMatching(message)
  expect(await readRow(changes)).toEqual({ row: 1, line: 2, errors: [{ path: column, message: said }] })
})
