import { feedHealth, type Feed } from '@cordon/alerts'
import type { FeedWithFigures } from '@cordon/db'

/** A feed as everybody may see it: of its address only where it is asked, since keys may stand in all that follows. */
export function feedOf(row: FeedWithFigures, nowMs: number): Feed {
  const { content } = row
  return { ...wholeFeedOf(row, nowMs), url: content.url === null ? null : originOf(content.url) }
}

/** A feed as those see it who may change it. */
export function wholeFeedOf(row: FeedWithFigures, nowMs: number): Feed {
  const { id, revision, seq, content, removed, state, reason, outageAt } = row
  const { since, lastPollAt, lastSuccessAt, lastNewsAt, failures, error, skewMs, hours, rejected } = row
  const { behindMs, behindCount } = row
  const { warnings } = feedHealth({ ...row, expectedMs: content.expectedMs }, nowMs)
  const isPolled = content.enabled && !removed && content.way !== 'push'
  return {
    ...content,
    ...{ id, revision, seq, removed, state, reason, warnings, outageAt },
    ...{ since, lastPollAt, lastSuccessAt, lastNewsAt, failures, error, skewMs, hours, rejected },
    ...{ behindMs, behindCount },
    nextDueAt: isPolled ? row.dueAt : null,
  }
}

function originOf(text: string): string {
  return URL.canParse(text) ? new URL(text).origin : '…'
}
