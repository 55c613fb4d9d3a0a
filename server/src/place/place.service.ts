import { Inject, Injectable } from '@nestjs/common'
import { resolvePlace, type PlaceHints, type PlaceIndex, type Placing, type WatchedDegrees } from '@cordon/alerts'
import { placeVersion, watchedDegrees, type Database } from '@cordon/db'
import { Clock } from '../platform/clock.js'
import { ConfigToken, type Config } from '../platform/config.js'
import { DATABASE } from '../platform/database.js'
import { loadGazetteer } from './gazetteer.js'

/** So long a list that was brought or taken away on another node may go unnoticed. */
const staleMs = 5_000
/** So long what is watched may have changed without weighing: its degrees seldom do. */
const watchedStaleMs = 60_000

interface Loaded {
  readonly version: number
  readonly index: PlaceIndex
}

/** What places are called, and where texts say that something happened. */
@Injectable()
export class PlaceService {
  private loaded: Promise<Loaded> | null = null
  private lookedMs = 0
  private watched: { readonly degrees: Promise<WatchedDegrees>; readonly atMs: number } | null = null

  constructor(
    @Inject(ConfigToken) private readonly config: Pick<Config, 'gazetteer'>,
    @Inject(DATABASE) private readonly database: Pick<Database, 'query'>,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Says what a text means by where; the first to ask waits for the gazetteer. */
  async resolve(text: string, hints: PlaceHints = {}): Promise<Placing> {
    const [index, watched] = [await this.index(), await this.whereWatched()]
    return resolvePlace(text, index, { watched, ...hints })
  }

  /** Where this installation watches; while the database is away, what was known, or nothing. */
  private whereWatched(): Promise<WatchedDegrees> {
    const [before, atMs] = [this.watched, this.clock.ms()]
    if (before !== null && atMs - before.atMs <= watchedStaleMs) return before.degrees
    const degrees = this.database.query<{ degree: WatchedDegrees[number] }>(watchedDegrees()).then(
      (rows) => rows.map(({ degree }) => degree),
      () => before?.degrees ?? [],
    )
    this.watched = { degrees, atMs }
    return degrees
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
