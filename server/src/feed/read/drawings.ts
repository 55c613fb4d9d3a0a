import { gpx, kml } from '@tmcw/togeojson'
import { DOMParser } from '@xmldom/xmldom'
import type { Feature, Geometry } from 'geojson'

/** Bytes of XML that are read whole; a larger file has to be cut, or saved as CSV or GeoJSON. */
export const largestXml = 32 << 20

export type XmlFeatures =
  | { readonly ok: true; readonly format: 'kml' | 'gpx'; readonly features: readonly Feature<Geometry | null>[] }
  | { readonly ok: false; readonly message: string }

/** Reads the placemarks of a KML document, or the waypoints and tracks of a GPX one. */
export function xmlFeatures(text: string): XmlFeatures {
  // A document type may define entities that grow without end, or that reach for other files.
  if (/<!DOCTYPE|<!ENTITY/i.test(text))
    return refused('This XML declares a document type, which is not read: remove <!DOCTYPE …>')
  const root = /<(?:[\w.-]+:)?(kml|gpx|html|rss|feed|osm)\b/i.exec(text)?.[1]?.toLowerCase()
  if (root !== 'kml' && root !== 'gpx')
    return refused(`This is XML${root === undefined ? '' : ` (${root})`}; expected KML, GPX, GeoJSON or CSV`)
  try {
    const faults: string[] = []
    const parser = new DOMParser({
      onError: (level, message) => {
        if (level !== 'warning') faults.push(message)
      },
    })
    const document = parser.parseFromString(text, 'text/xml')
    if (faults.length > 0) return refused(broken(faults[0] ?? ''))
    const found = root === 'kml' ? kml(document, { skipNullGeometry: false }) : gpx(document)
    return { ok: true, format: root, features: found.features }
  } catch (error) {
    return refused(broken(error instanceof Error ? error.message : String(error)))
  }
}

function broken(why: string): string {
  return `This XML is broken: ${why.split('\n')[0]?.slice(0, 200) ?? ''}`
}

function refused(message: string): XmlFeatures {
  return { ok: false, message }
}
