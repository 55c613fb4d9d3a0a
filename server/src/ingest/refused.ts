import type { Failure } from '../wire/index.js'
import type { Draft } from './desk.js'

/** An entry that is not done, and why. */
export function refused(failure: Failure): Draft {
  return { what: 'refused', failure }
}

export function noSuchIncident(id: string): Draft {
  return refused({ code: 'not-found', detail: `There is no incident ${id}.` })
}
