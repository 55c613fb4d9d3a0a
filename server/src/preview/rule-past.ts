import {
  doesCount,
  instantMs,
  instantOf,
  isCounted,
  postponedBy,
  Replay,
  trendBaseline,
  type Decision,
  type Instant,
  type Judgeable,
  type Rule,
  type Zone,
} from '@cordon/alerts'
import { keepCounted, keepEarly, type CountedRow, type PostponedRow, type Runner } from '@cordon/db'
import { ok, type Result } from '../platform/result.js'
import { pastForRules } from './zone-past.js'

const dayMs = 86_400_000

/** What a new version of a rule knows from its beginning. */
export interface RulePast {
  readonly counted: readonly CountedRow[]
  /** Threats whose windows have not opened. */
  readonly early: readonly PostponedRow[]
}

/**
 * What came before a rule that tells of a rise, or of threats once their windows are near: it has to know what is usual,
 * and what is on its way. What a preview replays is replayed for it, imported history with it.
 */
export async function pastOfRule(rule: Rule, zone: Zone, run: Runner): Promise<Result<RulePast>> {
  const waits = rule.trend !== undefined || rule.leadHours !== undefined
  if (!waits || !rule.enabled || zone.archived) return ok({ counted: [], early: [] })
  const until = rule.recordedAt
  const from = instantOf(instantMs(until) - (trendBaseline + 1) * (rule.trend?.withinDays ?? 0) * dayMs)
  const past = await pastForRules(zone, { rules: [rule], span: { from, until, imported: true } }, run)
  if (!past.ok) return past
  const replay = new Replay(rule, zone, { silences: past.value.silences, calendars: past.value.calendars })
  const counted = new Map<string, CountedRow>()
  const early = new Map<string, PostponedRow>()
  for (const { row, ...revision } of past.value.revisions) {
    const { id: incidentId, occurredFrom: at } = revision.incident
    const decision = replay.take(revision)
    counted.delete(incidentId)
    early.delete(incidentId)
    if (decision === null) continue
    const dueAt = dueOf(decision, rule, revision.incident)
    if (dueAt !== null) early.set(incidentId, { incidentId, ruleId: rule.id, dueAt, keptSince: null })
    if (!doesCount(rule) || !isCounted(decision)) continue
    const { revision: told } = row
    counted.set(incidentId, { ruleId: rule.id, ruleVersion: rule.version, incidentId, revision: told, at, ...real })
  }
  return ok({ counted: [...counted.values()], early: [...early.values()] })
}

/** Keeps what a rule knows from its beginning. */
export async function keepPast({ counted, early }: RulePast, run: Runner): Promise<void> {
  if (counted.length > 0) await run.query(keepCounted(counted))
  if (early.length > 0) await run.query(keepEarly(early))
}

/** A preview replays no exercise. */
const real = { exercise: false } as const

/** When a threat that is known is to be held against the rule: now, where its window is near already. */
function dueOf(decision: Decision, rule: Rule, incident: Judgeable): Instant | null {
  const [now, opens] = [rule.recordedAt, incident.occurredFrom]
  if (rule.leadHours === undefined || instantMs(opens) <= instantMs(now)) return null
  if (decision.fired || decision.stages.at(-1)?.stage === 'told') return now
  const dueAt = postponedBy(decision, now)?.dueAt ?? null
  return dueAt === null || instantMs(dueAt) > instantMs(now) ? dueAt : now
}
