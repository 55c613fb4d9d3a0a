import { life, type Alert, type AlertActionName } from '@cordon/alerts'

/** What the page offers to do with an alert. */
export const offers = [
  ...(['acknowledge', 'assign', 'hand', 'shelve', 'note', 'close', 'release', 'return', 'reopen'] as const),
] as const
export type Offer = (typeof offers)[number]

/** The key of each, wherever it is offered. */
export const offerKeys = {
  ...{ acknowledge: 'a', assign: 'g', hand: 'h', shelve: 's', note: 'n' },
  ...{ close: 'c', release: 'b', return: 'r', reopen: 'r' },
} as const satisfies Record<Offer, string>

/** What is asked before it is done. */
export const questions = ['shelve', 'note', 'close', 'hand', 'release'] as const satisfies readonly Offer[]
export type Question = (typeof questions)[number]

export function asks(offer: Offer): offer is Question {
  return questions.some((it) => it === offer)
}

/** Whether an action would make sense now: what its state allows, and what would change something. */
export function isOffered(offer: Offer, alert: Alert, accountId: string): boolean {
  // Taking it oneself and handing it to somebody is the same step of its life.
  const name: AlertActionName = offer === 'hand' ? 'assign' : offer
  if (life[alert.state][name] === undefined) return false
  switch (offer) {
    case 'acknowledge':
      return alert.acknowledgedAt === null && !alert.acknowledgements.some(({ id }) => id === accountId)
    case 'release':
      return alert.ownerId !== null || alert.acknowledgements.length > 0
    case 'assign':
      return alert.ownerId !== accountId
    case 'hand':
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
