import { dayPrecisions, formatHours, type SitrepIncident, type SitrepTally, type Toll } from '@cordon/alerts'
import { filled } from './words.js'
import type { SitrepWords } from './words-en.js'
import { leftToRight } from './visual.js'

/** A number with its thousands apart, the same on every machine. */
export function numberText(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ',')
}

/** `1,899 (1,876–2,456)`, `2–6`, `at least 4`. */
export function tollText({ low, best, high }: Toll, words: SitrepWords): string {
  if (high === null) return filled(words.atLeast, { n: numberText(low) })
  if (low === high) return numberText(low)
  const range = `${numberText(low)}–${numberText(high)}`
  return leftToRight(best === null ? range : `${numberText(best)} (${range})`)
}

/** By how much it is more or less than before; nothing where either is no single figure. */
export function differenceText(now: SitrepTally, before: SitrepTally): string {
  const [a, b] = [figureOf(now), figureOf(before)]
  if (now.incidents === 0 && before.incidents === 0) return '–'
  if (a === null || b === null) return '–'
  return leftToRight(a === b ? '0' : a > b ? `+${numberText(a - b)}` : `−${numberText(b - a)}`)
}

function figureOf({ low, high, best }: Toll): number | null {
  return best ?? (low === high ? low : null)
}

export function dayText(instant: string): string {
  return leftToRight(instant.slice(0, 10))
}

export function momentText(instant: string): string {
  return leftToRight(`${instant.slice(0, 10)} ${instant.slice(11, 16)}Z`)
}

/** When something began, no more exactly than it is known. */
export function occurredText({ occurredFrom, occurredTo, timePrecision }: SitrepIncident, words: SitrepWords): string {
  const day = dayText(occurredFrom)
  if (timePrecision === 'exact') return momentText(occurredFrom)
  if (timePrecision === 'hour')
    return leftToRight(`${occurredFrom.slice(0, 10)} ${formatHours(occurredFrom, timePrecision)}`)
  if (dayPrecisions.includes(timePrecision)) return day
  const until = occurredTo === null ? '' : ` – ${dayText(occurredTo)}`
  return `${day}${until} (${words.timePrecision[timePrecision]})`
}
