import type { CountRange, Incident } from '@cordon/alerts'

/**
 * What a column holds: a name of ours, what an incident has there, and what that is; text where it is left out. A `word` is
 * one that we made ourselves: no text of others, and no sign in it that means something in a file.
 */
export type Column = readonly [
  name: string,
  value: (incident: Incident) => string | number | null,
  kind?: 'number' | 'time' | 'json' | 'word',
]

/** What an incident is in a table, in order: our own property names, one value each. */
export const columns: readonly Column[] = [
  ['id', (it) => it.id, 'word'],
  ['revision', (it) => it.revision, 'number'],
  ['kind', (it) => it.kind, 'word'],
  ['type', (it) => it.type, 'word'],
  ['title', (it) => it.title],
  ['severity', (it) => it.severity, 'word'],
  ['status', (it) => it.status, 'word'],
  ['grade', (it) => it.grade, 'word'],
  ['mergedInto', (it) => it.mergedInto ?? null, 'word'],
  ['occurredFrom', (it) => it.occurredFrom, 'time'],
  ['occurredTo', (it) => it.occurredTo, 'time'],
  ['timePrecision', (it) => it.timePrecision, 'word'],
  ['longitude', (it) => it.point.coordinates[0] ?? null, 'number'],
  ['latitude', (it) => it.point.coordinates[1] ?? null, 'number'],
  ['uncertaintyMetres', (it) => it.uncertaintyMetres, 'number'],
  ['locationPrecision', (it) => it.locationPrecision, 'word'],
  ['place', (it) => it.place],
  ['actors', (it) => listCell(it.actors)],
  ['targets', (it) => listCell(it.targets)],
  ['killed', (it) => claims(it, 'killed')],
  ['injured', (it) => claims(it, 'injured')],
  ['casualtyWords', (it) => it.casualties.flatMap(({ words }) => (words === null ? [] : [words])).join('; ')],
  ['tags', (it) => listCell(it.tags)],
  ['exercise', (it) => String(it.exercise), 'word'],
  ['source', (it) => it.source],
  ['externalId', (it) => it.externalId],
  ['reportedAt', (it) => it.reportedAt, 'time'],
  ['recordedAt', (it) => it.recordedAt, 'time'],
  ['recordedBy', (it) => it.recordedBy],
  ['summary', (it) => it.summary],
  // The same as `killed`, `injured` and `casualtyWords`, for programs: it is read back without loss.
  ['casualties', (it) => (it.casualties.length === 0 ? null : JSON.stringify(it.casualties)), 'json'],
]

/** Several names in one cell: `SDF; RIC`. A separator within a name has a backslash before it. */
function listCell(names: readonly string[]): string {
  const hasSeparator = names.some((name) => /[\\;|]/.test(name))
  return (hasSeparator ? names.map((name) => name.replace(/[\\;|]/g, '\\$&')) : names).join('; ')
}

/** What each source says, side by side: `SDF 1; RIC 2–5; SOHR at least 4`. */
function claims(incident: Incident, which: 'killed' | 'injured'): string {
  return incident.casualties
    .flatMap((claim) => {
      const range = claim[which]
      return range === null ? [] : [`${claim.source ?? 'not stated'} ${rangeText(range)}`]
    })
    .join('; ')
}

function rangeText({ low, best, high }: CountRange): string {
  const span = spanText(low, high)
  if (best === null) return span ?? 'not stated'
  return span === null || span === String(best) ? String(best) : `${best} (${span})`
}

/** A bound alone is no figure. */
function spanText(low: number | null, high: number | null): string | null {
  if (low === null) return high === null ? null : `at most ${high}`
  if (high === null) return `at least ${low}`
  return low === high ? String(low) : `${low}–${high}`
}
