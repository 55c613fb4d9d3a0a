import { ExportController } from './export.controller.js'
import { IncidentFeedController } from './incident-feed.controller.js'

/** What takes history out of the house, for the list of the whole server. */
export const takingOut = { controllers: [ExportController, IncidentFeedController] } as const
