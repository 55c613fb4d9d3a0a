import type { Contact, Delivery } from '@cordon/alerts'
import { shallowRef } from 'vue'
import { listContacts } from '../api/contacts.js'
import { useSession } from '../session/useSession.js'
import { ownLabel } from './ownLabel.js'

/** Kept over views; whoever opens a view that asks for them reads them anew, once for all its lists. */
const contacts = shallowRef<readonly Contact[]>([])
let reading: Promise<void> | null = null

async function read(): Promise<void> {
  const answer = await listContacts()
  if (answer.ok) contacts.value = answer.value.items
  reading = null
}

/** What the reader calls the contact method that a delivery went to, where that is one of theirs. */
export function useOwnLabel() {
  const { account } = useSession()
  if (account.value !== null) reading ??= read()
  return (delivery: Delivery) =>
    delivery.accountId !== null && delivery.accountId === account.value?.id ? ownLabel(delivery, contacts.value) : null
}
