import type { Incident } from '@cordon/alerts'
import { incidentFeature } from '../wire/index.js'
import { csvHead, csvLine } from './csv.js'
import { flatFeature, flatHead } from './flat-geobuf.js'
import { kmlHead, kmlTail, placemark } from './kml.js'

type Pages = AsyncIterable<readonly Incident[]>

/** A file of incidents: written page by page, so that none is too long. */
export interface FileFormat {
  readonly type: string
  readonly ending: string
  readonly of: (pages: Pages) => AsyncIterable<string | Buffer>
}

/** Every kind of file that a search may be taken out as. */
export const fileFormats = {
  csv: {
    type: 'text/csv; charset=utf-8',
    ending: 'csv',
    of: (pages) => lines(pages, { head: csvHead(), line: csvLine, tail: '' }),
  },
  geoJson: { type: 'application/geo+json', ending: 'geojson', of: geoJsonOf },
  kml: {
    type: 'application/vnd.google-earth.kml+xml; charset=utf-8',
    ending: 'kml',
    of: (pages) => lines(pages, { head: kmlHead(), line: placemark, tail: kmlTail }),
  },
  flatGeobuf: { type: 'application/vnd.flatgeobuf', ending: 'fgb', of: flatOf },
} as const satisfies Readonly<Record<string, FileFormat>>

interface Lines {
  readonly head: string
  readonly line: (incident: Incident) => string
  readonly tail: string
}

async function* lines(pages: Pages, { head, line, tail }: Lines): AsyncGenerator<string | Buffer> {
  yield head
  for await (const page of pages) yield inOne(page.map(line))
  if (tail !== '') yield tail
}

/** As the bytes that go out, each text by itself: all of them as one text took twice the time where any has a letter beyond Latin. */
function inOne(texts: readonly string[]): Buffer {
  return Buffer.concat(texts.map((text) => Buffer.from(text)))
}

async function* geoJsonOf(pages: Pages): AsyncGenerator<string | Buffer> {
  yield '{"type":"FeatureCollection","features":[\n'
  let first = true
  for await (const page of pages) {
    if (page.length === 0) continue
    const before = (at: number) => (first && at === 0 ? '' : ',\n')
    yield inOne(page.map((incident, at) => before(at) + JSON.stringify(incidentFeature(incident))))
    first = false
  }
  yield '\n]}\n'
}

async function* flatOf(pages: Pages): AsyncGenerator<Buffer> {
  yield flatHead()
  for await (const page of pages) yield Buffer.concat(page.map(flatFeature))
}
