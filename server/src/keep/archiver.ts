import { Inject, Injectable, Logger } from '@nestjs/common'
import { existsSync } from 'node:fs'
import { mkdir, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { ArchiveClass, Instant } from '@cordon/alerts'
import {
  archiveDeleted,
  archiveDone,
  archivesToNote,
  archiveWritten,
  beginArchive,
  dropArchive,
  dropOpenArchives,
  holdStill,
  lockParts,
  nextOld,
  openArchivePath,
  rememberAlerts,
  standingHolds,
  stillDue,
  takeAway,
  tellHistoryChanged,
  type ArchiveBegun,
  type ArchiveRow,
  type Database,
  type Due,
  type Held,
  type HoldRow,
  type LookedAt,
  type Transaction,
} from '@cordon/db'
import { house } from '../alert/take.js'
import { AuditService } from '../audit/audit.service.js'
import { BackupFault, type EndLine } from '../backup/format.js'
import { Clock } from '../platform/clock.js'
import { ConfigToken, type Config } from '../platform/config.js'
import { DATABASE, takenHead } from '../platform/database.js'
import { faultPoint } from '../platform/fault-point.js'
import { newId } from '../platform/id.js'
import { checkArchive, dropped, flushed, isUnchanged, writeArchive, type Things } from './archive-file.js'
import { Holds } from './holds.js'

/** Of which class, and up to when. */
export interface Old {
  readonly kind: ArchiveClass
  readonly before: Instant
}

/** What came of a look at some old things. */
export interface Looked {
  readonly went: number
  /** The last that was looked at; null where there was none. */
  readonly last: string | null
}

const nothingHeld: Held = { holds: [], searches: [], incidents: [], isAll: false }

/**
 * Takes what is old out of the database, some at a time. It is written into a file first, which is read again to its end;
 * then what stands in the database is held against that file and goes, in one transaction. Until that is committed the
 * database has all of it, and from then on the file. A file has its name once the database has let go.
 */
@Injectable()
export class Archiver {
  private readonly log = new Logger(Archiver.name)
  readonly folder: string

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AuditService) private readonly audit: Pick<AuditService, 'note'>,
    @Inject(Holds) private readonly holds: Pick<Holds, 'held'>,
    @Inject(ConfigToken) { folder }: Pick<Config, 'folder'>,
  ) {
    this.folder = join(folder, 'archives')
  }

  /** Ends what a killed node has left behind: what was not let go of is begun anew. For whoever has the night's work. */
  async tidy(): Promise<void> {
    const open = await this.database.query<ArchiveRow>(dropOpenArchives())
    // The row first: a file whose row is there may be all that is left.
    for (const { file } of open) await dropped(this.halfOf(file))
    for (const it of await this.database.query<ArchiveRow>(archivesToNote())) await this.settle(it)
  }

  /** Looks at the next old things of a class, and archives those that go. */
  async archiveNext({ kind, before }: Old, after: string | null): Promise<Looked> {
    const now = this.clock.now()
    const held = await this.holds.held()
    const old = await this.database.query<LookedAt>(nextOld({ kind, before, now, held }, after))
    const ids = old.filter(({ goes }) => goes).map(({ id }) => id)
    const went = ids.length > 0 && (await this.archive({ kind, ids }, before)) ? ids.length : 0
    return { went, last: old.at(-1)?.id ?? null }
  }

  /** Whether they went: not where one was changed or held meanwhile; another night tries it again. */
  private async archive(things: Things, before: Instant): Promise<boolean> {
    const it = this.begun(things, before)
    await this.database.query(beginArchive(it))
    faultPoint('archive.begun')
    const end = await this.write(things, it)
    if (end === null || !(await this.letGo(things, it, end))) {
      await this.giveUp(it)
      return false
    }
    faultPoint('archive.deleted')
    await this.settle({ ...it, sha256: end.sha256 })
    return true
  }

  private begun({ kind, ids }: Things, before: Instant): ArchiveBegun {
    const [id, madeAt] = [newId(this.clock.ms()), this.clock.now()]
    return { id, kind, before, madeAt, file: `${kind}-${madeAt.slice(0, 10)}-${id}.archive`, things: ids.length }
  }

  /** Writes a file and reads it again; null where somebody else has given the archive up meanwhile. */
  private async write(things: Things, it: ArchiveBegun): Promise<EndLine | null> {
    const made = await mkdir(this.folder, { recursive: true, mode: 0o700 })
    if (made !== undefined) await flushed(dirname(made))
    const file = this.halfOf(it.file)
    const end = await writeArchive(this.database, things, { ...it, file })
    faultPoint('archive.written')
    const read = await checkArchive(file)
    if (read.end.sha256 !== end.sha256) throw new BackupFault(`${file} is not what was written into it.`)
    const rows = end.tables.reduce((sum, table) => sum + table.rows, 0)
    const noted = await this.database.query(archiveWritten(it.id, { rows, sha256: end.sha256 }))
    faultPoint('archive.verified')
    return noted.length === 0 ? null : end
  }

  /**
   * Takes the rows away; false where one has changed since it was written, is held by now, or the archive was given up.
   * What holds mean is asked before the head of the feed is taken, for which everybody waits.
   */
  private async letGo(things: Things, it: ArchiveBegun, end: EndLine): Promise<boolean> {
    const held = await this.holds.held()
    return this.database.transaction('plain', async (run) => {
      await run.query(holdStill())
      const holds = (await run.query<HoldRow>(standingHolds())).map(({ body }) => body.id)
      if (holds.join() !== held.holds.join() || !(await this.isDue(run, things, { ...it, held }))) return false
      await takenHead(run)
      const [open] = await run.query(openArchivePath(it.id))
      if (open === undefined || !(await this.isDue(run, things, { ...it, held: nothingHeld }))) return false
      for (const statement of lockParts(things.kind, things.ids)) await run.query(statement)
      if (!(await isUnchanged(run, things, end))) return false
      if (things.kind === 'alert') await run.query(rememberAlerts(things.ids))
      for (const statement of takeAway(things.kind, things.ids)) await run.query(statement)
      await run.query(archiveDeleted(it.id))
      await run.query(tellHistoryChanged(it.id, it.things, this.clock.now()))
      return true
    })
  }

  private async isDue(run: Transaction, { kind, ids }: Things, { before, held }: Pick<Due, 'before' | 'held'>) {
    const due = await run.query(stillDue({ kind, before, now: this.clock.now(), held }, ids))
    return due.length === ids.length
  }

  private async giveUp({ id, file }: ArchiveBegun): Promise<void> {
    this.log.log(`${file} was given up: what it holds was changed or held while it was written.`)
    await this.database.query(dropArchive(id))
    await dropped(this.halfOf(file))
  }

  /** Names the file and notes in the audit log what went into it; again, where a node was killed in between. */
  private async settle(it: ArchiveBegun & { readonly sha256: string | null }): Promise<void> {
    const half = this.halfOf(it.file)
    // On another node’s disk it gets its name when that one comes to it.
    if (existsSync(half)) await this.named(half, join(this.folder, it.file))
    else if (!existsSync(join(this.folder, it.file))) return
    faultPoint('archive.named')
    await this.audit.note({
      ...{ at: this.clock.now(), by: house.id, name: house.name, action: 'POST /api/keeping/archives', status: 201 },
      ...{ params: {}, query: { class: it.kind, things: it.things, file: it.file, sha256: it.sha256 }, made: it.id },
    })
    await this.database.query(archiveDone(it.id))
  }

  private async named(half: string, whole: string): Promise<void> {
    await rename(half, whole)
    await flushed(this.folder)
  }

  private halfOf(file: string): string {
    return join(this.folder, `${file}.half`)
  }
}
