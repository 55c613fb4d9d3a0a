import { instantOf, parseInstant, say } from '@cordon/alerts'
import { covering, latLonPairs, spot, type Disc } from './area.js'
import { clip } from './mapping.js'
import { child, childrenOf, textOf, written, type Element } from './xml.js'
import type { Draft, FeedLink, Told } from './page.js'

const atomSpace = 'http://www.w3.org/2005/Atom'

/** The items of an RSS channel or the entries of an Atom feed; null where it is neither. */
export function itemsOf(root: Element): readonly Element[] | null {
  if (root.name === 'rss') return childrenOf(child(root, 'channel') ?? root, 'item')
  if (root.name === 'RDF') return childrenOf(root, 'item')
  return root.name === 'feed' && root.space === atomSpace ? childrenOf(root, 'entry') : null
}

/** When the feed was made, as it says. */
export function madeAtOf(root: Element): string | null {
  const channel = child(root, 'channel') ?? root
  return momentOf(textOf(channel, 'lastBuildDate') ?? textOf(channel, 'pubDate') ?? textOf(channel, 'updated'))
}

/** An item of RSS, RSS with GeoRSS, or Atom, told by what they have in common. */
export function toldOfItem(item: Element): Told {
  const raw = () => written(item)
  const externalId = idOf(item)
  if (externalId === null) {
    return { refused: [{ path: 'guid', message: say('read.noId', {}) }], externalId, raw }
  }
  const updatedAt = updatedOf(item)
  const draft = draftOf(item, updatedAt)
  if (draft.properties['occurredFrom'] === undefined) {
    return {
      refused: [{ path: 'pubDate', message: say('read.noDate', {}) }],
      externalId,
      draft,
      raw,
    }
  }
  return { externalId, updatedAt, draft, raw }
}

function draftOf(item: Element, updatedAt: string | null): Draft {
  const disc = discOf(item)
  const published = momentOf(textOf(item, 'published') ?? textOf(item, 'pubDate') ?? textOf(item, 'date')) ?? updatedAt
  const text = textOf(item, 'description') ?? textOf(item, 'summary') ?? textOf(item, 'content')
  return {
    coordinates: disc?.coordinates ?? null,
    properties: {
      type: 'other',
      title: clip(plainText(textOf(item, 'title') ?? text ?? 'Untitled'), 300),
      summary: text === null ? null : plainText(text).slice(0, 20_000) || null,
      occurredFrom: published ?? undefined,
      ...precisionOf(disc),
      link: linkOf(item),
    },
  }
}

/** How exact a place is: a point is taken for one within a kilometre, an area for the disc that covers it. */
export function precisionOf(disc: Disc | null): Readonly<Record<string, unknown>> {
  if (disc === null || disc.radiusMetres === 0) return { locationPrecision: 'near' }
  return { locationPrecision: 'area', uncertaintyMetres: disc.radiusMetres }
}

/** The source's own id of an item. */
export function idOf(item: Element): string | null {
  const id = textOf(item, 'guid') ?? textOf(item, 'id') ?? linkOf(item)
  return id === null ? null : id.slice(0, 300)
}

/** Where an item's page is. */
export function linkOf(item: Element): string | null {
  const links = childrenOf(item, 'link')
  const best = links.find((it) => (it.attributes['rel'] ?? 'alternate') === 'alternate') ?? links[0]
  const address = best?.attributes['href'] ?? best?.text ?? ''
  return URL.canParse(address) && /^https?:/.test(address) ? address.slice(0, 2_000) : null
}

export function updatedOf(item: Element): string | null {
  return momentOf(
    textOf(item, 'updated') ?? textOf(item, 'modified') ?? textOf(item, 'pubDate') ?? textOf(item, 'date'),
  )
}

/** A message that an entry of an index names; another time of change is another message. */
export function indexLinkOf(item: Element): FeedLink | null {
  const url = linkOf(item)
  return url === null ? null : { url, key: `${url} ${updatedOf(item) ?? ''}` }
}

/** RFC 822 as RSS writes it, or ISO 8601. */
export function momentOf(text: string | null): string | null {
  if (text === null) return null
  const parsed = parseInstant(text)
  if (parsed.ok) return parsed.instant
  const ms = /^[A-Za-z]{3},|^\d{1,2} [A-Za-z]{3}/.test(text) ? Date.parse(text) : NaN
  return momentAt(ms)
}

/** Milliseconds since 1970; null where no calendar of ours has that year: a database would take nothing that came with it. */
export function momentAt(ms: number): string | null {
  const parsed = Math.abs(ms) < 8e15 ? parseInstant(instantOf(ms)) : null
  return parsed?.ok === true ? parsed.instant : null
}

/** GeoRSS (simple and GML) and the older geo vocabulary. */
export function discOf(item: Element): Disc | null {
  const where = child(item, 'where') ?? item
  const point = textOf(item, 'point') ?? textOf(child(where, 'Point') ?? item, 'pos')
  const pairs = latLonPairs(point ?? oldPoint(item) ?? '')
  const [only] = pairs ?? []
  if (only !== undefined) return spot(only)
  const shape = textOf(item, 'polygon') ?? textOf(item, 'box') ?? textOf(item, 'line')
  const corners = latLonPairs(shape ?? '')
  return corners === null ? null : covering(corners.map(spot))
}

function oldPoint(item: Element): string | null {
  const holder = child(item, 'Point') ?? item
  const [latitude, longitude] = [textOf(holder, 'lat'), textOf(holder, 'long') ?? textOf(holder, 'lon')]
  return latitude === null || longitude === null ? null : `${latitude} ${longitude}`
}

/** Text of a description that may be HTML. */
export function plainText(text: string): string {
  const spaced = text.replace(/<(br|\/p|\/li|\/div)\b[^>]{0,200}>/gi, '\n').replace(/<[^>]{0,2000}>/g, ' ')
  return spaced
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&amp;', '&')
    .replace(/[ \t]+/g, ' ')
    .trim()
}
