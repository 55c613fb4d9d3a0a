import { setImmediate } from 'node:timers/promises'
import { Inject, Injectable } from '@nestjs/common'
import {
  comparableDraft,
  likeEarlier,
  likeliest,
  likeStored,
  type Beside,
  type Draft,
  type PlacedDraft,
  type PlacedReading,
} from '@cordon/alerts'
import { may, type Principal } from '../access/principal.js'
import { SameService } from '../incident/same.service.js'
import { ok, type Result } from '../platform/result.js'
import { Sight } from '../sight/sight.js'
import type { ReadingInput } from '../wire/index.js'
import { PlaceFinder } from './place-finder.js'
import { ReadingDesk } from './reading-desk.js'

type Placed = Omit<PlacedDraft, 'mayBe'>

/** Reads texts into drafts, looks their places up and says which tell again what is known. Stores nothing. */
@Injectable()
export class ReadingService {
  constructor(
    @Inject(ReadingDesk) private readonly desk: ReadingDesk,
    @Inject(PlaceFinder) private readonly places: PlaceFinder,
    @Inject(SameService) private readonly same: SameService,
    @Inject(Sight) private readonly sight: Sight,
  ) {}

  /** Of what is stored only those hear who may read it, and see its place: it is found by that. */
  async read(input: ReadingInput, who: Principal): Promise<Result<PlacedReading>> {
    const read = await this.desk.read(input, who.id)
    if (!read.ok) return read
    const hears = may(who, 'read') && this.sight.gridFor(who) === null
    const before: Beside<Placed>[] = []
    const drafts: PlacedDraft[] = []
    for (const draft of read.value.drafts) {
      const placed = await this.placed(draft)
      const beside = { it: placed, as: comparableDraft(placed, input.text) }
      const stored = beside.as === null || !hears ? [] : likeStored(beside.as, await this.same.near(beside.as))
      drafts.push({ ...placed, mayBe: likeliest([...likeEarlier(beside, before), ...stored]) })
      before.push(beside)
      // A long text tells much; others are served between two drafts.
      await setImmediate()
    }
    return ok({ drafts, leftOut: read.value.leftOut })
  }

  private async placed(draft: Draft): Promise<Placed> {
    const { place, scope } = draft
    const around = scope === null ? null : await this.places.find(scope.value, null)
    if (place === null) return { ...draft, placing: null, around }
    const { name, relative, within, level } = place.value
    const words = level === 'admin1' ? place.value.words : relative === null ? name : `${name} (${relative})`
    return { ...draft, placing: await this.places.find(words, within ?? scope?.value ?? null), around }
  }
}
