import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common'
import { Interval } from '@nestjs/schedule'
import { exportStates, instantOf, type ExportState } from '@cordon/alerts'
import { countExports, dropOldExports, exportsAmong, type Database, type ExportWriting } from '@cordon/db'
import { Clock } from '../platform/clock.js'
import { DATABASE } from '../platform/database.js'
import { Metrics } from '../platform/metrics.js'
import { Ticker } from '../upkeep/ticker.js'
import { ExportFiles } from './export-files.js'
import { exporters, keptMs } from './export-jobs.service.js'

/**
 * Lets go of files whose time is over or whose owner may have none any more, and of those on this disk that are nobody's or
 * are to be begun anew; and counts what there is.
 */
@Injectable()
export class ExportSweeper implements BeforeApplicationShutdown {
  private readonly ticker = new Ticker(ExportSweeper.name, () => this.swept())

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(ExportFiles) private readonly files: ExportFiles,
    @Inject(Metrics) private readonly metrics: Pick<Metrics, 'exports'>,
  ) {}

  @Interval(60_000)
  sweep(): Promise<void> {
    return this.ticker.tick()
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.ticker.stop()
  }

  private async swept(): Promise<void> {
    const rights = { roles: exporters, now: this.clock.now() }
    await this.database.query(dropOldExports(instantOf(this.clock.ms() - keptMs), rights))
    await this.count()
    const here = await this.files.list()
    if (here.length === 0) return
    const ids = here.map((name) => name.replace(/\..*$/, ''))
    const kept = await this.database.query<ExportWriting>(exportsAmong(ids))
    const names = new Set(kept.map((it) => this.files.name(it)))
    for (const name of here) if (!names.has(name)) await this.files.forget(name)
  }

  private async count(): Promise<void> {
    const rows = await this.database.query<{ readonly state: ExportState; readonly n: number }>(countExports())
    const of = new Map(rows.map(({ state, n }) => [state, n]))
    for (const state of exportStates) this.metrics.exports.set({ state }, of.get(state) ?? 0)
  }
}
