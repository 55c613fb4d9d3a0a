import type { Contact } from '@cordon/alerts'
import { listContacts } from '../api/contacts.js'
import { endpointHere } from '../push/browser.js'

/** Whether a contact method is the browser that is told at `endpoint`. */
export function isAt(endpoint: string | null, { channel, shown }: Contact): boolean {
  return channel === 'push' && endpoint !== null && shown.endsWith(endpoint.slice(-6))
}

/** The contact method by which this browser tells whoever is signed in, page or no page; null where it does not, or nobody knows. */
export async function contactHere(): Promise<Contact | null> {
  const endpoint = await endpointHere().catch(() => null)
  const answer = endpoint === null ? null : await listContacts()
  if (!answer?.ok) return null
  const tells = (it: Contact) => it.enabled && it.verifiedAt !== null && it.goneAt === null
  return answer.value.items.find((it) => isAt(endpoint, it) && tells(it)) ?? null
}
