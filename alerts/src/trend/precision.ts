import type { TimePrecision } from '../model.js'

/**
 * What is known to the day began on that day and in that week. What is known to the week, the month or the year may have
 * begun in another one: it is counted in none.
 */
export const dayPrecisions: readonly TimePrecision[] = ['exact', 'hour', 'part-of-day', 'day']
/** What may be counted by the hour. */
export const hourPrecisions: readonly TimePrecision[] = ['exact', 'hour']
