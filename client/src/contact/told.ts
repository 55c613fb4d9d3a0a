import type { Contact } from '@cordon/alerts'

/** What its owner is told once: a secret that signs, or the address of a feed with the token that opens it. */
export interface Told {
  readonly is: 'signing' | 'feed'
  readonly text: string
}

export function toldOf({ id, channel }: Contact, secret: string, origin = location.origin): Told {
  if (channel !== 'feed') return { is: 'signing', text: secret }
  return { is: 'feed', text: `${origin}/api/contacts/${id}/feed?token=${encodeURIComponent(secret)}` }
}
