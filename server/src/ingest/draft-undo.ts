import { contentOf, revise } from '@cordon/alerts'
import { contentHash } from './content-hash.js'
import type { Desk, Draft } from './desk.js'
import type { Entry } from './entry.js'
import { noSuchIncident } from './refused.js'

/** Puts back what an import changed. Whoever changed it after the import has the last word: it is left as it is. */
export function draftUndo(entry: Entry & { what: 'undo' }, desk: Desk): Draft {
  const working = desk.known.byId.get(entry.id)
  if (working === undefined) return noSuchIncident(entry.id)
  if (working.incident.revision !== entry.revision) return { what: 'unchanged', working }
  const { before, reason } = entry
  const meta = { by: desk.by, at: desk.now, reason, grade: before.grade }
  const incident = revise(working.incident, contentOf(before), meta)
  return {
    ...{ what: 'revised', report: null, newSource: null, quiet: true },
    working: { ...working, incident, contentHash: contentHash(before) },
  }
}
