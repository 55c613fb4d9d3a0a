import type { Contact } from '@cordon/alerts'

type Placed = Pick<Contact, 'id' | 'channel'>

/** Whether it calls somebody when its turn comes; a feed waits to be read. */
export function isCalling({ channel }: Placed): boolean {
  return channel !== 'feed'
}

/** The ids of contact methods in their new order: one of them has changed places with the one that calls before or after it. */
export function moved(contacts: readonly Placed[], id: string, by: -1 | 1): readonly string[] {
  const callers = contacts.filter(isCalling)
  const other = callers[callers.findIndex((it) => it.id === id) + by]?.id ?? id
  return contacts.map((it) => (it.id === id ? other : it.id === other ? id : it.id))
}
