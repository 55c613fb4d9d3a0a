import {
  compass,
  formatDistance,
  formatUncertainty,
  formatUtc,
  incidentTypes,
  type Alert,
  type Clearing,
  type Correction,
  type CorrectionChange,
} from '@cordon/alerts'
import type { Item, Message } from './message.js'

/** What a message says, before it is put into the form of a channel. */
export interface Said {
  /** In one line. */
  readonly title: string
  readonly lines: readonly string[]
  /** Where to read on; null where this house has no address that others know. */
  readonly link: string | null
}

/** Of so many in one message the rest is only counted. */
const mostListed = 40

/** Says a message in English; `origin` is where browsers reach this house. */
export function wordsOf(message: Message, origin: string | null): Said {
  switch (message.is) {
    case 'code':
      return {
        title: `Cordon: your code is ${message.code}`,
        lines: [
          `${message.person} wants to be told here by Cordon. Type this code in there: ${message.code}`,
          'It holds for 15 minutes. If you do not know what this is about, ignore it: nothing more is sent.',
        ],
        link: null,
      }
    case 'test':
      return {
        title: 'Cordon: this is a test',
        lines: [`${message.person} has tried whether messages arrive here. Nothing has happened.`],
        link: linkTo(origin, 'me'),
      }
    case 'told':
      return message.items.length === 1 ? ofOne(message.items[0], origin) : ofMany(message.items, origin)
  }
}

function ofOne({ alert, about }: Item, origin: string | null): Said {
  const link = linkTo(origin, `floor?sel=alert:${alert.id}`)
  const lines = [...(about === null ? [] : [correctionLine(about)]), ...factLines(alert, about)]
  return { title: `${leadOf({ alert, about })}${titleOf(alert, about)}`, lines, link }
}

function ofMany(items: readonly Item[], origin: string | null): Said {
  const zones = new Set(items.map(({ alert }) => alert.zoneName))
  const more = items.length - mostListed
  const where = zones.size === 1 ? ` in ${[...zones].join('')}` : ` in ${zones.size} zones`
  const all = items.every(({ alert }) => alert.exercise) ? 'EXERCISE · ' : ''
  return {
    title: `${all}${items.length} messages at once${where}`,
    lines: [
      ...items.slice(0, mostListed).map(({ alert, about }) => `${leadOf({ alert, about })}${titleOf(alert, about)}`),
      ...(more > 0 ? [`… and ${more} more`] : []),
    ],
    link: linkTo(origin, 'floor'),
  }
}

function linkTo(origin: string | null, path: string): string | null {
  return origin === null ? null : `${origin}/${path}`
}

function leadOf({ alert, about }: Pick<Item, 'alert' | 'about'>): string {
  const exercise = alert.exercise ? 'EXERCISE · ' : ''
  if (about === null) return `${exercise}${(alert.severity === 'unknown' ? 'alert' : alert.severity).toUpperCase()} · `
  return `${exercise}${about.kind === 'cancel' ? 'CANCELLED' : 'UPDATE'} · `
}

function titleOf(alert: Alert, about: Correction | null): string {
  return oneLine(`${about?.known.title ?? alert.incidentTitle} · ${alert.zoneName}`)
}

const changeWords: Readonly<Record<CorrectionChange, string>> = {
  moved: 'it is believed to be elsewhere',
  upgraded: 'it is graver than was told',
  downgraded: 'it is less grave than was told',
  confirmed: 'it is confirmed',
  type: 'it is another thing than was told',
  merged: 'another incident stands for it',
  again: 'it holds again',
}

const clearingWords: Readonly<Record<Clearing, string>> = {
  refuted: 'it is refuted',
  merged: 'it is the same as another incident, of which you are told',
  withdrawn: 'it was taken back',
  ended: 'it has ended',
  place: 'it lies elsewhere',
  kind: 'it is of another kind',
  type: 'it is another thing',
  severity: 'it is less grave than the rule asks for',
  grade: 'it is known less well than the rule asks for',
}

function correctionLine(about: Correction): string {
  if (about.kind === 'cancel') return `What you were told holds no more: ${clearingWords[about.because]}.`
  return `Of what you were told: ${about.changes.map((it) => changeWords[it]).join('; ')}.`
}

function factLines(alert: Alert, about: Correction | null): readonly string[] {
  const { known } = about ?? { known: null }
  const { label } = incidentTypes[known?.type ?? alert.incidentType]
  const now = known === null ? null : `${label}, ${known.severity}, ${formatUncertainty(known.uncertaintyMetres)}`
  return [
    ...(now === null
      ? [`What: ${label}${alert.incidentKind === 'threat' ? ' (threat)' : ''}, ${alert.severity}`]
      : [`Now: ${now}`]),
    `When: ${formatUtc(alert.occurredFrom)}`,
    ...(known === null ? [`Where: ${whereOf(alert)}`] : [`Position: ${positionOf(known.point.coordinates)}`]),
    `How sure: ${known?.grade ?? alert.grade}${alert.source === null ? '' : `, ${oneLine(alert.source)}`}`,
    `Rule: ${oneLine(alert.ruleName)} (${oneLine(alert.zoneName)})`,
  ]
}

/** As far as the one who is told may know. */
function whereOf({ distanceMetres, bearingDegrees, certainty, uncertaintyMetres, point }: Alert): string {
  const sure = certainty === 'definite' ? 'within reach' : 'perhaps within reach'
  const from =
    distanceMetres === null
      ? ''
      : distanceMetres === 0
        ? ', inside the zone'
        : `, ${formatDistance(distanceMetres)} ${bearingDegrees === null ? '' : `${compass(bearingDegrees)} `}of the zone`
  return `${positionOf(point.coordinates)}, ${formatUncertainty(uncertaintyMetres)}; ${sure}${from}`
}

function positionOf([longitude = 0, latitude = 0]: readonly number[]): string {
  return `${latitude.toFixed(4)}, ${longitude.toFixed(4)}`
}

/** What others wrote must not begin a line of its own. */
function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}
