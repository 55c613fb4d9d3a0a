import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Database } from '@cordon/db'
import { IncidentService } from '../incident/incident.service.js'
import { Searches } from '../incident/search.js'
import type { pipelineAt } from '../ingest/ingest.fixture.js'
import { PlaceService } from '../place/place.service.js'
import { Clock } from '../platform/clock.js'
import { Metrics } from '../platform/metrics.js'
import type { Result } from '../platform/result.js'
import { Sight } from '../sight/sight.js'
import { ExportFiles } from './export-files.js'
import { ExportJobs } from './export-jobs.service.js'
import { ExportRunner } from './export.runner.js'
import { ExportSweeper } from './export.sweeper.js'

/** A clock on which half a second passes whenever somebody looks, so that a few pages are a turn. */
export class HastyClock extends Clock {
  private at = Date.parse('2026-11-09T06:00:00.000Z')

  override ms(): number {
    this.at += 500
    return this.at
  }

  pass(minutes: number): void {
    this.at += minutes * 60_000
  }
}

interface ExportNode {
  readonly database: Database
  readonly clock: Clock
  readonly ingest: ReturnType<typeof pipelineAt>['ingest']
  readonly folder: string
  readonly coarseKm: number | null
}

/** What prepares files on one node, with a folder of its own. */
export function exportNode({ database, clock, ingest, folder, coarseKm }: ExportNode) {
  const sight = new Sight({ coarseKm })
  const places = new PlaceService({ gazetteer: ['SY'] }, database, clock)
  const searches = new Searches(database, clock, sight, places)
  const points = {
    covered: async <T>(them: readonly T[]) => them,
    doubted: async <T>(them: readonly T[]) => them,
    doubtOf: async () => () => null,
    reachOf: async () => () => 0,
  }
  const incidents = new IncidentService(database, ingest, clock, searches, points)
  const files = new ExportFiles({ folder })
  const jobs = new ExportJobs(database, clock, searches, sight, files)
  const runner = new ExportRunner(database, clock, files, searches, incidents)
  const metrics = new Metrics()
  const sweeper = new ExportSweeper(database, clock, files, metrics)
  /** The one that was begun last, of files that are begun anew at most nine times. */
  const pathOf = async (id: string) => {
    const its = (await files.list()).filter((name) => name.startsWith(id))
    return join(files.folder, its.sort().at(-1) ?? id)
  }
  const bytes = async (id: string) => readFile(await pathOf(id))
  return { jobs, runner, sweeper, metrics, files, incidents, pathOf, bytes }
}

export function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.failure))
  return result.value
}
