import { Inject, Injectable, Optional } from '@nestjs/common'
import { step, type Actor, type Alert, type AlertAction, type AlertEvent, type Delivery } from '@cordon/alerts'
import {
  alertById,
  alertForChange,
  alertsPage,
  deliveriesPage,
  eventsOfAlert,
  shelvedUntil,
  storeBatch,
  type AlertFilter,
  type Database,
  type DeliveryFilter,
  type Write,
} from '@cordon/db'
import { audiencesOf, type Principal } from '../access/principal.js'
import { ChangeSignal } from '../live/signal.js'
import { Clock } from '../platform/clock.js'
import { pageOf, readCursor } from '../platform/cursor.js'
import { DATABASE, takenHead } from '../platform/database.js'
import { faultPoint } from '../platform/fault-point.js'
import { Metrics } from '../platform/metrics.js'
import { fail, ok, type Result } from '../platform/result.js'
import { refusalOf } from './refusal.js'

interface Row {
  readonly body: Alert
  readonly audience: string
}

type Page<T> = Omit<T, 'audiences' | 'after'> & { readonly cursor: string | undefined }

/** A step that was taken: the alert afterwards, what to record of it, and who hears of it. */
interface Taken {
  readonly alert: Alert
  readonly events: readonly AlertEvent[]
  readonly audience: string
}

/** How many shelved alerts one tick returns. */
const dueAtOnce = 500

/** Alerts as people read them and act on them. What may be done when is the table in `alerts`. */
@Injectable()
export class AlertService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(ChangeSignal) private readonly signal: ChangeSignal,
    @Optional() @Inject(Metrics) private readonly metrics?: Metrics,
  ) {}

  async list(page: Page<AlertFilter>, who: Principal) {
    const cursor = readCursor(page.cursor)
    if (!cursor.ok) return cursor
    const filter = { ...page, audiences: audiencesOf(who), after: cursor.value, limit: page.limit + 1 }
    const rows = await this.database.query<Row>(alertsPage(filter))
    const alerts = rows.map((row) => row.body)
    return ok(pageOf(alerts, page.limit, (last) => [last.raisedAt, last.id]))
  }

  async deliveries(page: Page<DeliveryFilter>, who: Principal) {
    const cursor = readCursor(page.cursor)
    if (!cursor.ok) return cursor
    const filter = { ...page, audiences: audiencesOf(who), after: cursor.value, limit: page.limit + 1 }
    const rows = await this.database.query<Delivery>(deliveriesPage(filter))
    return ok(pageOf(rows, page.limit, (last) => [last.dueAt, last.id]))
  }

  /** One alert with all that happened to it and whom it was told. */
  async one(id: string, who: Principal) {
    const audiences = audiencesOf(who)
    const [row] = await this.database.query<Row>(alertById(id, audiences))
    if (row === undefined) return fail('not-found', `There is no alert ${id}.`)
    const events = await this.database.query<AlertEvent>(eventsOfAlert(id))
    const filter = { audiences, states: null, alertId: id, after: null, limit: 1000 }
    const deliveries = await this.database.query<Delivery>(deliveriesPage(filter))
    return ok({ alert: row.body, events, deliveries })
  }

  /** Takes one action, and a note with it where there is one, in one transaction. */
  async act(id: string, actions: readonly AlertAction[], who: Principal): Promise<Result<Alert>> {
    const result = await this.database.transaction('plain', async (run) => {
      faultPoint('acknowledge.begun')
      const [head, [row]] = await Promise.all([takenHead(run), run.query<Row>(alertForChange(id, audiencesOf(who)))])
      if (row === undefined) return fail('not-found', `There is no alert ${id}.`)
      const taken = takeAll(row, actions, { by: who, now: this.clock.now() })
      if (!taken.ok) return taken
      const write = writeOf([taken.value], head.seq, this.clock.now())
      const stored = run.last(storeBatch(write))
      faultPoint('acknowledge.sent')
      await stored
      return ok(write.alerts)
    })
    faultPoint('acknowledge.committed')
    if (!result.ok) return result
    this.signal.committed()
    for (const { what } of actions) this.metrics?.alerts.inc({ what })
    const [row] = result.value
    if (row === undefined) throw new Error('Nothing was stored.')
    return ok(row.alert)
  }

  /** Returns shelved alerts whose time has come; several nodes may call it at once. Answers how many it returned. */
  async returnDue(): Promise<number> {
    const now = this.clock.now()
    const returned = await this.database.transaction('plain', async (run) => {
      const [head, rows] = await Promise.all([takenHead(run), run.query<Row>(shelvedUntil(now, dueAtOnce))])
      const taken = rows.map((row) => takeAll(row, [{ what: 'return', because: 'due' }], { by: timer, now }))
      const due = taken.flatMap((it) => (it.ok ? [it.value] : []))
      if (due.length > 0) await run.last(storeBatch(writeOf(due, head.seq, now)))
      return due.length
    })
    if (returned > 0) this.signal.committed()
    return returned
  }
}

const timer: Actor = { id: 'timer', name: 'Cordon' }

function takeAll(
  row: Row,
  actions: readonly AlertAction[],
  { by, now }: { readonly by: Actor; readonly now: string },
): Result<Taken> {
  let { body: alert } = row
  const events: AlertEvent[] = []
  for (const action of actions) {
    const next = step(alert, action, { by: { id: by.id, name: by.name }, now })
    if (!next.ok) return { ok: false, failure: refusalOf(next) }
    alert = next.alert
    events.push(next.event)
  }
  return ok({ alert, events, audience: row.audience })
}

/** Numbers the steps on from the head of the feed. */
function writeOf(taken: readonly Taken[], head: number, now: string): Write {
  const nothing = { sources: [], incidents: [], reports: [], deliveries: [], changes: [] }
  const alerts = taken.map(({ alert, audience }, at) => ({ alert: { ...alert, seq: head + at + 1 }, audience }))
  return {
    now,
    base: head,
    head: head + alerts.length,
    watch: null,
    ...nothing,
    alerts,
    events: taken.flatMap((it) => it.events),
  }
}
