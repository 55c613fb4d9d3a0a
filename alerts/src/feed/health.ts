import type { FeedContent, FeedFigures, FeedHour, FeedState, FeedWarning } from './feed.js'
import { finding, sentenceOf, type Finding } from '../tell/finding.js'

/** What the health of a feed is read from. */
export type FeedSigns = Pick<FeedContent, 'expectedMs'> &
  Pick<FeedFigures, 'since' | 'lastSuccessAt' | 'lastNewsAt' | 'failures' | 'error' | 'skewMs' | 'behindMs' | 'hours'>

/** How a feed does. `isOutage`: nothing new for twice as long as is ordinary, which somebody must be told. */
export interface FeedHealth {
  readonly state: FeedState
  /** Why, in words. */
  readonly reason: string
  /** The same as data. */
  readonly findings: readonly Finding[]
  readonly isOutage: boolean
  readonly warnings: readonly FeedWarning[]
}

/** One failure is weather; three in a row are sickness. */
const tolerated = 2
/** Of what came within the last two hours, how much may be unreadable, and from how many items on that means anything. */
const rejectShare = 0.5
const rejectLeast = 4
/** How far a source's clock may be off before it is mentioned. */
const skewLimitMs = 5 * 60_000
/** How much older than one before it a payload may be: caches on the way answer by turns. */
export const behindLimitMs = 5 * 60_000
/** The latest hours are held against the mean of those before, from this many items on. */
const volumeFactor = 5
const volumeLeast = 20
/** Fewer hours than these say nothing of what is usual. */
const usualLeastHours = 12
const hourMs = 3_600_000

/**
 * How a feed does at a moment, by the age of the last new thing it brought: late over its expected interval, silent over
 * twice that, whatever it answers. Errors make it failing before it is late. One that has not answered yet is not fresh:
 * nothing is known of what it may have to tell.
 */
export function feedHealth(signs: FeedSigns, nowMs: number): FeedHealth {
  const warnings = warningsOf(signs, nowMs)
  const ageMs = newsAgeMs(signs, nowMs)
  const age = finding('feed.quiet', { quietMs: ageMs, expectedMs: signs.expectedMs })
  const isOutage = ageMs > 2 * signs.expectedMs
  const sickness = sicknessOf(signs)
  const told = (state: FeedState, ...findings: readonly Finding[]): FeedHealth => {
    const reason = findings.map((it) => sentenceOf(it)).join('; ')
    return { state, reason, findings, isOutage, warnings }
  }
  if (isOutage) return told('silent', age, ...(sickness === null ? [] : [sickness]))
  if (sickness !== null) return told('failing', sickness)
  if (ageMs > signs.expectedMs) return told('late', age)
  return isHeard(signs) ? told('fresh', freshness(signs, ageMs)) : told('unheard', unheard(signs))
}

/** Whether it has answered, or brought something, since it was made or switched on. */
function isHeard({ since, lastSuccessAt, lastNewsAt }: FeedSigns): boolean {
  return [lastSuccessAt, lastNewsAt].some((it) => it !== null && Date.parse(it) >= Date.parse(since))
}

function unheard({ error }: FeedSigns): Finding {
  return error === null ? finding('feed.nothingYet', {}) : finding('feed.notAnswered', { error })
}

function freshness({ since, lastNewsAt }: FeedSigns, ageMs: number): Finding {
  const hasNews = lastNewsAt !== null && Date.parse(lastNewsAt) >= Date.parse(since)
  return hasNews ? finding('feed.news', { agoMs: ageMs }) : finding('feed.noNewsYet', {})
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

function sicknessOf({ failures, error, hours }: FeedSigns): Finding | null {
  if (failures > tolerated)
    return error === null
      ? finding('feed.noAnswer', { count: failures })
      : finding('feed.failures', { count: failures, error })
  const { news, rejected } = sum(hours.slice(-2))
  const seen = news + rejected
  if (seen < rejectLeast || rejected / seen < rejectShare) return null
  return finding('feed.unreadable', { count: rejected, seenCount: seen })
}

function warningsOf(signs: FeedSigns, nowMs: number): readonly FeedWarning[] {
  const { skewMs, behindMs } = signs
  const volume = volumeWarning(steadyHours(signs, nowMs))
  const skewed = skewMs !== null && Math.abs(skewMs) > skewLimitMs
  const behind = behindMs !== null && behindMs > behindLimitMs
  return [
    ...(volume === null ? [] : [volume]),
    ...(skewed ? (['skew'] as const) : []),
    ...(behind ? (['behind'] as const) : []),
  ]
}

/** The hours after the one in which it was made or switched on: what it brings at first is all that it has. */
function steadyHours({ hours, since }: FeedSigns, nowMs: number): readonly FeedHour[] {
  const steady = Math.floor(nowMs / hourMs) - Math.floor(Date.parse(since) / hourMs)
  return hours.slice(Math.max(0, hours.length - Math.max(0, steady)))
}

/** The last three whole hours against the same length of the day before them. */
function volumeWarning(hours: readonly FeedHour[]): FeedWarning | null {
  const [latest, before] = [hours.slice(-4, -1), hours.slice(0, -4)]
  if (before.length < usualLeastHours) return null
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
