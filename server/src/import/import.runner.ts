import { Inject, Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common'
import { Interval } from '@nestjs/schedule'
import { instantOf } from '@cordon/alerts'
import {
  forgetUpload,
  importById,
  importsIn,
  moveImport,
  staleUploads,
  type Database,
  type ImportRow,
} from '@cordon/db'
import { Clock } from '../platform/clock.js'
import { DATABASE } from '../platform/database.js'
import { Refusal } from '../platform/result.js'
import { Ticker } from '../upkeep/ticker.js'
import { ImportFiles } from './files.js'
import { ImportService } from './import.service.js'
import { ReadFault, readInThread } from './reader.js'
import { UndoService } from './undo.service.js'

/** How long an upload may lie before somebody starts it. */
const keptMs = 24 * 3_600_000

/** Drives the imports whose files this node has, and whatever is being undone, a chunk at a time; it goes on after a restart. */
@Injectable()
export class ImportRunner implements BeforeApplicationShutdown {
  private readonly log = new Logger(ImportRunner.name)
  private readonly ticker = new Ticker(ImportRunner.name, () => this.work())
  private stopping = false

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(ImportFiles) private readonly files: ImportFiles,
    @Inject(ImportService) private readonly imports: ImportService,
    @Inject(UndoService) private readonly undo: UndoService,
  ) {}

  @Interval(1_000)
  tick(): Promise<void> {
    return this.ticker.tick()
  }

  beforeApplicationShutdown(): Promise<void> {
    this.stopping = true
    return this.ticker.stop()
  }

  @Interval(3_600_000)
  async forget(): Promise<void> {
    const stale = await this.database.query<{ id: string }>(staleUploads(instantOf(this.clock.ms() - keptMs)))
    for (const { id } of stale) {
      await this.database.query(forgetUpload(id))
      await this.files.forget(id)
    }
  }

  private async work(): Promise<void> {
    for (const it of await this.database.query<ImportRow>(importsIn(['running', 'undoing']))) {
      if (this.stopping) return
      if (it.state === 'undoing') await this.undo.goOn(it, () => this.stopping)
      else if (await this.files.has(it.id)) await this.read(it)
    }
  }

  /** Stores the rows that are not in yet, until the file ends or somebody pauses it. */
  private async read(it: ImportRow): Promise<void> {
    try {
      await this.rows(it)
    } catch (error) {
      // What could not be stored because the database was away is tried again at the next tick.
      // Somebody paused it, or another node goes on with it, while a chunk was on its way.
      if (error instanceof Refusal && error.failure.code === 'conflict') return
      if (!(error instanceof ReadFault)) throw error
      this.log.warn(`Import ${it.name}: ${error.message}`)
      await this.fail(it.id, error.message)
    }
  }

  private async rows({ id, mapping, nextRow }: ImportRow): Promise<void> {
    const order = { what: 'rows', path: this.files.path(id), fromRow: nextRow, now: this.clock.now() } as const
    for await (const report of readInThread({ ...order, mapping })) {
      if (this.stopping) return
      if (report.kind === 'refused') return this.fail(id, report.message)
      if (report.kind !== 'chunk') return
      const done = await this.imports.rows(id, report.chunk, report.share)
      if (!done.ok || done.value.state !== 'running') break
    }
    const [after] = await this.database.query<ImportRow>(importById(id))
    if (after?.finished === true) await this.files.forget(id)
  }

  private async fail(id: string, fault: string): Promise<void> {
    await this.database.query(moveImport(id, { from: ['running'], to: 'failed', set: { fault } }))
  }
}
