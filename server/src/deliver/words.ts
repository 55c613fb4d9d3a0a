import { formatUtcKnown, timeTold, type Alert, type Correction, type Language } from '@cordon/alerts'
import type { Item, Message } from './message.js'
import { phrasesIn } from './phrases-in.js'
import type { Phrases, Told } from './phrases.js'

/** How somebody is spoken to: where browsers reach this house, null where nobody knows it, and in which language. */
export interface Voice {
  readonly origin: string | null
  readonly language: Language
}

/** What a message says, before it is put into the form of a channel. */
export interface Said extends Told {
  /** Where to read on; null where this house has no address that others know. */
  readonly link: string | null
  readonly language: Language
}

/** Of so many in one message the rest is only counted. */
const mostListed = 40

/** Says a message in somebody's language. */
export function wordsOf(message: Message, { origin, language }: Voice): Said {
  const phrases = phrasesIn(language)
  const link = (path: string) => (origin === null ? null : `${origin}/${path}`)
  switch (message.is) {
    case 'code':
      return { ...phrases.code(message.code, message.person), link: null, language }
    case 'test':
      return { ...phrases.test(message.person), link: link('me'), language }
    case 'report':
    case 'unsigned':
      return { ...message.told, link: link(`reports?id=${message.sitrepId}`), language }
    case 'told': {
      const [first, ...others] = message.items
      if (others.length > 0) return { ...ofMany(message.items, phrases), link: link('floor'), language }
      return { ...ofOne(first, phrases), link: link(`floor?sel=alert:${first.alert.id}`), language }
    }
  }
}

function ofOne(item: Item, phrases: Phrases): Told {
  const { alert, about } = item
  const correction = about === null ? [] : [correctionLine(about, phrases)]
  return { title: titleOf(item, phrases), lines: [...correction, ...factLines(alert, about, phrases)] }
}

function ofMany(items: readonly Item[], phrases: Phrases): Told {
  const zones = [...new Set(items.map(({ alert }) => alert.zoneName))]
  const more = items.length - mostListed
  const where = zones.length === 1 ? phrases.inZone(zones.join('')) : phrases.inZones(zones.length)
  const all = items.every(({ alert }) => alert.exercise) ? `${phrases.exercise} · ` : ''
  return {
    title: `${all}${phrases.atOnce(items.length, where)}`,
    lines: [
      ...items.slice(0, mostListed).map((item) => titleOf(item, phrases)),
      ...(more > 0 ? [phrases.more(more)] : []),
    ],
  }
}

function titleOf({ alert, about }: Item, phrases: Phrases): string {
  const lead =
    about === null ? phrases.severities[alert.severity] : phrases[about.kind === 'cancel' ? 'cancelled' : 'update']
  const title = phrases.titleOf(oneLine(about?.known.title ?? alert.incidentTitle), oneLine(alert.zoneName))
  return `${alert.exercise ? `${phrases.exercise} · ` : ''}${lead} · ${title}`
}

function correctionLine(about: Correction, { holdsNoMore, corrected, clearings, changes }: Phrases): string {
  return about.kind === 'cancel'
    ? holdsNoMore(clearings[about.because])
    : corrected(about.changes.map((it) => changes[it]))
}

function factLines(alert: Alert, about: Correction | null, phrases: Phrases): readonly string[] {
  const { known } = about ?? { known: null }
  const isThreat = alert.incidentKind === 'threat'
  return [
    known === null
      ? phrases.what({ type: alert.incidentType, isThreat, severity: alert.severity })
      : phrases.now({ ...known, isThreat }, known.uncertaintyMetres),
    whenOf(alert, about, phrases),
    known === null ? whereOf(alert, phrases) : phrases.position(positionOf(known.point.coordinates)),
    phrases.howSure(known?.grade ?? alert.grade, alert.source === null ? null : oneLine(alert.source)),
    phrases.rule(oneLine(alert.ruleName), oneLine(alert.zoneName)),
  ]
}

function whenOf(alert: Alert, about: Correction | null, phrases: Phrases): string {
  const { occurredFrom, timePrecision = 'exact' } = timeTold(alert, about)
  return phrases.when(formatUtcKnown(occurredFrom, timePrecision, alert.raisedAt), timePrecision)
}

/** As far as the one who is told may know. */
function whereOf({ certainty, point, ...alert }: Alert, { where }: Phrases): string {
  const { uncertaintyMetres, distanceMetres, bearingDegrees } = alert
  const isDefinite = certainty === 'definite'
  return where({
    position: positionOf(point.coordinates),
    ...{ uncertaintyMetres, isDefinite, distanceMetres, bearingDegrees },
  })
}

function positionOf([longitude = 0, latitude = 0]: readonly number[]): string {
  return `${latitude.toFixed(4)}, ${longitude.toFixed(4)}`
}

/** What others wrote must not begin a line of its own. */
function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}
