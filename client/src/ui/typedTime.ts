import { plainDigits } from '@cordon/alerts'

/** What a field asks for: a day, a day with a time, or a time of any day. */
export type TimePart = 'day' | 'minute' | 'clock'

const forms: Readonly<Record<TimePart, RegExp>> = {
  day: /^\d{4}-\d{2}-\d{2}$/,
  minute: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/,
  clock: /^\d{2}:\d{2}$/,
}

/**
 * A day or a time as it is typed, in any digits, as forms keep it: `2026-11-27`, `2026-11-27T08:00`, `08:00`. Null where it
 * is none.
 */
export function typedTime(text: string, part: TimePart): string | null {
  const digits = plainDigits(text.trim()).replace(/Z$/i, '').replace(/\s+/, 'T')
  const whole = digits.replace(/(^|T)(\d):/, '$10$2:')
  if (!forms[part].test(whole)) return null
  const [day, clock] = part === 'clock' ? ['2026-01-01', whole] : whole.split('T')
  const instant = new Date(`${day ?? ''}T${clock ?? '00:00'}:00Z`)
  const isReal = !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(day ?? '')
  return isReal ? whole : null
}
