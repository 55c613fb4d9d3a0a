import type { Sitrep } from './sitrep.js'

export type SitrepAction = 'edit' | 'sign' | 'remove' | 'correct' | 'send'

/**
 * What may be done in which state: a draft is edited, signed or removed; what is signed is sent, and corrected by
 * another report.
 */
const life: Readonly<Record<SitrepAction, Sitrep['state']>> = {
  edit: 'draft',
  sign: 'draft',
  remove: 'draft',
  correct: 'signed',
  send: 'signed',
}

/** Why something may not be done with a report; null where it may. */
export function sitrepObjection(action: SitrepAction, { state, signedBy, signedAt }: Sitrep): string | null {
  if (life[action] === state) return null
  if (action === 'send') return 'It is a draft: it is sent once somebody has signed it.'
  return state === 'draft'
    ? 'It is a draft: edit it, there is nothing to correct.'
    : `${signedBy?.name ?? 'Somebody'} signed it at ${signedAt ?? ''}: it stays as it is. Correct it by a new version.`
}
