import { Inject, Injectable } from '@nestjs/common'
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
  type Runner,
  type Write,
} from '@cordon/db'
import { audiencesOf, type Principal } from '../access/principal.js'
import { ChangeSignal } from '../live/signal.js'
import { Clock } from '../platform/clock.js'
import { pageOf, readCursor } from '../platform/cursor.js'
import { DATABASE } from '../platform/database.js'
import { faultPoint } from '../platform/fault-point.js'
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
      const [row] = await run.query<Row>(alertForChange(id, audiencesOf(who)))
      if (row === undefined) return fail('not-found', `There is no alert ${id}.`)
      const taken = takeAll(row, actions, { by: who, now: this.clock.now() })
      if (!taken.ok) return taken
      const stored = await this.store([taken.value], run)
      faultPoint('acknowledge.stored')
      return ok(stored)
    })
    faultPoint('acknowledge.committed')
    if (!result.ok) return result
    this.signal.committed()
    const [alert] = result.value
    if (alert === undefined) throw new Error('Nothing was stored.')
    return ok(alert)
  }

  /** Returns shelved alerts whose time has come; several nodes may call it at once. Answers how many it returned. */
  async returnDue(): Promise<number> {
    const now = this.clock.now()
    const returned = await this.database.transaction('plain', async (run) => {
      const rows = await run.query<Row>(shelvedUntil(now, dueAtOnce))
      const taken = rows.map((row) => takeAll(row, [{ what: 'return', because: 'due' }], { by: timer, now }))
      const due = taken.flatMap((it) => (it.ok ? [it.value] : []))
      return due.length === 0 ? [] : this.store(due, run)
    })
    if (returned.length > 0) this.signal.committed()
    return returned.length
  }

  private async store(taken: readonly Taken[], run: Runner): Promise<readonly Alert[]> {
    const [row] = await run.query<{ base: number }>(storeBatch(writeOf(taken, this.clock.now())))
    const base = row?.base ?? 0
    return taken.map(({ alert }, index) => ({ ...alert, seq: base + index + 1 }))
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

function writeOf(taken: readonly Taken[], now: string): Write {
  const alerts = taken.map(({ alert, audience }, index) => ({ at: index + 1, alert, audience }))
  const changes = alerts.map(({ at, alert, audience }) => {
    return { at, kind: 'alert', id: alert.id, revision: alert.revision, audience, body: alert } as const
  })
  const nothing = { sources: [], incidents: [], reports: [], decisions: [], deliveries: [] }
  return { now, ...nothing, alerts, events: taken.flatMap((it) => it.events), changes }
}
