import {
  bearingDegrees,
  distanceMetres,
  formatUtcKnown,
  movedMetres,
  timeTold,
  type Alert,
  type Correction,
  type CorrectionChange,
  type Language,
} from '@cordon/alerts'
import { isOneSubject, type Item, type Message } from './message.js'
import { phrasesIn } from './phrases-in.js'
import type { Phrases, Reach, Told } from './phrases.js'

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

type Items = readonly [Item, ...Item[]]

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
      const { items } = message
      if (!isOneSubject(items)) return { ...ofMany(items, phrases), link: link('floor'), language }
      return { ...ofOne(items, phrases), link: link(`floor?sel=${selectionOf(items)}`), language }
    }
  }
}

/** The alert, or the incident that raised several. */
function selectionOf([{ alert, about }, ...others]: Items): string {
  return others.length === 0 ? `alert:${alert.id}` : `incident:${about?.known.incidentId ?? alert.incidentId}`
}

function ofOne(items: Items, phrases: Phrases): Told {
  const [{ reason }] = items
  const corrections = items.flatMap((item) => (item.about === null ? [] : [correctionLine(item, item.about, phrases)]))
  const why = reason === null ? [] : [phrases.reason(oneLine(reason))]
  return { title: titleOf(items, phrases), lines: [...new Set(corrections), ...why, ...factLines(items, phrases)] }
}

function ofMany(items: readonly Item[], phrases: Phrases): Told {
  const zones = [...new Set(items.map(({ alert }) => alert.zoneName))]
  const more = items.length - mostListed
  const where = zones.length === 1 ? phrases.inZone(zones.join('')) : phrases.inZones(zones.length)
  const all = items.every(({ alert }) => alert.exercise) ? `${phrases.exercise} · ` : ''
  return {
    title: `${all}${phrases.atOnce(items.length, where)}`,
    lines: [
      ...items.slice(0, mostListed).map((item) => titleOf([item], phrases)),
      ...(more > 0 ? [phrases.more(more)] : []),
    ],
  }
}

function titleOf(items: Items, phrases: Phrases): string {
  const [{ alert, about }] = items
  const lead =
    about === null ? phrases.severities[alert.severity] : phrases[about.kind === 'cancel' ? 'cancelled' : 'update']
  const zones = oneOfEachZone(items).map((it) => oneLine(it.alert.zoneName))
  const title = phrases.titleOf(oneLine(about?.known.title ?? alert.incidentTitle), zones)
  return `${alert.exercise ? `${phrases.exercise} · ` : ''}${lead} · ${title}`
}

function correctionLine({ alert }: Item, about: Correction, phrases: Phrases): string {
  const { holdsNoMore, corrected, clearings, changes } = phrases
  if (about.kind === 'cancel') return holdsNoMore(clearings[about.because])
  const { title, point } = about.known
  const [was, is] = [alert.point.coordinates, point.coordinates]
  const metres = distanceMetres(was, is)
  const said: Partial<Record<CorrectionChange, string>> = {
    ...(metres >= movedMetres && { moved: phrases.movedBy(metres, bearingDegrees(was, is)) }),
    ...(title !== alert.incidentTitle && { merged: phrases.standsFor(oneLine(title), oneLine(alert.incidentTitle)) }),
  }
  return corrected(about.changes.map((it) => said[it] ?? changes[it]))
}

/** What is so of the incident is said once, then how near each zone it is and which rules it met. */
function factLines(items: Items, phrases: Phrases): readonly string[] {
  const [{ alert, about }] = items
  const { known } = about ?? { known: null }
  const isThreat = alert.incidentKind === 'threat'
  return [
    known === null
      ? phrases.what({ type: alert.incidentType, isThreat, severity: alert.severity })
      : phrases.now({ ...known, isThreat }, known.uncertaintyMetres),
    whenOf(alert, about, phrases),
    ...(known === null
      ? whereLines(items, phrases)
      : [phrases.position(positionOf(known.point.coordinates), lineOrNull(known.place))]),
    phrases.howSure(known?.grade ?? alert.grade, lineOrNull(alert.source)),
    ...items.map(({ alert: it, count }) =>
      phrases.rule({ rule: oneLine(it.ruleName), zone: oneLine(it.zoneName), count }),
    ),
  ]
}

/** With its date: nobody knows when a message is read. */
function whenOf(alert: Alert, about: Correction | null, phrases: Phrases): string {
  const { occurredFrom, timePrecision = 'exact' } = timeTold(alert, about)
  return phrases.when(formatUtcKnown(occurredFrom, timePrecision, null), timePrecision)
}

/** As far as the one who is told may know. */
function whereLines(items: Items, phrases: Phrases): readonly string[] {
  const [{ alert, place }] = items
  const { uncertaintyMetres, point } = alert
  const zones = oneOfEachZone(items)
  const reach = zones.length === 1 ? reachOf(alert) : null
  const where = { position: positionOf(point.coordinates), place: lineOrNull(place), uncertaintyMetres, reach }
  const each = zones.map(({ alert: it }) => phrases.zone(oneLine(it.zoneName), reachOf(it)))
  return [phrases.where(where), ...(reach === null ? each : [])]
}

function reachOf({ certainty, distanceMetres: metres, bearingDegrees: bearing }: Alert): Reach {
  return { isDefinite: certainty === 'definite', distanceMetres: metres, bearingDegrees: bearing }
}

function oneOfEachZone(items: Items): readonly Item[] {
  return items.filter(({ alert }, at) => items.findIndex((it) => it.alert.zoneId === alert.zoneId) === at)
}

function positionOf([longitude = 0, latitude = 0]: readonly number[]): string {
  return `${latitude.toFixed(4)}, ${longitude.toFixed(4)}`
}

function lineOrNull(text: string | null): string | null {
  return text === null ? null : oneLine(text)
}

/** What others wrote must not begin a line of its own. */
function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}
