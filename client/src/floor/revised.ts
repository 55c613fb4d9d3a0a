import type { Alert, Incident, Severity } from '@cordon/alerts'

/**
 * What has become of an incident since an alert of it was raised, where its row says something else: how severe it is now,
 * or that something else of the row was revised. Null where the row still holds.
 */
export function revisedSince(alert: Alert, incident: Incident | undefined): Severity | 'otherwise' | null {
  if (incident === undefined || incident.revision <= alert.incidentRevision) return null
  if (incident.severity !== alert.severity) return incident.severity
  const { incidentTitle, incidentType, grade } = alert
  const holds = incident.title === incidentTitle && incident.type === incidentType && incident.grade === grade
  return holds ? null : 'otherwise'
}
