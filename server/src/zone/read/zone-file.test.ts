import { zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { parted, readZoneFile, type ZoneFile } from './zone-file.js'

async function read(file: string | Uint8Array): Promise<ZoneFile> {
  return readZoneFile(typeof file === 'string' ? Buffer.from(file) : file)
}

/** What was found, as short as can be: names with their shapes, and what was refused where and why. */
async function told(file: string | Uint8Array) {
  const found = await read(file)
  if (!found.ok) return found.message
  const { shapes, refused } = parted(found.found)
  const taken = shapes.map(({ name, geometry }) => ({
    name,
    type: geometry.type,
    at: JSON.stringify(geometry.coordinates),
  }))
  return { shapes: taken, refused: refused.map(({ of, errors }) => [of, errors[0]?.path, errors[0]?.message]) }
}

const shape = (name: string, type?: string, at?: string) => ({ name, ...(type && { type }), ...(at && { at }) })
const kml = (inner: string) => `<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2"><Document>${inner}</Document></kml>`
const placemark = (name: string, shape: string) => `<Placemark><name>${name}</name>${shape}</Placemark>`
const ring = (coordinates: string) => `<LinearRing><coordinates>${coordinates}</coordinates></LinearRing>`
const square = '40,35,5 41,35,5 41,36,5 40,36,5 40,35,5'
const squareSaid = '[[[40,35],[41,35],[41,36],[40,36],[40,35]]]'
const polygon = (outer: string, inner = '') =>
  `<Polygon><outerBoundaryIs>${ring(outer)}</outerBoundaryIs>${inner && `<innerBoundaryIs>${ring(inner)}</innerBoundaryIs>`}</Polygon>`
const point = '<Point><coordinates>40.5,35.5,210</coordinates></Point>'
const line = '<LineString><coordinates>40,35 41,36</coordinates></LineString>'

describe('a KML file of zones', () => {
  it('brings points, lines and areas with their holes, without altitudes and styles', async () => {
    const style = '<Style id="a"><LineStyle><width>2</width></LineStyle></Style>'
    const hole = '40.4,35.4 40.6,35.4 40.6,35.6 40.4,35.4'
    expect(
      await told(
        kml(style + placemark('Post', point) + placemark('Road', line) + placemark('Camp', polygon(square, hole))),
      ),
    ).toEqual({
      shapes: [
        shape('Post', 'Point', '[40.5,35.5]'),
        shape('Road', 'LineString', '[[40,35],[41,36]]'),
        shape(
          'Camp',
          'Polygon',
          '[[[40,35],[41,35],[41,36],[40,36],[40,35]],[[40.4,35.4],[40.6,35.4],[40.6,35.6],[40.4,35.4]]]',
        ),
      ],
      refused: [],
    })
  })

  it('says the measures that a file does not give as not given, and takes those in our own words', async () => {
    const data = '<ExtendedData><Data name="radiusMetres"><value>750</value></Data></ExtendedData>'
    const found = await read(kml(placemark('A', point) + placemark('B', data + point) + placemark('C', line)))
    expect(
      found.ok && parted(found.found).shapes.map(({ radiusMetres, widthMetres }) => [radiusMetres, widthMetres]),
    ).toEqual([
      [null, null],
      [750, null],
      [null, null],
    ])
  })

  it('puts the folders into the name, but for those that hold everything', async () => {
    const folder = (name: string, inner: string) => `<Folder><name>${name}</name>${inner}</Folder>`
    const inner = folder('North', placemark('Post', point)) + folder('South', placemark('Post', point))
    expect(await told(kml(folder('layer', inner)))).toMatchObject({
      shapes: [shape('North / Post'), shape('South / Post')],
    })
  })

  it('calls what has no name by its folder, with a number', async () => {
    const folder = (name: string, inner: string) => `<Folder><name>${name}</name>${inner}</Folder>`
    const nameless = `<Placemark>${point}</Placemark>`
    const inner =
      folder('North', nameless + placemark('Post', point) + placemark(' ', point)) + folder('South', nameless)
    expect(await told(kml(folder('layer', inner)))).toMatchObject({
      shapes: [shape('North 1'), shape('North / Post'), shape('North 2'), shape('South 1')],
    })
    expect(await told(kml(folder('Posts', nameless + placemark('Post', point))))).toMatchObject({
      shapes: [shape('Posts 1'), shape('Post')],
    })
    expect(await told(kml(nameless))).toMatchObject({ shapes: [shape('Placemark 1')] })
  })

  it('brings what is in a multi-geometry by kind: areas together, lines together, each point', async () => {
    const many = `<MultiGeometry>${polygon(square)}${polygon('44,35 45,35 45,36 44,35')}${line}${point}${point}</MultiGeometry>`
    expect(await told(kml(placemark('All', many)))).toMatchObject({
      shapes: [
        shape('All 1', 'MultiPolygon'),
        shape('All 2', 'LineString'),
        shape('All 3', 'Point'),
        shape('All 4', 'Point'),
      ],
    })
  })

  it('brings the track of a vehicle as a line', async () => {
    const track = '<gx:Track><when>2026-01-01</when><gx:coord>40 35 1</gx:coord><gx:coord>41 35 1</gx:coord></gx:Track>'
    expect(await told(kml(placemark('Patrol', track)))).toMatchObject({
      shapes: [shape('Patrol', 'LineString', '[[40,35],[41,35]]')],
    })
  })

  it.each([
    [
      'a broken position',
      '<Point><coordinates>40.5,35,5,1</coordinates></Point>',
      'Placemark/Point/coordinates[0]',
      'Expected longitude,latitude[,altitude]; got "40.5,35,5,1"',
    ],
    [
      'a word for a number',
      '<Point><coordinates>east,35</coordinates></Point>',
      'Placemark/Point/coordinates[0]',
      'Expected longitude,latitude[,altitude]; got "east,35"',
    ],
    ['no position', '<Point><coordinates/></Point>', 'Placemark/Point/coordinates', 'Expected one position; got ""'],
    [
      'a latitude beyond the pole',
      '<Point><coordinates>40,95</coordinates></Point>',
      'geometry.coordinates[1]',
      'Expected a latitude between -90 and 90; positions are [longitude, latitude]; got 95',
    ],
    [
      'a ring that is not closed',
      polygon('40,35 41,35 41,36 40,36'),
      'geometry.coordinates[0]',
      'A ring must end where it begins; got [[40,35],[41,35],[41,36],[40,36]]',
    ],
    [
      'an area without an outline',
      '<Polygon/>',
      'Placemark/Polygon',
      'Expected one outerBoundaryIs with a LinearRing in it',
    ],
    [
      'a line of one point',
      '<LineString><coordinates>40,35</coordinates></LineString>',
      'geometry.coordinates',
      'Expected at least 2 positions; got [[40,35]]',
    ],
    ['nothing', '', 'Placemark', 'Expected a point, a line or an area; there is none'],
    ['a model', '<Model/>', 'Placemark/Model', 'Expected a point, a line or an area; got a Model'],
  ] as const)('refuses %s by its feature, place, value and what was expected', async (...row) => {
    const [, drawn, path, message] = row
    const found = await told(kml(placemark('Good', point) + placemark('Bad', drawn)))
    expect(found).toMatchObject({ shapes: [shape('Good')], refused: [['Placemark 2', path, message]] })
  })

  it('names a link that is not followed, and a picture', async () => {
    const link = '<NetworkLink><name>Elsewhere</name><Link><href>https://example.org/a.kml</href></Link></NetworkLink>'
    expect(await told(kml(`${link}<GroundOverlay/>`))).toMatchObject({
      refused: [
        ['NetworkLink 1', 'NetworkLink/Link/href', expect.stringContaining('"https://example.org/a.kml"')],
        ['GroundOverlay 2', 'GroundOverlay', expect.stringContaining('which is a picture')],
      ],
    })
  })

  it('is read in UTF-16, with a byte order mark, and with names of many characters', async () => {
    const text = kml(placemark('مخيم &amp; بئر', point)).replace('UTF-8', 'UTF-16')
    const mark = Buffer.from([0xff, 0xfe])
    expect(await told(Buffer.concat([mark, Buffer.from(text, 'utf16le')]))).toMatchObject({
      shapes: [shape('مخيم & بئر')],
    })
    expect(await told(`\ufeff${kml(placemark('A', point))}`)).toMatchObject({ shapes: [shape('A')] })
  })

  it('is read with many escaped characters', async () => {
    const many = Array.from({ length: 5_000 }, (_, at) => placemark(`A &amp; ${at}`, point)).join('')
    const found = await read(kml(many))
    expect(found.ok && [found.found.length, found.found[4_999]?.name]).toEqual([5_000, 'A & 4999'])
  })

  it('is refused with a document type, unfinished, and as another kind of XML', async () => {
    expect(await told(`<!DOCTYPE kml [<!ENTITY a "b">]>${kml('')}`)).toMatch(/doctype/i)
    expect(await told(kml('').slice(0, -8))).toMatch(/ends/)
    expect(await told('<rss></rss>')).toBe('Expected GeoJSON, KML, KMZ or GPX; this is XML of another kind, "rss"')
  })
})

describe('a KMZ file of zones', () => {
  const kmz = (files: Readonly<Record<string, string>>) =>
    zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, Buffer.from(text)])))

  it('brings the placemarks of the documents that it links to, and nothing of its pictures', async () => {
    const doc = kml('<NetworkLink><Link><href>layers/a.kml</href></Link></NetworkLink>')
    const packed = kmz({ 'doc.kml': doc, 'layers/a.kml': kml(placemark('A', point)), 'files/a.png': 'PNG' })
    expect(await told(packed)).toEqual({ shapes: [shape('A', 'Point', '[40.5,35.5]')], refused: [] })
  })

  it('is refused where it unpacks to too much, whatever it says of its size, and where it is cut', async () => {
    const bomb = kmz({ 'doc.kml': ' '.repeat(34 << 20) })
    Buffer.from(bomb.buffer).writeUInt32LE(8, 22)
    expect(await told(bomb)).toMatch(/unpacks to more than 33554432 bytes at doc.kml/)
    expect(await told(kmz({ 'doc.kml': kml(placemark('A', point)) }).subarray(0, 90))).toMatch(/damaged/)
  })
})

describe('a GPX file of zones', () => {
  it('brings waypoints, routes and tracks, and leaves out segments of a single point', async () => {
    const trkpt = (lon: number) => `<trkpt lat="35" lon="${lon}"><ele>1</ele></trkpt>`
    const gpx = `<gpx xmlns="http://www.topografix.com/GPX/1/1">
      <wpt lat="35.5" lon="40.5"><name>Well</name></wpt><wpt lat="x" lon="40"/>
      <rte><name>Supply</name><rtept lat="35" lon="40"/><rtept lat="35" lon="41"/></rte>
      <trk><name>Patrol</name><trkseg>${trkpt(40)}${trkpt(41)}</trkseg><trkseg>${trkpt(42)}</trkseg></trk>
      <trk><name>Two</name><trkseg>${trkpt(40)}${trkpt(41)}</trkseg><trkseg>${trkpt(43)}${trkpt(44)}</trkseg></trk>
    </gpx>`
    expect(await told(gpx)).toEqual({
      shapes: [
        shape('Well', 'Point', '[40.5,35.5]'),
        shape('Supply', 'LineString', '[[40,35],[41,35]]'),
        shape('Patrol', 'LineString', '[[40,35],[41,35]]'),
        shape('Two', 'MultiLineString', '[[[40,35],[41,35]],[[43,35],[44,35]]]'),
      ],
      refused: [['wpt 2', 'wpt', 'Expected lat and lon in degrees; got "lat=x lon=40"']],
    })
  })

  it('is told in its order, whatever stands in it after what', async () => {
    const gpx = `<gpx xmlns="http://www.topografix.com/GPX/1/1">
      <trk><name>Lost</name></trk><wpt lat="x" lon="40"/><wpt lat="95" lon="40"/>
      <rte><rtept lat="35" lon="y"/></rte><trk><name>Gone</name></trk><wpt lat="35" lon="z"/></gpx>`
    const found = await read(gpx)
    const order = ['trk 1', 'wpt 1', 'wpt 2', 'rte 1', 'trk 2', 'wpt 3']
    expect(found.ok && parted(found.found).refused.map(({ of }) => of)).toEqual(order)
  })
})

describe('a GeoJSON file of zones', () => {
  const feature = (geometry: unknown, properties: object = { name: 'A' }) => ({ type: 'Feature', properties, geometry })
  const collection = (...features: unknown[]) => JSON.stringify({ type: 'FeatureCollection', features })
  const area = {
    type: 'Polygon',
    coordinates: [
      [
        [40, 35, 9],
        [41, 35, 9],
        [41, 36, 9],
        [40, 36, 9],
        [40, 35, 9],
      ],
    ],
  }

  it('brings features under whatever their name is called, and a geometry that stands alone', async () => {
    expect(await told(collection(feature(area, { NAME: 'Camp' }), feature(area, {})))).toEqual({
      shapes: [shape('Camp', 'Polygon', squareSaid), shape('Feature 2', 'Polygon', squareSaid)],
      refused: [],
    })
    expect(await told(JSON.stringify(area))).toMatchObject({ shapes: [shape('Feature 1', 'Polygon', squareSaid)] })
  })

  it('brings what our own list of zones says of sizes', async () => {
    const own = { name: 'A', radiusMetres: 2_000, widthMetres: null, reachMetres: 500, rings: [900] }
    const found = await read(collection(feature({ type: 'Point', coordinates: [40, 35] }, own)))
    expect(found.ok && found.found).toMatchObject([{ radiusMetres: 2_000, reachMetres: 500, rings: [900] }])
  })

  it('brings each point of many, and the areas of a collection together', async () => {
    const points = {
      type: 'MultiPoint',
      coordinates: [
        [40, 35],
        [41, 36],
      ],
    }
    const both = { type: 'GeometryCollection', geometries: [area, area, points] }
    expect(await told(collection(feature(points), feature(both)))).toMatchObject({
      shapes: [
        shape('A 1', 'Point'),
        shape('A 2', 'Point'),
        shape('A 1', 'MultiPolygon'),
        shape('A 2', 'Point'),
        shape('A 3', 'Point'),
      ],
    })
  })

  it.each([
    ['urn:ogc:def:crs:OGC:1.3:CRS84', true],
    ['EPSG:4326', true],
    ['urn:ogc:def:crs:EPSG::4326', true],
    ['urn:ogc:def:crs:EPSG::3857', false],
    ['EPSG:32637', false],
    ['EPSG:14326', false],
    ['ED50 not EPSG:4326', false],
    ['http://www.opengis.net/def/crs/OGC/1.3/CRS84', true],
    ['http://www.opengis.net/gml/srs/epsg.xml#4230', false],
  ])('takes positions in %s: %s', async (name, isTaken) => {
    const crs = { type: 'name', properties: { name } }
    const message = `Expected longitudes and latitudes in WGS 84 (RFC 7946); got positions in "${name}": convert them first`
    const taken = { shapes: [shape('A', 'Polygon', squareSaid)], refused: [] }
    const whole = { shapes: [], refused: [['The file', 'crs', message]] }
    const alone = { shapes: [], refused: [['Feature 1', 'crs', message]] }
    const file = JSON.stringify({ type: 'FeatureCollection', crs, features: [feature(area)] })
    expect(await told(file)).toEqual(isTaken ? taken : whole)
    const after = JSON.stringify({ type: 'FeatureCollection', name: 'features', features: [feature(area)], crs })
    expect(await told(after)).toEqual(isTaken ? taken : whole)
    const inside = collection({ ...feature(area), geometry: { ...area, crs } })
    expect(await told(inside)).toMatchObject(isTaken ? {} : alone)
    const others = JSON.stringify({ type: 'FeatureCollection', source: { crs: 1 }, crs, features: [feature(area)] })
    expect(await told(others)).toEqual(isTaken ? taken : whole)
    expect(await told(JSON.stringify({ ...feature(area), crs }))).toEqual(isTaken ? taken : alone)
    // What a feature says of itself is its own matter.
    expect(await told(collection(feature(area, { name: 'A', crs })))).toEqual(taken)
  })

  it('refuses a broken feature in the middle alone, by its line', async () => {
    const text = `{"type":"FeatureCollection","features":[\n${JSON.stringify(feature(area))},\n{"type":"Feature","geometry":{,\n${JSON.stringify(feature(area))}]}`
    expect(await told(text)).toMatchObject({
      shapes: [shape('A'), shape('A')],
      refused: [['Feature 2', '', expect.stringMatching(/^Line 3: /)]],
    })
  })

  it.each([
    ['no geometry', null, 'geometry', /GeometryCollection, with coordinates; got null$/],
    ['a map of arcs', { type: 'Topology', arcs: [] }, 'geometry', /got "Topology"$/],
    [
      'metres of a projection',
      { type: 'Point', coordinates: [450_000, 3_900_000] },
      'geometry.coordinates[0]',
      /^Expected a longitude between -180 and 180; got 450000/,
    ],
    [
      'a ring round a pole',
      {
        type: 'Polygon',
        coordinates: [
          [
            [0, 80],
            [90, 80],
            [180, 80],
            [-90, 80],
            [0, 80],
          ],
        ],
      },
      'geometry.coordinates[0]',
      /does not go round a pole/,
    ],
  ] as const)('refuses %s', async (...row) => {
    const [, geometry, path, message] = row
    expect(await told(collection(feature(geometry)))).toMatchObject({
      shapes: [],
      refused: [['Feature 1', path, expect.stringMatching(message)]],
    })
  })
})

it.each([
  ['nothing', '', /the file is empty/],
  ['a table', 'name,lat,lon', /it begins with "n"/],
  ['a web page', '<!doctype html><html></html>', /web page/],
])('refuses %s and says what was expected', async (_, text, message) => {
  expect(await told(text)).toMatch(message)
})
