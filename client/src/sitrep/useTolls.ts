import { dayPrecisions, formatHours, formatUtc, type SitrepIncident, type SitrepTally, type Toll } from '@cordon/alerts'
import { useI18n } from 'vue-i18n'
import { numberFormat } from '../world/formats.js'

/** How numbers of people and of incidents are said. */
export function useTolls() {
  const { t, locale } = useI18n()
  const number = (n: number) =>
    numberFormat(locale.value === 'en' ? 'en-GB' : `${locale.value}-u-nu-latn`, {}).format(n)

  /** `1,899 (1,876–2,456)`, `2–6`, `at least 4`. */
  function toll({ low, best, high }: Toll): string {
    if (high === null) return t('sitrep.atLeast', { n: number(low) })
    if (low === high) return number(low)
    const range = `${number(low)}–${number(high)}`
    return best === null ? range : `${number(best)} (${range})`
  }
  /** Nothing where either is no single figure. */
  function difference(now: SitrepTally, before: SitrepTally): string {
    const [a, b] = [figureOf(now), figureOf(before)]
    if (a === null || b === null || (now.incidents === 0 && before.incidents === 0)) return '–'
    return a === b ? '0' : a > b ? `+${number(a - b)}` : `−${number(b - a)}`
  }
  /** No more exactly than it is known. */
  function when({ occurredFrom, occurredTo, timePrecision }: SitrepIncident): string {
    const day = occurredFrom.slice(0, 10)
    if (timePrecision === 'exact') return `${day} ${formatUtc(occurredFrom)}`
    if (timePrecision === 'hour') return `${day} ${formatHours(occurredFrom, timePrecision)}`
    if (dayPrecisions.includes(timePrecision) || occurredTo === null) return day
    return `${day} – ${occurredTo.slice(0, 10)}`
  }
  return { number, toll, difference, when }
}

function figureOf({ low, high, best }: Toll): number | null {
  return best ?? (low === high ? low : null)
}
