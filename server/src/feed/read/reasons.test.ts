import { expect, it } from 'vitest'
import { readIncidents } from './detect.js'
import type { ReadContext } from './page.js'
import { readPayload } from './payload.js'

const now = '2026-11-09T06:00:00.000Z'
const about = { mapping: null, source: 'S', contentType: null, now, radiusMetres: 100_000 } as const
const context = (format: ReadContext['format']): ReadContext => ({
  ...about,
  format,
  point: { type: 'Point', coordinates: [40, 35] },
})
/** Words of the engine, which say nothing to whoever brought the data. */
const engine = /unexpected|token|position \d|cannot read|undefined|is not a function|heap|stack|xmldom|#\[|JSON\.parse/i

async function* streamed(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text)
}

async function feedReasons(format: ReadContext['format'], text: string): Promise<readonly string[]> {
  const read = await readPayload(Buffer.from(text), context(format))
  return read.ok ? read.page.refusals.flatMap(({ errors }) => errors.map(({ message }) => message)) : [read.message]
}

async function importReasons(text: string): Promise<readonly string[]> {
  const read = await readIncidents(streamed(text), now)
  if (!read.ok) return [read.message]
  const reasons: string[] = []
  for await (const row of read.reading.rows()) if ('errors' in row) reasons.push(...row.errors.map((it) => it.message))
  return reasons
}

const properties = { type: 'ambush', title: 'A', occurredFrom: '2021-11-09' }
const feature = (id: number) => ({
  id,
  type: 'Feature',
  geometry: { type: 'Point', coordinates: [40, 35] },
  properties,
})
const odd = JSON.stringify({ type: 'FeatureCollection', features: [feature(1), null, 5, [1, 'x'], feature(2)] })

it.each(['json', 'usgs'] as const)('counts what is no feature in a feed of %s, and says what it is', async (format) => {
  const reasons = await feedReasons(format, odd)
  const told = reasons.filter((it) => it.includes('an object'))
  expect(told.map((it) => it.replace(/^Record \d: /, '').replace(/^.*; got/, 'got'))).toEqual([
    'got null',
    'got 5',
    'got [1,"x"]',
  ])
})

it('takes the features beside what is none', async () => {
  const read = await readPayload(Buffer.from(odd), context('json'))
  expect(read.ok && [read.page.items.length, read.page.refusals.length]).toEqual([2, 3])
})

it('counts what is no feature in a file, and says what it is', async () => {
  expect(await importReasons(odd)).toEqual([
    'Expected a feature (an object); got null',
    'Expected a feature (an object); got 5',
    'Expected a feature (an object); got [1,"x"]',
  ])
})

const own = JSON.stringify(feature(1))

it.each([
  ['json', '{"type":"FeatureCollection","features":[{]}', /Line 1, column 42: expected a key or "}"; got "]}"/],
  ['usgs', '{"a":1,\n"b":nope}', /Line 2, column 5: expected a value; got "nope}"/],
  ['json', `${own}\n{"a":}`, /^Line 2: This is not valid JSON: Line 2, column 6: expected a value/],
  ['json', `{"a":${'['.repeat(200)}${']'.repeat(200)}}`, /Expected JSON nested at most 100 deep; byte 105 goes deeper/],
  ['georss', '<rss><channel a="1></channel></rss>', /not well-formed XML: it ends inside of what begins on line 1/],
  ['georss', '<rss>\n<__proto__/></rss>', /attribute on line 2 bears the reserved name "__proto__"; give it another/],
  ['georss', '<rss><a b="prototype =" constructor="1"/></rss>', /on line 1 bears the reserved name "constructor"/],
] as const)('says of a broken feed of %s in words of ours where it breaks: %s', async (format, text, said) => {
  const reasons = (await feedReasons(format, text)).join('\n')
  expect(reasons).not.toMatch(engine)
  expect(reasons).toMatch(said)
})

it.each([
  [
    '[{"type":"Feature","n":nope}]',
    'This feature is not valid JSON at its character 23: expected a value; got "nope}"',
  ],
  [
    '<kml><Document>\n<Placemark></kml>',
    'This is not well-formed XML: </kml> stands where </Placemark> should on line 2',
  ],
  [
    '<kml><Placemark a=></Placemark></kml>',
    'This is not well-formed XML on line 1, column 6: an element or an attribute cannot be read',
  ],
  ['<gpx><wpt><time>2021</wpt></gpx>', 'This is not well-formed XML: </wpt> stands where </time> should on line 1'],
  ['<gpx><wpt/></gpx>', ''],
])('says of a broken file in words of ours where it breaks: %s', async (text, said) => {
  const reasons = (await importReasons(text)).join('\n')
  expect(reasons).not.toMatch(engine)
  expect(reasons).toContain(said)
})

const pages = [
  '<!DOCTYPE html><html><body>Sign in</body></html>',
  '<html lang="en"><head></head></html>',
  '\n <!-- kept by us --><!-- twice -->\n<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN"><html></html>',
  '<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "xhtml1-strict.dtd"><html/>',
]

it.each(pages)('says of a web page that it is one: %s', async (page) => {
  for (const format of ['json', 'csv', 'usgs', 'georss', 'gdacs', 'cap'] as const)
    expect(await feedReasons(format, page)).toEqual([expect.stringContaining('This is a web page (HTML), not a feed')])
  expect(await importReasons(page)).toEqual([expect.stringContaining('This is a web page (HTML), not data')])
})

it('takes no endless comment for a page', async () => {
  expect(await importReasons(`<!--${'-->'.repeat(1_000)}<html>`)).toEqual([expect.not.stringContaining('web page')])
})
