import { audienceOf, calendarsOf, finding, type Rule, type Zone } from '@cordon/alerts'
import { calendarsById, rulesOfZone, waitAnew, type CalendarRow, type Runner, type ZoneChange } from '@cordon/db'
import { isShownWith } from '../calendar/visible.js'
import { deny, ok, type Result } from '../platform/result.js'
import { keepPast, pastOfRule } from '../preview/rule-past.js'

/**
 * Has the rules of a zone that is brought back listen as if they had been saved now, in the transaction that has the head of
 * the feed: what came meanwhile tells them what is usual and what is on its way, and what waits for silence waits from now
 * on. Whoever sees the zone is told of them, since no page holds the rules of what is archived.
 */
export async function hearAgain(zone: Zone, run: Runner): Promise<Result<readonly ZoneChange[]>> {
  const rows = await run.query<{ body: Rule }>(rulesOfZone(zone.id))
  const rules = rows.map(({ body }) => body)
  const allowed = await calendarsStand(zone, rules, run)
  if (!allowed.ok) return allowed
  for (const rule of rules) {
    const past = await pastOfRule({ ...rule, recordedAt: zone.recordedAt }, zone, run)
    if (!past.ok) return past
    await keepPast(past.value, run)
  }
  await run.query(waitAnew(zone.id, zone.recordedAt))
  const told = { kind: 'rule', audience: audienceOf(zone) } as const
  // After the zone itself, which comes first.
  return ok(rules.map((body, n) => ({ ...told, at: n + 2, id: body.id, revision: body.version, body })))
}

/** A calendar is archived, or shown to fewer, only where no rule goes by it: those of an archived zone are not asked. */
async function calendarsStand(zone: Zone, rules: readonly Rule[], run: Runner): Promise<Result<null>> {
  const on = rules.filter(({ enabled }) => enabled)
  const rows = await run.query<CalendarRow>(calendarsById([...new Set(on.flatMap(calendarsOf))]))
  const gone = rows.map(({ body }) => body).find((it) => it.archived || !isShownWith(it, zone))
  const rule = on.find((it) => gone !== undefined && calendarsOf(it).includes(gone.id))
  if (gone === undefined || rule === undefined) return ok(null)
  return deny('wrong-state', finding('denied.calendarGone', { name: zone.name, rule: rule.name }))
}
