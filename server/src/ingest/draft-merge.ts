import { mergeRefusal, say } from '@cordon/alerts'
import { forgetMerge, noteMerge } from '@cordon/db'
import type { Desk, Draft } from './desk.js'
import type { Entry } from './entry.js'
import { revisedAnew } from './judge-anew.js'
import type { Known } from './known.js'
import { noSuchIncident, refused } from './refused.js'

/**
 * Folds an incident into another one that tells the same. The one that stands is held against the rules as after any other
 * revision: with the reports of both it may be known well enough, and what was told of either is not told again.
 */
export function draftMerge(entry: Entry & { what: 'merge' }, desk: Desk): Draft {
  const [incident, into] = [desk.known.byId.get(entry.id), desk.known.byId.get(entry.into)]
  if (incident === undefined) return noSuchIncident(entry.id)
  if (into === undefined) return noSuchIncident(entry.into)
  const standsForOthers = [...desk.known.merged.values()].includes(entry.id)
  const refusal = mergeRefusal({ ...incident.incident, standsForOthers }, into.incident)
  if (refusal !== null) return refused({ code: refusal.code, detail: refusal.message })
  const standing = { mergedInto: entry.into }
  const working = revisedAnew(incident, { standing, reason: entry.reason }, desk)
  const known = { ...desk.known, merged: new Map([...desk.known.merged, [entry.id, entry.into]]) }
  const reason = say('kept.mergedIntoIt', { title: incident.incident.title, why: entry.reason })
  const also = [revisedAnew(into, { reason }, { ...desk, known })]
  const besides = [noteMerge(entry.id, entry.into)]
  return { ...revision, working, also, besides, merged: { into: entry.into } }
}

/** Lets a merged incident stand for itself again, as if it had never been merged. */
export function draftUnmerge(entry: Entry & { what: 'unmerge' }, desk: Desk): Draft {
  const merged = desk.known.byId.get(entry.id)
  if (merged === undefined) return noSuchIncident(entry.id)
  const into = merged.incident.mergedInto
  if (into === undefined) return refused({ code: 'not-merged', detail: 'The incident stands for itself already.' })
  const working = revisedAnew(merged, { standing: { mergedInto: null }, reason: entry.reason }, desk)
  const known = without(entry.id, desk.known)
  const survivor = known.byId.get(into)
  const reason = say('kept.noLongerMerged', { title: merged.incident.title, why: entry.reason })
  const also = survivor === undefined ? [] : [revisedAnew(survivor, { reason }, { ...desk, known })]
  return { ...revision, working, also, besides: [forgetMerge(entry.id)], merged: { into: null } }
}

function without(id: string, known: Known): Known {
  return { ...known, merged: new Map([...known.merged].filter(([merged]) => merged !== id)) }
}

const revision = { what: 'revised', report: null, newSource: null } as const
