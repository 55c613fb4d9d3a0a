import { Inject, Injectable } from '@nestjs/common'
import { resolvePlace, type PlaceHints, type PlaceIndex, type Placing } from '@cordon/alerts'
import { placeVersion, type Database } from '@cordon/db'
import { Clock } from '../platform/clock.js'
import { ConfigToken, type Config } from '../platform/config.js'
import { DATABASE } from '../platform/database.js'
import { loadGazetteer } from './gazetteer.js'

/** So long a list that was brought or taken away on another node may go unnoticed. */
const staleMs = 5_000

interface Loaded {
  readonly version: number
  readonly index: PlaceIndex
}

/** What places are called, and where texts say that something happened. */
@Injectable()
export class PlaceService {
  private loaded: Promise<Loaded> | null = null
  private lookedMs = 0

  constructor(
    @Inject(ConfigToken) private readonly config: Pick<Config, 'gazetteer'>,
    @Inject(DATABASE) private readonly database: Pick<Database, 'query'>,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Says what a text means by where; the first to ask waits for the gazetteer. */
  async resolve(text: string, hints: PlaceHints = {}): Promise<Placing> {
    return resolvePlace(text, await this.index(), hints)
  }

  /** The gazetteer as it is now, for those who place many texts with `resolvePlace`. */
  async index(): Promise<PlaceIndex> {
    if (this.loaded === null || this.clock.ms() - this.lookedMs > staleMs) await this.look()
    const loaded = await (this.loaded ?? this.load(0))
    return loaded.index
  }

  /** Takes the places anew where they have changed. */
  async look(): Promise<void> {
    this.lookedMs = this.clock.ms()
    const before = await this.loaded
    const version = await this.version().catch((error: unknown) => {
      // While the database is away, what is known is known still.
      if (before !== null) return before.version
      throw error
    })
    if (before?.version === version) return
    this.loaded = this.load(version)
    // What cannot be loaded is tried again by the next who asks.
    this.loaded.catch(() => (this.loaded = null))
  }

  private async version(): Promise<number> {
    const [row] = await this.database.query<{ version: number }>(placeVersion())
    return row?.version ?? 0
  }

  private async load(version: number): Promise<Loaded> {
    return { version, index: await loadGazetteer(this.config.gazetteer, this.database) }
  }
}
