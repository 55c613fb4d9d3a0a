import type { Sitrep } from './sitrep.js'

export type SitrepAction = 'edit' | 'sign' | 'remove' | 'correct'

/** What may be done in which state: a draft is edited, signed or removed; what is signed is corrected by another report. */
const life: Readonly<Record<SitrepAction, Sitrep['state']>> = {
  edit: 'draft',
  sign: 'draft',
  remove: 'draft',
  correct: 'signed',
}

/** Why something may not be done with a report; null where it may. */
export function sitrepObjection(action: SitrepAction, { state, signedBy, signedAt }: Sitrep): string | null {
  if (life[action] === state) return null
  return state === 'draft'
    ? 'It is a draft: edit it, there is nothing to correct.'
    : `${signedBy?.name ?? 'Somebody'} signed it at ${signedAt ?? ''}: it stays as it is. Correct it by a new version.`
}
