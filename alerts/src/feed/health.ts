import type { FeedContent, FeedFigures, FeedHour, FeedState } from './feed.js'
import { formatSpan } from '../units.js'

/** What the health of a feed is read from. */
export type FeedSigns = Pick<FeedContent, 'expectedMs'> &
  Pick<FeedFigures, 'since' | 'lastSuccessAt' | 'lastNewsAt' | 'failures' | 'error' | 'skewMs' | 'hours'>

/** How a feed does. `isOutage`: nothing new for twice as long as is ordinary, which somebody must be told. */
export interface FeedHealth {
  readonly state: FeedState
  readonly reason: string
  readonly isOutage: boolean
  /** Odd, but no reason yet to distrust it. */
  readonly warnings: readonly FeedWarning[]
}

export const feedWarnings = ['jump', 'drop', 'skew'] as const
/** Far more than it usually brings; far less; a clock that is off. */
export type FeedWarning = (typeof feedWarnings)[number]

/** One failure is weather; three in a row are sickness. */
const tolerated = 2
/** Of what came within the last two hours, how much may be unreadable, and from how many items on that means anything. */
const rejectShare = 0.5
const rejectLeast = 4
/** How far a source's clock may be off before it is mentioned. */
const skewLimitMs = 5 * 60_000
/** The latest hours are held against the mean of those before, from this many items on. */
const volumeFactor = 5
const volumeLeast = 20

/**
 * How a feed does at a moment, by the age of the last new thing it brought: late over its expected interval, silent over
 * twice that, whatever it answers. Errors make it failing before it is late. One that has not answered yet is not fresh:
 * nothing is known of what it may have to tell.
 */
export function feedHealth(signs: FeedSigns, nowMs: number): FeedHealth {
  const warnings = warningsOf(signs)
  const ageMs = newsAgeMs(signs, nowMs)
  const age = `nothing new for ${formatSpan(ageMs)}, expected every ${formatSpan(signs.expectedMs)}`
  const isOutage = ageMs > 2 * signs.expectedMs
  const sickness = sicknessOf(signs)
  if (isOutage) return { state: 'silent', reason: joined(age, sickness), isOutage, warnings }
  if (sickness !== null) return { state: 'failing', reason: sickness, isOutage, warnings }
  if (ageMs > signs.expectedMs) return { state: 'late', reason: age, isOutage, warnings }
  if (!isHeard(signs)) return { state: 'unheard', reason: unheard(signs), isOutage, warnings }
  return { state: 'fresh', reason: freshness(signs, ageMs), isOutage, warnings }
}

/** Whether it has answered, or brought something, since it was made or switched on. */
function isHeard({ since, lastSuccessAt, lastNewsAt }: FeedSigns): boolean {
  return [lastSuccessAt, lastNewsAt].some((it) => it !== null && Date.parse(it) >= Date.parse(since))
}

function unheard({ error }: FeedSigns): string {
  return error === null ? 'nothing has come from it yet' : `it has not answered yet: ${error}`
}

function freshness({ since, lastNewsAt }: FeedSigns, ageMs: number): string {
  const hasNews = lastNewsAt !== null && Date.parse(lastNewsAt) >= Date.parse(since)
  return hasNews ? `something new ${formatSpan(ageMs)} ago` : 'it answers; nothing new yet'
}

/** How long ago it brought something new, or was switched on, whichever is later; never below 0. */
export function newsAgeMs({ since, lastNewsAt }: Pick<FeedSigns, 'since' | 'lastNewsAt'>, nowMs: number): number {
  return Math.max(0, nowMs - Math.max(Date.parse(since), lastNewsAt === null ? -Infinity : Date.parse(lastNewsAt)))
}

/** Whether a feed may be trusted to have told whatever there was to tell. */
export function isTrusted(state: FeedState): boolean {
  return state === 'fresh'
}

const worstFirst = ['silent', 'failing', 'late', 'unheard', 'fresh'] as const satisfies readonly FeedState[]

/** The worst of some states; null of none. */
export function worstState(states: readonly FeedState[]): FeedState | null {
  return worstFirst.find((state) => states.includes(state)) ?? null
}

function sicknessOf({ failures, error, hours }: FeedSigns): string | null {
  if (failures > tolerated) return `${failures} failures in a row: ${error ?? 'no answer'}`
  const { news, rejected } = sum(hours.slice(-2))
  const seen = news + rejected
  if (seen < rejectLeast || rejected / seen < rejectShare) return null
  return `${rejected} of the last ${seen} items could not be taken`
}

function joined(age: string, sickness: string | null): string {
  return sickness === null ? age : `${age}; ${sickness}`
}

function warningsOf({ hours, skewMs }: FeedSigns): readonly FeedWarning[] {
  const volume = volumeWarning(hours)
  const skewed = skewMs !== null && Math.abs(skewMs) > skewLimitMs
  return [...(volume === null ? [] : [volume]), ...(skewed ? (['skew'] as const) : [])]
}

/** The last three whole hours against the same length of the day before them. */
function volumeWarning(hours: readonly FeedHour[]): FeedWarning | null {
  const [latest, before] = [hours.slice(-4, -1), hours.slice(0, -4)]
  if (before.length < 12) return null
  const usual = (sum(before).news / before.length) * latest.length
  const now = sum(latest).news
  if (now >= volumeLeast && now > volumeFactor * Math.max(1, usual)) return 'jump'
  return usual >= volumeLeast && now * volumeFactor < usual ? 'drop' : null
}

function sum(hours: readonly FeedHour[]): FeedHour {
  return hours.reduce((all, it) => ({ news: all.news + it.news, rejected: all.rejected + it.rejected }), {
    news: 0,
    rejected: 0,
  })
}
