import type { Clearing, CorrectionChange, IncidentType, RuleCount, Severity, TimePrecision } from '@cordon/alerts'

/** A title in one line, and lines that each say one thing. */
export interface Told {
  readonly title: string
  readonly lines: readonly string[]
}

/** What is told of an incident as it is believed to be. */
export interface What {
  readonly type: IncidentType
  readonly isThreat: boolean
  readonly severity: Severity
}

/** Where an incident is, as far as the one who is told may know. */
export interface Where {
  readonly position: string
  /** As reported. */
  readonly place: string | null
  readonly uncertaintyMetres: number
  /** How near a zone that is; null where several zones are told of, one by one. */
  readonly reach: Reach | null
}

/** How near an incident is to a zone, or how deep in it; null distances are not told. */
export interface Reach {
  readonly isDefinite: boolean
  readonly distanceMetres: number | null
  readonly depthMetres: number | null
  readonly bearingDegrees: number | null
}

/** Which rule it met. */
export interface RuleTold {
  readonly rule: string
  readonly zone: string
  /** Null where one alone meets it. */
  readonly count: RuleCount | null
}

/** All that messages say, in one language. Names and texts of others come as they were written, in one line. */
export interface Phrases {
  readonly direction: 'ltr' | 'rtl'
  /** What a link is called that leads into the page. */
  readonly open: string
  readonly exercise: string
  readonly anExercise: string
  readonly cancelled: string
  readonly update: string
  readonly merged: string
  /** What a title begins with. */
  readonly severities: Readonly<Record<Severity, string>>
  readonly changes: Readonly<Record<CorrectionChange, string>>
  readonly clearings: Readonly<Record<Clearing, string>>
  readonly code: (code: string, person: string) => Told
  readonly test: (person: string) => Told
  readonly type: (type: IncidentType) => string
  readonly titleOf: (incident: string, zones: readonly string[]) => string
  readonly inZone: (zone: string) => string
  readonly inZones: (count: number) => string
  readonly atOnce: (count: number, where: string) => string
  readonly more: (count: number) => string
  readonly moreLines: (count: number) => string
  readonly corrected: (changes: readonly string[]) => string
  /** How far what has moved is from where it was told first. */
  readonly movedBy: (metres: number, bearingDegrees: number) => string
  /** Which incident stands for which. */
  readonly standsFor: (now: string, before: string) => string
  readonly reason: (reason: string) => string
  /** What of what was told holds no more, where something of it still holds. */
  readonly noLonger: (rule: Pick<RuleTold, 'rule' | 'zone'>, why: string) => string
  readonly stillHolds: string
  readonly oneWith: (title: string, severity: Severity) => string
  readonly was: (what: What) => string
  readonly holdsNoMore: (why: string) => string
  readonly what: (what: What) => string
  readonly now: (what: What, uncertaintyMetres: number) => string
  /** How well the time is known is said where that is not to the minute. */
  readonly when: (time: string, precision: TimePrecision) => string
  readonly where: (where: Where) => string
  readonly zone: (zone: string, reach: Reach) => string
  readonly position: (position: string, place: string | null) => string
  readonly howSure: (grade: string, source: string | null) => string
  readonly rule: (rule: RuleTold) => string
  /** What a picture of so many kilometres from side to side shows. */
  readonly map: (kilometres: number) => MapWords
  /** For whom a message is, in the words of CAP. */
  readonly restriction: (zone: string) => string
  readonly round: (position: string, zone: string) => string
}

/** What stands for a map to whoever does not see it, and what is said below it. */
export interface MapWords {
  readonly title: string
  readonly about: string
}
