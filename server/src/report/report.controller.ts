import { Controller, Inject } from '@nestjs/common'
import type { Report } from '@cordon/alerts'
import type { Principal } from '../access/principal.js'
import { IncidentService, type Changed } from '../incident/incident.service.js'
import { pageOfWhole } from '../platform/cursor.js'
import { etagOf } from '../platform/etag.js'
import { keeper } from '../platform/keeper.js'
import { reply, type Reply } from '../platform/reply.js'
import { ok } from '../platform/result.js'
import { IfMatch, Input, Route, Who } from '../platform/route.js'
import { incidentFeature, reportRoutes } from '../wire/index.js'
import { ReportService } from './report.service.js'
import { entryTold } from './told.js'

/** What sources say: one message at a time, as they said it. */
@Controller()
export class ReportController {
  constructor(
    @Inject(IncidentService) private readonly incidents: IncidentService,
    @Inject(ReportService) private readonly reports: ReportService,
  ) {}

  @Route(reportRoutes.tell)
  async tell(@Input() { body }: Input<typeof reportRoutes.tell>, @Who() who: Principal) {
    const keep = keeper(reportRoutes.tell, changedReply)
    const told = await this.incidents.change(entryTold(body), who, keep)
    return told.ok ? changedReply(told.value) : told
  }

  @Route(reportRoutes.amend)
  async amend(
    @Input() { params, body }: Input<typeof reportRoutes.amend>,
    @Who() who: Principal,
    @IfMatch() ifMatch: string | null,
  ) {
    const words: Report[] = []
    const heard = (report: Report) => void words.push(report)
    const entry = { what: 'amend', reportId: params.id, patch: body, ifMatch, heard } as const
    const amended = await this.incidents.change(entry, who)
    if (!amended.ok) return amended
    const report = words.at(-1)
    const etag = report === undefined ? {} : { etag: etagOf(report.revision) }
    return reply(incidentFeature(amended.value.incident), etag)
  }

  @Route(reportRoutes.revisions)
  async revisions(@Input() { params }: Input<typeof reportRoutes.revisions>) {
    const found = await this.reports.revisions(params.id)
    return found.ok ? ok({ items: found.value, next: null }) : found
  }

  @Route(reportRoutes.list)
  async list(@Input() { query }: Input<typeof reportRoutes.list>) {
    return this.reports.list(query)
  }

  @Route(reportRoutes.ofIncident)
  async ofIncident(@Input() { params, query }: Input<typeof reportRoutes.ofIncident>) {
    const found = await this.reports.ofIncident(params.id)
    return found.ok ? pageOfWhole(found.value, query) : found
  }

  @Route(reportRoutes.add)
  async add(@Input() { params, body }: Input<typeof reportRoutes.add>, @Who() who: Principal) {
    const keep = keeper(reportRoutes.add, changedReply)
    const added = await this.incidents.change({ what: 'report', id: params.id, report: body }, who, keep)
    return added.ok ? changedReply(added.value) : added
  }
}

function changedReply({ incident, changed }: Changed): Reply {
  return reply(incidentFeature(incident), { status: changed ? 201 : 200 })
}
