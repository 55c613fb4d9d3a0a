import { faultAt, finding } from '@cordon/alerts'
import { Controller, Inject } from '@nestjs/common'
import type { Actor, Alert, AlertAction } from '@cordon/alerts'
import { AccountService } from '../access/account.service.js'
import type { Principal } from '../access/principal.js'
import { etagOf } from '../platform/etag.js'
import { reply } from '../platform/reply.js'
import { ok, wrong, type Result } from '../platform/result.js'
import { IfMatch, Input, Route, Who } from '../platform/route.js'
import { alertRoutes, type AlertsAction } from '../wire/index.js'
import { AlertDesk, type Asked } from './alert.desk.js'
import { AlertService } from './alert.service.js'

@Controller()
export class AlertController {
  constructor(
    @Inject(AlertService) private readonly alerts: AlertService,
    @Inject(AlertDesk) private readonly desk: AlertDesk,
    @Inject(AccountService) private readonly accounts: AccountService,
  ) {}

  @Route(alertRoutes.list)
  list(@Input() { query }: Input<typeof alertRoutes.list>, @Who() who: Principal) {
    const { state = null, zone = null, incident = null, owner = null, limit, cursor } = query
    return this.alerts.list({ states: state, zoneId: zone, incidentId: incident, owner, limit, cursor }, who)
  }

  @Route(alertRoutes.one)
  async one(@Input() { params }: Input<typeof alertRoutes.one>, @Who() who: Principal) {
    const found = await this.alerts.one(params.id, who)
    return found.ok ? reply(found.value, { etag: etagOf(found.value.alert.revision) }) : found
  }

  @Route(alertRoutes.ofIncident)
  ofIncident(@Input() { params, query }: Input<typeof alertRoutes.ofIncident>, @Who() who: Principal) {
    const { limit = 1000, cursor } = query
    const any = { states: null, zoneId: null, owner: null }
    return this.alerts.list({ ...any, incidentId: params.id, limit, cursor }, who)
  }

  @Route(alertRoutes.acknowledge)
  acknowledge(
    @Input() { params, body }: Input<typeof alertRoutes.acknowledge>,
    @Who() who: Principal,
    @IfMatch() ifMatch: string | null,
  ) {
    return this.act({ id: params.id, actions: [{ what: 'acknowledge' }, ...noted(body.note)], who, ifMatch })
  }

  @Route(alertRoutes.assign)
  async assign(
    @Input() { params, body }: Input<typeof alertRoutes.assign>,
    @Who() who: Principal,
    @IfMatch() ifMatch: string | null,
  ) {
    const to = await this.newOwner(body.to)
    if (!to.ok) return to
    return this.act({ id: params.id, actions: [{ what: 'assign', to: to.value }, ...noted(body.note)], who, ifMatch })
  }

  @Route(alertRoutes.release)
  release(
    @Input() { params, body }: Input<typeof alertRoutes.release>,
    @Who() who: Principal,
    @IfMatch() ifMatch: string | null,
  ) {
    return this.act({ id: params.id, actions: [{ what: 'release' }, ...noted(body.note)], who, ifMatch })
  }

  @Route(alertRoutes.shelve)
  async shelve(
    @Input() { params, body }: Input<typeof alertRoutes.shelve>,
    @Who() who: Principal,
    @IfMatch() ifMatch: string | null,
  ) {
    const { until = null, untilRevised, note } = body
    const revisionOf = untilRevised === true ? await this.alerts.incidentRevisions([params.id], who) : null
    const shelve = { what: 'shelve', until, atRevision: revisionOf?.(params.id) ?? null } as const
    return this.act({ id: params.id, actions: [shelve, ...noted(note)], who, ifMatch })
  }

  @Route(alertRoutes.unshelve)
  async unshelve(
    @Input() { params, body }: Input<typeof alertRoutes.unshelve>,
    @Who() who: Principal,
    @IfMatch() ifMatch: string | null,
  ) {
    const found = await this.alerts.one(params.id, who)
    if (!found.ok) return found
    return this.act({ id: params.id, actions: [back(found.value.alert), ...noted(body.note)], who, ifMatch })
  }

  @Route(alertRoutes.close)
  close(
    @Input() { params, body }: Input<typeof alertRoutes.close>,
    @Who() who: Principal,
    @IfMatch() ifMatch: string | null,
  ) {
    const { disposition, note = null } = body
    return this.act({ id: params.id, actions: [{ what: 'close', disposition, note }], who, ifMatch })
  }

  @Route(alertRoutes.note)
  note(@Input() { params, body }: Input<typeof alertRoutes.note>, @Who() who: Principal) {
    return this.act({ id: params.id, actions: noted(body.note), who, ifMatch: null })
  }

  @Route(alertRoutes.many)
  async many(@Input() { body }: Input<typeof alertRoutes.many>, @Who() who: Principal) {
    const actions = await this.actionsOf(body, who)
    if (!actions.ok) return actions
    return ok(await this.desk.actOnAll({ ids: body.ids, actions: actions.value, who, seen: body.seen ?? {} }))
  }

  private async act(asked: Asked) {
    const done = await this.desk.act(asked)
    return done.ok ? reply(done.value, { status: 200, etag: etagOf(done.value.revision) }) : done
  }

  /** What is to be done with each alert: the same with all, but that a closed one is brought back by reopening it. */
  private async actionsOf(
    { ids, action, note }: AlertsAction,
    who: Principal,
  ): Promise<Result<(alert: Alert) => readonly AlertAction[]>> {
    switch (action.what) {
      case 'acknowledge':
      case 'release':
        return ok(() => [action, ...noted(note)])
      case 'assign': {
        const to = await this.newOwner(action.to, 'action.to')
        return to.ok ? ok(() => [{ what: 'assign', to: to.value }, ...noted(note)]) : to
      }
      case 'shelve': {
        const { until = null, untilRevised } = action
        const revisionOf = untilRevised === true ? await this.alerts.incidentRevisions(ids, who) : null
        return ok(({ id }) => [{ what: 'shelve', until, atRevision: revisionOf?.(id) ?? null }, ...noted(note)])
      }
      case 'close':
        return ok(() => [{ what: 'close', disposition: action.disposition, note: note ?? null }])
      case 'return':
        return ok((alert) => [back(alert), ...noted(note)])
      case 'note':
        return ok(() => noted(note))
    }
  }

  private async newOwner(idOrName: string, path = 'to'): Promise<Result<Actor>> {
    const account = await this.accounts.find(idOrName)
    if (account !== null) return ok({ id: account.id, name: account.name })
    return wrong(faultAt(path, finding('asked.account', { got: idOrName })))
  }

  @Route(alertRoutes.deliveries)
  deliveries(@Input() { query }: Input<typeof alertRoutes.deliveries>, @Who() who: Principal) {
    const { state = null, alert = null, address = null, outside, limit, cursor } = query
    const filter = { states: state, alertId: alert, address, isOutside: outside === 'true' || address !== null }
    return this.alerts.deliveries({ ...filter, limit, cursor }, who)
  }

  @Route(alertRoutes.resend)
  async resend(@Input() { params }: Input<typeof alertRoutes.resend>, @Who() who: Principal) {
    const again = await this.alerts.resend(params.id, who)
    return again.ok ? reply(null, { status: 204 }) : again
  }
}

function back({ state }: Alert): AlertAction {
  return state === 'closed' ? { what: 'reopen' } : { what: 'return', because: 'by hand' }
}

function noted(note: string | undefined): readonly AlertAction[] {
  return note === undefined ? [] : [{ what: 'note', note }]
}
