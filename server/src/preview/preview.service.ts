import { Inject, Injectable } from '@nestjs/common'
import {
  calendarWarnings,
  compared,
  faultAt,
  finding,
  perDay,
  previewWarnings,
  ruleFaults,
  type Preview,
  type Rule,
  type Zone,
} from '@cordon/alerts'
import { alertsRaisedBetween, reachMetres, ruleById, type Reader } from '@cordon/db'
import type { Principal } from '../access/principal.js'
import { calendarFaults } from '../calendar/rule-faults.js'
import { Clock } from '../platform/clock.js'
import { HISTORY } from '../platform/database.js'
import { deny, ok, wrong, type Result } from '../platform/result.js'
import { ruleContentOf } from '../rule/content.js'
import { privacyFaults } from '../rule/privacy.js'
import { Sight } from '../sight/sight.js'
import type { PreviewInput } from '../wire/index.js'
import { saidAnew, zoneContentOf } from '../zone/content.js'
import { ZoneService } from '../zone/zone.service.js'
import { nearBefore } from './near-before.js'
import { toldOf } from './told.js'
import { pastForRules, spanOf, type Span, type ZonePast } from './zone-past.js'

/** Alerts that an answer tells of one by one. */
const mostTold = 500

/** A rule as it is tried over a time. */
interface Tried {
  readonly input: PreviewInput
  readonly rule: Rule
  readonly span: ReturnType<typeof spanOf>
}

/** A zone as it would be, and as it stands where it is stored. */
interface Zones {
  readonly tried: Zone
  readonly stored: Zone | null
}

/** How often a rule would have told, before anybody relies on it: the live evaluator over stored revisions. */
@Injectable()
export class RulePreviewService {
  constructor(
    @Inject(HISTORY) private readonly database: Reader,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Sight) private readonly sight: Sight,
    @Inject(ZoneService) private readonly zones: ZoneService,
  ) {}

  async preview(input: PreviewInput, who: Principal): Promise<Result<Preview>> {
    // Zones drawn smaller and smaller would tell where something happened.
    if (this.sight.gridFor(who) !== null) {
      return deny('not-allowed', finding('denied.coarse', {}))
    }
    const zones = await this.zonesOf(input, who)
    if (!zones.ok) return zones
    const standing = await this.standing(input, zones.value)
    if (!standing.ok) return standing
    const now = this.clock.now()
    const span = spanOf(input, now)
    const rule = triedRule(input, zones.value.tried, standing.value)
    const faults = [...ruleFaults(rule, now), ...privacyFaults(rule, zones.value.tried)]
    const inCalendars = await calendarFaults(rule, zones.value.tried, { who, run: this.database })
    const errors = [...faults, ...inCalendars].map((it) => ({ ...it, path: `rule.${it.path}` }))
    if (errors.length > 0) return wrong(...errors)
    return this.replayed({ input, rule, span }, zones.value, standing.value)
  }

  private async replayed({ input, rule, span }: Tried, zones: Zones, standing: Rule | null): Promise<Result<Preview>> {
    const rules = standing === null ? [rule] : [rule, standing]
    const past = await pastForRules(zones.tried, { rules, span }, this.database)
    if (!past.ok) return past
    const { revisions, silences, calendars, since } = past.value
    const from = since ?? span.from
    const told = await toldOf(revisions, { rule, zone: zones.tried, silences, calendars, from, until: span.until })
    const stands = await this.stands({ standing, zones, past: past.value, rules, span: { ...span, from } })
    if (!stands.ok) return stands
    const alerts = compared(told.alerts, stands.value)
    const counts = { near: told.near, would: told.alerts.length, from, until: span.until }
    const [raised] = await this.database.query<{ count: number }>(alertsRaisedBetween(from, span.until))
    const before = told.near === 0 && since === null ? await nearBefore(zones.tried, span, this.database) : ok(null)
    if (!before.ok) return before
    const partly = since === null ? [] : [finding('preview.partly', { zone: zones.tried.name, sinceAt: since })]
    const { archived, name } = zones.tried
    const waits = rule.absence === undefined ? null : { heard: told.heard }
    const farthest = farthestRing(rule, zones.tried)
    const asked = { enabled: input.rule.enabled ?? true, archived, name, waits, farthest }
    return ok({
      ...counts,
      stands: stands.value?.length ?? 0,
      added: alerts.filter(({ change }) => change === 'added').length,
      removed: alerts.filter(({ change }) => change === 'removed').length,
      imported: told.alerts.filter(({ imported }) => imported).length,
      days: perDay(told.alerts, stands.value ?? [], counts),
      alerts: alerts.slice(0, mostTold),
      stopped: told.stopped,
      raised: raised?.count ?? 0,
      nearBefore: before.value,
      warnings: [...partly, ...previewWarnings(counts, asked), ...calendarWarnings(rule, calendars, this.clock.now())],
    })
  }

  /** What the rule tells as it stands, of its zone as that is stored; null where there is none. */
  private async stands(asked: {
    readonly standing: Rule | null
    readonly zones: Zones
    readonly past: ZonePast
    readonly rules: readonly Rule[]
    readonly span: Span
  }): Promise<Result<Awaited<ReturnType<typeof toldOf>>['alerts'] | null>> {
    const { standing, zones, past, rules, span } = asked
    if (standing === null || zones.stored === null) return ok(null)
    const own =
      zones.stored === zones.tried ? ok(past) : await pastForRules(zones.stored, { rules, span }, this.database)
    if (!own.ok) return own
    const { revisions, silences, calendars } = own.value
    const told = await toldOf(revisions, {
      rule: standing,
      zone: zones.stored,
      silences,
      calendars,
      from: span.from,
      until: span.until,
    })
    return ok(told.alerts)
  }

  private async zonesOf({ zoneId, zone }: PreviewInput, who: Principal): Promise<Result<Zones>> {
    const stored = zoneId === undefined || zoneId === null ? ok(null) : await this.zones.one(zoneId, null, who)
    if (!stored.ok) return stored
    const now = this.clock.now()
    const unborn = { id: '', version: 0, seq: 0, ownerId: who.id, ownerName: who.name, archived: false }
    const kept = stored.value ?? { ...unborn, recordedAt: now, recordedBy: who.name }
    if (zone !== undefined && zone !== null) {
      return ok({ tried: saidAnew(kept, zoneContentOf(zone)), stored: stored.value })
    }
    if (stored.value !== null) return ok({ tried: stored.value, stored: stored.value })
    return wrong(faultAt('zoneId', finding('asked.zoneOrDrawn', {})))
  }

  private async standing({ ruleId }: PreviewInput, { stored }: Zones): Promise<Result<Rule | null>> {
    if (ruleId === undefined || ruleId === null) return ok(null)
    const [row] = await this.database.query<{ body: Rule }>(ruleById(ruleId))
    if (row !== undefined && row.body.zoneId === stored?.id) return ok(row.body)
    return wrong(faultAt('ruleId', finding('asked.ruleOfZone', { got: ruleId })))
  }
}

/** The rule as if it had stood all along; switched on, since what a rule does that is off is known. */
function triedRule({ rule }: PreviewInput, zone: Zone, standing: Rule | null): Rule {
  const born = { id: standing?.id ?? '', version: 0, seq: 0, zoneId: zone.id, ownerId: zone.ownerId }
  return { ...ruleContentOf(rule), enabled: true, ...born, recordedAt: zone.recordedAt }
}

/** The farthest ring of a rule beside how far its zone listens; null of a rule without rings. */
function farthestRing({ rings = [] }: Rule, zone: Zone) {
  const withinMetres = Math.max(...rings.map((it) => it.withinMetres))
  return rings.length === 0 ? null : { withinMetres, reachMetres: reachMetres(zone) }
}
