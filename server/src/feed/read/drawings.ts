import { say, sentenceOf } from '@cordon/alerts'
import { gpx, kml } from '@tmcw/togeojson'
import { DOMParser } from '@xmldom/xmldom'
import type { Feature, Geometry } from 'geojson'
import { z } from 'zod'
import { isWebPage, webPageNotFile } from './web-page.js'
import { balanceFault, xmlLimits } from './xml-balance.js'

/** Bytes of XML that are read whole; a larger file has to be cut, or saved as CSV or GeoJSON. */
export const largestXml = 32 << 20

export type XmlFeatures =
  | { readonly ok: true; readonly format: 'kml' | 'gpx'; readonly features: readonly Feature<Geometry | null>[] }
  | { readonly ok: false; readonly message: string }

/** Reads the placemarks of a KML document, or the waypoints and tracks of a GPX one. */
export function xmlFeatures(text: string): XmlFeatures {
  if (isWebPage(text)) return refused(webPageNotFile)
  // A document type may define entities that grow without end, or that reach for other files.
  if (/<!DOCTYPE|<!ENTITY/i.test(text)) return refused(say('read.declared', {}))
  const root = /<(?:[\w.-]+:)?(kml|gpx|html|rss|feed|osm)\b/i.exec(text)?.[1]?.toLowerCase()
  if (root !== 'kml' && root !== 'gpx')
    return refused(root === undefined ? say('read.plainXml', {}) : say('read.otherXml', { got: root }))
  const fault = balanceFault(text, xmlLimits)
  if (fault !== null) return refused(sentenceOf(fault))
  return converted(text, root)
}

function converted(text: string, root: 'kml' | 'gpx'): XmlFeatures {
  const places: (Place | undefined)[] = []
  try {
    const parser = new DOMParser({
      // What a parser complains of in its own words is said in ours, with the place that it names.
      onError: (level, _, context) => {
        if (level !== 'warning') places.push(placeOf(context))
      },
    })
    const document = parser.parseFromString(text, 'text/xml')
    if (places.length > 0) return refused(broken(places[0]))
    const found = root === 'kml' ? kml(document, { skipNullGeometry: false }) : gpx(document)
    return { ok: true, format: root, features: found.features.map(withTime) }
  } catch {
    return refused(broken(places[0]))
  }
}

const spanned = z.object({ timespan: z.object({ begin: z.string().optional(), end: z.string().optional() }) })

/** A span of time in fields of its own, so that files which mix stamps and spans are read by one mapping. */
function withTime(feature: Feature<Geometry | null>): Feature<Geometry | null> {
  const { data } = spanned.safeParse(feature.properties)
  if (data === undefined) return feature
  const { begin, end } = data.timespan
  const own = { ...(begin !== undefined && { timestamp: begin }), ...(end !== undefined && { end }) }
  return { ...feature, properties: { ...own, ...feature.properties } }
}

function placeOf(context: unknown): Place | undefined {
  return z.object({ locator: place.optional() }).catch({}).parse(context).locator
}
const place = z.object({ lineNumber: z.int(), columnNumber: z.int() })
type Place = z.output<typeof place>

function broken(at: Place | undefined): string {
  if (at === undefined) return say('read.brokenXml', {})
  return say('read.brokenXmlAt', { line: at.lineNumber, column: String(at.columnNumber) })
}

function refused(message: string): XmlFeatures {
  return { ok: false, message }
}
