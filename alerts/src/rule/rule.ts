import type { IncidentType } from '../incident-types.js'
import type { Instant } from '../instant.js'
import type { Grade, IncidentKind, Severity } from '../scales.js'
import type { WeekHours } from './hours.js'

/** How severe it has to be within so many metres of a zone's drawn shape; inside the shape it is 0 metres away. */
export interface RingSeverity {
  readonly withinMetres: number
  readonly minSeverity: Severity
}

/** How many have to happen, and within how long, before a rule tells. */
export interface RuleCount {
  readonly atLeast: number
  readonly withinMinutes: number
}

/** In how many days more than usual has to happen, and how many have to for that to be worth telling. */
export interface RuleTrend {
  readonly withinDays: number
  readonly atLeast: number
}

/** For how long nothing that a rule asks for may come, and from whom it is awaited; anybody's message counts where nobody is named. */
export interface RuleAbsence {
  readonly hours: number
  readonly sources?: readonly string[]
}

/** Conditions of a rule; null means "any", and what few rules ask for is left out where a rule does not. */
export interface RuleConditions {
  readonly kinds: readonly IncidentKind[] | null
  readonly types: readonly IncidentType[] | null
  readonly minSeverity: Severity | null
  readonly minGrade: Grade | null
  /** `definite`: only where the whole disc is within reach. `possible`: part of it is enough. */
  readonly certainty: 'definite' | 'possible'
  /** Age, by time of event, above which an incident is recorded and explained but not alerted. */
  readonly freshHours: number
  /** After an alert, how long this rule stays silent about other incidents. */
  readonly cooldownMinutes: number
  /** Severity by distance, the nearest ring first, each farther one asking for more; what lies beyond all of them is not told. */
  readonly rings?: readonly RingSeverity[]
  /** How many independent origins have to tell it. */
  readonly minOrigins?: number
  /** Any of these has to be named as its author. */
  readonly actors?: readonly string[]
  /** It has to say any of these, in its title, summary, place, tags, actors or targets. */
  readonly words?: readonly string[]
  /** Told once so many that meet all of this have happened within so long. */
  readonly count?: RuleCount
  /** Told when what meets all of this has happened more often than usual. */
  readonly trend?: RuleTrend
  /** Told once nothing that meets all of this has come for so long. */
  readonly absence?: RuleAbsence
  /** Only threats, each told once its window opens within so many hours. */
  readonly leadHours?: number
  /** Told in these hours alone. */
  readonly hours?: WeekHours
  /** Not told in these hours. */
  readonly quietHours?: WeekHours
}

/** What a person says of a rule. */
export interface RuleContent extends RuleConditions {
  readonly name: string
  readonly enabled: boolean
  /** Who is told when nobody comes; null: nobody else. */
  readonly escalationId: string | null
}

/** What in or near a zone is worth telling, and to whom. */
export interface Rule extends RuleContent {
  readonly id: string
  readonly version: number
  readonly seq: number
  readonly zoneId: string
  readonly ownerId: string
  readonly recordedAt: Instant
  /** Who made this version; versions of before names were kept say none. */
  readonly recordedBy?: string
}

/** What is said of a rule, so that it can be said of another: all but what the house keeps of it. */
export function contentOfRule(rule: Rule): RuleContent {
  const { id: _i, version: _v, seq: _s, zoneId: _z, ownerId: _o, recordedAt: _a, recordedBy: _b, ...said } = rule
  return said
}
