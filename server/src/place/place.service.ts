import { Inject, Injectable } from '@nestjs/common'
import { resolvePlace, type PlaceHints, type PlaceIndex, type Placing } from '@cordon/alerts'
import { ConfigToken, type Config } from '../platform/config.js'
import { loadGazetteer } from './gazetteer.js'

/** What places are called, and where texts say that something happened. */
@Injectable()
export class PlaceService {
  private loading: Promise<PlaceIndex> | null = null

  constructor(@Inject(ConfigToken) private readonly config: Pick<Config, 'gazetteer'>) {}

  /** Says what a text means by where; the first to ask waits for the gazetteer. */
  async resolve(text: string, hints: PlaceHints = {}): Promise<Placing> {
    return resolvePlace(text, await this.index(), hints)
  }

  /** The gazetteer as it is now, for those who place many texts with `resolvePlace`. */
  async index(): Promise<PlaceIndex> {
    this.loading ??= loadGazetteer(this.config.gazetteer)
    return this.loading
  }
}
