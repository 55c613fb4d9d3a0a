import { Controller, Inject, StreamableFile } from '@nestjs/common'
import type { Incident } from '@cordon/alerts'
import { Readable } from 'node:stream'
import type { Principal } from '../access/principal.js'
import { IncidentService } from '../incident/incident.service.js'
import { reply } from '../platform/reply.js'
import { Input, Route, Who } from '../platform/route.js'
import { incidentFeature, incidentRoutes } from '../wire/index.js'
import { csvHead, csvLine } from './csv.js'

/** Whole answers of a search as files, streamed page by page. */
@Controller()
export class ExportController {
  constructor(@Inject(IncidentService) private readonly incidents: IncidentService) {}

  @Route(incidentRoutes.export)
  async csv(@Input() { query }: Input<typeof incidentRoutes.export>, @Who() who: Principal) {
    const pages = await this.incidents.walk(query, who)
    return pages.ok ? file(csvOf(pages.value), 'text/csv; charset=utf-8', 'csv') : pages
  }

  @Route(incidentRoutes.exportGeoJson)
  async geoJson(@Input() { query }: Input<typeof incidentRoutes.exportGeoJson>, @Who() who: Principal) {
    const pages = await this.incidents.walk(query, who)
    return pages.ok ? file(geoJsonOf(pages.value), 'application/geo+json', 'geojson') : pages
  }
}

function file(text: AsyncIterable<string>, type: string, ending: string) {
  const headers = { 'content-disposition': `attachment; filename="incidents.${ending}"` }
  return reply(new StreamableFile(Readable.from(text)), { type, headers })
}

async function* csvOf(pages: AsyncIterable<readonly Incident[]>): AsyncGenerator<string> {
  yield csvHead()
  for await (const page of pages) yield page.map(csvLine).join('')
}

async function* geoJsonOf(pages: AsyncIterable<readonly Incident[]>): AsyncGenerator<string> {
  yield '{"type":"FeatureCollection","features":[\n'
  let first = true
  for await (const page of pages) {
    if (page.length === 0) continue
    yield (first ? '' : ',\n') + page.map((incident) => JSON.stringify(incidentFeature(incident))).join(',\n')
    first = false
  }
  yield '\n]}\n'
}
