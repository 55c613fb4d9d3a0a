import type { Desk, Draft } from './desk.js'
import type { Entry } from './entry.js'
import { revisedAnew } from './judge-anew.js'
import { noSuchIncident } from './refused.js'

/** An incident as it stands, held against some rules once more; where it has changed since, that has done it already. */
export function draftHold(entry: Entry & { what: 'hold' }, desk: Desk): Draft {
  const before = desk.known.byId.get(entry.id)
  if (before === undefined) return noSuchIncident(entry.id)
  if (before.incident.revision !== entry.revision) return { what: 'unchanged', working: before }
  const working = revisedAnew(before, { reason: entry.reason }, desk)
  return { what: 'revised', working, report: null, newSource: null, heldAgain: entry.ruleIds }
}
