import { Controller, Inject } from '@nestjs/common'
import type { AlertAction } from '@cordon/alerts'
import { AccountService } from '../access/account.service.js'
import type { Principal } from '../access/principal.js'
import { fail } from '../platform/result.js'
import { Input, Route, Who } from '../platform/route.js'
import { alertRoutes, uuid } from '../wire/index.js'
import { AlertService } from './alert.service.js'

@Controller()
export class AlertController {
  constructor(
    @Inject(AlertService) private readonly alerts: AlertService,
    @Inject(AccountService) private readonly accounts: AccountService,
  ) {}

  @Route(alertRoutes.list)
  list(@Input() { query }: Input<typeof alertRoutes.list>, @Who() who: Principal) {
    const { state = null, zone = null, incident = null, owner = null, limit, cursor } = query
    return this.alerts.list({ states: state, zoneId: zone, incidentId: incident, owner, limit, cursor }, who)
  }

  @Route(alertRoutes.one)
  one(@Input() { params }: Input<typeof alertRoutes.one>, @Who() who: Principal) {
    return this.alerts.one(params.id, who)
  }

  @Route(alertRoutes.ofIncident)
  ofIncident(@Input() { params }: Input<typeof alertRoutes.ofIncident>, @Who() who: Principal) {
    const any = { states: null, zoneId: null, owner: null, cursor: undefined }
    return this.alerts.list({ ...any, incidentId: params.id, limit: 1000 }, who)
  }

  @Route(alertRoutes.acknowledge)
  acknowledge(@Input() { params, body }: Input<typeof alertRoutes.acknowledge>, @Who() who: Principal) {
    return this.alerts.act(params.id, [{ what: 'acknowledge' }, ...noted(body.note)], who)
  }

  @Route(alertRoutes.assign)
  async assign(@Input() { params, body }: Input<typeof alertRoutes.assign>, @Who() who: Principal) {
    const to = await this.account(body.to)
    if (to === null) {
      const message = `Expected the id or the name of an account; got "${body.to}"`
      return fail('invalid-input', { errors: [{ path: 'to', message }] })
    }
    return this.alerts.act(params.id, [{ what: 'assign', to: { id: to.id, name: to.name } }, ...noted(body.note)], who)
  }

  private async account(idOrName: string) {
    const named = await this.accounts.byName(idOrName)
    if (named !== null) return named
    const id = uuid.safeParse(idOrName)
    return id.success ? this.accounts.byId(id.data) : null
  }

  @Route(alertRoutes.shelve)
  shelve(@Input() { params, body }: Input<typeof alertRoutes.shelve>, @Who() who: Principal) {
    return this.alerts.act(params.id, [{ what: 'shelve', until: body.until }, ...noted(body.note)], who)
  }

  @Route(alertRoutes.unshelve)
  async unshelve(@Input() { params, body }: Input<typeof alertRoutes.unshelve>, @Who() who: Principal) {
    const found = await this.alerts.one(params.id, who)
    if (!found.ok) return found
    const closed = found.value.alert.state === 'closed'
    const back: AlertAction = closed ? { what: 'reopen' } : { what: 'return', because: 'by hand' }
    return this.alerts.act(params.id, [back, ...noted(body.note)], who)
  }

  @Route(alertRoutes.close)
  close(@Input() { params, body }: Input<typeof alertRoutes.close>, @Who() who: Principal) {
    const { disposition, note = null } = body
    return this.alerts.act(params.id, [{ what: 'close', disposition, note }], who)
  }

  @Route(alertRoutes.note)
  note(@Input() { params, body }: Input<typeof alertRoutes.note>, @Who() who: Principal) {
    return this.alerts.act(params.id, noted(body.note), who)
  }

  @Route(alertRoutes.deliveries)
  deliveries(@Input() { query }: Input<typeof alertRoutes.deliveries>, @Who() who: Principal) {
    const { state = null, alert = null, limit, cursor } = query
    return this.alerts.deliveries({ states: state, alertId: alert, limit, cursor }, who)
  }
}

function noted(note: string | undefined): readonly AlertAction[] {
  return note === undefined ? [] : [{ what: 'note', note }]
}
