import { Inject, Injectable } from '@nestjs/common'
import { finding, type Place } from '@cordon/alerts'
import {
  addPlaces,
  beginPlaceList,
  finishPlaceList,
  placeList,
  placeLists,
  removePlaceList,
  type Database,
  type PlaceListRow,
} from '@cordon/db'
import { Clock } from '../platform/clock.js'
import { DATABASE } from '../platform/database.js'
import { newId } from '../platform/id.js'
import { deny, none, ok, type Result } from '../platform/result.js'
import type { Input } from '../platform/route.js'
import type { placeRoutes } from '../wire/index.js'

type Said = Input<typeof placeRoutes.addToList>['body']

/** More than this would not fit beside the server in memory. */
const mostPlaces = 500_000

/** Lists of places that an operator brings and takes away. */
@Injectable()
export class PlaceListService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async lists(): Promise<readonly PlaceListRow[]> {
    return this.database.query<PlaceListRow>(placeLists())
  }

  async begin(said: Input<typeof placeRoutes.beginList>['body'], recordedBy: string): Promise<PlaceListRow | null> {
    const list = { ...said, id: newId(this.clock.ms()), recordedBy }
    const begin = beginPlaceList(list, this.clock.now())
    const [row] = await this.database.transaction('plain', (run) => run.last<PlaceListRow>(begin))
    return row ?? null
  }

  /** Adds places, and finishes the list where that is said. */
  async add(id: string, { places, finished }: Said): Promise<Result<PlaceListRow>> {
    const list = await this.one(id)
    if (list === null) return none('list of places', id)
    const { name } = list
    if (list.active) return deny('wrong-state', finding('places.finished', { name }))
    if (list.places + places.length > mostPlaces)
      return deny('too-large', finding('places.most', { mostCount: mostPlaces }))
    const stored = places.map((it, row) => placeOf(list, it, `${list.places + row + 1}`))
    await this.database.transaction('plain', async (run) => {
      if (stored.length > 0) await run.query(addPlaces(id, stored))
      if (finished) await run.query(finishPlaceList(id))
    })
    const now = await this.one(id)
    return now === null ? deny('not-found', finding('places.removed', { name })) : ok(now)
  }

  async remove(id: string): Promise<Result<null>> {
    const gone = await this.database.query(removePlaceList(id))
    return gone.length === 0 ? none('list of places', id) : ok(null)
  }

  private async one(id: string): Promise<PlaceListRow | null> {
    const [row] = await this.database.query<PlaceListRow>(placeList(id))
    return row ?? null
  }
}

function placeOf(list: PlaceListRow, said: Said['places'][number], row: string): Place {
  const { key, point, country, admin1, admin2, population, ...rest } = said
  return {
    ...rest,
    id: `${list.name}:${key ?? row}`,
    country: country ?? null,
    admin1: admin1 ?? null,
    admin2: admin2 ?? null,
    point: { type: 'Point', coordinates: point },
    population: population ?? null,
    source: list.source,
  }
}
