import type { Instant } from '../model.js'
import { perDay, type PreviewAlert, type PreviewDay } from './preview.js'

/** What a silence would have kept back, had it been on in the time before now. */
export interface SilencePreview {
  readonly from: Instant
  readonly until: Instant
  /** Alerts that its rules would have raised without it. */
  readonly stands: number
  /** Those of them that nobody would have been told of. */
  readonly hidden: number
  /** `would`: kept back; `stands`: raised without it. */
  readonly days: readonly PreviewDay[]
  /** What would have been kept back, the newest first; an incident of several rules once. */
  readonly alerts: readonly PreviewAlert[]
}

/** The same rule's alerts without a silence and with it. */
export interface WithAndWithout {
  readonly without: readonly PreviewAlert[]
  readonly amid: readonly PreviewAlert[]
}

/** Puts together what a silence would keep back of each rule. */
export function silencePreview(
  rules: readonly WithAndWithout[],
  { from, until, most }: Pick<SilencePreview, 'from' | 'until'> & { readonly most: number },
): SilencePreview {
  const stands = rules.flatMap(({ without }) => without)
  const hidden = rules.flatMap(keptBack)
  const once = new Map(hidden.map((it) => [it.incidentId, it]))
  const newest = [...once.values()].toSorted((a, b) => (a.at === b.at ? 0 : a.at < b.at ? 1 : -1))
  const days = perDay(hidden, stands, { from, until })
  return { from, until, stands: stands.length, hidden: hidden.length, days, alerts: newest.slice(0, most) }
}

function keptBack({ without, amid }: WithAndWithout): readonly PreviewAlert[] {
  const told = new Set(amid.map(({ incidentId }) => incidentId))
  return without.filter(({ incidentId }) => !told.has(incidentId))
}
