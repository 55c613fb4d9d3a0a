import { setImmediate as turn } from 'node:timers/promises'
import {
  instantMs,
  isHeard,
  postponedBy,
  Replay,
  revisionOf,
  spellsBetween,
  Waiting,
  type CalendarTimes,
  type Decision,
  type Instant,
  type PastRevision,
  type PreviewAlert,
  type PreviewStop,
  type Rule,
  type Silence,
  type Zone,
} from '@cordon/alerts'
import type { Past } from './past.js'

/** What a rule would have told, and what stopped it elsewhere. */
export interface Told {
  readonly alerts: readonly PreviewAlert[]
  /** Incidents within reach. */
  readonly near: number
  readonly stopped: readonly PreviewStop[]
  /** Whether anything came that a rule waited for; of rules that wait for silence. */
  readonly heard: boolean
}

/** A rule of a zone, the silences of that time and its calendars, and since when it counts. */
interface Trial {
  readonly rule: Rule
  readonly zone: Zone
  readonly silences: readonly Silence[]
  readonly calendars: readonly CalendarTimes[]
  readonly from: Instant
  readonly until: Instant
}

/** Decisions between two looks at what else waits: some milliseconds. */
const decisionsATurn = 500

/** Gives a rule everything that came near its zone, in turn, and counts from a time on. */
export async function toldOf(revisions: readonly Past[], trial: Trial): Promise<Told> {
  const { rule, zone, silences, calendars, from } = trial
  const replay = new Replay(rule, zone, { silences, calendars })
  const alerts: PreviewAlert[] = []
  const stoppedBy = new Map<string, string | null>()
  const heard: Past[] = []
  const waiting = new Waiting<Past>()
  let decided = 0
  for (const past of inTurn(revisions, waiting, trial.until)) {
    const decision = replay.take(past)
    waiting.note(past, decision)
    if (decision === null || decision.certainty === 'none') continue
    if (++decided % decisionsATurn === 0) await turn()
    if (isHeard(decision)) heard.push(past)
    if (instantMs(past.at) < instantMs(from)) continue
    note(past.incident.id, decision, stoppedBy)
    if (decision.fired) alerts.push(alertOf(past, decision))
  }
  alerts.push(...missed(heard, replay, trial))
  return { alerts, near: stoppedBy.size, stopped: counted(stoppedBy), heard: heard.length > 0 }
}

/** What came, and between it what the rule is to be asked about again by then. */
function* inTurn(revisions: readonly Past[], waiting: Waiting<Past>, until: Instant): Generator<Past> {
  for (const past of revisions) {
    yield* waiting.dueBy(instantMs(past.at))
    yield past
  }
  yield* waiting.dueBy(instantMs(until))
}

/** What a rule that waits for silence would have told: each is listed by the last message before it. */
function missed(heard: readonly Past[], replay: Replay, { rule, from, until }: Trial): readonly PreviewAlert[] {
  if (rule.absence === undefined) return []
  const spells = spellsBetween(
    heard.map(({ at }) => at),
    rule.absence,
    until,
  )
  return spells.flatMap((spell): PreviewAlert[] => {
    const last = heard[spell.after]
    if (last === undefined) return []
    const over = heard[spell.after + 1]?.at ?? null
    const { decision, at } = atLast(replay, revisionOf(spell, rule, last), { until, over })
    if (decision?.fired !== true || instantMs(at) < instantMs(from)) return []
    const why = decision.stages.find(({ stage }) => stage === 'absence')
    const alert = { ...alertOf(last, decision), at, type: 'nothing-heard', severity: 'severe' } as const
    return [why === undefined ? alert : { ...alert, why: { code: why.code, values: why.values } }]
  })
}

/** What becomes of a silence in the end: kept for later it is asked about again for as long as it lasts. */
function atLast(
  replay: Replay,
  silence: PastRevision,
  { until, over }: { readonly until: Instant; readonly over: Instant | null },
) {
  let [at, decision] = [silence.at, replay.take(silence)]
  const last = Math.min(instantMs(until), over === null ? Infinity : instantMs(over) - 1)
  for (;;) {
    const again = decision === null ? null : postponedBy(decision, silence.at)
    if (again === null || instantMs(again.dueAt) > last) return { at, decision }
    at = again.dueAt
    decision = replay.take({ ...silence, at, keptSince: silence.at })
  }
}

/** What was told once stays told; else the last word counts. */
function note(id: string, { fired, stages }: Decision, stoppedBy: Map<string, string | null>): void {
  if (stoppedBy.get(id) === null) return
  stoppedBy.set(id, fired ? null : (stages.at(-1)?.stage ?? ''))
}

function counted(stoppedBy: ReadonlyMap<string, string | null>): readonly PreviewStop[] {
  const counts = new Map<string, number>()
  for (const stage of stoppedBy.values()) if (stage !== null) counts.set(stage, (counts.get(stage) ?? 0) + 1)
  return [...counts].map(([stage, incidents]) => ({ stage, incidents })).sort((a, b) => b.incidents - a.incidents)
}

function alertOf({ row, at, measure }: Past, { certainty, stages }: Decision): PreviewAlert {
  const place = stages.find(({ stage }) => stage === 'place')
  if (place === undefined || measure === null) throw new Error('A rule told of what lies nowhere.')
  const { id, revision, title, kind, type, severity, grade, occurredFrom, history, uncertaintyMetres, lon, lat } = row
  return {
    ...{ incidentId: id, revision, title, kind, type, severity, grade, occurredFrom, at },
    point: { type: 'Point', coordinates: [lon, lat] },
    uncertaintyMetres,
    certainty: certainty === 'definite' ? 'definite' : 'possible',
    distanceMetres: measure.distanceMetres,
    imported: history,
    change: 'both',
    why: { code: place.code, values: place.values },
  }
}
