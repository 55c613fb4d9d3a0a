import type { Contact, Delivery } from '@cordon/alerts'

/** What the reader calls the contact method of their own that a delivery went to; null where it is none, or is gone. */
export function ownLabel(
  { address, accountId }: Pick<Delivery, 'address' | 'accountId'>,
  own: readonly Pick<Contact, 'id' | 'accountId' | 'label'>[],
): string | null {
  return own.find((it) => it.id === address && it.accountId === accountId)?.label ?? null
}
