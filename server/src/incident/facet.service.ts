import { Inject, Injectable } from '@nestjs/common'
import { facetsOf, type FacetsRow } from '@cordon/db'
import type { Principal } from '../access/principal.js'
import { ok, type Result } from '../platform/result.js'
import type { IncidentFacets } from '../wire/index.js'
import type { Filter } from './filter.js'
import { Searches } from './search.js'

/** So many are looked at, the latest ones, where a search finds much, so that counting takes no longer for it. */
const mostCounted = 20_000
const binCount = 60

/** What a search holds, counted by kind and time. */
@Injectable()
export class FacetService {
  constructor(@Inject(Searches) private readonly searches: Searches) {}

  async of(filter: Filter, who: Principal): Promise<Result<IncidentFacets>> {
    const search = await this.searches.of(filter, who)
    if (!search.ok) return search
    const way = await this.searches.wayOf(search.value)
    const counting = { way, most: mostCounted, bins: binCount }
    const rows = await this.searches.within<FacetsRow>(facetsOf(search.value, counting))
    if (!rows.ok) return rows
    const [{ facets, bins, isCut, ...row } = nothing] = rows.value
    const exercises = await this.searches.exercisesBut(search.value, mostCounted)
    if (!exercises.ok) return exercises
    const among = isCut ? mostCounted : null
    return ok({
      ...row,
      among,
      exercises: exercises.value,
      isAll: among === null && row.counted < mostCounted,
      facets: [...facets],
      bins: [...bins],
      binCount,
    })
  }
}

const nothing: FacetsRow = {
  counted: 0,
  isCut: false,
  earliest: null,
  latest: null,
  firstKnown: null,
  lastKnown: null,
  facets: [],
  bins: [],
}
