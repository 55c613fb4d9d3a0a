import type { Incident } from '@cordon/alerts'

/** The incident that was told or changed last; null where there is none. What came in as history is no news. */
export function newestOf(incidents: readonly Incident[]): Incident | null {
  return incidents.reduce<Incident | null>(
    (newest, it) => (it.history || (newest !== null && newest.seq >= it.seq) ? newest : it),
    null,
  )
}
