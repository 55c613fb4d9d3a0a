import { faultAt, finding } from '@cordon/alerts'
import { Inject, Injectable } from '@nestjs/common'
import {
  changeSearch,
  dropSearch,
  saveSearch,
  searchesFor,
  searchFor,
  type Database,
  type SavedSearchRow,
} from '@cordon/db'
import type { Principal } from '../access/principal.js'
import { Clock } from '../platform/clock.js'
import { DATABASE } from '../platform/database.js'
import { newId } from '../platform/id.js'
import { deny, none, ok, wrong, type Result } from '../platform/result.js'
import type { SavedSearch, SavedSearchInput, SavedSearchPatch } from '../wire/index.js'

/** How many searches one person may keep. */
export const mostSearches = 200

/** Searches that people keep. Who opens one finds what they may see: it is a question and no answer. */
@Injectable()
export class SavedSearchService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  list(who: Principal): Promise<readonly SavedSearch[]> {
    return this.database.query<SavedSearchRow>(searchesFor(who.id))
  }

  async one(id: string, who: Principal): Promise<Result<SavedSearch>> {
    const [found] = await this.database.query<SavedSearchRow>(searchFor(id, who.id))
    return found === undefined ? none('search', id) : ok(found)
  }

  async save(said: SavedSearchInput, who: Principal): Promise<Result<SavedSearch>> {
    const kept = { id: newId(this.clock.ms()), accountId: who.id, savedAt: this.clock.now(), most: mostSearches }
    const [row] = await this.database.query<SavedSearchRow>(saveSearch({ ...said, ...kept }))
    if (row !== undefined) return ok(row)
    return wrong(faultAt('name', finding('asked.searches', { mostCount: mostSearches })))
  }

  async change(id: string, { name, shared }: SavedSearchPatch, who: Principal): Promise<Result<SavedSearch>> {
    const change = { name: name ?? null, shared: shared ?? null }
    const [row] = await this.database.query<SavedSearchRow>(changeSearch(id, who.id, change))
    if (row !== undefined) return ok(row)
    const found = await this.one(id, who)
    if (!found.ok) return found
    if (found.value.ownerId !== who.id)
      return deny('not-allowed', finding('denied.searchOf', { owner: found.value.ownerName }))
    return deny('name-taken', finding('denied.searchNamed', { name: name ?? found.value.name }))
  }

  async remove(id: string, who: Principal): Promise<Result<null>> {
    const gone = await this.database.query(dropSearch(id, who.id))
    if (gone.length > 0) return ok(null)
    const found = await this.one(id, who)
    return found.ok ? deny('not-allowed', finding('denied.searchOf', { owner: found.value.ownerName })) : found
  }
}
