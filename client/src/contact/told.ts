import type { Contact } from '@cordon/alerts'

/** What its owner is told once: a secret that signs, alone or beside the one before it; or the address of a feed with the token that opens it. */
export interface Told {
  readonly is: 'first' | 'next' | 'feed'
  readonly text: string
}

export function toldOf({ id, channel }: Contact, secret: string, nth: 'first' | 'next'): Told {
  if (channel !== 'feed') return { is: nth, text: secret }
  return { is: 'feed', text: `${location.origin}/api/contacts/${id}/feed?token=${encodeURIComponent(secret)}` }
}
