import {
  incidentStatuses,
  incidentTypes,
  severities,
  type IncidentStatus,
  type IncidentType,
  type Severity,
} from '@cordon/alerts'
import type { IncidentFacets } from '@cordon/server/wire'
import type { Bar } from '../floor/histogram.js'
import type { Filters } from './filters.js'

/** One kind that can be chosen, and how many there are of it. */
export type FacetChoice = { readonly value: string; readonly count: number; readonly pressed: boolean } & (
  | { readonly facet: 'severity'; readonly severity: Severity }
  | { readonly facet: 'status'; readonly status: IncidentStatus }
  | { readonly facet: 'type'; readonly type: IncidentType }
  | { readonly facet: 'source'; readonly name: string }
)

/** The kinds of one facet, most first; severities from the worst on. */
export interface FacetGroup {
  readonly facet: FacetChoice['facet']
  readonly choices: readonly FacetChoice[]
  /** How many more there are than are shown at first. */
  readonly more: number
}

const mostShown = 8
const shown = ['severity', 'type', 'status', 'source'] as const

/** What can be chosen of what was counted: of a facet that is not unfolded the most frequent, and what is chosen. */
export function facetGroups(
  counts: IncidentFacets,
  filters: Filters,
  unfolded: ReadonlySet<FacetChoice['facet']> = new Set(),
): readonly FacetGroup[] {
  return shown.flatMap((facet): readonly FacetGroup[] => {
    const choices = counts.facets.filter((it) => it.facet === facet).flatMap((it) => choiceOf(it, filters))
    if (choices.length === 0) return []
    if (facet === 'severity') return [{ facet, choices: choices.toSorted((a, b) => rank(a) - rank(b)), more: 0 }]
    const first = choices.filter(({ pressed }, at) => at < mostShown || pressed)
    return [{ facet, choices: unfolded.has(facet) ? choices : first, more: choices.length - first.length }]
  })
}

/** The filters with a choice taken, or let go where it was taken. */
export function toggled(filters: Filters, choice: FacetChoice): Filters {
  if (choice.facet !== 'severity') return { ...filters, [choice.facet]: choice.pressed ? '' : choice.value }
  const has = (it: Severity) => (it === choice.severity ? !choice.pressed : filters.severity.includes(it))
  return { ...filters, severity: severities.filter(has) }
}

/** Slices of time with how many incidents of each severity began in them; none where all began at once. */
export function barsOfCounts({ earliest, latest, bins, binCount }: IncidentFacets): readonly Bar[] {
  if (earliest === null || latest === null) return []
  const fromMs = Date.parse(earliest)
  const length = Math.max(3_600_000, Date.parse(latest) - fromMs + 1) / binCount
  return Array.from({ length: binCount }, (_, at) => {
    const counts: Record<Severity, number> = { extreme: 0, severe: 0, moderate: 0, minor: 0, unknown: 0 }
    for (const { bin, severity, count } of bins) if (bin === at) counts[severity] += count
    const total = severities.reduce((sum, severity) => sum + counts[severity], 0)
    return { fromMs: fromMs + at * length, toMs: fromMs + (at + 1) * length, counts, total }
  })
}

function choiceOf(
  { facet, value, label, count }: IncidentFacets['facets'][number],
  filters: Filters,
): readonly FacetChoice[] {
  const severity = severities.find((it) => it === value)
  const status = incidentStatuses.find((it) => it === value)
  if (facet === 'severity' && severity !== undefined)
    return [{ facet, value, count, severity, pressed: filters.severity.includes(severity) }]
  if (facet === 'status' && status !== undefined)
    return [{ facet, value, count, status, pressed: filters.status === value }]
  if (facet === 'type' && isType(value)) return [{ facet, value, count, type: value, pressed: filters.type === value }]
  if (facet === 'source') return [{ facet, value, count, name: label ?? value, pressed: filters.source === value }]
  return []
}

/** Whether a text is the key of a type. */
export function isType(value: string): value is IncidentType {
  return Object.hasOwn(incidentTypes, value)
}

function rank(choice: FacetChoice): number {
  return choice.facet === 'severity' ? severities.indexOf(choice.severity) : 0
}
