import { finding, mergeRefusal, say } from '@cordon/alerts'
import { forgetMerge, noteDistinct, noteMerges, type MergeRow } from '@cordon/db'
import { told } from '../platform/result.js'
import type { Desk, Draft } from './desk.js'
import type { Entry } from './entry.js'
import { revisedAnew } from './judge-anew.js'
import type { Known, Working } from './known.js'
import { broughtBy, withMerges } from './merged.js'
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
  if (refusal !== null) return refused(told(refusal.code, refusal.finding))
  const standing = { mergedInto: entry.into }
  const working = revisedAnew(incident, { standing, reason: entry.reason }, desk)
  const merges = [{ incidentId: entry.id, intoId: entry.into, throughId: null }]
  const reason = say('kept.mergedIntoIt', { title: incident.incident.title, why: entry.reason })
  const also = [revisedAnew(into, { reason }, { ...desk, known: withMerges(desk.known, merges) })]
  return { ...revision, working, also, besides: [noteMerges(merges)], merges }
}

/**
 * Lets a merged incident stand for itself again, with what came into another one through it, as if it had never been
 * merged. Somebody looked and says that the two are not one: no message brings them together again by itself.
 */
export function draftUnmerge(entry: Entry & { what: 'unmerge' }, desk: Desk): Draft {
  const merged = desk.known.byId.get(entry.id)
  if (merged === undefined) return noSuchIncident(entry.id)
  const into = merged.incident.mergedInto
  if (into === undefined) return refused(told('not-merged', finding('merge.not', {})))
  const followers = followersOf(entry.id, desk.known)
  const known = withMerges(desk.known, [{ incidentId: entry.id, intoId: null, throughId: null }, ...followers])
  const own = followers.flatMap(({ incidentId }) => known.byId.get(incidentId) ?? [])
  const following = own.map((it) => turnedTo(entry, it, { ...desk, known }))
  const working = revisedAnew(merged, { standing: { mergedInto: null }, reason: entry.reason }, { ...desk, known })
  const survivor = known.byId.get(into)
  const reason = say('kept.noLongerMerged', { title: merged.incident.title, why: entry.reason })
  const also = survivor === undefined ? [] : [revisedAnew(survivor, { reason }, { ...desk, known })]
  const apart = noteDistinct([entry.id, into], { at: desk.now, by: desk.by, reason: entry.reason, undone: true })
  const besides = [forgetMerge(entry.id), ...(followers.length === 0 ? [] : [noteMerges(followers)]), apart]
  const merges = [{ incidentId: entry.id, intoId: null, throughId: null }, ...followers]
  return { ...revision, working, also: [...also, ...following], besides, merges }
}

/** What came into another incident through this one, and comes back to it. */
function followersOf(id: string, known: Known): readonly MergeRow[] {
  return broughtBy(id, known)
    .filter((it) => it !== id)
    .map((incidentId) => {
      const through = known.through.get(incidentId) ?? null
      return { incidentId, intoId: id, throughId: through === id ? null : through }
    })
}

function turnedTo({ id, reason }: Entry & { what: 'unmerge' }, working: Working, desk: Desk): Working {
  return revisedAnew(working, { standing: { mergedInto: id }, reason }, desk)
}

const revision = { what: 'revised', report: null, newSource: null } as const
