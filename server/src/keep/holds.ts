import { Inject, Injectable, Logger } from '@nestjs/common'
import { incidentStatuses, type Hold } from '@cordon/alerts'
import { standingHolds, type Database, type Held, type HoldRow, type IncidentSearch } from '@cordon/db'
import type { TokenPrincipal } from '../access/principal.js'
import { house } from '../alert/take.js'
import { Searches } from '../incident/search.js'
import { DATABASE } from '../platform/database.js'
import { ok, type Result } from '../platform/result.js'
import { holdFilter } from '../wire/index.js'
import { roleGrants } from '../wire/permission.js'
import { fieldErrors } from '../wire/problem.js'

/** A hold means the same whoever asks: what everybody may see who answers for the house, and nothing private. */
const reader: TokenPrincipal = { ...house, kind: 'token', scopes: [], permissions: roleGrants.administrator }

/** What holds mean, in the words of the database. */
@Injectable()
export class Holds {
  private readonly log = new Logger(Holds.name)

  constructor(
    @Inject(DATABASE) private readonly database: Pick<Database, 'query'>,
    @Inject(Searches) private readonly searches: Pick<Searches, 'of'>,
  ) {}

  /** All that is held at this moment. A search that cannot be read any more holds everything: better too much than too little. */
  async held(): Promise<Held> {
    const holds = (await this.database.query<HoldRow>(standingHolds())).map(({ body }) => body)
    const searches: IncidentSearch[] = []
    let isAll = false
    for (const hold of holds) {
      const search = await this.searchOf(hold)
      if (!search.ok) this.log.warn(`Hold ${hold.id} cannot be read, so that everything is held.`)
      if (!search.ok) isAll = true
      else if (search.value !== null) searches.push(search.value)
    }
    const incidents = holds.flatMap((hold) => hold.incidents)
    return { holds: holds.map(({ id }) => id), searches, incidents, isAll }
  }

  /** What a hold's search finds, whatever became of it since; null where it has none. */
  async searchOf({ search }: Pick<Hold, 'search'>): Promise<Result<IncidentSearch | null>> {
    if (search === null) return ok(null)
    const filter = holdFilter.safeParse(search)
    if (!filter.success)
      return { ok: false, failure: { code: 'invalid-input', errors: fieldErrors(filter.error, search) } }
    const read = await this.searches.of(filter.data, reader)
    return read.ok ? ok({ ...read.value, statuses: read.value.statuses ?? [...incidentStatuses] }) : read
  }
}
