import type { Incident } from '../model.js'

type Merging = Pick<Incident, 'id' | 'mergedInto'>

/** Why two incidents are not merged. */
export interface MergeRefusal {
  readonly code: 'merge-itself' | 'already-merged' | 'merge-chain'
  readonly message: string
}

/**
 * Whether one incident may be folded into another. Merges are one level deep: whoever reads a merged incident is one step
 * from the one that stands for it, and undoing one merge undoes nothing else.
 */
export function mergeRefusal(
  incident: Merging & { readonly standsForOthers: boolean },
  into: Merging,
): MergeRefusal | null {
  if (incident.id === into.id) return { code: 'merge-itself', message: `Both are incident ${incident.id}.` }
  if (incident.mergedInto !== undefined) {
    return { code: 'already-merged', message: `It is merged into ${incident.mergedInto}. Undo that first.` }
  }
  if (into.mergedInto !== undefined) {
    const message = `${into.id} is itself merged into ${into.mergedInto}. Merge into that one.`
    return { code: 'already-merged', message }
  }
  if (!incident.standsForOthers) return null
  return { code: 'merge-chain', message: 'Others are merged into it. Merge the other way round, or undo those first.' }
}
