import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fieldsRead } from './fields.js'
import { guessMapping } from './guess.js'
import { columnRoles } from './headers.js'
import { mapRecord } from './mapping.js'

/** Columns with their values, as a table has them. */
function guess(table: Readonly<Record<string, readonly string[]>>) {
  const found = guessMapping(Object.entries(table).map(([name, samples]) => ({ name, samples })))
  return { ...found, roles: Object.fromEntries(found.columns.map(({ column, role }) => [role, column])) }
}

const ucdp = {
  ...{ id: ['217045'], year: ['2016'], type_of_violence: ['1'], conflict_name: ['IS - SDF'], side_a: ['IS'] },
  ...{
    side_b: ['SDF'],
    source_office: ['SOHR'],
    source_date: ['2016-01-10'],
    source_headline: ['IS starts an attack'],
  },
  ...{ where_prec: ['2'], where_coordinates: ['Khirbat as Sawda village'], adm_1: ['Al Hasakah Governorate'] },
  ...{ latitude: ['36.16875'], longitude: ['40.60831'], geom_wkt: ['POINT (40.60831 36.16875)'], country: ['Syria'] },
  ...{ date_prec: ['1'], date_start: ['2016-01-10'], date_end: ['2016-01-10'], deaths_a: ['2'], low: ['4'] },
  ...{ best: ['4'], high: ['4'] },
}
const acled = {
  ...{ event_id_cnty: ['SYR100'], event_date: ['31 January 2021'], year: ['2021'], time_precision: ['1'] },
  ...{ disorder_type: ['Political violence'], event_type: ['Explosions/Remote violence'], actor1: ['QSD'] },
  sub_event_type: ['Shelling/artillery/missile attack', 'Remote explosive/landmine/IED'],
  ...{ actor2: ['Islamic State'], iso: ['760'], admin1: ['Deir ez Zor'], location: ['Thiban'], latitude: ['35.01'] },
  ...{ longitude: ['40.51'], geo_precision: ['1'], source: ['SOHR'], notes: ['On 31 January'], fatalities: ['2'] },
  ...{ tags: ['crowd size=none'], timestamp: ['1618520000'] },
}
const geoNames = {
  ...{ geonameid: ['89482'], name: ['Zāwītah'], alternatenames: ['Zawete,Zawita'], latitude: ['36.90547'] },
  ...{ longitude: ['43.14478'], 'feature class': ['P'], population: ['0'], timezone: ['Asia/Baghdad'] },
  'modification date': ['2012-01-17'],
}
const arabic = {
  ...{ الرقم: ['١'], التاريخ: ['١٤/١١/٢٠٢١'], الساعة: ['٢١:٣٠'], 'خط الطول': ['٤٠٫٤'], 'خط العرض': ['٣٥٫١'] },
  ...{ 'نوع الحادث': ['قصف مدفعي', 'عبوة ناسفة'], القتلى: ['٣'], الجرحى: ['٥'], المحافظة: ['دير الزور'] },
  ...{ المكان: ['الشحيل'], المصدر: ['المرصد'], ملاحظات: ['هجوم على حاجز'] },
}
const semicolons = {
  Ref: ['A-1'],
  When: ['14.11.2021', '3.11.2021'],
  Lat: ['35,12'],
  Lon: ['40,43'],
  Title: ['Attack'],
}

describe('a guess by the columns of', () => {
  it.each([
    [
      'UCDP',
      ucdp,
      {
        ...{ id: 'id', occurredFrom: 'date_start', occurredTo: 'date_end', killed: 'best', killedLow: 'low' },
        ...{ killedHigh: 'high', actors: 'side_a', targets: 'side_b', place: 'where_coordinates', admin1: 'adm_1' },
        ...{ longitude: 'longitude', latitude: 'latitude', source: 'source_office', reportedAt: 'source_date' },
      },
    ],
    [
      'ACLED',
      acled,
      {
        ...{ id: 'event_id_cnty', occurredFrom: 'event_date', type: 'sub_event_type', actors: 'actor1' },
        ...{ targets: 'actor2', place: 'location', admin1: 'admin1', summary: 'notes', killed: 'fatalities' },
        ...{ longitude: 'longitude', latitude: 'latitude', source: 'source', tags: 'tags' },
      },
    ],
    ['GeoNames', geoNames, { title: 'name', longitude: 'longitude', latitude: 'latitude' }],
    [
      'an Arabic form',
      arabic,
      {
        ...{ id: 'الرقم', occurredFrom: 'التاريخ', clock: 'الساعة', longitude: 'خط الطول', latitude: 'خط العرض' },
        ...{ type: 'نوع الحادث', killed: 'القتلى', injured: 'الجرحى', admin1: 'المحافظة', place: 'المكان' },
        ...{ source: 'المصدر', summary: 'ملاحظات' },
      },
    ],
    ['a sheet with semicolons', semicolons, { id: 'Ref', occurredFrom: 'When', latitude: 'Lat', longitude: 'Lon' }],
  ])('%s', (_, table, roles) => {
    expect(guess(table)).toMatchObject({ roles, missing: [] })
  })

  it('UCDP takes neither its year nor one of its other counts for a date or the dead', () => {
    const { columns } = guess(ucdp)
    expect(columns.map(({ column }) => column)).not.toContain('year')
    expect(columns.map(({ column }) => column)).not.toContain('deaths_a')
  })

  it('GeoNames asks to check what only looks like a date', () => {
    const date = guess(geoNames).columns.find(({ role }) => role === 'occurredFrom')
    expect(date).toEqual({
      ...{ column: 'modification date', role: 'occurredFrom', confidence: 'check', reason: 'its values are dates' },
    })
  })
})

describe('a guess by the values', () => {
  it('names the types that their words mean, in English and in Arabic', () => {
    const typesOf = (table: Parameters<typeof guess>[0]) => {
      const { type } = guess(table).mapping
      return 'table' in type ? type.table : type
    }
    expect(typesOf(acled)).toMatchObject({ 'Shelling/artillery/missile attack': 'shelling' })
    expect(typesOf(arabic)).toMatchObject({ 'قصف مدفعي': 'shelling', 'عبوة ناسفة': 'ied' })
  })

  it('reads decimal commas, the day first and Arabic digits, so that the first row comes in as it is', () => {
    const { mapping } = guess(semicolons)
    expect(mapping).toMatchObject({ decimal: 'comma', occurredFrom: { format: 'day-first' } })
    const first = Object.fromEntries(Object.entries(arabic).map(([name, [value]]) => [name, value]))
    const mapped = mapRecord(first, guess(arabic).mapping)
    expect(mapped).toMatchObject({
      ok: true,
      input: {
        geometry: { coordinates: [40.4, 35.1] },
        properties: {
          ...{ type: 'shelling', title: 'قصف مدفعي, الشحيل', occurredFrom: '2021-11-14T21:30:00.000Z' },
          casualties: [{ killed: { best: 3 }, injured: { best: 5 } }],
        },
      },
    })
  })

  it('leaves a column of another kind alone, whatever its name', () => {
    expect(guess({ date: ['yes', 'no'], lat: ['north', 'south'], title: ['x'] })).toMatchObject({
      missing: ['position', 'occurredFrom'],
    })
  })

  it('takes a column of dates for the date where its name means tags in one language and the day in another', () => {
    const { roles } = guess({
      Tag: ['09.11.2021', '10.11.2021'],
      Titel: ['Hinterhalt', 'Beschuss'],
      Lat: ['35.1'],
      Lon: ['40.4'],
    })
    expect(roles).toMatchObject({ occurredFrom: 'Tag' })
    expect(roles['tags']).toBeUndefined()
  })

  it('finds a date and a position by what they look like, and asks to check them', () => {
    const { columns, missing } = guess({ a: ['2021-11-09'], b: ['35.12'], c: ['140.43'], d: ['x'] })
    expect(columns.map(({ column, role, confidence }) => [column, role, confidence])).toEqual([
      ['a', 'occurredFrom', 'check'],
      ['b', 'latitude', 'check'],
      ['c', 'longitude', 'check'],
    ])
    expect(missing).toEqual(['title'])
  })
})

it('gives each column at most one role and each role at most one column, and reads nothing that is not there', () => {
  const names = fc.constantFrom(
    ...Object.keys({ ...ucdp, ...acled, ...geoNames, ...arabic, ...semicolons }),
    '',
    ' ',
    'x',
  )
  const samples = fc.array(fc.oneof(fc.string(), fc.constantFrom('2021-11-09', '35,1', '٣', '14/11/2021', '40.4')))
  const columns = fc.uniqueArray(fc.record({ name: names, samples }), { selector: ({ name }) => name, maxLength: 20 })
  fc.assert(
    fc.property(columns, (given) => {
      const { columns: found, mapping } = guessMapping(given)
      expect(new Set(found.map(({ column }) => column)).size).toBe(found.length)
      expect(new Set(found.map(({ role }) => role)).size).toBe(found.length)
      for (const { role } of found) expect(columnRoles).toContain(role)
      const there = given.map(({ name }) => name)
      for (const path of fieldsRead(mapping)) expect(there).toContain(path)
    }),
    { seed: Number(process.env['SEED'] ?? 20211108) },
  )
})
