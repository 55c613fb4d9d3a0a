import type { Part } from '../platform/part.js'
import { ExportFiles } from './export-files.js'
import { ExportJobController } from './export-job.controller.js'
import { ExportJobs } from './export-jobs.service.js'
import { ExportRunner } from './export.runner.js'
import { ExportSweeper } from './export.sweeper.js'

/** What prepares files that take longer than somebody waits, for the list of the whole server. */
export const exporting = {
  controllers: [ExportJobController],
  providers: [ExportFiles, ExportJobs, ExportRunner, ExportSweeper],
} satisfies Part
