import { Injectable } from '@nestjs/common'
import type { DraftPlacing } from '@cordon/alerts'

/** Looks up what a draft says of where. */
@Injectable()
export class PlaceFinder {
  async find(words: string, _admin1: string | null): Promise<DraftPlacing> {
    const explanation = `There is no gazetteer that knows "${words}".`
    return { verdict: 'none', explanation, candidates: [], checks: [] }
  }
}
