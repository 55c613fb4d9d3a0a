import { finding, type Finding } from '../tell/finding.js'
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
export function sitrepObjection(action: SitrepAction, { state, signedBy, signedAt }: Sitrep): Finding | null {
  if (life[action] === state) return null
  if (action === 'send') return finding('sitrep.draftSend', {})
  if (state === 'draft') return finding('sitrep.draftCorrect', {})
  return finding('sitrep.signed', { by: signedBy?.name ?? 'Somebody', signedOn: signedAt ?? '' })
}
