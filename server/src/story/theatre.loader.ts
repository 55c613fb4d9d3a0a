import { createHash } from 'node:crypto'
import { Inject, Injectable } from '@nestjs/common'
import type { Account, Facility } from '@cordon/alerts'
import {
  addSources,
  advanceImport,
  beginImport,
  facilitiesPage,
  firstAdministrator,
  importBySha,
  theatreState,
  type Database,
  type ImportRow,
  type TheatreState,
} from '@cordon/db'
import type { Principal } from '../access/principal.js'
import { FacilityService } from '../facility/facility.service.js'
import { Clock } from '../platform/clock.js'
import { DATABASE } from '../platform/database.js'
import { newId } from '../platform/id.js'
import { roleGrants } from '../wire/index.js'
import type { Telling } from './step.js'
import { Teller } from './teller.js'
import { readFacilities, readStory, type Story } from './theatre.js'
import { WatchLoader } from './watch-loader.js'

const name = 'First theatre'
/** It comes as a whole; it keeps no list of what it brought, since it is not to be taken back. */
const whole = { refused: [], warned: 0, wrote: [], share: null, finished: true } as const
/** The theatre is loaded once, whatever becomes of its file later. */
const mark = createHash('sha256').update(name).digest('hex')

/**
 * Fills an empty database with the first theatre: facilities, sources, zones with rules, and the first story as
 * history. Kept as an import, so that a start that is broken off goes on where it was.
 */
@Injectable()
export class TheatreLoader {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(FacilityService) private readonly facilities: FacilityService,
    @Inject(WatchLoader) private readonly watch: WatchLoader,
    @Inject(Teller) private readonly teller: Teller,
  ) {}

  /** Loads the theatre where nothing is known yet; true where it did. */
  async loadIfEmpty(): Promise<boolean> {
    const import_ = await this.begun()
    if (import_ === null || import_.finished) return false
    const story = await readStory()
    const facilities = await this.loadFacilities()
    await this.database.query(addSources(story.sources, this.clock.now()))
    const who = await this.administrator()
    if (who !== null) await this.watch.load(story.zones, who, facilities)
    await this.loadHistory(story)
    const done = { fromRow: 1, nextRow: 1 + story.steps.length, stored: story.steps.length, unchanged: 0, revised: 0 }
    await this.database.query(advanceImport({ id: import_.id, ...done, ...whole, now: this.clock.now() }))
    return true
  }

  /** The import that stands for the theatre; null where others were here first. */
  private async begun(): Promise<ImportRow | null> {
    const [state] = await this.database.query<TheatreState>(theatreState())
    const [known] = await this.database.query<ImportRow>(importBySha(mark))
    if (known !== undefined) return known
    if (state?.empty !== true) return null
    const begin = beginImport({ id: newId(this.clock.ms()), name, sha256: mark }, name, this.clock.now())
    const [row] = await this.database.query<ImportRow>(begin)
    return row ?? null
  }

  /** The theatre's facilities by name, those added that are missing. */
  private async loadFacilities(): Promise<ReadonlyMap<string, string>> {
    const rows = await this.database.query<{ body: Facility }>(facilitiesPage(null, 1000))
    const there = rows.map((row) => row.body)
    const wanted = await readFacilities()
    const missing = wanted.filter((it) => !there.some((facility) => facility.name === it.properties.name))
    const added = missing.length === 0 ? [] : await this.facilities.create(missing)
    return new Map([...there, ...added].map((facility) => [facility.name, facility.id]))
  }

  private async administrator(): Promise<Principal | null> {
    const [row] = await this.database.query<Pick<Account, 'id' | 'name' | 'role'>>(firstAdministrator())
    return row === undefined
      ? null
      : { kind: 'account', ...row, permissions: roleGrants[row.role], teams: [], sessionId: '' }
  }

  private async loadHistory({ steps }: Story): Promise<void> {
    let telling: Telling = { name: 'story', exercise: false, shiftMs: 0, ids: new Map() }
    for (const step of steps) telling = await this.teller.tell(step, telling, { toldAt: step.at, history: true })
  }
}
