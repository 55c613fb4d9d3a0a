import { finding } from '@cordon/alerts'
import { told } from '../platform/result.js'
import type { Failure } from '../wire/index.js'
import type { Draft } from './desk.js'

/** An entry that is not done, and why. */
export function refused(failure: Failure): Draft {
  return { what: 'refused', failure }
}

export function noSuchIncident(id: string): Draft {
  return refused(told('not-found', finding('denied.none', { thing: 'incident', id })))
}
