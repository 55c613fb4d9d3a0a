import { contentOf, revise } from '@cordon/alerts'
import { contentHash } from './content-hash.js'
import type { Desk, Draft } from './desk.js'
import type { Entry } from './entry.js'
import { noSuchIncident } from './refused.js'

/** Takes back what an import wrote. Whoever changed it after the import has the last word: it is left as it is. */
export function draftUndo(entry: Entry & { what: 'undo' }, desk: Desk): Draft {
  const working = desk.known.byId.get(entry.id)
  if (working === undefined) return noSuchIncident(entry.id)
  if (working.incident.revision !== entry.revision) return { what: 'unchanged', working }
  const { before, reason } = entry
  const patch = before === null ? ({ status: 'withdrawn' } as const) : contentOf(before)
  const grade = before === null ? {} : { grade: before.grade }
  const incident = revise(working.incident, patch, { by: desk.by, at: desk.now, reason, ...grade })
  const hash = before === null ? working.contentHash : contentHash(before)
  return {
    ...{ what: 'revised', report: null, newSource: null, quiet: true },
    working: { ...working, incident, contentHash: hash },
  }
}
