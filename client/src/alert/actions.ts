import { life, type Alert, type AlertActionName } from '@cordon/alerts'

/** What the page offers to do with an alert. */
export const offers = ['acknowledge', 'assign', 'shelve', 'note', 'close', 'return', 'reopen'] as const
export type Offer = (typeof offers)[number]

/** Whether an action would make sense now: what its state allows, and what would change something. */
export function isOffered(offer: Offer, alert: Alert, accountId: string): boolean {
  const name: AlertActionName = offer
  if (life[alert.state][name] === undefined) return false
  switch (offer) {
    case 'acknowledge':
      return alert.acknowledgedAt === null
    case 'assign':
      return alert.ownerId !== accountId
    case 'shelve':
    case 'note':
    case 'close':
    case 'return':
    case 'reopen':
      return true
  }
}

/** The one action that stands in the panel's corner, by what has to happen next. */
export function firstOffer(alert: Alert): Offer {
  if (alert.state === 'closed') return 'reopen'
  if (alert.state === 'shelved') return 'return'
  return alert.acknowledgedAt === null ? 'acknowledge' : 'close'
}
