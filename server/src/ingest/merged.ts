import type { Merging } from './desk.js'
import type { Known } from './known.js'

/** The incident that stands for one: itself, where it is not merged. */
export function standsFor(id: string, { merged }: Pick<Known, 'merged'>): string {
  return merged.get(id) ?? id
}

/** An incident with all that came into it, directly or through others. */
export function broughtBy(id: string, known: Pick<Known, 'merged' | 'through'>): readonly string[] {
  const own = [...known.merged.keys()].filter((it) => parentOf(it, known) === id)
  return [id, ...own.flatMap((it) => broughtBy(it, known))]
}

/** The incident that one was merged into, whether that stands still or not. */
function parentOf(id: string, { merged, through }: Pick<Known, 'merged' | 'through'>): string | undefined {
  return through.get(id) ?? merged.get(id)
}

/** Notes one merge, or that it is undone. */
export function noteMerging({ incidentId, intoId, throughId }: Merging, known: Pick<Known, 'merged' | 'through'>) {
  if (intoId === null) known.merged.delete(incidentId)
  else known.merged.set(incidentId, intoId)
  if (throughId === null) known.through.delete(incidentId)
  else known.through.set(incidentId, throughId)
}

/** What is known once some merges are noted. */
export function withMerges(known: Known, merges: readonly Merging[]): Known {
  const after = { ...known, merged: new Map(known.merged), through: new Map(known.through) }
  for (const it of merges) noteMerging(it, after)
  return after
}
