import { Controller, Inject, StreamableFile } from '@nestjs/common'
import { Readable } from 'node:stream'
import type { Principal } from '../access/principal.js'
import { IncidentService } from '../incident/incident.service.js'
import type { Filter } from '../incident/filter.js'
import { reply } from '../platform/reply.js'
import { Input, Route, Who } from '../platform/route.js'
import { incidentRoutes } from '../wire/index.js'
import { fileFormats, fileOf, type FileFormat } from './files.js'

/** Whole answers of a search as files, streamed page by page. */
@Controller()
export class ExportController {
  constructor(@Inject(IncidentService) private readonly incidents: IncidentService) {}

  @Route(incidentRoutes.export)
  csv(@Input() { query }: Input<typeof incidentRoutes.export>, @Who() who: Principal) {
    return this.file(fileFormats.csv, query, who)
  }

  @Route(incidentRoutes.exportGeoJson)
  geoJson(@Input() { query }: Input<typeof incidentRoutes.exportGeoJson>, @Who() who: Principal) {
    return this.file(fileFormats.geoJson, query, who)
  }

  @Route(incidentRoutes.exportKml)
  kml(@Input() { query }: Input<typeof incidentRoutes.exportKml>, @Who() who: Principal) {
    return this.file(fileFormats.kml, query, who)
  }

  @Route(incidentRoutes.exportFlatGeobuf)
  flatGeobuf(@Input() { query }: Input<typeof incidentRoutes.exportFlatGeobuf>, @Who() who: Principal) {
    return this.file(fileFormats.flatGeobuf, query, who)
  }

  private async file(format: FileFormat, filter: Filter, who: Principal) {
    const pages = await this.incidents.walk(filter, who)
    if (!pages.ok) return pages
    const { type, ending } = format
    const headers = { 'content-disposition': `attachment; filename="incidents.${ending}"` }
    return reply(new StreamableFile(Readable.from(fileOf(format, pages.value))), { type, headers })
  }
}
