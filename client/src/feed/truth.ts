import { feedHealth, newsAgeMs, worstState, type Feed, type FeedState, type FeedWarning } from '@cordon/alerts'

/** What may be claimed of the feeds: nothing where there are none, else how the worst of the required ones does. */
export type FeedTruth =
  | { readonly is: 'none' }
  | { readonly is: 'optional'; readonly count: number }
  | { readonly is: 'off'; readonly name: string }
  | { readonly is: FeedState; readonly name: string; readonly count: number; readonly sinceMs: number }

/**
 * The truth about the feeds at a moment. A feed is held against the page's own clock as well as against what the server
 * said last, so that a feed that went late in between is not taken for fresh.
 */
export function feedTruth(feeds: Iterable<Feed>, nowMs: number): FeedTruth {
  const listed = [...feeds].filter(({ removed }) => !removed)
  const required = listed.filter((feed) => feed.required)
  if (listed.length === 0) return { is: 'none' }
  if (required.length === 0) return { is: 'optional', count: listed.length }
  const off = required.find(({ enabled }) => !enabled)
  if (off !== undefined) return { is: 'off', name: off.name }
  const worst = worstState(required.map((feed) => stateNow(feed, nowMs))) ?? 'fresh'
  const [first] = required
    .filter((feed) => stateNow(feed, nowMs) === worst)
    .toSorted((a, b) => newsAgeMs(b, nowMs) - newsAgeMs(a, nowMs))
  return {
    is: worst,
    name: first?.name ?? '',
    count: required.length,
    sinceMs: nowMs - (first ? newsAgeMs(first, nowMs) : 0),
  }
}

/** What is odd about the required feeds at a moment, though none of it makes them distrusted. */
export function oddities(
  feeds: Iterable<Feed>,
  nowMs: number,
): readonly { readonly feed: Feed; readonly warning: FeedWarning }[] {
  return [...feeds]
    .filter(({ removed, required, enabled }) => required && enabled && !removed)
    .flatMap((feed) => feedHealth(feed, nowMs).warnings.map((warning) => ({ feed, warning })))
}

/** How a feed does now: the worse of what the server said last and what the time since then makes of it. */
export function stateNow(feed: Feed, nowMs: number): FeedState {
  return worstState([feed.state, feedHealth(feed, nowMs).state]) ?? feed.state
}

/** Whether quiet may be taken for calm as far as the feeds go. */
export function mayBeCalm({ is }: FeedTruth): boolean {
  return is === 'fresh' || is === 'optional' || is === 'none'
}
