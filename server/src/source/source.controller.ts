import { Controller, Inject } from '@nestjs/common'
import { figures, type Database } from '@cordon/db'
import { audiencesOf, type Principal } from '../access/principal.js'
import { pageOfWhole } from '../platform/cursor.js'
import { DATABASE } from '../platform/database.js'
import { ok } from '../platform/result.js'
import { Input, Route, Who } from '../platform/route.js'
import { incidentRoutes, sourceRoutes } from '../wire/index.js'
import { SourceService } from './source.service.js'

interface Figures {
  readonly bySeverity: Readonly<Record<string, number>>
  readonly alerts: Readonly<Record<string, number>>
  readonly deliveriesDue: number
}

/** Who reports, and how much of it there is. */
@Controller()
export class SourceController {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(SourceService) private readonly service: SourceService,
  ) {}

  @Route(sourceRoutes.list)
  async sources(@Input() { query }: Input<typeof sourceRoutes.list>) {
    return pageOfWhole(await this.service.list(), query)
  }

  @Route(sourceRoutes.grade)
  async grade(@Input() { params, body }: Input<typeof sourceRoutes.grade>, @Who() who: Principal) {
    return this.service.change(params.id, body, who)
  }

  @Route(sourceRoutes.revisions)
  async revisions(@Input() { params }: Input<typeof sourceRoutes.revisions>) {
    const found = await this.service.revisions(params.id)
    return found.ok ? ok({ items: found.value, next: null }) : found
  }

  @Route(incidentRoutes.stats)
  async stats(@Who() who: Principal) {
    const [found] = await this.database.query<Figures>(figures(audiencesOf(who)))
    const bySeverity = found?.bySeverity ?? {}
    const incidents = Object.values(bySeverity).reduce((sum, count) => sum + count, 0)
    return { incidents, bySeverity, alerts: found?.alerts ?? {}, deliveriesDue: found?.deliveriesDue ?? 0 }
  }
}
