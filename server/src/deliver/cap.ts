import { capWords, instantOf, isByTheClock, timeTold, type Instant } from '@cordon/alerts'
import type { Item, Message } from './message.js'
import { phrasesIn } from './phrases-in.js'
import { wordsOf, type Said, type Voice } from './words.js'
import { element, optional, xmlDocument, type Xml } from './xml.js'

export const capType = 'application/cap+xml'

const namespace = 'urn:oasis:names:tc:emergency:cap:1.2'
/** "A maximum of 160 characters" is what most devices show (section 3.2.2). */
const headlineLength = 160

/**
 * A message in CAP 1.2. Its identifier is the message's key and `sent` is when what it tells was owed, so that both are
 * the same over all tries; an Update or Cancel refers to each message that the address was told of the alert before.
 */
export function capDocument(message: Message, voice: Voice): string {
  const sender = senderOf(voice.origin)
  const said = wordsOf(message, voice)
  const head = [element('identifier', message.key), element('sender', sender)]
  const body = message.is === 'told' ? toldBody(message, { said, sender }) : systemBody(message, said)
  return xmlDocument(element('alert', [...head, ...body], { xmlns: namespace }))
}

interface Told {
  readonly said: Said
  readonly sender: string
}

const kinds = { alert: 'Alert', update: 'Update', cancel: 'Cancel' } as const

function toldBody({ items }: Message & { readonly is: 'told' }, { said, sender }: Told): readonly (Xml | null)[] {
  const [first] = items
  const { alert, about, earlier, madeAt } = first
  const { restriction, anExercise } = phrasesIn(said.language)
  const references = earlier.map((it) => `${sender},${it.key},${capTime(it.at)}`)
  return [
    element('sent', capTime(madeAt)),
    element('status', alert.exercise ? 'Exercise' : 'Actual'),
    element('msgType', kinds[first.kind]),
    element('scope', 'Restricted'),
    element('restriction', restriction(alert.zoneName)),
    optional('note', alert.exercise ? anExercise : null),
    optional('references', references.join(' ')),
    element('incidents', about?.known.incidentId ?? alert.incidentId),
    ...items.map((item) => info(item, said)),
  ]
}

function info(item: Item, said: Said): Xml {
  const { alert, about } = item
  const { type: typeWord } = phrasesIn(said.language)
  const { category, urgency, severity, certainty } = capWords(alert, about, item.madeAt)
  return element('info', [
    element('language', said.language),
    element('category', category),
    element('event', typeWord(about?.known.type ?? alert.incidentType)),
    about?.kind === 'cancel' ? null : element('responseType', 'Assess'),
    element('urgency', urgency),
    element('severity', severity),
    element('certainty', certainty),
    optional('onset', onsetOf(item)),
    element('senderName', 'Cordon'),
    ...words(said),
    ...parameters(item),
    area(item, said),
  ])
}

/** CAP has an onset to the second or none: a day is no time of it, and the words say what is known. */
function onsetOf({ alert, about }: Item): string | null {
  const { occurredFrom, timePrecision = 'exact' } = timeTold(alert, about)
  return isByTheClock(timePrecision) ? capTime(occurredFrom) : null
}

function words({ title, lines, link }: Said): readonly (Xml | null)[] {
  return [
    element('headline', Array.from(title).slice(0, headlineLength).join('')),
    element('description', lines.join('\n')),
    optional('web', link),
  ]
}

/** What Cordon knows and CAP has no element for. */
function parameters({ alert, about }: Item): readonly Xml[] {
  const { timePrecision } = timeTold(alert, about)
  const reason = about === null ? null : about.kind === 'cancel' ? about.because : about.changes.join(' ')
  return [
    parameter('cordon:alert', alert.id),
    parameter('cordon:zone', alert.zoneName),
    parameter('cordon:rule', alert.ruleName),
    parameter('cordon:grade', about?.known.grade ?? alert.grade),
    ...(timePrecision === undefined ? [] : [parameter('cordon:timePrecision', timePrecision)]),
    parameter('cordon:withinReach', alert.certainty),
    ...(alert.distanceMetres === null || about !== null
      ? []
      : [parameter('cordon:distanceMetres', alert.distanceMetres.toFixed(0))]),
    ...(reason === null ? [] : [parameter('cordon:correction', reason)]),
  ]
}

function parameter(name: string, value: string): Xml {
  return element('parameter', [element('valueName', name), element('value', value)])
}

/** The disc in which the incident is believed to be: "latitude,longitude radius", the radius in kilometres. */
function area({ alert, about, place }: Item, { language }: Said): Xml {
  const { point, uncertaintyMetres } = about?.known ?? alert
  const [longitude = 0, latitude = 0] = point.coordinates
  const position = `${degrees(latitude)},${degrees(longitude)}`
  return element('area', [
    element('areaDesc', about?.known.place ?? place ?? phrasesIn(language).round(position, alert.zoneName)),
    element('circle', `${position} ${(uncertaintyMetres / 1_000).toFixed(3)}`),
  ])
}

function degrees(value: number): string {
  return value.toFixed(6).replace(/\.?0+$/, '')
}

const events = { test: 'Test', code: 'Code', report: 'Report', unsigned: 'Report' } as const

/** Codes and tests are about the messages themselves, and reports about what is over: none of it calls for an answer. */
function systemBody(message: Exclude<Message, { readonly is: 'told' }>, said: Said): readonly (Xml | null)[] {
  return [
    element('sent', capTime(message.at)),
    element('status', message.is === 'test' ? 'Test' : 'System'),
    element('msgType', 'Alert'),
    element('scope', 'Private'),
    element('addresses', 'person' in message ? `"${message.person.replaceAll('"', "'")}"` : 'reports'),
    element('info', [
      element('language', said.language),
      element('category', 'Other'),
      element('event', events[message.is]),
      element('urgency', 'Unknown'),
      element('severity', 'Unknown'),
      element('certainty', 'Unknown'),
      element('senderName', 'Cordon'),
      ...words(said),
      message.is === 'code' ? parameter('challenge', message.code) : null,
    ]),
  ]
}

/** Without spaces, commas, `<` and `&`, as CAP asks for; the name of the house where others know it. */
function senderOf(origin: string | null): string {
  return origin === null ? 'cordon' : `cordon@${new URL(origin).host}`
}

/** CAP has whole seconds, and writes UTC as `-00:00` (section 3.3.2). */
export function capTime(at: Instant): string {
  return `${at.slice(0, 19)}-00:00`
}

/** What CAP refers to a message by. */
export function earlierOf(rows: readonly { readonly key: string; readonly ms: number }[]): Item['earlier'] {
  return rows.map(({ key, ms }) => ({ key, at: instantOf(ms) }))
}
