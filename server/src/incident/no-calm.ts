import { finding, instantMs, isTrusted, type Finding, type Instant } from '@cordon/alerts'
import type { FeedWithFigures } from '@cordon/db'

type Relied = Pick<FeedWithFigures, 'content' | 'removed' | 'state' | 'since' | 'lastNewsAt'>

/**
 * Why nothing found is no calm: a feed that is relied on is off, or not to be trusted, and nothing was heard of it to the
 * end of the time that was searched. Null where quiet may be taken for calm.
 */
export function noCalm(feeds: readonly Relied[], to: Instant | undefined): Finding | null {
  const doubted = feeds.find(
    ({ content, removed, state, since, lastNewsAt }) =>
      content.required &&
      !removed &&
      !(content.enabled && isTrusted(state)) &&
      (to === undefined || instantMs(to) > instantMs(lastNewsAt ?? since)),
  )
  return doubted === undefined ? null : finding('history.noCalm', { feed: doubted.content.name })
}
