import type { Grade, Incident, IncidentType, Instant, Severity } from '../model.js'
import { finding, type Finding } from '../tell/finding.js'
import { instantMs, instantOf } from '../time.js'

/** Whether an alert comes with a change of a rule, goes with it, or is there with and without. */
export type PreviewChange = 'both' | 'added' | 'removed'

/** One alert that a rule would have raised, with where its incident was held to be then. */
export interface PreviewAlert extends Pick<Incident, 'kind' | 'point' | 'uncertaintyMetres'> {
  readonly incidentId: string
  /** The incident's revision that would have met the rule. */
  readonly revision: number
  readonly title: string
  readonly type: IncidentType
  readonly severity: Severity
  readonly grade: Grade
  readonly occurredFrom: Instant
  /** When it would have risen. */
  readonly at: Instant
  readonly certainty: 'definite' | 'possible'
  readonly distanceMetres: number
  /** Came in as history: what live news of it would have done, at the end of the time at which it may have happened. */
  readonly imported: boolean
  readonly change: PreviewChange
  /** Why it would have risen, as a finding of the stage `place`. */
  readonly why: Finding
}

/** How often on one day (UTC) a rule would have told. */
export interface PreviewDay {
  /** `2021-11-09`. */
  readonly day: string
  /** By the rule that is tried. */
  readonly would: number
  /** By the rule as it stands; 0 where there is none. */
  readonly stands: number
}

/** How many incidents near the zone were never told, by what stopped them at last. */
export interface PreviewStop {
  readonly stage: string
  readonly incidents: number
}

/** What a rule would have told in a time before now. */
export interface Preview {
  readonly from: Instant
  readonly until: Instant
  /** Incidents that were anywhere near enough to be told of. */
  readonly near: number
  readonly would: number
  readonly stands: number
  readonly added: number
  readonly removed: number
  /** Of those that would be told, how many came in as history. */
  readonly imported: number
  readonly days: readonly PreviewDay[]
  /** The newest first; no more than the answer has room for. */
  readonly alerts: readonly PreviewAlert[]
  readonly stopped: readonly PreviewStop[]
  /** Alerts that the rules of public zones together did raise in this time. */
  readonly raised: number
  /** Where nothing was near: when something was, the last time before; null where nothing ever was, or something is. */
  readonly nearBefore: Instant | null
  readonly warnings: readonly Finding[]
}

const dayMs = 86_400_000

/** More than this in a week from one rule is more than an officer reads: one in an hour, day and night. */
export const oftenPerWeek = 168

/** Puts side by side what a rule would tell and what it tells as it stands, by incident; the newest first. */
export function compared(
  would: readonly PreviewAlert[],
  stands: readonly PreviewAlert[] | null,
): readonly PreviewAlert[] {
  if (stands === null) return newestFirst(would.map((it) => ({ ...it, change: 'both' })))
  const [ours, theirs] = [idsOf(would), idsOf(stands)]
  const kept = would.map((it) => ({ ...it, change: theirs.has(it.incidentId) ? 'both' : 'added' }) as const)
  const gone = stands
    .filter(({ incidentId }) => !ours.has(incidentId))
    .map((it) => ({ ...it, change: 'removed' }) as const)
  return newestFirst([...kept, ...gone])
}

function idsOf(alerts: readonly PreviewAlert[]): ReadonlySet<string> {
  return new Set(alerts.map(({ incidentId }) => incidentId))
}

function newestFirst(alerts: readonly PreviewAlert[]): readonly PreviewAlert[] {
  return alerts.toSorted((a, b) => (a.at === b.at ? 0 : a.at < b.at ? 1 : -1))
}

/** Counts by day (UTC), every day of the time from `from` to `until` once, the oldest first. */
export function perDay(
  would: readonly Pick<PreviewAlert, 'at'>[],
  stands: readonly Pick<PreviewAlert, 'at'>[],
  { from, until }: Pick<Preview, 'from' | 'until'>,
): readonly PreviewDay[] {
  const [ours, theirs] = [countByDay(would), countByDay(stands)]
  const first = Math.floor(instantMs(from) / dayMs)
  const last = Math.floor(instantMs(until) / dayMs)
  return Array.from({ length: last - first + 1 }, (_, at) => {
    const day = dayOf(instantOf((first + at) * dayMs))
    return { day, would: ours.get(day) ?? 0, stands: theirs.get(day) ?? 0 }
  })
}

function countByDay(alerts: readonly Pick<PreviewAlert, 'at'>[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { at } of alerts) counts.set(dayOf(at), (counts.get(dayOf(at)) ?? 0) + 1)
  return counts
}

function dayOf(at: Instant): string {
  return at.slice(0, 10)
}

/** A rule that is tried, and the name of its zone. */
export interface Previewed {
  readonly enabled: boolean
  readonly archived: boolean
  readonly name: string
  /** Whether a rule that waits for silence has heard anything; null of others. */
  readonly waits?: { readonly heard: boolean } | null
  /** The farthest of its rings, and how far beyond its shape the zone listens; null of a rule without rings. */
  readonly farthest?: { readonly withinMetres: number; readonly reachMetres: number } | null
}

/** What somebody should know of a rule before they rely on it. */
export function previewWarnings(
  { near, would, from, until }: Pick<Preview, 'near' | 'would' | 'from' | 'until'>,
  { enabled, archived, name, waits = null, farthest = null }: Previewed,
): readonly Finding[] {
  const perWeek = weekly(would, { from, until })
  return [
    ...(enabled ? [] : [finding('preview.off', {})]),
    ...(archived ? [finding('preview.archived', { zone: name })] : []),
    ...(farthest !== null && farthest.withinMetres > farthest.reachMetres
      ? [finding('preview.ringBeyond', { zone: name, ...farthest })]
      : []),
    ...(perWeek > oftenPerWeek ? [finding('preview.often', { count: Math.round(perWeek) })] : []),
    ...(waits === null ? seldomWarnings({ enabled: enabled && !archived, near, would, name }) : []),
    ...(waits?.heard === false ? [finding('preview.neverHeard', { zone: name })] : []),
    ...(waits?.heard === true && would === 0 ? [finding('preview.neverSilent', {})] : []),
  ]
}

type Seldom = Pick<Preview, 'near' | 'would'> & Pick<Previewed, 'enabled' | 'name'>

function seldomWarnings({ enabled, near, would, name }: Seldom): readonly Finding[] {
  if (near === 0) return [finding('preview.nothingNear', { zone: name })]
  return enabled && would === 0 ? [finding('preview.never', { count: near })] : []
}

/** Alerts a week, where so many rose in a time. */
export function weekly(count: number, { from, until }: Pick<Preview, 'from' | 'until'>): number {
  return (count * 7 * dayMs) / Math.max(dayMs, instantMs(until) - instantMs(from))
}
