import { Inject, Injectable } from '@nestjs/common'
import {
  byOfficer,
  byRule,
  byShift,
  byZone,
  callsOf,
  credibilities,
  instantMs,
  instantOf,
  loadOver,
  loadTarget,
  meetsGrade,
  missedFrom,
  missedSeverities,
  noiseByRule,
  reliabilities,
  reviewRow,
  uptimeOver,
  type Grade,
  type Handled,
  type Shift,
} from '@cordon/alerts'
import {
  alertsHandled,
  deliveredOutside,
  incidentsMissed,
  outagesOfFeeds,
  shiftsDuring,
  type DeliveredRow,
  type FeedOutagesRow,
  type HandledRow,
  type Reader,
  type UntoldRow,
  type Reviewed,
  type ShiftDuringRow,
} from '@cordon/db'
import { audiencesOf, may, type Principal } from '../access/principal.js'
import { Clock } from '../platform/clock.js'
import { HISTORY } from '../platform/database.js'
import { incidentFeature } from '../wire/index.js'

const dayMs = 86_400_000
const mostAlerts = 20_000
const mostMissed = 50

/** What somebody may be told of: an officer of no other officer. */
interface Told {
  readonly alerts: readonly Handled[]
  readonly shifts: readonly Shift[]
}

/** How the watch did in the last days. */
@Injectable()
export class ReviewService {
  constructor(
    @Inject(HISTORY) private readonly database: Pick<Reader, 'query'>,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async of(days: number, who: Principal) {
    const until = this.clock.now()
    const span = { from: instantOf(instantMs(until) - days * dayMs), until, audiences: audiencesOf(who) }
    const [alerts, shifts, deliveries] = await Promise.all([
      this.database.query<HandledRow>(alertsHandled(span, mostAlerts)),
      this.database.query<ShiftDuringRow>(shiftsDuring(span)),
      this.database.query<DeliveredRow>(deliveredOutside(span)),
    ])
    const told = { alerts, shifts: shifts.map(({ body }) => body) }
    return {
      ...{ from: span.from, until, isAll: alerts.length < mostAlerts, deliveries },
      ...figuresOf(told, span),
      ...rowsOf(told, who),
      feeds: await this.feeds(span),
      missed: await this.missed(span),
    }
  }

  private async feeds(span: Reviewed) {
    const feeds = await this.database.query<FeedOutagesRow>(outagesOfFeeds(span))
    return feeds
      .filter(({ enabled }) => enabled)
      .map(({ id, name, since, outages }) => {
        const fromMs = Math.max(instantMs(span.from), instantMs(since))
        const untilMs = instantMs(span.until)
        const silent = outages.map((it) => ({
          fromMs: Date.parse(it.from),
          untilMs: it.until === null ? untilMs : Date.parse(it.until),
        }))
        return { id, name, outages: outages.length, uptime: uptimeOver(silent, { fromMs, untilMs }) }
      })
  }

  private async missed(span: Reviewed) {
    const asked = { severities: missedSeverities, grades: missedGrades, limit: mostMissed }
    const rows = await this.database.query<UntoldRow>(incidentsMissed({ ...span, ...asked }))
    const incidents = rows.map(({ body, unfired }) => ({ incident: incidentFeature(body), unfired }))
    return { total: rows[0]?.total ?? 0, incidents }
  }
}

const missedGrades = reliabilities
  .flatMap((letter) => credibilities.map((digit): Grade => `${letter}${digit}`))
  .filter((grade) => meetsGrade(grade, missedFrom.grade))

function figuresOf({ alerts }: Told, { from, until }: Reviewed) {
  const called = callsOf(alerts.map(({ incidentId, raisedAt }) => ({ incidentId, atMs: instantMs(raisedAt) })))
  return {
    all: reviewRow(alerts, { key: 'all', name: '' }),
    noise: noiseByRule(alerts),
    load: { ...loadOver(called, { fromMs: instantMs(from), untilMs: instantMs(until) }), target: loadTarget },
  }
}

/** Whoever may not see how others did is told of their own shifts and of themselves. */
function rowsOf({ alerts, shifts }: Told, who: Principal) {
  const isSeen = (name: string) => may(who, 'review:all') || (who.kind === 'account' && who.name === name)
  const seen = shifts.filter(({ officer }) => isSeen(officer.name))
  return {
    rows: [
      { by: 'zone', rows: byZone(alerts) },
      { by: 'rule', rows: byRule(alerts) },
      { by: 'shift', rows: byShift(alerts, seen) },
      { by: 'officer', rows: byOfficer(alerts).filter(({ name }) => isSeen(name)) },
    ],
    shifts: seen.map(({ id, beganAt }) => ({ key: id, beganAt })),
  }
}
