import { dispositions, type AlertState, type Disposition, type Instant } from '../model.js'
import { oftenPerWeek, perDay, weekly, type PreviewDay } from '../preview/preview.js'
import { finding, type Finding } from '../tell/finding.js'
import { instantMs } from '../time.js'

/** What of an alert says what became of it. */
export interface AlertEnd {
  readonly raisedAt: Instant
  /** When somebody first acknowledged it, where it stands acknowledged; else null. */
  readonly acknowledgedAt: Instant | null
  readonly state: AlertState
  readonly disposition: Disposition | null
}

/** What a rule has told in some time, and what came of it. */
export interface RuleRecord {
  readonly from: Instant
  readonly until: Instant
  readonly raised: number
  /** Those that nobody has closed. */
  readonly open: number
  readonly closed: number
  /** How those that were closed ended; every disposition once, in the order of the house. */
  readonly ended: readonly { readonly disposition: Disposition; readonly alerts: number }[]
  /** Half of those that were acknowledged were so within this; null where none was. */
  readonly answeredMs: number | null
  /** Every day of the time (UTC) once, the oldest first. */
  readonly days: readonly PreviewDay[]
  readonly findings: readonly Finding[]
}

/** Fewer closed alerts than this say nothing of a rule. */
const fewest = 4

/** Sums up what became of the alerts of one rule, all of which rose between `from` and `until`. */
export function recordOf(alerts: readonly AlertEnd[], span: Pick<RuleRecord, 'from' | 'until'>): RuleRecord {
  const closed = alerts.filter(({ state }) => state === 'closed')
  const raised = alerts.map(({ raisedAt }) => ({ at: raisedAt }))
  const ended = dispositions.map((disposition) => ({
    disposition,
    alerts: closed.filter((it) => it.disposition === disposition).length,
  }))
  const counts = { ...span, raised: alerts.length, open: alerts.length - closed.length, closed: closed.length, ended }
  return {
    ...counts,
    answeredMs: median(alerts.flatMap(answerMs)),
    days: perDay(raised, [], span),
    findings: findingsOf(counts),
  }
}

function answerMs({ raisedAt, acknowledgedAt }: AlertEnd): readonly number[] {
  return acknowledgedAt === null ? [] : [Math.max(0, instantMs(acknowledgedAt) - instantMs(raisedAt))]
}

/** The lower one of the two in the middle, so that it is one that was. */
function median(numbers: readonly number[]): number | null {
  return numbers.toSorted((a, b) => a - b)[Math.floor((numbers.length - 1) / 2)] ?? null
}

function findingsOf(record: Pick<RuleRecord, 'from' | 'until' | 'raised' | 'closed' | 'ended'>): readonly Finding[] {
  const { raised, closed, ended } = record
  const wrongCount = ended.find(({ disposition }) => disposition === 'false positive')?.alerts ?? 0
  const idleCount = ended.find(({ disposition }) => disposition === 'no impact')?.alerts ?? 0
  const perWeek = weekly(raised, record)
  const isMost = (n: number) => closed >= fewest && 2 * n >= closed
  return [
    ...(raised === 0 ? [finding('record.silent', {})] : []),
    ...(isMost(wrongCount) ? [finding('record.wrong', { wrongCount, closedCount: closed })] : []),
    ...(isMost(idleCount) ? [finding('record.idle', { idleCount, closedCount: closed })] : []),
    ...(perWeek > oftenPerWeek ? [finding('preview.often', { count: Math.round(perWeek) })] : []),
  ]
}
