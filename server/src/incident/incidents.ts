import { IngestService } from '../ingest/ingest.service.js'
import type { Part } from '../platform/part.js'
import { ReportController } from '../report/report.controller.js'
import { ReportService } from '../report/report.service.js'
import { Regrader } from '../source/regrader.js'
import { SourceController } from '../source/source.controller.js'
import { SourceService } from '../source/source.service.js'
import { FacetService } from './facet.service.js'
import { IncidentController } from './incident.controller.js'
import { IncidentService } from './incident.service.js'
import { LinkController } from './link.controller.js'
import { LinkService } from './link.service.js'
import { SameController } from './same.controller.js'
import { SameService } from './same.service.js'
import { Searches } from './search.js'

/** What happened, by whose reports, and what belongs together. */
export const incidents = {
  controllers: [SourceController, IncidentController, SameController, LinkController, ReportController],
  providers: [
    IngestService,
    Searches,
    FacetService,
    IncidentService,
    SameService,
    LinkService,
    ReportService,
    Regrader,
    SourceService,
  ],
} satisfies Part
