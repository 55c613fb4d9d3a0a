const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const year = 365.25 * day

const points = [
  'N',
  'NNE',
  'NE',
  'ENE',
  'E',
  'ESE',
  'SE',
  'SSE',
  'S',
  'SSW',
  'SW',
  'WSW',
  'W',
  'WNW',
  'NW',
  'NNW',
] as const
/** One of the sixteen points of the compass. */
export type CompassPoint = (typeof points)[number]

/** A distance in words: `850 m`, `3.1 km`, `141 km`. */
export function formatDistance(metres: number): string {
  const whole = Math.round(metres)
  if (Math.abs(whole) < 1000) return `${whole} m`
  const tenths = Math.round(metres / 100) / 10
  return `${Math.abs(tenths) < 100 ? tenths : Math.round(metres / 1000)} km`
}

/** The radius within which something lies, in words: `within about 5 km`; nobody knows it better than `within a metre`. */
export function formatUncertainty(metres: number): string {
  return `within ${formatRadius(metres)}`
}

/** The same without its first word, for sentences that have it: `about 5 km`, `a metre`. */
export function formatRadius(metres: number): string {
  return metres < 1 ? 'a metre' : `about ${formatDistance(metres)}`
}

/** The nearest of the sixteen points of the compass to a bearing in degrees clockwise from north. */
export function compass(degrees: number): CompassPoint {
  return points[Math.round(turn(degrees) / 22.5) % 16] ?? 'N'
}

/** A bearing in words: `SE 134°`. */
export function formatBearing(degrees: number): string {
  return `${compass(degrees)} ${Math.round(turn(degrees)) % 360}°`
}

/** Degrees brought into 0 ≤ d < 360. */
function turn(degrees: number): number {
  return ((degrees % 360) + 360) % 360
}

/** How long before (`14 min ago`) or after (`in 2 h`) one moment another lies; both in milliseconds since 1970. */
export function formatAge(fromMs: number, toMs: number): string {
  const span = Math.abs(toMs - fromMs)
  if (span < minute) return 'just now'
  return toMs >= fromMs ? `${formatSpan(span)} ago` : `in ${formatSpan(span)}`
}

/** A length of time in words, cut to its unit: `40 s`, `14 min`, `47 h`, `5 d`, `3 y`. */
export function formatSpan(ms: number): string {
  if (ms < minute) return `${Math.floor(ms / 1000)} s`
  if (ms < hour) return `${Math.floor(ms / minute)} min`
  if (ms < 2 * day) return `${Math.floor(ms / hour)} h`
  if (ms < 2 * year) return `${Math.floor(ms / day)} d`
  return `${Math.floor(ms / year)} y`
}
