import { Readable } from 'node:stream'
import { bareMapping, type RecordMapping } from '@cordon/alerts'
import { zipSync } from 'fflate'
import { expect, it } from 'vitest'
import { readIncidents } from './detect.js'
import { isRefused } from './row.js'

const now = '2024-01-01T00:00:00.000Z'

function stream(...chunks: (string | Uint8Array)[]): AsyncIterable<Uint8Array> {
  return Readable.from(chunks.map((it) => Buffer.from(it)))
}

async function open(...chunks: (string | Uint8Array)[]) {
  const result = await readIncidents(stream(...chunks), now)
  if (!result.ok) throw new Error(result.message)
  const rows = []
  for await (const row of result.reading.rows()) rows.push(row)
  return { ...result.reading, rows }
}

const header = 'type,title,occurredFrom,longitude,latitude'
const row = (n: number) => `ambush,Ambush ${n},2021-11-09T05:52:00Z,40.43,35.16`
const properties = { type: 'ambush', title: 'A', occurredFrom: '2021-11-09' }
const feature = { type: 'Feature', id: 7, geometry: { type: 'Point', coordinates: [40.43, 35.16] }, properties }

it.each([
  ['an empty file', '', 'The file is empty'],
  ['white space', ' \n\n', 'The file is empty'],
  ['a workbook', Buffer.from('504b030414', 'hex'), 'This zip archive is damaged'],
  ['a PNG', Buffer.from('89504e470d0a1a0a', 'hex'), 'This is a picture; expected CSV'],
  ['a JPEG', Buffer.from('ffd8ffe0', 'hex'), 'This is a picture; expected CSV'],
  ['a PDF', '%PDF-1.7', 'This is a PDF; expected CSV, GeoJSON, KML, KMZ or GPX'],
  ['XML', '<?xml version="1.0"?>', 'This is XML; expected KML, GPX, GeoJSON or CSV'],
  ['a page', '<!doctype html><html></html>', 'This is a web page (HTML), not data'],
  ['an entity bomb', '<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY a "aa">]><kml/>', 'declares a document type'],
  ['KML that is cut short', '<kml><Document><Placemark><name>A', 'This is not well-formed XML'],
  [
    'a line of names without end',
    Array.from({ length: 2_001 }, (_, at) => `c${at}`).join(','),
    'Expected at most 2,000 columns; the first line names 2001',
  ],
  [
    'an unknown header',
    'a,b,latitude',
    'Expected UCDP GED, or ACLED, or CSV with our own property names (type, title, occurredFrom, longitude|lon|lng, latitude|lat). Got 3 columns: a, b, latitude',
  ],
  [
    'a header that lacks columns',
    'id,event_date,event_type,sub_event_type,geo_precision,latitude,longitude',
    'Nearest is ACLED, which also needs: event_id_cnty, time_precision, fatalities',
  ],
])('says of %s what it is and what was expected', async (_, bytes, message) => {
  const said: unknown = expect.stringContaining(message)
  expect(await readIncidents(stream(bytes), now)).toEqual({ ok: false, message: said })
})

it('knows a file although its first bytes come one by one, with a byte order mark', async () => {
  const bytes = [...Buffer.from(`\ufeff${header}\n${row(1)}\n`)].map((it) => Uint8Array.of(it))
  const read = await open(...bytes)
  expect(read).toMatchObject({
    format: 'csv',
    rows: [{ row: 1, line: 2, feature: { properties: { title: 'Ambush 1' } } }],
  })
})

it.each([
  [';', ''],
  ['\t', ''],
  ['|', ''],
  [';', 'sep=;\n'],
])('finds the delimiter %j', async (delimiter, before) => {
  const read = await open(before + [header, row(1)].join('\r\n').replaceAll(',', delimiter))
  expect(read.rows).toMatchObject([{ feature: { geometry: { coordinates: [40.43, 35.16] } } }])
})

it('goes on at a row and numbers it as before', async () => {
  const result = await readIncidents(stream([header, row(1), row(2), row(3)].join('\n')), now)
  if (!result.ok) throw new Error(result.message)
  const rows = []
  for await (const it of result.reading.rows(3)) rows.push(it)
  expect(rows).toMatchObject([{ row: 3, line: 4, feature: { properties: { title: 'Ambush 3' } } }])
})

it('reads the first of several columns of one name, and says that it does not read the others', async () => {
  const read = await open(`${header},Title,colour,title\n${row(1)},B,red,C\n`)
  expect(read.rows).toMatchObject([{ feature: { properties: { title: 'Ambush 1' } } }])
  expect(read.ignored).toEqual(['Title (2)', 'colour', 'title (3)'])
})

it('says which columns it does not read', async () => {
  expect((await open(`${header},colour,mood\n`)).ignored).toEqual(['colour', 'mood'])
})

it('reads every property from a column of its name', async () => {
  const more = 'Severity,actors,killed,killedHigh,casualtyWords,uncertaintyMetres,exercise,externalId'
  const read = await open(`${header},${more}\n${row(1)},severe,IS; unknown,1,3,a handful,500,true,x1\n`)
  expect(read.rows).toMatchObject([
    {
      feature: {
        properties: {
          severity: 'severe',
          actors: ['IS', 'unknown'],
          casualties: { killed: { low: null, best: 1, high: 3 }, words: 'a handful', injured: null },
          uncertaintyMetres: 500,
          exercise: true,
          externalId: 'x1',
        },
      },
    },
  ])
})

it('keeps a count that is told in words as words, as our own export has it', async () => {
  const read = await open(`${header},killed,casualtyWords\n${row(1)},"SDF 1; RIC 2–5",a handful\n`)
  expect(read.rows).toMatchObject([
    { feature: { properties: { casualties: { killed: null, words: 'a handful; killed: SDF 1; RIC 2–5' } } } },
  ])
})

it('refuses what has not happened yet', async () => {
  const read = await open(`${header}\nambush,A,2024-03-01,40,35`)
  expect(read.rows).toMatchObject([{ errors: [{ path: 'occurredFrom' }] }])
})

it('loses a broken row in the middle and reads the rest, each with its line', async () => {
  const broken = 'ambush,"Ambush,2021-11-09,40.43,35.16'
  const read = await open([header, row(1), broken, row(3), row(4)].join('\n'))
  expect(read.rows.map((it) => [it.row, it.line, isRefused(it) ? it.errors[0]?.path : 'ok'])).toEqual([
    [1, 2, 'ok'],
    [2, 3, 'title'],
    [3, 4, 'ok'],
    [4, 5, 'ok'],
  ])
})

it('names the column and the line of bytes that are not UTF-8', async () => {
  const read = await open(`${header}\n${row(1)}\nambush,Sina`, Uint8Array.of(0xe9), `,2021-11-09,40,35\n${row(3)}`)
  expect(read.rows[1]).toEqual({
    row: 2,
    line: 3,
    errors: [{ path: 'title', message: 'Line 3 is not valid UTF-8: byte 0xE9 at position 12; save the file as UTF-8' }],
  })
  expect(read.rows[2]).toHaveProperty('feature')
})

it.each([
  ['occurredFrom', 'ambush,A,2021-06-31,40,35', /2021-06-31 does not exist: that month has 30 days/],
  ['type', 'bumbush,A,2021-06-30,40,35', /Expected a type of incident: .*got "bumbush"/],
  ['title', 'ambush,,2021-06-30,40,35', 'Expected a title; the cell is empty'],
  ['latitude', 'ambush,A,2021-06-30,35,140', /swapped/],
])('names the column %s and what was expected', async (column, line, message) => {
  const said: unknown = typeof message === 'string' ? message : expect.stringMatching(message)
  expect((await open(`${header}\n${line}`)).rows).toEqual([
    { row: 1, line: 2, errors: [{ path: column, message: said }] },
  ])
})

it('reads GeoJSON, with a feature’s id for a missing external one', async () => {
  const read = await open(JSON.stringify({ type: 'FeatureCollection', features: [feature] }))
  expect(read).toMatchObject({ format: 'geojson', rows: [{ row: 1, feature: { properties: { externalId: '7' } } }] })
})

it('knows GeoJSON behind a byte order mark, and a workbook, though their bytes come one by one', async () => {
  const singly = (bytes: Buffer) => [...bytes].map((it) => Uint8Array.of(it))
  const read = await open(...singly(Buffer.from(`\ufeff${JSON.stringify(feature)}`)))
  expect(read).toMatchObject({ format: 'geojson', rows: [{ feature: { properties } }] })
  const workbook = await readIncidents(stream(...singly(Buffer.from('504b030414', 'hex'))), now)
  expect(JSON.stringify(workbook)).toContain('zip archive')
})

it('takes back what it exported: what the house keeps itself is left out', async () => {
  const kept = {
    id: 'x',
    revision: 2,
    seq: 9,
    grade: 'B2',
    recordedAt: 'x',
    recordedBy: 'x',
    reason: null,
    history: false,
  }
  const read = await open(JSON.stringify({ ...feature, properties: { ...properties, ...kept } }))
  expect(read.rows).toMatchObject([{ feature: { properties } }])
})

it.each([
  ['a property that is not ours', { ...feature, properties: { ...properties, mood: 1 } }, /mood/],
  ['no geometry', { ...feature, geometry: null }, /got null/],
  ['something else than a feature', { type: 'Topology' }, /got .{2}Topology/],
])('refuses %s', async (_, value, message) => {
  const read = await open(JSON.stringify(value))
  expect(JSON.stringify(read.rows)).toMatch(message)
  expect(read.rows.every(isRefused)).toBe(true)
})

it('names the line inside a feature that is not UTF-8', async () => {
  const read = await open('{"type":"Feature",\n"properties":\n{"title":"', Uint8Array.of(0xe9), '"},"geometry":null}')
  expect(JSON.stringify(read.rows)).toContain('Line 3 is not valid UTF-8: byte 0xE9 at position 11')
})

it.each([
  ['UTF-16 with a mark', Buffer.from(`\ufeff${header}\n${row(1)}\n`, 'utf16le')],
  ['UTF-16 without', Buffer.from(`${header}\n${row(1)}\n`, 'utf16le')],
  ['Windows-1256', Buffer.concat([Buffer.from(`${header}\n${row(1)}\n${row(2).replace('Ambush', '')}`), arabic()])],
])('reads %s', async (_, bytes) => {
  expect((await open(bytes)).rows[0]).toMatchObject({ feature: { properties: { title: 'Ambush 1' } } })
})

/** A word in the code page that Arabic spreadsheets write. */
function arabic(): Buffer {
  return Buffer.from([0xe3, 0xcf, 0xed, 0xe4, 0xc9])
}

it('reads Arabic in its code page as Arabic', async () => {
  const line = Buffer.concat([Buffer.from(`${header}\nambush,`), arabic(), Buffer.from(',2021-11-09,40,35\n')])
  expect((await open(line)).rows).toMatchObject([{ feature: { properties: { title: 'مدينة' } } }])
})

const placemark =
  '<Placemark><name>Post 7</name><TimeStamp><when>2021-11-09</when></TimeStamp><Point><coordinates>40.43,35.16</coordinates></Point></Placemark>'

it('reads placemarks, and refuses by name what has no time or place', async () => {
  const read = await open(
    `<kml xmlns="http://www.opengis.net/kml/2.2"><Document>${placemark}<Placemark><name>B</name></Placemark></Document></kml>`,
  )
  expect(read.format).toBe('kml')
  expect(read.rows).toMatchObject([
    {
      feature: {
        geometry: { coordinates: [40.43, 35.16] },
        properties: { title: 'Post 7', occurredFrom: '2021-11-09T00:00:00.000Z' },
      },
    },
    { errors: [{ path: 'properties.timestamp' }] },
  ])
})

it('reads waypoints', async () => {
  const read = await open(
    '<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1"><wpt lat="35.16" lon="40.43"><time>2021-11-09T05:52:00Z</time><name>Crater</name></wpt></gpx>',
  )
  expect(read).toMatchObject({ format: 'gpx', rows: [{ feature: { properties: { title: 'Crater' } } }] })
})

it('takes the document out of a KMZ, and not a bomb', async () => {
  const kmz = (text: string) => zipSync({ 'doc.kml': Buffer.from(text) })
  // As GDAL writes it: the first document points to those with the placemarks.
  const linked = zipSync({
    'doc.kml': Buffer.from('<kml><NetworkLink><Link><href>layers/a.kml</href></Link></NetworkLink></kml>'),
    'layers/a.kml': Buffer.from(`<kml>${placemark}</kml>`),
    'layers/b.kml': Buffer.from(`<kml>${placemark}</kml>`),
  })
  expect((await open(linked)).rows).toMatchObject([
    { errors: expect.any(Array) },
    { row: 2, feature: {} },
    { row: 3, feature: {} },
  ])
  expect((await open(kmz(`<kml>${placemark}</kml>`))).rows).toHaveLength(1)
  const bomb = kmz(`<kml>${' '.repeat(33 << 20)}</kml>`)
  const refusal = { ok: false, message: expect.stringMatching(/unpacks to more than 33554432 bytes/) }
  expect(await readIncidents(stream(bomb), now)).toMatchObject(refusal)
  // What the archive says of its own size counts for nothing: here, that it unpacks to eight bytes.
  Buffer.from(bomb.buffer).writeUInt32LE(8, 22)
  expect(await readIncidents(stream(bomb), now)).toMatchObject(refusal)
  expect(await readIncidents(stream(kmz(`<kml>${placemark}</kml>`).subarray(0, 60)), now)).toMatchObject({
    message: expect.stringMatching(/damaged/),
  })
})

it('reads any columns by a mapping, and names them in what is refused', async () => {
  const day = { from: ['Date'], clock: [], format: 'day-first', zone: 'UTC' } as const
  const mapping: RecordMapping = {
    ...{ ...bareMapping, name: 'Patrol', title: { from: ['What'] }, type: { constant: 'other' }, occurredFrom: day },
    ...{ position: { how: 'fields', longitude: ['X'], latitude: ['Y'] }, decimal: 'comma' },
  }
  const text = 'Date;What;X;Y;Mood\n09/11/2021;=1+1;40,43;35,16;calm\n31/06/2021;B;40,43;35,16;\n10/11/2021;C;;;'
  const result = await readIncidents(stream(text), { mapping, now })
  if (!result.ok) throw new Error(result.message)
  const rows = []
  for await (const it of result.reading.rows()) rows.push(it)
  expect(result.reading.ignored).toEqual(['Mood'])
  expect(rows).toMatchObject([
    { line: 2, feature: { geometry: { coordinates: [40.43, 35.16] }, properties: { title: '=1+1' } } },
    { line: 3, errors: [{ path: 'Date' }] },
    { line: 4, errors: [{ path: 'X' }] },
  ])
})

it('names a first line that is too long to be one of columns, with its length', async () => {
  const read = await readIncidents(
    Readable.from([Buffer.from(`${'a,'.repeat(600_000)}\n`)]),
    '2024-01-01T00:00:00.000Z',
  )
  expect(read).toEqual({ ok: false, message: 'Line 1 is 1200000 bytes long; expected at most 1048576' })
})
