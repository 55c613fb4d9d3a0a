import type { Instant } from '../instant.js'
import { instantMs, instantOf } from '../time.js'

/**
 * What may be archived once it is old, what refers to others before them; whatever is not among these is kept for good or
 * has a term of its own.
 */
export const archiveClasses = ['log', 'message', 'alert', 'import', 'incident'] as const
export type ArchiveClass = (typeof archiveClasses)[number]

/** For how many days each class is kept in the database; null is for ever. */
export type Periods = Readonly<Record<ArchiveClass, number | null>>

/** Nothing is archived unless somebody asks for it. */
export const forEver: Periods = { message: null, alert: null, log: null, import: null, incident: null }

/**
 * The shortest periods, in days: what is younger may still be corrected, looked back on by the week, or be what a rule
 * holds a rise against. Incidents are what "usual" is counted from, which reaches back a year.
 */
export const leastDays: Readonly<Record<ArchiveClass, number>> = {
  ...{ message: 90, alert: 90, log: 90, import: 90 },
  incident: 731,
}

/** The longest period that is a number of days, rather than for ever. */
export const mostDays = 36_500

/** Terms of what is not history, in days: it is let go of without an archive, by the part that made it. */
export const fixedTerms = { change: 7, exportFile: 7, answer: 1, feedItem: 90, feedHour: 31 } as const

const dayMs = 86_400_000
/** A change of the periods can be taken back for so long: nothing is archived meanwhile. */
export const graceMs = dayMs
/** The hour in UTC at which the night's work begins. */
const nightHour = 1

/** Up to when each class is archived at an instant, in the order in which they go; none where all are kept for ever. */
export function archivedBefore(
  periods: Periods,
  now: Instant,
): readonly { readonly kind: ArchiveClass; readonly before: Instant }[] {
  return archiveClasses.flatMap((kind) => {
    const days = periods[kind]
    return days === null ? [] : [{ kind, before: instantOf(instantMs(now) - days * dayMs) }]
  })
}

/** A server that was off for longer has a quiet night first; no night is farther away than this. */
export const longestGapMs = 2 * dayMs

/**
 * Whether a clock is to be believed by which a night is due. One that has leapt over days since the last night would let
 * everything go at once: that night passes without work, and the next one is a day away by the same clock, so that
 * somebody has time to set it right.
 */
export function isBelievable(nextAt: Instant | null, now: Instant): boolean {
  return nextAt === null || Math.abs(instantMs(now) - instantMs(nextAt)) <= longestGapMs
}

/** What a night could not archive; a class is null where it is what an earlier night has left behind. */
export interface NightFailure {
  readonly kind: ArchiveClass | null
  readonly at: Instant
  /** As the machine says it: that a disk is full, or a folder cannot be written to. */
  readonly why: string
}

/** A night in which something failed is tried again after this: somebody may have made room meanwhile. */
export const nightAgainMs = 3_600_000

/** When the night after an instant begins. */
export function nextNight(now: Instant): Instant {
  const ms = instantMs(now)
  const tonight = Math.floor(ms / dayMs) * dayMs + nightHour * 3_600_000
  return instantOf(tonight > ms ? tonight : tonight + dayMs)
}
