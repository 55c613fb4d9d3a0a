/** What an alert is in the words of CAP 1.2 (OASIS, 1 July 2010, section 3.2). */
import { incidentTypes, type IncidentType } from '../incident-types.js'
import type { Instant } from '../instant.js'
import type { Alert, Credibility, Severity } from '../model.js'
import { instantMs } from '../time.js'
import { timeTold, type Correction } from './correct.js'

export type CapCategory = 'Security' | 'CBRNE' | 'Geo' | 'Safety' | 'Infra' | 'Other'
export type CapUrgency = 'Immediate' | 'Expected' | 'Future' | 'Past'
export type CapSeverity = 'Extreme' | 'Severe' | 'Moderate' | 'Minor' | 'Unknown'
export type CapCertainty = 'Observed' | 'Likely' | 'Possible' | 'Unlikely' | 'Unknown'

export interface CapWords {
  readonly category: CapCategory
  readonly urgency: CapUrgency
  readonly severity: CapSeverity
  readonly certainty: CapCertainty
}

const severities = {
  extreme: 'Extreme',
  severe: 'Severe',
  moderate: 'Moderate',
  minor: 'Minor',
  unknown: 'Unknown',
} as const satisfies Record<Severity, CapSeverity>

/** How credible the message is (the digit of the Admiralty grade), as how probable CAP has it. */
const certainties = {
  '1': 'Observed',
  '2': 'Likely',
  '3': 'Possible',
  '4': 'Possible',
  '5': 'Unlikely',
  '6': 'Unknown',
} as const satisfies Record<Credibility, CapCertainty>

const hourMs = 3_600_000

/** How CAP classifies an alert, or what corrects it, at the moment at which it is told. */
export function capWords(alert: Alert, about: Correction | null, now: Instant): CapWords {
  return {
    category: categoryOf(about?.known.type ?? alert.incidentType),
    urgency:
      about?.kind === 'cancel'
        ? 'Past'
        : urgencyOf({ ...alert, occurredFrom: timeTold(alert, about).occurredFrom }, now),
    severity: severities[about?.known.severity ?? alert.severity],
    certainty: certaintyOf(alert, about),
  }
}

function categoryOf(type: IncidentType): CapCategory {
  if (type === 'chemical-weapon') return 'CBRNE'
  if (type === 'natural-hazard') return 'Geo'
  if (type === 'accident') return 'Safety'
  if (type === 'feed-silent') return 'Infra'
  return incidentTypes[type].class === 'other' ? 'Other' : 'Security'
}

/** `Expected` is within the next hour. What has happened asks for an answer at once; a threat has its time. */
function urgencyOf({ incidentKind, occurredFrom }: Alert, now: Instant): CapUrgency {
  const untilMs = instantMs(occurredFrom) - instantMs(now)
  if (incidentKind === 'event' || untilMs <= 0) return 'Immediate'
  return untilMs <= hourMs ? 'Expected' : 'Future'
}

/** Nobody has observed what is still to come. */
function certaintyOf({ grade: toldGrade, incidentKind }: Alert, about: Correction | null): CapCertainty {
  const grade = about?.known.grade ?? toldGrade
  if (about?.kind === 'cancel' && (about.because === 'refuted' || about.because === 'exercise')) return 'Unlikely'
  const credibility = Object.keys(certainties).find((it): it is Credibility => grade.endsWith(it))
  const certainty = credibility === undefined ? 'Unknown' : certainties[credibility]
  return incidentKind === 'threat' && certainty === 'Observed' ? 'Likely' : certainty
}
