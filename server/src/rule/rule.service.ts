import { Inject, Injectable } from '@nestjs/common'
import { audienceOf, faultAt, finding, ruleFaults, type Escalation, type Rule, type Zone } from '@cordon/alerts'
import {
  escalationById,
  lockRule,
  ruleById,
  rulesOfZone,
  saveRules,
  zoneById,
  type Database,
  type Runner,
} from '@cordon/db'
import type { Principal } from '../access/principal.js'
import { calendarFaults } from '../calendar/rule-faults.js'
import { resetDue } from '../duty/reset-due.js'
import { ChangeSignal } from '../live/signal.js'
import { Clock } from '../platform/clock.js'
import { DATABASE, takenHead } from '../platform/database.js'
import { requireMatch } from '../platform/etag.js'
import { newId } from '../platform/id.js'
import { deny, fail, none, ok, wrong, type Result } from '../platform/result.js'
import type { RuleInput } from '../wire/index.js'
import { keepPast, pastOfRule } from '../preview/rule-past.js'
import { mayChange, maySee } from '../zone/visible.js'
import { ruleContentOf, type Said } from './content.js'
import { privacyFaults } from './privacy.js'

type RulePatch = { readonly [K in keyof Said]?: Said[K] | undefined }

/** Rules and their versions. A rule is seen by whoever sees its zone. */
@Injectable()
export class RuleService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(ChangeSignal) private readonly signal: ChangeSignal,
  ) {}

  async list(zoneId: string, who: Principal): Promise<Result<readonly Rule[]>> {
    const zone = await this.zone(zoneId, who, this.database)
    if (!zone.ok) return zone
    const rows = await this.database.query<{ body: Rule }>(rulesOfZone(zoneId))
    return ok(rows.map((row) => row.body))
  }

  async create(zoneId: string, input: RuleInput, who: Principal): Promise<Result<Rule>> {
    const result = await this.database.transaction('plain', async (run) => {
      await takenHead(run)
      const zone = await this.zone(zoneId, who, run)
      if (!zone.ok) return zone
      if (zone.value.archived) return deny('wrong-state', finding('denied.archived', { name: zone.value.name }))
      const born = { id: newId(this.clock.ms()), version: 1, seq: 0, zoneId, ownerId: who.id }
      return this.save(
        { ...ruleContentOf(input), ...born, recordedAt: this.clock.now(), recordedBy: who.name },
        zone.value,
        { who, run },
      )
    })
    this.signal.committed()
    return result
  }

  async change(
    patch: RulePatch,
    { id, who, ifMatch }: { readonly id: string; readonly who: Principal; readonly ifMatch: string | null },
  ): Promise<Result<Rule>> {
    const result = await this.database.transaction('plain', async (run) => {
      await takenHead(run)
      const [, [row]] = await Promise.all([run.query(lockRule(id)), run.query<{ body: Rule }>(ruleById(id))])
      const rule = row?.body
      const zone = rule === undefined ? fail('not-found') : await this.zone(rule.zoneId, who, run)
      if (rule === undefined || !zone.ok) return none('rule', id)
      if (rule.ownerId !== who.id && !mayChange(zone.value, who)) {
        return deny('not-allowed', finding('denied.ruleElsewhere', { name: rule.name }))
      }
      const match = requireMatch(ifMatch, rule.version)
      if (!match.ok) return match
      if (zone.value.archived) return deny('wrong-state', finding('denied.archived', { name: zone.value.name }))
      const { seq, zoneId, ownerId, version } = rule
      const next = { ...ruleContentOf({ ...rule, ...given(patch) }), id, seq, zoneId, ownerId }
      const made = { version: version + 1, recordedAt: this.clock.now(), recordedBy: who.name }
      return this.save({ ...next, ...made }, zone.value, { who, run })
    })
    this.signal.committed()
    return result
  }

  private async zone(id: string, who: Principal, run: Runner): Promise<Result<Zone>> {
    const [row] = await run.query<{ body: Zone }>(zoneById(id, null))
    return row !== undefined && maySee(row.body, who) ? ok(row.body) : none('zone', id)
  }

  /** Stores a version in a transaction that has the head of the feed: what came before it is its past, what comes after it hears. */
  private async save(rule: Rule, zone: Zone, by: { who: Principal; run: Runner }): Promise<Result<Rule>> {
    const { run } = by
    const faults = [...ruleFaults(rule, rule.recordedAt), ...privacyFaults(rule, zone)]
    const errors = [...faults, ...(await calendarFaults(rule, zone, by))]
    if (errors.length > 0) return fail('invalid-input', { errors })
    const escalation = await escalationOf(rule, run)
    if (!escalation.ok) return escalation
    const past = await pastOfRule(rule, zone, run)
    if (!past.ok) return past
    const [row] = await run.query<{ base: number }>(saveRules([{ rule, audience: audienceOf(zone) }]))
    await keepPast(past.value, run)
    if (rule.version > 1) await resetDue({ ruleId: rule.id }, escalation.value, run)
    return ok({ ...rule, seq: (row?.base ?? 0) + 1 })
  }
}

/** The escalation that a rule names; null where it names none. */
async function escalationOf({ escalationId }: Rule, run: Runner): Promise<Result<Escalation | null>> {
  if (escalationId === null) return ok(null)
  const [row] = await run.query<{ body: Escalation }>(escalationById(escalationId))
  if (row !== undefined) return ok(row.body)
  return wrong(faultAt('escalationId', finding('asked.escalation', { got: escalationId })))
}

/** A patch without what it leaves out; null means "any" and stays. */
function given(patch: RulePatch): Partial<Said> {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined))
}
