import { Inject, Injectable } from '@nestjs/common'
import type { Report } from '@cordon/alerts'
import {
  incidentById,
  mergesTouching,
  reportById,
  reportRevisions,
  reportsOf,
  reportsPage,
  type Database,
  type MergeRow,
} from '@cordon/db'
import { pageOf, readCursor } from '../platform/cursor.js'
import { DATABASE } from '../platform/database.js'
import { none, ok, type Result } from '../platform/result.js'

/** What a report said before one of its corrections. */
export interface ReportRevision {
  readonly report: Report
  readonly replacedAt: string
  readonly replacedBy: string
  readonly reason: string
}

/** Reports as people read them. */
@Injectable()
export class ReportService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  async list({ cursor: at, limit }: { readonly cursor?: string | undefined; readonly limit: number }) {
    const cursor = readCursor(at)
    if (!cursor.ok) return cursor
    const rows = await this.database.query<Report>(reportsPage(cursor.value, limit + 1))
    return ok(pageOf(rows, limit, (last) => [last.recordedAt, last.id]))
  }

  /** The reports that count for an incident: its own, and those of all that are merged into it. */
  async ofIncident(id: string): Promise<Result<readonly Report[]>> {
    const [found] = await this.database.query(incidentById(id))
    if (found === undefined) return none('incident', id)
    const merges = await this.database.query<MergeRow>(mergesTouching([id]))
    const absorbed = merges.filter(({ intoId }) => intoId === id).map(({ incidentId }) => incidentId)
    return ok(await this.database.query<Report>(reportsOf([id, ...absorbed])))
  }

  /** What a report said before each of its corrections, latest first. */
  async revisions(id: string): Promise<Result<readonly ReportRevision[]>> {
    const [found] = await this.database.query(reportById(id))
    if (found === undefined) return none('report', id)
    return ok(await this.database.query<ReportRevision>(reportRevisions(id)))
  }
}
