import { Inject, Injectable } from '@nestjs/common'
import {
  calendarsOf,
  coarsenExplanation,
  decide,
  explain,
  explainArchived,
  instantMs,
  postponedBy,
  type Alert,
  type CalendarTimes,
  type Explanation,
  type Incident,
  type Judgeable,
  type Report,
  type Rule,
  type Silence,
  type Subject,
  type Zone,
} from '@cordon/alerts'
import {
  alertOfPair,
  candidateOf,
  incidentRevision,
  incidentById,
  keptSince,
  lastHeard,
  mergesTouching,
  measureOne,
  reachMetres,
  reportsOf,
  ruleById,
  ruleVersions,
  silencesOfZone,
  toldAround,
  toldOf,
  zoneById,
  type Candidate,
  type Database,
  type MeasureRow,
  type MergeRow,
  type SilenceRow,
  type ToldRow,
  type ToldTimes,
} from '@cordon/db'
import type { Principal } from '../access/principal.js'
import { timesMeanwhile } from '../calendar/times.js'
import { countsOf } from '../ingest/count.js'
import { discOf } from '../ingest/draft-batch.js'
import { Clock } from '../platform/clock.js'
import { DATABASE } from '../platform/database.js'
import { none, ok, type Result } from '../platform/result.js'
import { Sight } from '../sight/sight.js'
import { maySee } from '../zone/visible.js'

/** The answer to "why was I (not) told?". */
@Injectable()
export class ExplainService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Sight) private readonly sight: Sight,
  ) {}

  /** Where the rule did alert, the answer is what decided then; otherwise what it would decide now. */
  async explain(incidentId: string, ruleId: string, who: Principal): Promise<Result<Explanation>> {
    const incident = await this.body<Incident>(incidentById(incidentId))
    const found = await this.ofRule(incident, ruleId, who)
    if (found === null) return none('rule', ruleId)
    return found === 'no-incident' ? none('incident', incidentId) : ok(found)
  }

  /** The same for several rules; one that this person may not see, or that there is not, has no answer. */
  async explainAll(incidentId: string, ruleIds: readonly string[], who: Principal) {
    const incident = await this.body<Incident>(incidentById(incidentId))
    if (incident === null) return none('incident', incidentId)
    const items: (Explanation & { readonly ruleId: string })[] = []
    for (const ruleId of ruleIds) {
      const found = await this.ofRule(incident, ruleId, who)
      if (found !== null && found !== 'no-incident') items.push({ ruleId, ...found })
    }
    return ok({ items })
  }

  /** Null where there is no such rule for this person. */
  private async ofRule(
    incident: Incident | null,
    ruleId: string,
    who: Principal,
  ): Promise<Explanation | 'no-incident' | null> {
    const rule = await this.body<Rule>(ruleById(ruleId))
    const zone = rule === null ? null : await this.body<Zone>(zoneById(rule.zoneId, null))
    if (rule === null || zone === null || !maySee(zone, who)) return null
    if (incident === null) return 'no-incident'
    const alert = await this.body<Alert>(alertOfPair(incident, ruleId))
    const explanation = alert === null ? await this.asItIs(incident, rule, zone) : await this.asItWas(alert, incident)
    return this.sight.gridFor(who) === null ? explanation : coarsenExplanation(explanation, alert !== null)
  }

  private async asItIs(incident: Incident, rule: Rule, zone: Zone): Promise<Explanation> {
    const heard = await this.heardAt(incident, rule)
    const subject = { incident: await this.withMessage(incident, rule), rule, zone, now: this.clock.now(), ...heard }
    const candidate = zone.archived ? null : await this.measure(incident, rule)
    if (candidate === null) return explainArchived(subject)
    const toldForMerged = await this.toldForMerged(incident.id, rule)
    const counts = await countsOf([{ incident, rule }], subject.now, this.database)
    const counted = counts.filter(({ incidentId }) => incidentId !== incident.id)
    const memory = { toldBefore: false, toldForMerged, lastAlertAt: candidate.lastAlertAt, counted }
    const silences = await this.silencesAt(subject.heardAt ?? subject.now, zone)
    const calendars = await this.calendarsAt(subject.heardAt ?? subject.now, rule)
    const asked = { ...subject, measure: candidate.measure, memory, silences, calendars }
    const [kept] = await this.database.query<{ keptSince: string }>(keptSince(incident.id, rule.id))
    if (kept === undefined) return explain(askedAgain(asked, await this.toldAround(asked)))
    const told = await this.toldAround({ ...asked, heardAt: kept.keptSince })
    return explain(stillKept(asked, kept.keptSince, told))
  }

  /** What else the rule told within its cooldown of hearing of an incident. */
  private async toldAround({ rule, incident, heardAt, now }: Subject): Promise<readonly ToldTimes[]> {
    const { id: ruleId, cooldownMinutes } = rule
    if (cooldownMinutes <= 0) return []
    const exercise = incident.exercise === true
    return this.database.query<ToldTimes>(toldAround({ ruleId, at: heardAt ?? now, cooldownMinutes, exercise }))
  }

  /** Hours are those at which the rule heard of it; where it is younger than that, those of now. */
  private async heardAt({ id }: Incident, { recordedAt }: Rule): Promise<{ readonly heardAt?: string }> {
    const [heard] = await this.database.query<{ at: string }>(lastHeard(id))
    return heard === undefined || instantMs(heard.at) < instantMs(recordedAt) ? {} : { heardAt: heard.at }
  }

  /** With the last message that told it, where the rule waits for such. */
  private async withMessage(incident: Incident, { absence }: Rule): Promise<Judgeable> {
    if (absence === undefined) return incident
    const reports = await this.database.query<Report>(reportsOf([incident.id]))
    return { ...incident, message: { by: reports.at(-1)?.sourceName ?? incident.source } }
  }

  /** Whether this version of the rule told of an incident that is merged into this one. */
  private async toldForMerged(incidentId: string, rule: Rule): Promise<boolean> {
    const merges = await this.database.query<MergeRow>(mergesTouching([incidentId]))
    const absorbed = merges.filter(({ intoId }) => intoId === incidentId).map((it) => it.incidentId)
    if (absorbed.length === 0) return false
    const told = await this.database.query<ToldRow>(toldOf(absorbed))
    return told.some(({ ruleId, ruleVersion }) => ruleId === rule.id && ruleVersion === rule.version)
  }

  private async asItWas(alert: Alert, present: Incident): Promise<Explanation> {
    const incident = (await this.body<Incident>(incidentRevision(alert.incidentId, alert.incidentRevision))) ?? present
    const zone = await this.body<Zone>(zoneById(alert.zoneId, alert.zoneVersion))
    const rule = await this.body<Rule>(ruleVersions([{ id: alert.ruleId, version: alert.ruleVersion }]))
    if (zone === null || rule === null) throw new Error(`Alert ${alert.id} has lost its zone or its rule.`)
    const { distanceMetres, depthMetres, uncertaintyMetres } = alert
    if (distanceMetres === null || depthMetres === null) throw new Error(`Alert ${alert.id} has lost its distance.`)
    const measure = { distanceMetres, depthMetres, uncertaintyMetres, reachMetres: reachMetres(zone) }
    const silences = await this.silencesAt(alert.raisedAt, zone)
    // What was told later than it came was kept until then.
    const { recordedAt: keptSince } = incident
    const isLate = instantMs(keptSince) < instantMs(alert.raisedAt)
    const memory = { ...nothingTold, ...(isLate && { keptSince }) }
    const calendars = await this.calendarsAt(alert.raisedAt, rule)
    return explain({ incident, rule, zone, measure, memory, silences, calendars, now: alert.raisedAt })
  }

  /** The silences that were on at a time, and those that have begun since. */
  private async silencesAt(at: string, zone: Zone): Promise<readonly Silence[]> {
    const rows = await this.database.query<SilenceRow>(silencesOfZone(zone.id, at))
    return rows.map(({ body }) => body)
  }

  /** When the calendars of a rule were on, in the versions that held from a time to now. */
  private calendarsAt(at: string, rule: Rule): Promise<readonly CalendarTimes[]> {
    const window = { fromMs: instantMs(at), untilMs: this.clock.ms() }
    return timesMeanwhile(calendarsOf(rule), window, this.database)
  }

  private async measure(incident: Incident, rule: Rule): Promise<Candidate | null> {
    const rows = await this.database.query<MeasureRow>(measureOne(discOf(incident, 1), rule.zoneId, rule.id))
    return rows.map(candidateOf).find((candidate) => Number.isFinite(candidate.measure.distanceMetres)) ?? null
  }

  private async body<T>(statement: Parameters<Database['query']>[0]): Promise<T | null> {
    const [row] = await this.database.query<{ body: T }>(statement)
    return row?.body ?? null
  }
}

const nothingTold = { toldBefore: false, lastAlertAt: null, countMet: true } as const

/** A subject as its rule would be asked about it now, where it keeps it still: whatever kept it at first, by what keeps it now. */
function stillKept({ heardAt: _, ...subject }: Subject, keptSince: string, told: readonly ToldTimes[]): Subject {
  const wouldHaveTold = told.map(({ cameAt }) => cameAt)
  return { ...subject, memory: { ...subject.memory, lastAlertAt: null, keptSince, wouldHaveTold } }
}

/** A subject as its rule was asked about it last: what is kept for later was asked about again whenever that was due. */
function askedAgain(subject: Subject, told: readonly ToldTimes[]): Subject {
  const at = subject.heardAt ?? subject.now
  const isKept = subject.memory.keptSince !== undefined
  // What it told later did not hold it back then; of what was kept counts when it would have been told.
  const lastAlertAt = isKept ? null : (told.map(({ raisedAt }) => raisedAt).findLast((it) => it < at) ?? null)
  const then = { ...subject, now: at, memory: { ...subject.memory, lastAlertAt } }
  const again = postponedBy(decide(then), at)
  if (again === null) return subject
  const keptSince = subject.memory.keptSince ?? again.keptSince
  const wouldHaveTold = told.map(({ cameAt }) => cameAt)
  const kept = { ...subject, memory: { ...subject.memory, ...(keptSince !== null && { keptSince, wouldHaveTold }) } }
  if (instantMs(again.dueAt) > instantMs(subject.now)) return { ...kept, memory: { ...kept.memory, lastAlertAt } }
  return askedAgain({ ...kept, heardAt: again.dueAt }, told)
}
