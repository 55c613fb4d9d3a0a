import type { Alert, Instant } from '../model.js'
import { incidentTypes } from '../model.js'
import { formatUtcKnown, instantMs } from '../time.js'
import { compass, formatAge, formatDistance, formatUncertainty } from '../units.js'

/** Where something lies as seen from what is guarded. */
export interface Where {
  /** Null where no more is told than that it is within reach. */
  readonly distanceMetres: number | null
  readonly depthMetres: number | null
  readonly bearingDegrees: number | null
  /** Name of the zone or facility it is seen from. */
  readonly from: string
}

type Told = Pick<
  Alert,
  | 'severity'
  | 'incidentType'
  | 'incidentKind'
  | 'exercise'
  | 'certainty'
  | 'uncertaintyMetres'
  | 'distanceMetres'
  | 'depthMetres'
  | 'bearingDegrees'
  | 'zoneName'
  | 'grade'
  | 'occurredFrom'
  | 'timePrecision'
  | 'source'
>

/**
 * An alert as one sentence: "Severe ambush, definite, 1.2 km inside Busayrah 15 km, B2, 14 min ago, Rojava Information
 * Center." What is only possible says how far its place is uncertain; how long ago it was is said no finer than it is known.
 */
export function alertSentence(alert: Told, now: Instant | null): string {
  const sure = alert.certainty === 'definite' ? 'definite' : `possible, ${formatUncertainty(alert.uncertaintyMetres)}`
  const where = whereWords({ ...alert, from: alert.zoneName })
  const parts = [whatWords(alert), sure, where, alert.grade, ageWords(alert, now), alert.source ?? 'source not stated']
  return `${parts.join(', ')}.`
}

/** `14 min ago`, `at 2021-11-09 05:52Z` where no now is given, or `on 2021-11-09`, `in the week of 2021-11-09`, `in 2021-11` where no more is known. */
function ageWords({ occurredFrom, timePrecision = 'exact' }: Told, now: Instant | null): string {
  switch (timePrecision) {
    case 'exact':
    case 'hour':
      return now === null
        ? `at ${formatUtcKnown(occurredFrom, timePrecision, now)}`
        : formatAge(instantMs(occurredFrom), instantMs(now))
    case 'part-of-day':
      return `on ${formatUtcKnown(occurredFrom, 'day', now)}`
    case 'day':
      return `on ${formatUtcKnown(occurredFrom, timePrecision, now)}`
    case 'week':
      return `in the week of ${formatUtcKnown(occurredFrom, timePrecision, now)}`
    case 'month':
    case 'year':
      return `in ${formatUtcKnown(occurredFrom, timePrecision, now)}`
  }
}

/** Where it lies: `1.2 km inside Busayrah 15 km`, `3.1 km SE of Sina'a prison`, `at the edge of …`, `within reach of …`. */
export function whereWords({ distanceMetres, depthMetres, bearingDegrees, from }: Where): string {
  if (distanceMetres === null || depthMetres === null) return `within reach of ${from}`
  if (depthMetres >= 0.5) return `${formatDistance(depthMetres)} inside ${from}`
  if (distanceMetres < 0.5) return `at the edge of ${from}`
  const direction = bearingDegrees === null ? 'from' : `${compass(bearingDegrees)} of`
  return `${formatDistance(distanceMetres)} ${direction} ${from}`
}

/** What it is: `Severe ambush`, `Exercise: severe threat of shelling or rocket`, `IED of unknown severity`. */
export function whatWords(alert: Pick<Told, 'severity' | 'incidentType' | 'incidentKind' | 'exercise'>): string {
  const words = severityAndType(alert)
  return alert.exercise ? `Exercise: ${lowerFirst(words)}` : words
}

function severityAndType({ severity, incidentType, incidentKind }: Parameters<typeof whatWords>[0]): string {
  const label = incidentTypes[incidentType].label
  const threat = incidentKind === 'threat' && incidentType !== 'plot'
  const what = threat ? `Threat of ${lowerFirst(label)}` : label
  if (severity === 'unknown') return `${what} of unknown severity`
  return `${severity.slice(0, 1).toUpperCase()}${severity.slice(1)} ${lowerFirst(what)}`
}

/** Leaves abbreviations such as IED as they are. */
function lowerFirst(text: string): string {
  return /^[A-Z][^A-Z]/.test(text) ? `${text.slice(0, 1).toLowerCase()}${text.slice(1)}` : text
}
