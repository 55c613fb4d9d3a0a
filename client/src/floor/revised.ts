import { distanceMetres, type Alert, type Incident, type Severity } from '@cordon/alerts'

/** From so far on the distance that a row tells is another one. */
const movedMetres = 100

/**
 * What has become of an incident since an alert of it was raised, where its row says something else: how severe it is now,
 * that it lies elsewhere, or else that something of the row was revised. Nothing where the row still holds.
 */
export function revisedSince(
  alert: Alert,
  incident: Incident | undefined,
): readonly (Severity | 'moved' | 'otherwise')[] {
  if (incident === undefined || incident.revision <= alert.incidentRevision) return []
  const severity = incident.severity === alert.severity ? [] : [incident.severity]
  const metres = distanceMetres(alert.point.coordinates, incident.point.coordinates)
  const graver = [...severity, ...(metres < movedMetres ? [] : (['moved'] as const))]
  if (graver.length > 0) return graver
  const { incidentTitle, incidentType, grade } = alert
  const holds = incident.title === incidentTitle && incident.type === incidentType && incident.grade === grade
  return holds ? [] : ['otherwise']
}
