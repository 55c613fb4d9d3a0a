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

type Calling = Placed & Pick<Contact, 'format' | 'enabled' | 'verifiedAt' | 'goneAt'>

/** Those of a kind that has come before them, as a second browser: told by the first that works, they stay silent. */
export function behindTheirKind<It extends Calling>(contacts: readonly It[]): readonly It[] {
  const calling = contacts.filter((it) => isCalling(it) && it.enabled && it.verifiedAt !== null && it.goneAt === null)
  const isSame = (one: It, other: It) => one.channel === other.channel && one.format === other.format
  return calling.filter((it, at) => calling.slice(0, at).some((before) => isSame(before, it)))
}
