import type { Part } from '../platform/part.js'
import { ImportFiles } from './files.js'
import { ImportController } from './import.controller.js'
import { ImportRunner } from './import.runner.js'
import { ImportService } from './import.service.js'
import { ImportJobController } from './job.controller.js'
import { ImportJobs } from './jobs.service.js'
import { PreviewService } from './preview.service.js'
import { UndoService } from './undo.service.js'

/** What takes in history from files, for the list of the whole server. */
export const importing = {
  controllers: [ImportController, ImportJobController],
  providers: [ImportService, ImportFiles, ImportJobs, PreviewService, UndoService, ImportRunner],
} satisfies Part
