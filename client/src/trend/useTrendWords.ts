import { instantOf } from '@cordon/alerts'
import { useI18n } from 'vue-i18n'
import { dateFormat, numberFormat } from '../world/formats.js'
import { formatDay } from '../world/when.js'
import type { Stretch } from './counted.js'

const dayMs = 86_400_000
/** A Monday. */
const mondayMs = Date.parse('2024-01-01')

/** How days, weeks and means are written here. */
export function useTrendWords() {
  const { t, locale } = useI18n()
  const tag = () => (locale.value === 'en' ? 'en-GB' : `${locale.value}-u-nu-latn`)
  const day = (ms: number) => formatDay(instantOf(ms), locale.value)

  return {
    day,
    days: ({ fromMs, untilMs }: Stretch) => `${day(fromMs)} – ${day(untilMs - dayMs)}`,
    mean: (mean: number | null) =>
      mean === null ? t('trend.notYet') : numberFormat(tag(), { maximumFractionDigits: 1 }).format(mean),
    /** Monday is 1. */
    weekday: (weekday: number, width: 'short' | 'long' = 'short') =>
      dateFormat(tag(), { weekday: width, timeZone: 'UTC' }).format(mondayMs + (weekday - 1) * dayMs),
    month: (ms: number) => dateFormat(tag(), { month: 'short', timeZone: 'UTC' }).format(ms),
  }
}
