import type { Part } from '../platform/part.js'
import { ExportController } from './export.controller.js'
import { FarRunner } from './far.runner.js'
import { IncidentFeedController } from './incident-feed.controller.js'
import { SavedSearchController } from './saved-search.controller.js'
import { SavedSearchService } from './saved-search.service.js'
import { TileController } from './tile.controller.js'
import { TileService } from './tile.service.js'

/** What keeps searches of history, draws and takes out what they find, for the list of the whole server. */
export const searching = {
  controllers: [SavedSearchController, ExportController, IncidentFeedController, TileController],
  providers: [SavedSearchService, TileService, FarRunner],
} satisfies Part
