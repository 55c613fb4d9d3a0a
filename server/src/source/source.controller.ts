import { Controller, Inject } from '@nestjs/common'
import type { Report, Source } from '@cordon/alerts'
import { allSources, figures, gradeSource, reportsPage, type Database } from '@cordon/db'
import { audiencesOf, type Principal } from '../access/principal.js'
import { pageOf, readCursor } from '../platform/cursor.js'
import { DATABASE } from '../platform/database.js'
import { fail, ok } from '../platform/result.js'
import { Input, Route, Who } from '../platform/route.js'
import { incidentRoutes } from '../wire/index.js'

interface Figures {
  readonly bySeverity: Readonly<Record<string, number>>
  readonly alerts: Readonly<Record<string, number>>
  readonly deliveriesDue: number
}

/** Who reports, what they reported, and how much of it there is. */
@Controller()
export class SourceController {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  @Route(incidentRoutes.sources)
  async sources() {
    return { items: await this.database.query<Source>(allSources()), next: null }
  }

  @Route(incidentRoutes.gradeSource)
  async grade(@Input() { params, body }: Input<typeof incidentRoutes.gradeSource>) {
    const statement = gradeSource(params.id, body.reliability ?? null, body.kind ?? null)
    const [source] = await this.database.query<Source>(statement)
    return source ?? fail('not-found', `There is no source ${params.id}.`)
  }

  @Route(incidentRoutes.allReports)
  async reports(@Input() { query }: Input<typeof incidentRoutes.allReports>) {
    const cursor = readCursor(query.cursor)
    if (!cursor.ok) return cursor
    const rows = await this.database.query<Report>(reportsPage(cursor.value, query.limit + 1))
    return ok(pageOf(rows, query.limit, (last) => [last.recordedAt, last.id]))
  }

  @Route(incidentRoutes.stats)
  async stats(@Who() who: Principal) {
    const [found] = await this.database.query<Figures>(figures(audiencesOf(who)))
    const bySeverity = found?.bySeverity ?? {}
    const incidents = Object.values(bySeverity).reduce((sum, count) => sum + count, 0)
    return { incidents, bySeverity, alerts: found?.alerts ?? {}, deliveriesDue: found?.deliveriesDue ?? 0 }
  }
}
