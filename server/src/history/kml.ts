import type { Incident, Severity } from '@cordon/alerts'
import { element, optional, type Xml } from '../deliver/xml.js'
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

/** One incident as one line. */
export function placemark(incident: Incident): string {
  const { id, title, summary, severity, point } = incident
  const [longitude = 0, latitude = 0] = point.coordinates
  const content = [
    element('name', title),
    optional('description', summary),
    timeOf(incident),
    element('styleUrl', `#${severity}`),
    element(
      'ExtendedData',
      columns.flatMap((column) => dataOf(column, incident)),
    ),
    element('Point', element('coordinates', `${longitude},${latitude}`)),
  ]
  return `${element('Placemark', content, { id: `i-${id}` }).xml}\n`
}

function timeOf({ occurredFrom, occurredTo }: Incident): Xml {
  if (occurredTo === null) return element('TimeStamp', element('when', occurredFrom))
  return element('TimeSpan', [element('begin', occurredFrom), element('end', occurredTo)])
}

function dataOf([name, valueOf]: (typeof columns)[number], incident: Incident): readonly Xml[] {
  const value = valueOf(incident)
  return value === null || value === '' ? [] : [element('Data', element('value', value), { name })]
}
