import type { CountRange, Incident } from '@cordon/alerts'

/** The columns of the export, in order: what a spreadsheet needs, with our own property names. */
const columns: readonly (readonly [name: string, value: (incident: Incident) => string | number | null])[] = [
  ['id', (it) => it.id],
  ['revision', (it) => it.revision],
  ['kind', (it) => it.kind],
  ['type', (it) => it.type],
  ['title', (it) => it.title],
  ['severity', (it) => it.severity],
  ['status', (it) => it.status],
  ['grade', (it) => it.grade],
  ['mergedInto', (it) => it.mergedInto ?? null],
  ['occurredFrom', (it) => it.occurredFrom],
  ['occurredTo', (it) => it.occurredTo],
  ['timePrecision', (it) => it.timePrecision],
  ['longitude', (it) => it.point.coordinates[0] ?? null],
  ['latitude', (it) => it.point.coordinates[1] ?? null],
  ['uncertaintyMetres', (it) => it.uncertaintyMetres],
  ['locationPrecision', (it) => it.locationPrecision],
  ['place', (it) => it.place],
  ['actors', (it) => listCell(it.actors)],
  ['targets', (it) => listCell(it.targets)],
  ['killed', (it) => claims(it, 'killed')],
  ['injured', (it) => claims(it, 'injured')],
  ['casualtyWords', (it) => it.casualties.flatMap(({ words }) => (words === null ? [] : [words])).join('; ')],
  ['tags', (it) => listCell(it.tags)],
  ['exercise', (it) => String(it.exercise)],
  ['source', (it) => it.source],
  ['externalId', (it) => it.externalId],
  ['reportedAt', (it) => it.reportedAt],
  ['recordedAt', (it) => it.recordedAt],
  ['recordedBy', (it) => it.recordedBy],
  ['summary', (it) => it.summary],
  // The same as `killed`, `injured` and `casualtyWords`, for programs: it is read back without loss.
  ['casualties', (it) => (it.casualties.length === 0 ? null : JSON.stringify(it.casualties))],
]

/** First line of the file, with the mark by which spreadsheets know UTF-8. */
export function csvHead(): string {
  return `\ufeff${columns.map(([name]) => name).join(',')}\r\n`
}

/** One incident as one line (RFC 4180). */
export function csvLine(incident: Incident): string {
  return `${columns.map(([, value]) => csvCell(value(incident))).join(',')}\r\n`
}

/** A cell that no spreadsheet runs: text that would begin a formula, in full-width signs too, gets an apostrophe in front. */
export function csvCell(value: string | number | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const safe = /^'*[=+\-@\t\r＝＋－＠]/.test(value) ? `'${value}` : value
  return /[",\r\n;]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Several names in one cell: `SDF; RIC`. A separator within a name has a backslash before it. */
function listCell(names: readonly string[]): string {
  return names.map((name) => name.replace(/[\\;|]/g, '\\$&')).join('; ')
}

/** What each source says, side by side: `SDF 1; RIC 2–5`. */
function claims(incident: Incident, which: 'killed' | 'injured'): string {
  return incident.casualties
    .flatMap((claim) => {
      const range = claim[which]
      return range === null ? [] : [`${claim.source ?? 'not stated'} ${rangeText(range)}`]
    })
    .join('; ')
}

function rangeText({ low, best, high }: CountRange): string {
  if (low !== null && high !== null && low !== high)
    return best === null ? `${low}–${high}` : `${best} (${low}–${high})`
  return String(best ?? low ?? high ?? 'not stated')
}
