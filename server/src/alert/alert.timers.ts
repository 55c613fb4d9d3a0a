import { Inject, Injectable } from '@nestjs/common'
import { dueAt, lapsesAt, nextStep, type AlertAction, type Escalation, type Instant } from '@cordon/alerts'
import {
  alertsDue,
  setDue,
  shelvedUntil,
  storeBatch,
  waitingAt,
  type Database,
  type DeliveryRow,
  type Transaction,
  type Waiting,
} from '@cordon/db'
import { ChangeSignal } from '../live/signal.js'
import { Clock } from '../platform/clock.js'
import { DATABASE, takenHead } from '../platform/database.js'
import { faultPoint } from '../platform/fault-point.js'
import { newId } from '../platform/id.js'
import { Caller } from '../duty/caller.js'
import { escalationsFor } from './alert.desk.js'
import { AlertFollower } from './alert.follower.js'
import { house, takeAll, writeOf, type StoredAlert, type Taken } from './take.js'

/** On how many alerts one tick acts. */
const atOnce = 500

/**
 * What the house does with alerts when their time has come. The times stand with the alerts, so that a restart forgets
 * none; a row that another node holds is passed over, and what was done already is refused by the alert's own life.
 */
@Injectable()
export class AlertTimers {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(ChangeSignal) private readonly signal: ChangeSignal,
    @Inject(Caller) private readonly caller: Caller,
    @Inject(AlertFollower) private readonly follower: AlertFollower,
  ) {}

  /** What there is to do now. */
  async waiting(): Promise<Waiting> {
    const [waiting] = await this.database.query<Waiting>(waitingAt(this.clock.now()))
    return waiting ?? { shelved: false, due: false, revised: false }
  }

  /** Returns shelved alerts whose time has come. Answers how many. */
  async returnShelved(): Promise<number> {
    const now = this.clock.now()
    return this.doing(async (run, head) => {
      const rows = await run.query<StoredAlert>(shelvedUntil(now, atOnce))
      const escalations = await escalationsFor(rows, run)
      const taken = rows.flatMap((row) => {
        const escalation = escalations.get(row.body.ruleId) ?? null
        const back = takeAll(row, [{ what: 'return', because: 'due' }], { by: house, now, escalation })
        return back.ok ? [back.value] : []
      })
      await store(taken, { run, head, now })
      return taken.length
    })
  }

  /** Takes the steps of escalations that are due, and lets acknowledgements expire. Answers on how many it acted. */
  async actOnDue(): Promise<number> {
    const now = this.clock.now()
    const acted = await this.doing(async (run, head) => {
      const rows = await run.query<StoredAlert>(alertsDue(now, atOnce))
      const escalations = await escalationsFor(rows, run)
      const taken: Taken[] = []
      const later: { readonly id: string; readonly at: Instant | null }[] = []
      for (const row of rows) {
        const escalation = escalations.get(row.body.ruleId) ?? null
        const it = escalation === null ? null : await this.due(row, escalation, { run, now })
        if (it === null) later.push({ id: row.body.id, at: dueAt(row.body, escalation) })
        else taken.push(it)
      }
      // What has another time by now must not come up again on every tick.
      if (later.length > 0) await run.query(setDue(later))
      if (taken.length > 0) faultPoint('escalate.begun')
      await this.call(taken, { run, head, now })
      return taken.length
    })
    if (acted > 0) faultPoint('escalate.committed')
    return acted
  }

  /** Whoever is called outside the page is told what has come of it since as well. */
  private async call(taken: readonly Taken[], at: Storing): Promise<void> {
    const outside = taken.filter(({ deliveries }) => deliveries.some(({ channel }) => channel !== 'page'))
    if (outside.length === 0) return store(taken, at)
    await at.run.query(storeBatch(writeOf(taken, at.head, at.now)))
    await this.follower.correctCalled(
      outside.map(({ alert }) => alert),
      at.run,
    )
  }

  private async due(row: StoredAlert, escalation: Escalation, { run, now }: Moment): Promise<Taken | null> {
    const next = nextStep(row.body, escalation)
    if (next === null) {
      if (lapsesAt(row.body, escalation) === null) return null
      return took(row, { what: 'lapse' }, { escalation, now })
    }
    const calls = await this.caller.resolve(next.tells, { run, now, audience: row.audience })
    const taken = took(row, { what: 'escalate', step: next.step, calls }, { escalation, now })
    if (taken === null) return null
    const outside = await this.caller.outside(calls, { by: next.by, alert: taken.alert, run })
    const owed = [...calls.map(({ id }) => ({ channel: 'page', address: id }) as const), ...outside]
    return { ...taken, deliveries: owed.map((it) => this.delivery(taken, it, now)) }
  }

  private delivery(
    { alert }: Taken,
    to: Pick<DeliveryRow, 'channel' | 'address' | 'accountId'>,
    now: Instant,
  ): DeliveryRow {
    const { id: alertId, revision: alertRevision } = alert
    return { id: newId(this.clock.ms()), alertId, alertRevision, ...to, dueAt: now }
  }

  private async doing(work: (run: Transaction, head: number) => Promise<number>): Promise<number> {
    const done = await this.database.transaction('plain', async (run) => work(run, (await takenHead(run)).seq))
    if (done > 0) this.signal.committed()
    return done
  }
}

interface Moment {
  readonly run: Transaction
  readonly now: Instant
}

interface Storing extends Pick<Moment, 'run' | 'now'> {
  readonly head: number
}

interface Due {
  readonly escalation: Escalation
  readonly now: Instant
}

function took(row: StoredAlert, action: AlertAction, { escalation, now }: Due): Taken | null {
  const taken = takeAll(row, [action], { by: house, now, escalation })
  return taken.ok ? taken.value : null
}

async function store(taken: readonly Taken[], { run, head, now }: Storing): Promise<void> {
  if (taken.length > 0) await run.last(storeBatch(writeOf(taken, head, now)))
}
