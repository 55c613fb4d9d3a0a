import { Inject, Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common'
import { Interval } from '@nestjs/schedule'
import { setTimeout as rest } from 'node:timers/promises'
import { coarseGrid, instantMs, type ExportFault, type Incident, type Instant } from '@cordon/alerts'
import {
  advanceExport,
  endExport,
  exportsUnderWay,
  failExport,
  redateExport,
  restartExport,
  type Database,
  type ExportJobRow,
  type IncidentSearch,
} from '@cordon/db'
import { fileFormats, type FileFormat } from '../history/files.js'
import { IncidentService } from '../incident/incident.service.js'
import { Searches } from '../incident/search.js'
import { Clock } from '../platform/clock.js'
import { DATABASE, isOutage } from '../platform/database.js'
import { faultPoint } from '../platform/fault-point.js'
import { Ticker } from '../upkeep/ticker.js'
import { ExportFiles, type Writing } from './export-files.js'
import { exporters, searchIn } from './export-jobs.service.js'

/** What was recorded by a time may be on its way for a moment longer. */
const restMs = 2_000
/** The clocks of nodes that are set differ by less. */
const clocksDifferMs = 10_000
/** What is written is noted so often: a restart writes no more than that once more. */
const notedMs = 1_000
/** Then another file has its turn. */
const turnMs = 5_000
/** After each page it rests for as long as that took, and no longer than this: whoever reports something goes first. */
const mostRestMs = 250
/** A file that nobody has written on for so long was begun by a node that is gone. */
const leftMs = 10 * 60_000

type UnderWay = ExportJobRow & { readonly movedAt: Instant }

/** Writes the files that people asked for, one at a time and each in turns; it goes on after a restart. */
@Injectable()
export class ExportRunner implements BeforeApplicationShutdown {
  private readonly log = new Logger(ExportRunner.name)
  private readonly ticker = new Ticker(ExportRunner.name, () => this.work())
  private stopping = false

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(ExportFiles) private readonly files: ExportFiles,
    @Inject(Searches) private readonly searches: Pick<Searches, 'seenBy' | 'planOf'>,
    @Inject(IncidentService) private readonly incidents: Pick<IncidentService, 'found'>,
  ) {}

  @Interval(1_000)
  tick(): Promise<void> {
    return this.ticker.tick()
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true
    await this.ticker.stop()
  }

  private async work(): Promise<void> {
    for (const job of await this.database.query<UnderWay>(
      exportsUnderWay({ roles: exporters, now: this.clock.now() }),
    )) {
      if (this.stopping) return
      if (await this.isOurs(job)) await this.write(job)
    }
  }

  /** Whether this node goes on with a file: it has what is written, or nothing is. */
  private async isOurs(job: UnderWay): Promise<boolean> {
    const { asOf, rows, bytes, movedAt } = job
    if (rows === 0) {
      const waitsMs = instantMs(asOf) + restMs - this.clock.ms()
      // Else a clock that was put back would have it wait in silence until that time comes again.
      if (waitsMs > restMs + clocksDifferMs) await this.database.query(redateExport(job, this.clock.now()))
      return waitsMs <= 0
    }
    const here = await this.files.bytes(job)
    if (here !== null && here >= bytes) return true
    const isLeft = this.isPast(instantMs(movedAt), leftMs)
    if (isLeft) await this.database.query(restartExport(job, this.clock.now()))
    return false
  }

  /** While the database is away the next tick tries again. */
  private async write(job: ExportJobRow): Promise<void> {
    try {
      // Of a file without rows its beginning may be noted: that is written once more.
      const file = await this.files.from(job, job.rows === 0 ? 0 : job.bytes)
      try {
        await this.turn(job, file)
      } finally {
        await file.close()
      }
    } catch (error) {
      const fault = faultOf(error)
      if (fault === 'unexpected' && isOutage(error)) throw error
      const failed = await this.database.query(failExport(job, fault, this.clock.now()))
      // Whoever lets go of a file while it is written has not broken anything.
      if (failed.length > 0) this.log.warn(`The file ${job.id} could not be written on: ${String(error)}`)
    }
  }

  private async turn(job: ExportJobRow, file: Writing): Promise<void> {
    const format = formats[job.format]
    const search = await this.searchOf(job)
    const { way, about } = await this.searches.planOf({ ...search, after: null })
    const noting = new Noting(job, about)
    const beganAt = this.clock.ms()
    if (job.rows === 0) await file.add(format.head())
    let began = performance.now()
    for await (const page of this.incidents.found(search, way)) {
      await file.add(format.page(page, noting.rows === 0))
      noting.past(page)
      if (this.isPast(noting.at, notedMs)) {
        if (!(await this.noted(noting, file))) return
        if (this.stopping) return
        if (this.isPast(beganAt, turnMs)) return void this.ticker.tick()
      }
      await rest(Math.min(performance.now() - began, mostRestMs))
      began = performance.now()
    }
    if (await this.noted(noting, file)) await this.end(noting, file, format)
  }

  /** Whether so long has passed; a clock that was put back meanwhile is no reason to wait until that time comes again. */
  private isPast(atMs: number, forMs: number): boolean {
    return Math.abs(this.clock.ms() - atMs) > forMs
  }

  private async searchOf({ search, asOf, seenKm, afterAt, afterId }: ExportJobRow): Promise<IncidentSearch> {
    const read = searchIn(search)
    if (!read.ok) throw new Error('A search that was taken can be read.')
    const asked = await this.searches.seenBy({ ...read.value, asOf }, seenKm === null ? null : coarseGrid(seenKm))
    return { ...asked, after: afterAt === null || afterId === null ? null : [afterAt, afterId] }
  }

  /** Whether it is still ours to write on: begun anew where somebody has cut or removed it, and not where it takes the last room. */
  private async noted(noting: Noting, file: Writing): Promise<boolean> {
    await file.flushed()
    faultPoint('export.written')
    const now = this.clock.now()
    if ((await this.files.bytes(noting)) !== file.bytes) {
      await this.database.query(restartExport({ ...noting.told, rows: noting.from }, now))
      return false
    }
    const moved = await this.database.query(advanceExport({ ...noting.told, now, bytes: file.bytes }))
    faultPoint('export.noted')
    noting.isNoted(this.clock.ms())
    if (moved.length === 0) return false
    if (await this.files.hasRoom()) return true
    throw new NoRoom()
  }

  private async end(noting: Noting, file: Writing, format: FileFormat): Promise<void> {
    await file.add(format.tail)
    await file.flushed()
    const sha256 = await this.files.sha256(noting)
    faultPoint('export.whole')
    await this.database.query(endExport({ ...noting.told, bytes: file.bytes, now: this.clock.now() }, sha256))
  }
}

const formats: Readonly<Record<ExportJobRow['format'], FileFormat>> = {
  csv: fileFormats.csv,
  geojson: fileFormats.geoJson,
  kml: fileFormats.kml,
  fgb: fileFormats.flatGeobuf,
}

/** How far a file is, and how far it is noted to be. */
class Noting {
  readonly id: string
  readonly round: number
  from: number
  rows: number
  after: readonly [Instant, string] | null
  at = 0

  constructor(
    job: ExportJobRow,
    readonly planned: number,
  ) {
    this.id = job.id
    this.round = job.round
    this.from = job.rows
    this.rows = job.rows
    this.after = job.afterAt === null || job.afterId === null ? null : [job.afterAt, job.afterId]
  }

  /** There are no fewer than there are. */
  get about(): number {
    return Math.max(this.planned, this.rows)
  }

  get told() {
    const { id, round, from, about, rows, after } = this
    return { id, round, from, about, rows, after }
  }

  past(page: readonly Incident[]): void {
    const last = page.at(-1)
    if (last === undefined) return
    this.rows += page.length
    this.after = [last.occurredFrom, last.id]
  }

  isNoted(at: number): void {
    this.at = at
    this.from = this.rows
  }
}

/** The disk has room, but what is left of it is for what has to be recorded. */
class NoRoom extends Error {
  readonly code = 'ENOSPC'

  constructor() {
    super('What is left of the disk is kept for what has to be recorded.')
  }
}

function faultOf(error: unknown): ExportFault {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'disk-full'
  return ['EACCES', 'EPERM', 'EROFS', 'EIO', 'ENOENT', 'ENOTDIR', 'EISDIR'].includes(code)
    ? 'not-written'
    : 'unexpected'
}
