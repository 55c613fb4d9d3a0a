import type { Feed } from '@cordon/alerts'
import type { FeedWithFigures } from '@cordon/db'

/** A feed as everybody may see it: keys in its address are hidden. */
export function feedOf(row: FeedWithFigures): Feed {
  const { content } = row
  return { ...wholeFeedOf(row), url: content.url === null ? null : maskedUrl(content.url) }
}

/** A feed as those see it who may change it. */
export function wholeFeedOf(row: FeedWithFigures): Feed {
  const { id, revision, seq, content, removed, state, reason, outageAt } = row
  const { since, lastPollAt, lastSuccessAt, lastNewsAt, failures, error, skewMs, hours, rejected } = row
  const isPolled = content.enabled && !removed && content.way !== 'push'
  return {
    ...content,
    ...{ id, revision, seq, removed, state, reason, outageAt },
    ...{ since, lastPollAt, lastSuccessAt, lastNewsAt, failures, error, skewMs, hours, rejected },
    nextDueAt: isPolled ? row.dueAt : null,
  }
}

/** An address without the values of its query, among which keys may be. */
export function maskedUrl(text: string): string {
  if (!URL.canParse(text)) return '…'
  const url = new URL(text)
  const names = [...new Set(url.searchParams.keys())]
  return `${url.origin}${url.pathname}${names.length === 0 ? '' : `?${names.map((name) => `${name}=…`).join('&')}`}`
}
