import type { Incident } from '@cordon/alerts'
import { element, optional, xmlDocument, type Xml } from '../deliver/xml.js'

/** How many incidents a feed holds: those that happened last. */
export const mostEntries = 100

/** Where a feed is, and where people see what it tells. */
export interface FeedHead {
  /** The address that was asked for. */
  readonly self: string
  readonly origin: string
  readonly changedAt: string
}

/** Incidents as a feed (RFC 4287), each with its place as GeoRSS Simple has it. */
export function incidentFeed(incidents: readonly Incident[], { self, origin, changedAt }: FeedHead): string {
  const content = [
    element('id', withoutToken(self)),
    element('title', 'Cordon: incidents'),
    element('updated', changedAt),
    element('author', element('name', 'Cordon')),
    element('link', null, { rel: 'self', type: 'application/atom+xml', href: self }),
    ...incidents.map((it) => entry(it, origin)),
  ]
  const names = { xmlns: 'http://www.w3.org/2005/Atom', 'xmlns:georss': 'http://www.georss.org/georss' }
  return xmlDocument(element('feed', content, names))
}

/** A feed stays the same one for whoever reads it. */
function withoutToken(address: string): string {
  const url = new URL(address)
  url.searchParams.delete('token')
  return url.href
}

function entry(incident: Incident, origin: string): Xml {
  const { id, title, summary, recordedAt, occurredFrom, type, severity, status, place, point } = incident
  const [longitude = 0, latitude = 0] = point.coordinates
  return element('entry', [
    element('id', `urn:uuid:${id}`),
    element('title', title),
    element('updated', recordedAt),
    element('published', occurredFrom),
    element('summary', summary ?? title, { type: 'text' }),
    element('link', null, { rel: 'alternate', type: 'text/html', href: `${origin}/history?sel=incident:${id}` }),
    ...[type, severity, status].map((term) => element('category', null, { term })),
    optional('georss:featurename', place),
    element('georss:point', `${latitude} ${longitude}`),
    element('georss:radius', incident.uncertaintyMetres),
  ])
}
