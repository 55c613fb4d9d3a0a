import type { Alert } from '@cordon/alerts'
import type { AlertsAction } from '@cordon/server/wire'
import type { ManyDone } from '../api/alerts.js'
import { isOffered, offers, type Offer } from './actions.js'

/** What is to be done with many alerts, as the server wants it said. */
export type BulkAction = AlertsAction['action']

/** The server takes so many at once. */
const most = 500

/** What can be done with some of them. */
export function offersFor(alerts: readonly Alert[], accountId: string): readonly Offer[] {
  return offers.filter((offer) => alerts.some((alert) => isOffered(offer, alert, accountId)))
}

/** Those in which an action would change something. */
export function needing(offer: Offer, alerts: readonly Alert[], accountId: string): readonly Alert[] {
  return alerts.filter((alert) => isOffered(offer, alert, accountId))
}

/** What can be done with several of them at once, and with how many. */
export function together<Among extends Offer>(
  among: readonly Among[],
  alerts: readonly Alert[],
  accountId: string,
): readonly { readonly offer: Among; readonly n: number }[] {
  return among.map((offer) => ({ offer, n: needing(offer, alerts, accountId).length })).filter(({ n }) => n > 1)
}

export interface Wanted {
  readonly action: BulkAction
  readonly note: string
  /** Whether to act on what somebody else has changed meanwhile as well. */
  readonly anyway: boolean
}

/** The requests that do it: each with what was read, so that nobody undoes what they have not seen. */
export function requestsOf(alerts: readonly Alert[], { action, note, anyway }: Wanted): readonly AlertsAction[] {
  const parts = Array.from({ length: Math.ceil(alerts.length / most) }, (_, at) =>
    alerts.slice(at * most, (at + 1) * most),
  )
  return parts.map((part) => ({
    ids: part.map(({ id }) => id),
    action,
    ...(note === '' ? {} : { note }),
    ...(anyway ? {} : { seen: Object.fromEntries(part.map(({ id, revision }) => [id, revision])) }),
  }))
}

/** What was not done, and why. */
export interface Left {
  readonly alert: Alert
  readonly why: ManyDone['refused'][number]
}

/** What the server refused, beside the alerts as they were read. */
export function leftOf(refused: ManyDone['refused'], alerts: readonly Alert[]): readonly Left[] {
  const byId = new Map(alerts.map((alert) => [alert.id, alert]))
  return refused.flatMap((why) => {
    const alert = byId.get(why.id)
    return alert === undefined ? [] : [{ alert, why }]
  })
}
