import { setImmediate } from 'node:timers/promises'
import { Inject, Injectable } from '@nestjs/common'
import {
  distanceMetres,
  withLikeness,
  type Draft,
  type DraftPlacing,
  type PlacedDraft,
  type PlacedReading,
} from '@cordon/alerts'
import type { Point } from 'geojson'
import { ok, type Result } from '../platform/result.js'
import type { ReadingInput } from '../wire/index.js'
import { PlaceFinder } from './place-finder.js'
import { ReadingDesk } from './reading-desk.js'

/** Reads texts into drafts and looks their places up. Stores nothing. */
@Injectable()
export class ReadingService {
  constructor(
    @Inject(ReadingDesk) private readonly desk: ReadingDesk,
    @Inject(PlaceFinder) private readonly places: PlaceFinder,
  ) {}

  async read(input: ReadingInput): Promise<Result<PlacedReading>> {
    const read = await this.desk.read(input)
    if (!read.ok) return read
    const placings = new Map<Draft['draft'], Pick<PlacedDraft, 'placing' | 'around'>>()
    for (const draft of read.value.drafts) {
      placings.set(draft.draft, await this.placed(draft))
      // A long text names many places; others are served between two of them.
      await setImmediate()
    }
    const found = (draft: Draft) => placings.get(draft.draft)?.placing ?? null
    const drafts = withLikeness(read.value.drafts, (a, b) => nearness(found(a), found(b)))
    return ok({
      drafts: drafts.map((it) => ({ ...it, ...(placings.get(it.draft) ?? { placing: null, around: null }) })),
      leftOut: read.value.leftOut,
    })
  }

  private async placed({ place, scope }: Draft): Promise<Pick<PlacedDraft, 'placing' | 'around'>> {
    const around = scope === null ? null : await this.places.find(scope.value, null)
    if (place === null) return { placing: null, around }
    const { name, relative, within, level } = place.value
    const words = level === 'admin1' ? place.value.words : relative === null ? name : `${name} (${relative})`
    return { placing: await this.places.find(words, within ?? scope?.value ?? null), around }
  }
}

/** Two places that were found are as near as their discs say; of others only the names are known. */
function nearness(a: DraftPlacing | null, b: DraftPlacing | null): number | null {
  const [here] = a?.verdict === 'found' ? a.candidates : []
  const [there] = b?.verdict === 'found' ? b.candidates : []
  if (here === undefined || there === undefined) return null
  const reach = here.uncertaintyMetres + there.uncertaintyMetres + 1_000
  const metres = distanceMetres(lonLat(here.point), lonLat(there.point))
  return metres <= reach ? 1 : Math.max(0, 1 - (metres - reach) / 10_000)
}

function lonLat({ coordinates: [longitude = 0, latitude = 0] }: Point): readonly [number, number] {
  return [longitude, latitude]
}
