import { formatUtcKnown, timeTold } from '@cordon/alerts'
import type { Item, Items } from './message.js'
import type { Phrases } from './phrases.js'

/** When it happened, with its date: nobody knows when a message is read. */
export function whenLine({ alert, about }: Item, phrases: Phrases): string {
  const { occurredFrom, timePrecision = 'exact' } = timeTold(alert, about)
  return phrases.when(formatUtcKnown(occurredFrom, timePrecision, null), timePrecision)
}

/** Which rule it met, with what that counts. */
export function ruleLine({ alert, count }: Item, phrases: Phrases): string {
  return phrases.rule({ rule: oneLine(alert.ruleName), zone: oneLine(alert.zoneName), count })
}

/** The first of what is told of each zone. */
export function oneOfEachZone(items: Items): readonly Item[] {
  return items.filter(({ alert }, at) => items.findIndex((it) => it.alert.zoneId === alert.zoneId) === at)
}

/** Latitude first, as people write it. */
export function positionOf([longitude = 0, latitude = 0]: readonly number[]): string {
  return `${latitude.toFixed(4)}, ${longitude.toFixed(4)}`
}

export function lineOrNull(text: string | null): string | null {
  return text === null ? null : oneLine(text)
}

/** What others wrote must not begin a line of its own. */
export function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}
