import type { Severity } from '@cordon/alerts'
import type { Item, Message } from './message.js'

/** Whether a message tells of something that somebody should see at once. */
export function isGrave(message: Message): boolean {
  return message.is === 'told' && message.items.some(isGraveItem)
}

function isGraveItem({ kind, alert, about }: Item): boolean {
  const grave: readonly Severity[] = ['extreme', 'severe']
  return kind !== 'cancel' && grave.includes(about?.known.severity ?? alert.severity)
}
