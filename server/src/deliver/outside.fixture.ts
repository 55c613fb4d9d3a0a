import type { Contact, Delivery } from '@cordon/alerts'
import type { WatchRoom } from '../alert/alert.fixture.js'
import type { ContactMade } from '../wire/index.js'
import type { Receiver } from './receiver.fixture.js'

export interface Hooked {
  readonly contact: Contact
  readonly secret: string
  readonly path: string
}

/** For tests: lets go of all contact methods of somebody. */
export async function forgetContacts(room: WatchRoom, as: string): Promise<void> {
  const { items } = await room.ask<{ items: readonly Contact[] }>('GET /api/contacts', undefined, as)
  for (const { id } of items) await room.send(`DELETE /api/contacts/${id}`, { as })
}

let paths = 0

/** For tests: a verified webhook of somebody's, at a path of its own. */
export async function hook(
  room: WatchRoom,
  receiver: Receiver,
  {
    as,
    ...more
  }: { readonly as: string; readonly exercises?: boolean; readonly format?: string; readonly number?: string },
): Promise<Hooked> {
  const path = `/hook-${(paths += 1)}`
  const { contact, secret } = await room.ask<ContactMade>(
    'POST /api/contacts',
    { channel: 'webhook', address: receiver.url + path, ...more },
    as,
  )
  const code = /code is (\d{6})/.exec(receiver.at(path)[0]?.body ?? '')?.[1] ?? ''
  const verified = await room.ask<Contact>(`POST /api/contacts/${contact.id}/verify`, { code }, as)
  receiver.received.length = 0
  return { contact: verified, secret: secret ?? '', path }
}

/** For tests: a watched zone of which somebody is told outside the page. */
export async function watchedBy(room: WatchRoom, as: string, wanted: object = {}) {
  const watched = await room.watch()
  const answer = await room.send(`PUT /api/subscriptions/${watched.zoneId}`, { as, body: wanted })
  if (answer.status !== 204) throw new Error(`Not told of the zone: ${JSON.stringify(answer.body)}`)
  return watched
}

/** For tests: what is owed outside the page of an alert, what corrects last. */
export async function outside(
  room: WatchRoom,
  alert: { readonly id: string },
  as?: string,
): Promise<readonly Delivery[]> {
  const { deliveries } = await room.story(alert, as)
  return deliveries
    .filter(({ channel }) => channel !== 'page')
    .toSorted((a, b) => Number(a.answers !== null) - Number(b.answers !== null))
}
