import type { AlertEvent, Delivery, Instant } from '@cordon/alerts'

/** One thing that happened to an alert: something that was done with it, or what came of telling somebody. */
export type Happening =
  | { readonly key: string; readonly at: Instant; readonly is: 'event'; readonly event: AlertEvent }
  | { readonly key: string; readonly at: Instant; readonly is: Told; readonly delivery: Delivery }

/** `trying`: it failed so far and is tried again; `waiting`: nobody has tried yet. */
export type Told = 'told' | 'trying' | 'waiting' | 'dead' | 'withdrawn'

/** Everything that happened to an alert, the latest first; of one moment, what was done stands before who was told of it. */
export function timelineOf(events: readonly AlertEvent[], deliveries: readonly Delivery[]): readonly Happening[] {
  const done = events.map((event) => ({ key: `event ${event.revision}`, at: event.at, is: 'event', event }) as const)
  const told = deliveries.map(
    (it) => ({ key: it.id, at: it.sentAt ?? it.dueAt, is: cameOf(it), delivery: it }) as const,
  )
  return [...done, ...told].toSorted((a, b) => b.at.localeCompare(a.at) || orderIn(b) - orderIn(a))
}

function cameOf({ state, tries, lastError }: Delivery): Told {
  if (state === 'sent') return 'told'
  if (state !== 'due') return state
  return tries > 0 || lastError !== null ? 'trying' : 'waiting'
}

/** Read from the bottom, an action comes before what it caused. */
const orderIn = (it: Happening) => (it.is === 'event' ? it.event.revision : it.delivery.alertRevision + 0.5)
