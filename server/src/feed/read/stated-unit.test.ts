import { expect, it } from 'vitest'
import { readIncidents } from './detect.js'
import { isRefused } from './row.js'

const now = '2026-01-01T00:00:00.000Z'

async function* bytesOf(text: string) {
  yield Buffer.from(text)
}

/** What each row of a file states as its governorate, and its words for the place. */
async function statedIn(text: string) {
  const read = await readIncidents(bytesOf(text), now)
  if (!read.ok) throw new Error(read.message)
  const rows = []
  for await (const row of read.reading.rows())
    rows.push(isRefused(row) ? row.errors : { admin1: row.admin1, feature: row.feature })
  return rows
}

const point = { type: 'Point', coordinates: [36.78, 35.97] }
const own = { type: 'ambush', title: 'Ambush', occurredFrom: '2021-11-09' }
const feature = (properties: object) => ({ type: 'Feature', geometry: point, properties: { ...own, ...properties } })

it.each([
  [
    'CSV with our own columns',
    'type,title,occurredFrom,longitude,latitude,admin1\nambush,Ambush,2021-11-09,36.78,35.97,Homs\n',
  ],
  ['GeoJSON', JSON.stringify({ type: 'FeatureCollection', features: [feature({ admin1: 'Homs' })] })],
  [
    'KML',
    `<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><name>Ambush</name><TimeStamp><when>2021-11-09</when></TimeStamp>
    <ExtendedData><Data name="ADM1_EN"><value>Homs</value></Data></ExtendedData>
    <Point><coordinates>36.78,35.97</coordinates></Point></Placemark></Document></kml>`,
  ],
])('the governorate that a row states is known from %s', async (_, text) => {
  expect(await statedIn(text)).toMatchObject([{ admin1: 'Homs' }])
})

it('a governorate that is no text is refused as what is not known', async () => {
  const text = JSON.stringify({ type: 'FeatureCollection', features: [feature({ admin1: 7 })] })
  expect(await statedIn(text)).toMatchObject([[{ path: 'properties.admin1' }]])
})

it('the address of a placemark is its words for the place', async () => {
  const text = `<kml xmlns="http://www.opengis.net/kml/2.2"><Placemark><name>Ambush</name><address>Taftanaz, Homs</address>
    <TimeStamp><when>2021-11-09</when></TimeStamp><Point><coordinates>36.78,35.97</coordinates></Point></Placemark></kml>`
  expect(await statedIn(text)).toMatchObject([{ feature: { properties: { place: 'Taftanaz, Homs' } } }])
})
