import { Inject, Injectable } from '@nestjs/common'
import type { DraftCandidate, DraftPlacing, PlaceCandidate, PlacePosition } from '@cordon/alerts'
import { PlaceService } from '../place/place.service.js'

/** Few enough to choose from by key. */
const limit = 5

/** Looks up what a draft says of where. */
@Injectable()
export class PlaceFinder {
  constructor(@Inject(PlaceService) private readonly places: Pick<PlaceService, 'resolve'>) {}

  async find(words: string, admin1: string | null): Promise<DraftPlacing> {
    const placing = await this.places.resolve(words, { admin1, limit })
    const { verdict, explanation, findings, position } = placing
    const others = placing.candidates.map((it) => candidate(it.place.name, it.position, it))
    const name = placing.candidates[0]?.place.name ?? words
    const candidates =
      position === null ? others : [candidate(name, position, placing.candidates[0]), ...others.slice(1)]
    const checks = placing.checks.filter((it) => !it.agrees)
    return { verdict, explanation, findings, candidates, checks }
  }
}

function candidate(name: string, position: PlacePosition, from?: PlaceCandidate): DraftCandidate {
  const { point, uncertaintyMetres, locationPrecision } = position
  const admin1 = from?.place.admin1 ?? null
  return { name, admin1, point, uncertaintyMetres, locationPrecision, reasons: from?.reasons ?? [] }
}
