import type { Refused } from '@cordon/alerts'
import type { Failure } from '../wire/index.js'

/** How a refusal of the alert's life is told: bad input names its field, everything else its state. */
export function refusalOf({ code, message, finding }: Pick<Refused, 'code' | 'message' | 'finding'>): Failure {
  switch (code) {
    case 'already-acknowledged':
      return { code, detail: message, finding }
    case 'wrong-state':
    case 'already-assigned':
    case 'acknowledge-first':
    case 'not-due':
    case 'not-held':
      return { code: 'wrong-state', detail: message, finding }
    case 'disposition-needed':
      return { code: 'invalid-input', errors: [{ path: 'disposition', message, finding }] }
    case 'shelve-time':
      return { code: 'invalid-input', errors: [{ path: 'until', message, finding }] }
    case 'note-empty':
      return { code: 'invalid-input', errors: [{ path: 'note', message, finding }] }
  }
}
