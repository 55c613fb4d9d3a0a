import {
  coarsenAlert,
  coarsenAlertEvent,
  coarsenIncident,
  coarsenLink,
  coarsenLogEntry,
  coarsenReport,
  coarsenSilence,
  type Alert,
  type AlertEvent,
  type CoarseGrid,
  type IncidentLink,
  type LogEntry,
  type Report,
  type Silence,
} from '@cordon/alerts'
import type { z } from 'zod'
import { alertOut, eventOut } from '../wire/alert.js'
import { featureIncident, incidentFeature, incidentOut, type IncidentFeature } from '../wire/incident.js'
import { linkOut } from '../wire/link-routes.js'
import { logEntryOut } from '../wire/log.js'
import { incidentItemOut, type OgcLink } from '../wire/ogc.js'
import { reportOut, reportRevisionOut } from '../wire/report.js'
import { silenceOut } from '../wire/silence.js'

/** How a thing of one shape is told coarsely. What is not of that shape is not told at all: it throws. */
export type Law = (told: unknown, grid: CoarseGrid) => unknown

/** Every shape of the wire that tells where something is, or holds words that may, and how it is told coarsely. */
export const laws: ReadonlyMap<z.ZodType, Law> = new Map<z.ZodType, Law>([
  [incidentOut, law(isFeature, featureTold)],
  [incidentItemOut, law(isItem, ({ links, ...it }, grid) => ({ ...featureTold(it, grid), links }))],
  [alertOut, law(isAlert, coarsenAlert)],
  [eventOut, law(isEvent, coarsenAlertEvent)],
  [linkOut, law(isLink, coarsenLink)],
  [logEntryOut, law(isLogEntry, coarsenLogEntry)],
  [reportOut, law(isReport, coarsenReport)],
  [silenceOut, law(isSilence, coarsenSilence)],
  [reportRevisionOut, law(isRevision, (it) => ({ ...it, report: coarsenReport(it.report), reason: '' }))],
])

function law<T>(is: (told: unknown) => told is T, coarsen: (it: T, grid: CoarseGrid) => unknown): Law {
  return (told, grid) => {
    if (!is(told)) throw new Error('What is to be told coarsely is not of the shape that its contract names.')
    return coarsen(told, grid)
  }
}

function featureTold(it: IncidentFeature, grid: CoarseGrid): IncidentFeature {
  return incidentFeature(coarsenIncident(featureIncident(it), grid))
}

/* What the server answers has been made by its own code from these very types: one field tells them apart. */

function isFeature(told: unknown): told is IncidentFeature {
  return has(told, 'geometry') && has(told, 'properties')
}

function isItem(told: unknown): told is IncidentFeature & { readonly links: readonly OgcLink[] } {
  return isFeature(told) && has(told, 'links')
}

function isAlert(told: unknown): told is Alert {
  return has(told, 'incidentType')
}

function isEvent(told: unknown): told is AlertEvent {
  return has(told, 'what')
}

function isLink(told: unknown): told is IncidentLink {
  return has(told, 'fromId')
}

function isSilence(told: unknown): told is Silence {
  return has(told, 'tellsFrom')
}

function isReport(told: unknown): told is Report {
  return has(told, 'claims')
}

function isLogEntry(told: unknown): told is LogEntry {
  return has(told, 'handoverId')
}

interface Revision {
  readonly report: Report
  readonly replacedAt: string
  readonly replacedBy: string
}

function isRevision(told: unknown): told is Revision {
  return has(told, 'report') && has(told, 'replacedAt')
}

function has(told: unknown, key: string): boolean {
  return typeof told === 'object' && told !== null && key in told
}
