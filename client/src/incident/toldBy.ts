import type { Report } from '@cordon/alerts'

/** Who tells an incident, each once, in the order in which they came; whoever repeats another says whom. */
export function toldBy(
  reports: readonly Pick<Report, 'sourceName' | 'origin' | 'withdrawn' | 'recordedAt'>[],
): readonly string[] {
  const names = reports
    .filter((it) => !it.withdrawn)
    .toSorted((a, b) => (a.recordedAt < b.recordedAt ? -1 : 1))
    .map(({ sourceName, origin }) => (origin === null ? sourceName : `${sourceName} (${origin})`))
  return [...new Set(names)]
}
