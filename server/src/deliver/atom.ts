import type { Instant } from '@cordon/alerts'
import { capType } from './cap.js'
import type { Message } from './message.js'
import { wordsOf, type Voice } from './words.js'
import { element, xmlDocument, type Xml } from './xml.js'

/** What a feed says of itself. */
export interface AtomHead {
  readonly id: string
  readonly token: string
  readonly label: string
  readonly updatedAt: Instant
}

/** Messages as a feed (RFC 4287): for people in words, with a link to each in CAP for programs. */
export function atomDocument(head: AtomHead, messages: readonly Message[], voice: Voice): string {
  const { origin } = voice
  const { id, label, token, updatedAt } = head
  const own = `${origin ?? ''}/api/contacts/${id}/feed`
  const secret = `token=${encodeURIComponent(token)}`
  return xmlDocument(
    element(
      'feed',
      [
        element('id', `urn:uuid:${id}`),
        element('title', label === '' ? 'Cordon' : `Cordon: ${label}`),
        element('updated', updatedAt),
        element('author', element('name', 'Cordon')),
        element('link', null, { rel: 'self', type: 'application/atom+xml', href: `${own}?${secret}` }),
        ...messages.map((it) => entry(it, { voice, cap: `${own}/${it.key}?${secret}` })),
      ],
      { xmlns: 'http://www.w3.org/2005/Atom', 'xmlns:georss': 'http://www.georss.org/georss' },
    ),
  )
}

function entry(message: Message, { voice, cap }: { readonly voice: Voice; readonly cap: string }): Xml {
  const { title, lines, link } = wordsOf(message, voice)
  return element('entry', [
    element('id', `urn:uuid:${message.key}`),
    element('title', title),
    element('updated', message.at),
    element('summary', lines.join('\n'), { type: 'text' }),
    element('link', null, { rel: 'alternate', type: capType, href: cap }),
    link === null ? null : element('link', null, { rel: 'related', type: 'text/html', href: link }),
    point(message),
  ])
}

/** GeoRSS Simple: latitude first. */
function point(message: Message): Xml | null {
  if (message.is !== 'told') return null
  const [{ alert, about }] = message.items
  const [longitude = 0, latitude = 0] = (about?.known ?? alert).point.coordinates
  return element('georss:point', `${latitude} ${longitude}`)
}
