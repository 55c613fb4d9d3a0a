const fixed = /^(?:UTC|GMT)?([+-])(\d{1,2})(?::?(\d{2}))?$/

/** Whether a text names a time zone: `UTC`, an offset such as `+03:00`, or a place such as `Asia/Damascus`. */
export function isTimeZone(zone: string): boolean {
  if (fixed.test(zone)) return true
  try {
    clockIn(zone)
    return true
  } catch {
    return false
  }
}

/** Minutes that the clock of a zone is ahead of UTC at a moment in milliseconds since 1970. Throws where there is no such zone. */
export function zoneOffsetMinutes(zone: string, ms: number): number {
  const [, sign, hours, minutes = '0'] = fixed.exec(zone) ?? []
  if (hours !== undefined) return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
  if (zone === 'UTC') return 0
  const parts = Object.fromEntries(
    clockIn(zone)
      .formatToParts(ms)
      .map(({ type, value }) => [type, Number(value)]),
  )
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = parts
  return Math.round((Date.UTC(year, month - 1, day, hour, minute) - Math.floor(ms / 60_000) * 60_000) / 60_000)
}

const clocks = new Map<string, Intl.DateTimeFormat>()

/** Kept, since making one takes longer than asking it a thousand times. */
function clockIn(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone)
  if (known !== undefined) return known
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    ...{ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', hourCycle: 'h23' },
  })
  if (clocks.size < 100) clocks.set(zone, made)
  return made
}
