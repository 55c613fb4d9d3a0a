import type { Language } from '@cordon/alerts'
import { correctedLines, leadOf, titledAs } from './corrected-words.js'
import { gravestFirst } from './grave.js'
import { isOneSubject, type Items, type Message } from './message.js'
import { phrasesIn } from './phrases-in.js'
import type { Phrases, Told } from './phrases.js'
import { raisedLines } from './raised-words.js'
import { oneLine, oneOfEachZone } from './told-words.js'

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
  const lines = items[0].about === null ? raisedLines(items, phrases) : correctedLines(items, phrases)
  return { title: titleOf(items, phrases), lines }
}

function ofMany(items: Items, phrases: Phrases): Told {
  const zones = [...new Set(items.map(({ alert }) => alert.zoneName))]
  const more = items.length - mostListed
  const where = zones.length === 1 ? phrases.inZone(zones.join('')) : phrases.inZones(zones.length)
  const all = items.every(({ alert }) => alert.exercise) ? `${phrases.exercise} · ` : ''
  return {
    title: `${all}${phrases.atOnce(items.length, where)}`,
    lines: [
      ...gravestFirst(items)
        .slice(0, mostListed)
        .map((item) => titleOf([item], phrases)),
      ...(more > 0 ? [phrases.more(more)] : []),
    ],
  }
}

function titleOf(items: Items, phrases: Phrases): string {
  const [{ alert, about }] = items
  const lead = about === null ? phrases.severities[alert.severity] : phrases[leadOf(items)]
  const zones = oneOfEachZone(items).map((it) => oneLine(it.alert.zoneName))
  const title = phrases.titleOf(oneLine(titledAs(items)), zones)
  return `${alert.exercise ? `${phrases.exercise} · ` : ''}${lead} · ${title}`
}
