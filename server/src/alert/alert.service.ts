import { finding } from '@cordon/alerts'
import { Inject, Injectable } from '@nestjs/common'
import type { Alert, AlertEvent, Delivery } from '@cordon/alerts'
import {
  alertById,
  alertsPage,
  deliveriesPage,
  eventsOfAlert,
  resendDelivery,
  revisionsBehindAlerts,
  type AlertFilter,
  type Database,
  type DeliveryFilter,
} from '@cordon/db'
import { audiencesOf, may, type Principal } from '../access/principal.js'
import { pageOf, readCursor } from '../platform/cursor.js'
import { Clock } from '../platform/clock.js'
import { DATABASE } from '../platform/database.js'
import { deny, none, ok, type Result } from '../platform/result.js'

interface Row {
  readonly body: Alert
  readonly audience: string
}

type Page<T> = Omit<T, 'audiences' | 'reports' | 'after'> & { readonly cursor: string | undefined }

/** Alerts as people read them. */
@Injectable()
export class AlertService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
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
    const [audiences, reports] = [audiencesOf(who), page.alertId === null && may(who, 'sitrep:write')]
    const filter = { ...page, audiences, reports, after: cursor.value, limit: page.limit + 1 }
    const rows = await this.database.query<Delivery>(deliveriesPage(filter))
    return ok(pageOf(rows, page.limit, (last) => [last.dueAt, last.id]))
  }

  /** Which revision the incident of an alert has by now; 1 where there is no such alert, which the action will say. */
  async incidentRevisions(ids: readonly string[], who: Principal): Promise<(id: string) => number> {
    type Behind = { readonly alertId: string; readonly revision: number }
    const rows = await this.database.query<Behind>(revisionsBehindAlerts(ids, audiencesOf(who)))
    const byId = new Map(rows.map(({ alertId, revision }) => [alertId, revision]))
    return (id) => byId.get(id) ?? 1
  }

  /** Owes what was given up anew, and has what waits for its next try tried now. */
  async resend(id: string, who: Principal): Promise<Result<null>> {
    const again = { audiences: audiencesOf(who), reports: may(who, 'sitrep:write'), now: this.clock.now() }
    const rows = await this.database.query(resendDelivery(id, again))
    return rows.length > 0 ? ok(null) : deny('not-found', finding('denied.noDelivery', { id }))
  }

  /** One alert with all that happened to it and whom it was told. */
  async one(id: string, who: Principal) {
    const audiences = audiencesOf(who)
    const [row] = await this.database.query<Row>(alertById(id, audiences))
    if (row === undefined) return none('alert', id)
    const events = await this.database.query<AlertEvent>(eventsOfAlert(id))
    const any = { states: null, address: null, isOutside: false, reports: false, after: null }
    const filter = { ...any, audiences, alertId: id, limit: 1000 }
    const deliveries = await this.database.query<Delivery>(deliveriesPage(filter))
    return ok({ alert: row.body, events, deliveries })
  }
}
