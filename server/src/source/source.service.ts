import { Inject, Injectable } from '@nestjs/common'
import { instantOf, type Reliability, type Source, type SourceKind } from '@cordon/alerts'
import { allSources, changeSource, incidentsToldBy, sourceRevisions, sourcesById, type Database } from '@cordon/db'
import type { Principal } from '../access/principal.js'
import { Clock } from '../platform/clock.js'
import { DATABASE } from '../platform/database.js'
import { none, ok, type Result } from '../platform/result.js'
import type { SourceChanged, SourceListed, SourceRevision } from '../wire/index.js'
import { Regrader } from './regrader.js'

/** What somebody holds of a source from now on, and why. */
export interface SourceJudgement {
  readonly reliability?: Reliability | undefined
  readonly kind?: SourceKind | undefined
  readonly reason?: string | undefined
}

const recentMs = 30 * 86_400_000

/** Sources: what is held of them, who changed it and why. */
@Injectable()
export class SourceService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Regrader) private readonly regrader: Regrader,
  ) {}

  list(): Promise<readonly SourceListed[]> {
    return this.database.query<SourceListed>(allSources(instantOf(this.clock.ms() - recentMs)))
  }

  /** Changes what is held of a source. What it told is counted, and graded anew behind the answer in small batches. */
  async change(id: string, said: SourceJudgement, who: Principal): Promise<Result<SourceChanged>> {
    const { reliability = null, kind = null, reason = null } = said
    const change = { reliability, kind, reason, at: this.clock.now(), by: who.name }
    const rows = await this.database.query<Source & { regradeFor: number | null }>(changeSource(id, change))
    const [row] = rows
    if (row === undefined) return none('source', id)
    const { regradeFor: revision, ...source } = row
    if (revision === null) return ok({ ...source, regrading: 0 })
    const [told] = await this.database.query<{ n: number }>(incidentsToldBy(id))
    this.regrader.begin({ id, revision, reason })
    return ok({ ...source, regrading: told?.n ?? 0 })
  }

  async revisions(id: string): Promise<Result<readonly SourceRevision[]>> {
    const known = await this.database.query(sourcesById([id]))
    if (known.length === 0) return none('source', id)
    return ok(await this.database.query<SourceRevision>(sourceRevisions(id)))
  }
}
