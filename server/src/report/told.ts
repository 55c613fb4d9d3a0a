import type { Entry } from '../ingest/entry.js'
import type { IncidentInput, ReportTold } from '../wire/index.js'

/** What a report asks of the incidents: to be added to the one that it names, or to find or found its own. */
export function entryTold({ incidentId, incident, ...report }: ReportTold): Entry & { what: 'report' | 'tell' } {
  if (incident === undefined) return { what: 'report', id: incidentId ?? '', report }
  return { what: 'tell', report, incident: incidentOf(report, incident) }
}

/** The incident that a report would found: what it says of it, with its own source, time and words. */
function incidentOf(
  { claims: _claims, text, ...report }: Omit<ReportTold, 'incident' | 'incidentId'>,
  { geometry, properties }: NonNullable<ReportTold['incident']>,
): IncidentInput {
  const { title, summary, casualties, ...said } = properties
  return {
    type: 'Feature',
    geometry,
    properties: {
      ...said,
      ...report,
      title: title ?? report.title,
      summary: summary ?? text ?? null,
      casualties: casualties ?? report.casualties ?? null,
    },
  }
}
