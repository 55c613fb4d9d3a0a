import type { CalendarSpan, Instant } from '@cordon/alerts'
import { formatDay } from '../world/when.js'

/** A span by the clock of its calendar: whole days as days, all else with its hours. */
export function spanText({ from, to }: CalendarSpan, timeZone: string, locale: string): string {
  const [begins, ends] = [from, to].map((it) => shown(it, timeZone))
  if (begins === undefined || ends === undefined) return ''
  const day = (date: string) => formatDay(`${date}T00:00:00.000Z`, locale)
  if (begins.time === '00:00' && ends.time === '00:00') {
    const last = dayBefore(ends.date)
    return last === begins.date ? day(begins.date) : `${day(begins.date)} – ${day(last)}`
  }
  const until = ends.date === begins.date ? ends.time : `${day(ends.date)} ${ends.time}`
  return `${day(begins.date)} ${begins.time} – ${until}`
}

function shown(at: Instant, timeZone: string): { readonly date: string; readonly time: string } {
  const options = { dateStyle: 'short', timeStyle: 'short', hourCycle: 'h23', timeZone } as const
  const [date = '', time = ''] = new Intl.DateTimeFormat('sv-SE', options).format(Date.parse(at)).split(' ')
  return { date, time }
}

function dayBefore(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
}
