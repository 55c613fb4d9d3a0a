import type { FeedItemRow } from '@cordon/db'
import { exerciseEnded, type FeedItem } from './read/page.js'

/** What is known of an item, whenever it was listed last. */
export type Known = Omit<FeedItemRow, 'seenAt'>

/** What a version does to what is known. */
export type Step =
  | { readonly what: 'report' | 'withdrawn-report' | 'revive'; readonly item: FeedItem }
  | { readonly what: 'withdraw'; readonly item: FeedItem; readonly incidentId: string }
  | { readonly what: 'remember'; readonly item: FeedItem }
  | { readonly what: 'unchanged' | 'outdated'; readonly item: FeedItem }

/**
 * The latest version of each thing that is told, whatever their order: by the time of the version, then by its content,
 * so that it never matters which came first. What is withdrawn keeps what an earlier version told of it.
 */
export function latestOf(items: readonly FeedItem[]): readonly FeedItem[] {
  const byId = new Map<string, FeedItem>()
  for (const item of items) {
    const other = byId.get(item.externalId)
    byId.set(item.externalId, other === undefined ? item : later(other, item))
  }
  return [...byId.values()]
}

function later(a: FeedItem, b: FeedItem): FeedItem {
  const [first, last] = isAfter(a, b) ? [b, a] : [a, b]
  const aliases = [...new Set([...first.aliases, ...last.aliases])]
  if (endsExercise(last) && !isPlayed(first)) return { ...first, aliases }
  return { ...last, input: last.input ?? (last.withdrawn ? first.input : null), aliases }
}

/** Whether a version says no more than that an exercise is over, whatever else it refers to. */
export function endsExercise({ hash }: Pick<FeedItem, 'hash'>): boolean {
  return hash === exerciseEnded
}

function isPlayed(item: FeedItem): boolean {
  return endsExercise(item) || item.input?.properties.exercise === true
}

/** Whether what is known says how it really stands, told or taken back: to that the end of an exercise adds nothing. */
export function isKnownAsReal({ exercise, gone, hash }: Pick<Known, 'exercise' | 'gone' | 'hash'>): boolean {
  return exercise === false || (gone && !endsExercise({ hash }))
}

/** Whether `a` says what is believed after both are known. A version without a time stands where it came. */
export function isAfter(a: Versioned, b: Versioned): boolean {
  if (a.updatedAt === null || b.updatedAt === null) return false
  return a.updatedAt === b.updatedAt ? a.hash > b.hash : a.updatedAt > b.updatedAt
}

type Versioned = Pick<FeedItem, 'updatedAt' | 'hash'>

/** What is to be done about a version, given what was taken of the same thing before. */
export function stepOf(item: FeedItem, known: Known | undefined): Step {
  if (known === undefined) return firstStep(item)
  if (endsExercise(item) && isKnownAsReal(known)) return { what: 'outdated', item }
  if (endsExercise(known) && !isPlayed(item)) return stepAfterExercise(item, known)
  if (isUntold(known)) return lateStep(item, known)
  if (known.hash === item.hash && known.gone === item.withdrawn) return sameAgain(item, known)
  if (isAfter(known, item)) return { what: 'outdated', item }
  if (!item.withdrawn) return { what: known.gone ? 'revive' : 'report', item }
  if (known.gone) return sameAgain(item, known)
  return known.incidentId === null
    ? { what: 'remember', item }
    : { what: 'withdraw', item, incidentId: known.incidentId }
}

/** What is real is taken whenever it comes: that an exercise is over says nothing of it. */
function stepAfterExercise(item: FeedItem, known: Known): Step {
  if (!item.withdrawn) return { what: known.incidentId === null ? 'report' : 'revive', item }
  return { what: item.input === null || known.incidentId !== null ? 'remember' : 'withdrawn-report', item }
}

/** It says the same, perhaps at a later time, against which what comes after it is held. */
function sameAgain(item: FeedItem, known: Known): Step {
  return { what: isAfter(item, known) ? 'remember' : 'unchanged', item }
}

function firstStep(item: FeedItem): Step {
  if (!item.withdrawn) return { what: 'report', item }
  return { what: item.input === null ? 'remember' : 'withdrawn-report', item }
}

/** Its withdrawal came before anything of it did. */
function isUntold({ gone, incidentId }: Known): boolean {
  return gone && incidentId === null
}

/** An earlier version that comes after its withdrawal is recorded as withdrawn then, and wakes nobody. */
function lateStep(item: FeedItem, known: Known): Step {
  if (item.withdrawn && item.input === null) return sameAgain(item, known)
  const { updatedAt, hash } = known
  const stands = isAfter(known, item) ? { ...item, updatedAt, hash, withdrawn: true } : item
  return { what: stands.withdrawn ? 'withdrawn-report' : 'report', item: stands }
}
