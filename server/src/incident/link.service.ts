import { Inject, Injectable } from '@nestjs/common'
import { faultAt, finding, sideOf, type IncidentLink, type LinkAct } from '@cordon/alerts'
import { incidentsById, linkBetween, linkById, linksOf, type Database, type LinkRow } from '@cordon/db'
import type { Principal } from '../access/principal.js'
import { Clock } from '../platform/clock.js'
import { DATABASE } from '../platform/database.js'
import { newId } from '../platform/id.js'
import { deny, fail, none, ok, type Result } from '../platform/result.js'
import type { LinkInput } from '../wire/index.js'
import { IncidentService } from './incident.service.js'

/** Which incidents bear on each other, as people say it. */
@Injectable()
export class LinkService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(IncidentService) private readonly incidents: IncidentService,
  ) {}

  /** The links of an incident, read from its side. */
  async of(id: string) {
    const known = await this.database.query(incidentsById([id]))
    if (known.length === 0) return none('incident', id)
    const rows = await this.database.query<LinkRow>(linksOf(id))
    return ok(rows.map(({ body, other, family }) => ({ side: sideOf(body, family), link: body, incident: other })))
  }

  async set(fromId: string, { to: toId, kind, reason }: LinkInput, who: Principal): Promise<Result<IncidentLink>> {
    if (fromId === toId) return fail('invalid-input', { errors: [itself(toId)] })
    const [standing] = await this.database.query(linkBetween({ kind, fromId, toId }))
    if (standing !== undefined) return deny('already-linked', finding('denied.linkStands', {}))
    const link: IncidentLink = {
      id: newId(this.clock.ms()),
      kind,
      fromId,
      toId,
      set: this.act(reason, who),
      removed: null,
    }
    return this.noted(link, reason, who)
  }

  async remove(id: string, reason: string, who: Principal): Promise<Result<IncidentLink>> {
    const [row] = await this.database.query<{ body: IncidentLink }>(linkById(id))
    if (row === undefined || row.body.removed !== null) return none('link', id)
    return this.noted({ ...row.body, removed: this.act(reason, who) }, reason, who)
  }

  /** Through the same pipeline as every revision, so that both incidents say it, or neither. */
  private async noted(link: IncidentLink, reason: string, who: Principal): Promise<Result<IncidentLink>> {
    const changed = await this.incidents.change({ what: 'link', link, reason }, who)
    return changed.ok ? ok(link) : changed
  }

  private act(reason: string, who: Principal): LinkAct {
    return { by: who.name, at: this.clock.now(), reason }
  }
}

function itself(id: string) {
  return faultAt('to', finding('asked.another', { got: id }))
}
