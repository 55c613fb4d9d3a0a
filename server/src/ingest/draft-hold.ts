import type { Desk, Draft } from './desk.js'
import type { Entry } from './entry.js'
import { noSuchIncident } from './refused.js'

/** An incident as it stands, held against some rules once more: nothing of it is new. */
export function draftHold({ id }: Entry & { what: 'hold' }, { known }: Desk): Draft {
  const working = known.byId.get(id)
  return working === undefined ? noSuchIncident(id) : { what: 'unchanged', working, isHeld: true }
}
