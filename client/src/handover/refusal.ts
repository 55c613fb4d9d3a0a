import type { Failure } from '../api/http.js'

/**
 * Why something about a handover was refused, as it is shown. Which notes are missing stands by the alerts themselves where
 * they are asked for, and in a sentence that names them everywhere else.
 */
export function refusalOf(why: Failure | null, asksForNotes: boolean): Failure | null {
  if (why?.kind !== 'problem' || why.code !== 'notes-missing') return why
  return { ...why, errors: [], ...(asksForNotes && { detail: null }) }
}
