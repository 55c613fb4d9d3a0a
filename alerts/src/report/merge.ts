import type { Incident } from '../model.js'
import { finding, type Finding } from '../tell/finding.js'

type Merging = Pick<Incident, 'id' | 'mergedInto' | 'exercise'>

/** Why two incidents are not merged. */
export interface MergeRefusal {
  readonly code: 'merge-itself' | 'already-merged' | 'merge-chain' | 'merge-exercise'
  readonly finding: Finding
}

/**
 * Whether one incident may be folded into another. Merges are one level deep: whoever reads a merged incident is one step
 * from the one that stands for it, and undoing one merge undoes nothing else. What is rehearsed never becomes what happened.
 */
export function mergeRefusal(
  incident: Merging & { readonly standsForOthers: boolean },
  into: Merging,
): MergeRefusal | null {
  if (incident.id === into.id) return { code: 'merge-itself', finding: finding('merge.itself', { id: incident.id }) }
  if (incident.mergedInto !== undefined) {
    return { code: 'already-merged', finding: finding('merge.already', { into: incident.mergedInto }) }
  }
  if (into.mergedInto !== undefined) {
    return { code: 'already-merged', finding: finding('merge.elsewhere', { id: into.id, into: into.mergedInto }) }
  }
  if (incident.exercise !== into.exercise) {
    return { code: 'merge-exercise', finding: finding('merge.exercise', {}) }
  }
  if (!incident.standsForOthers) return null
  return { code: 'merge-chain', finding: finding('merge.chain', {}) }
}
