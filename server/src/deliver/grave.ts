import { severityRank, type Severity } from '@cordon/alerts'
import type { Item, Message } from './message.js'

/** Whether a message tells of something that somebody should see at once. */
export function isGrave(message: Message): boolean {
  return message.is === 'told' && message.items.some(isGraveItem)
}

function isGraveItem({ kind, alert, about }: Item): boolean {
  const grave: readonly Severity[] = ['extreme', 'severe']
  return kind !== 'cancel' && grave.includes(about?.known.severity ?? alert.severity)
}

/**
 * What is real before what is played, the gravest first and what is called off last; what is as grave stays in its order.
 * Where a message has no room for all of it, the least of it is left out.
 */
export function gravestFirst(items: readonly Item[]): readonly Item[] {
  return items.toSorted((a, b) => Number(a.alert.exercise) - Number(b.alert.exercise) || weightOf(b) - weightOf(a))
}

function weightOf({ kind, alert, about }: Item): number {
  return kind === 'cancel' ? -1 : severityRank(about?.known.severity ?? alert.severity)
}
