import { expectationIn, findingIn } from '@cordon/alerts'
import { expect, it } from 'vitest'
import { decode } from './decode.js'
import { readIncidents } from './detect.js'
import type { ReadContext } from './page.js'
import { readPayload } from './payload.js'

/** What a reader finds wrong is kept as text: the page reads it back, to say it in the reader's language. */

const now = '2026-11-09T06:00:00.000Z'
const context = (format: ReadContext['format']): ReadContext => ({
  ...{ format, mapping: null, source: 'S', contentType: null, now, radiusMetres: 100_000 },
  point: { type: 'Point', coordinates: [40, 35] },
})

/** The code of a text, and of what it expected; the English where the page would be left with it. */
function toldAs(text: string): string {
  const found = findingIn(text)
  if (found === null) return text
  const { expected, why } = found.values
  const inner = typeof expected === 'string' ? (expectationIn(expected)?.code ?? expected) : ''
  return [found.code, inner, typeof why === 'string' ? toldAs(why) : ''].filter((it) => it !== '').join(' ')
}

async function ofFeed(format: ReadContext['format'], text: string | Buffer): Promise<readonly string[]> {
  const read = await readPayload(Buffer.from(text), context(format))
  const reasons = read.ok
    ? read.page.refusals.flatMap(({ errors }) => errors.map(({ message }) => message))
    : [read.message]
  return reasons.map(toldAs)
}

async function* streamed(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes
}

async function ofFile(text: string | Buffer): Promise<readonly string[]> {
  const read = await readIncidents(streamed(Buffer.from(text)), now)
  if (!read.ok) return [toldAs(read.message)]
  const reasons: string[] = []
  for await (const row of read.reading.rows()) if ('errors' in row) reasons.push(...row.errors.map((it) => it.message))
  return reasons.map(toldAs)
}

const gdacs = '<rss><channel><item><title>A</title></item></channel></rss>'
const rss = (inside: string) => `<rss><channel><item>${inside}</item></channel></rss>`
const quake = (point: string) =>
  `{"features":[{"id":"q","properties":{"time":1,"updated":1,"title":"Q"},"geometry":{"coordinates":${point}}}]}`
const cap = (circle: string) => `<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>1</identifier>
<sender>s</sender><sent>2026-11-08T06:00:00Z</sent><status>Actual</status><msgType>Alert</msgType><scope>Public</scope>
<info><category>Met</category><event>E</event><urgency>Past</urgency><severity>Minor</severity>
<certainty>Likely</certainty><area><areaDesc>A</areaDesc><circle>${circle}</circle></area></info></alert>`

it.each<readonly [ReadContext['format'], string | Buffer, readonly string[]]>([
  ['gdacs', gdacs, ['read.none']],
  ['georss', rss('<title>A</title>'), ['read.noId']],
  ['georss', rss('<guid>1</guid><title>A</title>'), ['read.noDate']],
  ['georss', '<a/>', ['refused.expected expected.rss']],
  ['georss', 'text', ['refused.expected expected.xml']],
  ['cap', '<a/>', ['refused.expected expected.cap']],
  ['cap', cap('x'), ['refused.expected expected.latLons']],
  ['cap', cap('140,35 1'), ['read.swapped expected.latLon']],
  ['usgs', '{}', ['read.noCollection']],
  ['usgs', '{"features":[{"id":"q"}]}', ['refused.missing expected.quake']],
  ['usgs', quake('["x",1]'), ['refused.expected expected.lonLat']],
  ['usgs', quake('[35,40]'), ['read.swapped expected.position']],
  ['usgs', quake('[40,35]').replace('"updated":1', '"updated":99999999999999'), ['read.ahead']],
  ['json', '5', ['refused.expected expected.records']],
  ['json', '{"type":"FeatureCollection","features":[5]}', ['refused.atRecord refused.expected expected.object']],
  ['json', '[{"a":1}]', ['read.giveMapping read.unknownHeader']],
  ['csv', '{"a":1}', ['refused.expected expected.csv']],
  ['json', Buffer.from('%PDF-1.7'), ['read.pdf']],
  ['json', Buffer.from('PK\u0003\u0004'), ['read.zip']],
])('of a feed of %s: %s', async (format, text, told) => {
  expect(await ofFeed(format, text)).toEqual(told)
})

it('of the encoding of an answer', () => {
  const told = (type: string, bytes: readonly number[]) => {
    const read = decode(Buffer.from(bytes), type)
    return read.ok ? read.text : toldAs(read.message)
  }
  expect(told('text/xml; charset=klingon', [0x61])).toBe('read.encodingUnknown')
  expect(told('text/xml; charset=shift_jis', [0x61, 0x81])).toBe('read.encodingWrong')
})

const header = 'type,title,occurredFrom,longitude,latitude,uncertaintyMetres,exercise,casualties,killed'
const row = (cells: string) => `${header}\n${cells}\n`
const ucdp =
  'id,type_of_violence,side_a,side_b,date_start,date_end,date_prec,where_prec,latitude,longitude,geom_wkt,best,low,high,event_clarity'

it.each<readonly [string | Buffer, readonly string[]]>([
  [row('ambush,,2021-11-09,40,35,,,,'), ['read.cellEmpty expected.title']],
  [row('ambush,A,2021-11-09,400,35,,,,'), ['refused.expected expected.longitude']],
  [row('ambush,A,2021-11-09,40,135,,,,'), ['read.swapped expected.latitude']],
  [row('ambush,A,2021-11-09,x,35,,,,'), ['refused.expected expected.longitudeDegrees']],
  [row('ambush,A,2021-11-09,40,35,far,,,'), ['refused.expected expected.metres']],
  [row('ambush,A,2021-11-09,40,35,,maybe,,'), ['refused.expected expected.trueFalse']],
  [row('ambush,A,2021-11-09,40,35,,,none,'), ['refused.expected expected.casualties']],
  [row('ambush,A'), ['read.width']],
  [row('ambush,"A'), ['read.quote']],
  [row('ambush,A,2031-11-09,40,35,,,,'), ['refused.notYet']],
  [row('ambush,A,1821-11-09,40,35,,,,'), ['refused.before1900']],
  [
    Buffer.concat([Buffer.from(row('ambush,A,2021-11-09,40,35,,,,')), Buffer.from([0x61, 0xff, 0x0a])]),
    ['read.badByte'],
  ],
  [
    `${ucdp}\n,5,A,,yesterday,,9,9,35,40,,x,,,7\n`,
    [
      'read.cellEmpty expected.eventNumber',
      'refused.expected expected.violence',
      'read.cellEmpty expected.side',
      'refused.expected expected.day',
      'refused.expected expected.datePrecision',
      'refused.expected expected.placePrecision',
      'refused.expected expected.count',
      'refused.expected expected.clarity',
    ],
  ],
  ['', ['read.emptyFile']],
  [Buffer.from('1f8b0800', 'hex'), ['read.gzipFile']],
  [Buffer.from('d0cf11e0', 'hex'), ['read.excelFile']],
  ['%PDF-1.7', ['read.pdfFile']],
  ['<rss/>', ['read.otherXml']],
  ['<a/>', ['read.plainXml']],
  ['<!DOCTYPE kml><kml/>', ['read.declared']],
  ['<kml><Placemark a=></Placemark></kml>', ['read.brokenXmlAt']],
  ['[x]', ['refused.expected expected.aFeature']],
  ['[{"a":"b\n"}]', ['read.openText']],
  ['a,b\n1,2\n', ['read.unknownHeader']],
  ['title,type\rAmbush,ambush\r', ['read.returnsAlone']],
  [`${Array.from({ length: 2_001 }, (_, at) => `c${at}`).join(',')}\n`, ['read.manyColumns']],
])('of a file: %s', async (text, told) => {
  const reasons = await ofFile(text)
  expect(reasons.toSorted()).toEqual(told.toSorted())
})
