import { Controller, Inject } from '@nestjs/common'
import type { Source } from '@cordon/alerts'
import { allSources, figures, gradeSource, type Database } from '@cordon/db'
import { audiencesOf, type Principal } from '../access/principal.js'
import { DATABASE } from '../platform/database.js'
import { fail } from '../platform/result.js'
import { Input, Route, Who } from '../platform/route.js'
import { incidentRoutes, sourceRoutes } from '../wire/index.js'

interface Figures {
  readonly bySeverity: Readonly<Record<string, number>>
  readonly alerts: Readonly<Record<string, number>>
  readonly deliveriesDue: number
}

/** Who reports, and how much of it there is. */
@Controller()
export class SourceController {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  @Route(sourceRoutes.list)
  async sources() {
    return { items: await this.database.query<Source>(allSources()), next: null }
  }

  @Route(sourceRoutes.grade)
  async grade(@Input() { params, body }: Input<typeof sourceRoutes.grade>) {
    const statement = gradeSource(params.id, body.reliability ?? null, body.kind ?? null)
    const [source] = await this.database.query<Source>(statement)
    return source ?? fail('not-found', `There is no source ${params.id}.`)
  }

  @Route(incidentRoutes.stats)
  async stats(@Who() who: Principal) {
    const [found] = await this.database.query<Figures>(figures(audiencesOf(who)))
    const bySeverity = found?.bySeverity ?? {}
    const incidents = Object.values(bySeverity).reduce((sum, count) => sum + count, 0)
    return { incidents, bySeverity, alerts: found?.alerts ?? {}, deliveriesDue: found?.deliveriesDue ?? 0 }
  }
}
