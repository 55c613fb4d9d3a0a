import type { Actor } from '../alert/life.js'
import { isOverdue, overdueMs } from '../alert/overdue.js'
import type { EscalationContent } from '../duty/duty.js'
import type { Feed } from '../feed/feed.js'
import { isTrusted } from '../feed/health.js'
import type { Alert, Incident, Instant } from '../model.js'
import { severityRank } from '../rule/severity.js'
import { endOfSilence, isSilent, type Silence } from '../silence/silence.js'
import { instantMs } from '../time.js'
import type {
  HandoverAlert,
  HandoverContent,
  HandoverFeed,
  HandoverIncident,
  HandoverNote,
  HandoverSilence,
  NotableBecause,
} from './handover.js'
import type { LogEntry } from './log.js'
import { isUrgent } from './urgent.js'

/** What stood in the house at one moment, of what everybody may see. */
export interface WatchState {
  readonly officer: Actor
  readonly since: Instant
  readonly now: Instant
  readonly seq: number
  /** Every alert that is not closed. */
  readonly alerts: readonly Alert[]
  /** The escalations of their rules, by the rule's id; a rule without one has none here. */
  readonly escalations: ReadonlyMap<string, EscalationContent>
  /** Who shelved which of them. */
  readonly shelvedBy: Readonly<Record<string, string>>
  /** Incidents that changed since the watch began, each with what it was before; null where it was not known yet. */
  readonly incidents: readonly IncidentChange[]
  readonly feeds: readonly Pick<Feed, 'id' | 'name' | 'required' | 'enabled' | 'removed' | 'state' | 'lastNewsAt'>[]
  /** The silences that are on, or ended since the watch began, with what each kept back. */
  readonly silences: readonly SilenceOfWatch[]
  /** The notes of the log since the watch began. */
  readonly notes: readonly LogEntry[]
}

export interface SilenceOfWatch {
  readonly silence: Silence
  readonly zoneName: string
  readonly ruleName: string | null
  readonly hidden: number
}

export interface IncidentChange {
  readonly incident: Incident
  readonly before: Pick<Incident, 'severity' | 'status'> | null
}

/** Draws up what the officer's watch has to tell the next one. */
export function draftHandover(state: WatchState): HandoverContent {
  const { officer, now: asOf, seq, since } = state
  const notes = state.notes.filter(({ kind, struck }) => kind === 'note' && struck === null)
  const noted = new Set(notes.flatMap(({ alertIds }) => alertIds))
  const open = state.alerts.filter((alert) => alert.state !== 'closed').toSorted(firstToTell)
  const of = (place: Place) =>
    open.filter((alert) => placeOf(alert, officer) === place).map((alert) => told(alert, state, noted))
  return {
    ...{ asOf, seq, since, overdueMs },
    ...{ owned: of('owned'), shelved: of('shelved'), unowned: of('unowned'), ofOthers: of('ofOthers') },
    feeds: state.feeds.flatMap(distrusted),
    silences: state.silences.map((it) => silenceOf(it, asOf)),
    incidents: state.incidents.flatMap(notable),
    notes: notes.map(noteOf).toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)),
  }
}

type Place = 'owned' | 'shelved' | 'unowned' | 'ofOthers'

function placeOf({ ownerId, state }: Alert, officer: Actor): Place {
  if (ownerId === officer.id) return 'owned'
  if (state === 'shelved') return 'shelved'
  return ownerId === null ? 'unowned' : 'ofOthers'
}

/** The urgent ones first, then the worst, then the oldest. */
function firstToTell(a: Alert, b: Alert): number {
  const urgent = Number(isUrgent(b)) - Number(isUrgent(a))
  const worse = severityRank(b.severity) - severityRank(a.severity)
  return urgent || worse || (a.raisedAt < b.raisedAt ? -1 : a.raisedAt > b.raisedAt ? 1 : a.id < b.id ? -1 : 1)
}

function told(alert: Alert, { now, escalations, shelvedBy }: WatchState, noted: ReadonlySet<string>): HandoverAlert {
  const { id, state, incidentTitle, incidentType, incidentKind, severity, certainty, grade, zoneName } = alert
  const { raisedAt, ownerName, note, shelvedUntil, exercise, clearedBecause } = alert
  return {
    ...{ id, state, incidentTitle, incidentType, incidentKind, severity, certainty, grade, zoneName },
    ...{ raisedAt, ownerName, note, shelvedUntil, exercise, clearedBecause },
    shelvedBy: state === 'shelved' ? (shelvedBy[id] ?? null) : null,
    urgent: isUrgent(alert),
    overdue: isOverdue(alert, escalations.get(alert.ruleId) ?? null, now),
    noted: note !== null || noted.has(id),
  }
}

/** A feed that is off tells as little as a silent one, where it is relied on. */
function distrusted({
  id,
  name,
  required,
  enabled,
  removed,
  state,
  lastNewsAt,
}: WatchState['feeds'][number]): HandoverFeed[] {
  if (removed || (enabled && isTrusted(state)) || (!enabled && !required)) return []
  return [{ id, name, required, state: enabled ? state : 'off', lastNewsAt }]
}

function silenceOf({ silence, zoneName, ruleName, hidden }: SilenceOfWatch, asOf: Instant): HandoverSilence {
  const { id, by, reason } = silence
  const until = endOfSilence(silence)
  return { id, zoneName, ruleName, by, reason, until, on: isSilent(silence, instantMs(asOf)), hidden }
}

function notable({ incident, before }: IncidentChange): HandoverIncident[] {
  const because = reasons(incident, before)
  if (incident.history || because.length === 0) return []
  const { id, title, type, kind, severity, status, grade, place, occurredFrom, timePrecision } = incident
  return [{ id, title, type, kind, severity, status, grade, place, occurredFrom, timePrecision, because }]
}

function reasons({ severity, status }: Incident, before: IncidentChange['before']): readonly NotableBecause[] {
  const isSevere = severityRank(severity) >= severityRank('severe')
  const wasSevere = before !== null && severityRank(before.severity) >= severityRank('severe')
  const hasChanged = before?.status !== status
  return [
    ...(isSevere && !wasSevere ? (['severe'] as const) : []),
    ...(status === 'confirmed' && hasChanged ? (['confirmed'] as const) : []),
    ...(status === 'refuted' && hasChanged ? (['refuted'] as const) : []),
  ]
}

function noteOf({ id, at, by, text, alertIds, incidentIds }: LogEntry): HandoverNote {
  return { id, at, by, text, alertIds, incidentIds }
}

/** The urgent alerts of the outgoing officer of which nobody has noted anything: with one of these nothing is handed over. */
export function withoutNote({ owned }: Pick<HandoverContent, 'owned'>): readonly HandoverAlert[] {
  return owned.filter(({ urgent, noted }) => urgent && !noted)
}
