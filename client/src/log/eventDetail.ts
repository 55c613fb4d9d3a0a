import { parseInstant, type AlertEvent } from '@cordon/alerts'
import { formatInstant } from '../world/when.js'

/** The words that go with what happened to an alert: what a person wrote as it stands, times as this reader has them. */
export function eventDetail(
  { what, detail }: Pick<AlertEvent, 'what' | 'detail'>,
  { t, locale, nowMs }: { t: (key: string, values: Record<string, string>) => string; locale: string; nowMs: number },
): string | null {
  if (detail === null) return null
  const time = what === 'shelved' ? parseInstant(detail) : null
  return time?.ok ? t('event.until', { time: formatInstant(time.instant, nowMs, locale) }) : detail
}
