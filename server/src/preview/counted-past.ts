import { instantMs, instantOf, isCounted, Replay, trendBaseline, type Rule, type Zone } from '@cordon/alerts'
import type { CountedRow, Runner } from '@cordon/db'
import { ok, type Result } from '../platform/result.js'
import { pastForRules } from './zone-past.js'

const dayMs = 86_400_000
const nothing: Result<readonly CountedRow[]> = ok([])

/**
 * What counts for a new version of a rule that tells of a rise, so that it knows from its beginning what is usual: what a
 * preview counts as well, imported history with it.
 */
export async function countedPast(rule: Rule, zone: Zone, run: Runner): Promise<Result<readonly CountedRow[]>> {
  if (rule.trend === undefined || !rule.enabled || zone.archived) return nothing
  const until = rule.recordedAt
  const from = instantOf(instantMs(until) - (trendBaseline + 1) * rule.trend.withinDays * dayMs)
  const past = await pastForRules(zone, { rules: [rule], span: { from, until, imported: true } }, run)
  if (!past.ok) return past
  const replay = new Replay(rule, zone, past.value.silences)
  const rows = new Map<string, CountedRow>()
  for (const revision of past.value.revisions) {
    const { id: incidentId, occurredFrom: at } = revision.incident
    const decision = replay.take(revision)
    if (decision === null || !isCounted(decision)) rows.delete(incidentId)
    else
      rows.set(incidentId, {
        ruleId: rule.id,
        ruleVersion: rule.version,
        incidentId,
        ...{ revision: revision.row.revision, at },
      })
  }
  return ok([...rows.values()])
}
