import type { Incident, Severity } from '@cordon/alerts'
import { element, escaped } from '../deliver/xml.js'
import { columns } from './columns.js'

/* KML 2.2 (OGC 07-147r2): a placemark an incident, with its time, so that Google Earth plays it. */

/** The page's colours, as KML writes them: alpha, blue, green, red. */
const colours: Readonly<Record<Severity, string>> = {
  extreme: 'ff381fd1',
  severe: 'ff0f70e0',
  moderate: 'ff1cc0ee',
  minor: 'ffd68123',
  unknown: 'ff837061',
}

/** What stands before the first placemark. */
export function kmlHead(): string {
  const styles = Object.entries(colours).map(([severity, colour]) =>
    element('Style', element('IconStyle', element('color', colour)), { id: severity }),
  )
  const parts = [element('name', 'Incidents'), ...styles].map(({ xml }) => xml)
  return `<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document>${parts.join('')}\n`
}

export const kmlTail = '</Document></kml>\n'

/** What stands around each value: written once, since there are thirty of them an incident. */
const data = columns.map(([name, valueOf]) => ({ valueOf, before: `<Data name="${name}"><value>` }))
const after = '</value></Data>'

/** One incident as one line. */
export function placemark(incident: Incident): string {
  const { id, title, summary, severity, point } = incident
  const [longitude = 0, latitude = 0] = point.coordinates
  const description = summary === null ? '' : `<description>${escaped(summary)}</description>`
  const about = `<name>${escaped(title)}</name>${description}${timeOf(incident)}<styleUrl>#${severity}</styleUrl>`
  const place = `<Point><coordinates>${longitude},${latitude}</coordinates></Point>`
  return `<Placemark id="i-${id}">${about}<ExtendedData>${dataOf(incident)}</ExtendedData>${place}</Placemark>\n`
}

function timeOf({ occurredFrom, occurredTo }: Incident): string {
  if (occurredTo === null) return `<TimeStamp><when>${occurredFrom}</when></TimeStamp>`
  return `<TimeSpan><begin>${occurredFrom}</begin><end>${occurredTo}</end></TimeSpan>`
}

function dataOf(incident: Incident): string {
  let text = ''
  for (const { before, valueOf } of data) {
    const value = valueOf(incident)
    if (value !== null && value !== '') text += before + escaped(String(value)) + after
  }
  return text
}
