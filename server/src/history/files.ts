import type { Incident } from '@cordon/alerts'
import { incidentFeature } from '../wire/index.js'
import { csvHead, csvLine } from './csv.js'
import { flatFeature, flatHead } from './flat-geobuf.js'
import { kmlHead, kmlTail, placemark } from './kml.js'

type Pages = AsyncIterable<readonly Incident[]>

/** A file of incidents: written page by page, so that none is too long, and from any page on. */
export interface FileFormat {
  readonly type: string
  readonly ending: string
  readonly head: () => string | Buffer
  /** Some incidents; whether they are the first. */
  readonly page: (incidents: readonly Incident[], isFirst: boolean) => Buffer
  readonly tail: string
}

/** Every kind of file that a search may be taken out as. */
export const fileFormats = {
  csv: {
    ...{ type: 'text/csv; charset=utf-8', ending: 'csv' },
    ...{ head: csvHead, page: (incidents) => inOne(incidents.map(csvLine)), tail: '' },
  },
  geoJson: {
    ...{ type: 'application/geo+json', ending: 'geojson' },
    ...{ head: () => '{"type":"FeatureCollection","features":[\n', page: featuresOf, tail: '\n]}\n' },
  },
  kml: {
    ...{ type: 'application/vnd.google-earth.kml+xml; charset=utf-8', ending: 'kml' },
    ...{ head: kmlHead, page: (incidents) => inOne(incidents.map(placemark)), tail: kmlTail },
  },
  flatGeobuf: {
    ...{ type: 'application/vnd.flatgeobuf', ending: 'fgb' },
    ...{ head: flatHead, page: (incidents) => Buffer.concat(incidents.map(flatFeature)), tail: '' },
  },
} as const satisfies Readonly<Record<string, FileFormat>>

/** A whole file, as its pages come. */
export async function* fileOf({ head, page, tail }: FileFormat, pages: Pages): AsyncGenerator<string | Buffer> {
  yield head()
  let isFirst = true
  for await (const incidents of pages) {
    if (incidents.length === 0) continue
    yield page(incidents, isFirst)
    isFirst = false
  }
  if (tail !== '') yield tail
}

/** As the bytes that go out, each text by itself: all of them as one text took twice the time where any has a letter beyond Latin. */
function inOne(texts: readonly string[]): Buffer {
  return Buffer.concat(texts.map((text) => Buffer.from(text)))
}

function featuresOf(incidents: readonly Incident[], isFirst: boolean): Buffer {
  const before = (at: number) => (isFirst && at === 0 ? '' : ',\n')
  return inOne(incidents.map((incident, at) => before(at) + JSON.stringify(incidentFeature(incident))))
}
