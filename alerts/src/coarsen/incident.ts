import { incidentTypes, type Incident } from '../model.js'
import { coarseDisc, type CoarseGrid } from './grid.js'

/**
 * An incident for those who may know in which cell it lies and no more: its disc is the cell's, its title is what
 * happened, and no text that a person or a source wrote of it is told, since any may name the place; nor is the id by
 * which its source publishes it. What is not named here is not told: a new field has to be thought about.
 */
export function coarsenIncident(incident: Incident, grid: CoarseGrid): Incident {
  const { id, revision, seq, kind, type, severity, status, occurredFrom, occurredTo, timePrecision } = incident
  const { grade, source, reportedAt, recordedAt, recordedBy, actors, exercise, history } = incident
  return {
    ...{ id, revision, seq, kind, type, severity, status, occurredFrom, occurredTo, timePrecision },
    ...{ grade, source, reportedAt, recordedAt, recordedBy, actors, exercise, history },
    ...coarseDisc(incident, grid),
    title: incidentTypes[type].label,
    ...{ summary: null, place: null, targets: [], tags: [], externalId: null, reason: null },
    casualties: incident.casualties.map((it) => ({ ...it, words: null })),
    ...(incident.override === undefined ? {} : { override: { ...incident.override, reason: '' } }),
    ...(incident.mergedInto === undefined ? {} : { mergedInto: incident.mergedInto }),
    ...(incident.origins === undefined ? {} : { origins: incident.origins }),
  }
}
