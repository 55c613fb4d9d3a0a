/**
 * The words of Cordon. Everything that crosses a package is one of these shapes: readonly, JSON-safe,
 * GeoJSON geometry (WGS 84, longitude first), instants as ISO 8601 UTC with milliseconds, units in names.
 */
import type { LineString, MultiLineString, MultiPolygon, Point, Polygon } from 'geojson'
import type { AlertEventName, Clearing } from './alert/happening.js'
import type { ChannelName } from './deliver/contact.js'
import type { IncidentType } from './incident-types.js'
import type { Instant } from './instant.js'
import type { Validity } from './zone/validity.js'
import type { Grade, IncidentKind, Reliability, Credibility, Severity } from './scales.js'

export * from './incident-types.js'
export * from './alert/happening.js'
export * from './deliver/contact.js'
export * from './deliver/language.js'
export * from './duty/duty.js'
export type { Instant } from './instant.js'
export * from './people.js'
export * from './rule/hours.js'
export * from './rule/rule.js'
export * from './scales.js'
export type { Silence } from './silence/silence.js'
export * from './calendar/use.js'

/* ── What comes in ─────────────────────────────────────────────────────────────────────────────── */

export const sourceKinds = ['agency', 'research', 'patrol', 'sensor', 'medium', 'official', 'dataset', 'other'] as const
export type SourceKind = (typeof sourceKinds)[number]

/** Who says it. */
export interface Source {
  readonly id: string
  readonly name: string
  readonly kind: SourceKind
  readonly reliability: Reliability
}

/** A count as its source gave it; a bound that the source did not give is null ("not stated"), never 0. */
export interface CountRange {
  readonly low: number | null
  readonly best: number | null
  readonly high: number | null
}

/** What one source says of the people harmed. `words` is the source's own phrase ("a handful"). */
export interface Casualties {
  readonly source: string | null
  readonly killed: CountRange | null
  readonly injured: CountRange | null
  readonly words: string | null
}

/** What of an incident is counted: people, at every side. */
export const countTopics = ['killed', 'injured', 'held', 'involved'] as const
export type CountTopic = (typeof countTopics)[number]

/** What a report may say that another may say otherwise; `denial` says that it did not happen at all. */
export const claimTopics = [...countTopics, 'attribution', 'duration', 'time', 'place', 'denial'] as const
export type ClaimTopic = (typeof claimTopics)[number]

/**
 * One thing that one report says, kept beside what others say of it and never averaged with them. `words` is the
 * source's own phrase ("at least four", "unidentified militants").
 */
export type Claim =
  | { readonly topic: CountTopic; readonly range: CountRange | null; readonly words: string | null }
  | { readonly topic: 'duration'; readonly hours: CountRange | null; readonly words: string | null }
  /** Who did it. Nobody named: the source says that it does not know. `denied`: it says that these did not. */
  | {
      readonly topic: 'attribution'
      readonly by: readonly string[]
      readonly denied: boolean
      readonly words: string | null
    }
  | { readonly topic: 'time'; readonly from: Instant; readonly to: Instant | null; readonly words: string | null }
  | { readonly topic: 'place' | 'denial'; readonly words: string }

/** One message of one source. */
export interface Report {
  readonly id: string
  readonly incidentId: string
  readonly sourceId: string
  readonly sourceName: string
  /** How reliable its source is held to be now. */
  readonly reliability: Reliability
  /** How reliable its source was held to be when it came in. */
  readonly reliabilityThen: Reliability
  readonly credibility: Credibility
  /** The source that this one repeats, if any: two outlets quoting one origin are one origin. */
  readonly origin: string | null
  readonly externalId: string | null
  readonly title: string
  readonly text: string | null
  readonly link: string | null
  readonly claims: readonly Claim[]
  readonly reportedAt: Instant
  readonly recordedAt: Instant
  /** 1 as it came in; each correction, and taking it back, is one more. */
  readonly revision: number
  /** Taken back: it is kept and shown, and says nothing any more. */
  readonly withdrawn: boolean
}

/* ── What is believed to have happened ────────────────────────────────────────────────────────── */

/**
 * `withdrawn`: the import that brought it was undone. It is told nowhere unless it is asked for by id or status, and
 * keeps its revisions; it is not refuted, since nothing is known against it.
 */
export const incidentStatuses = [
  ...(['unverified', 'corroborated', 'confirmed', 'disputed', 'refuted', 'merged', 'withdrawn'] as const),
] as const
export type IncidentStatus = (typeof incidentStatuses)[number]

export const judgedStatuses = ['unverified', 'corroborated', 'confirmed', 'disputed', 'refuted'] as const
/** What may be said of what happened; that an incident is merged says only where to read on. */
export type JudgedStatus = (typeof judgedStatuses)[number]

export const timePrecisions = ['exact', 'hour', 'part-of-day', 'day', 'week', 'month', 'year'] as const
export type TimePrecision = (typeof timePrecisions)[number]

/** What a search wants of what is played: it is left out, or asked for alone. */
export const exerciseChoices = ['without', 'only'] as const
export type ExerciseChoice = (typeof exerciseChoices)[number]

export const locationPrecisions = ['exact', 'near', 'area', 'admin2', 'admin1', 'country'] as const
export type LocationPrecision = (typeof locationPrecisions)[number]

/** What a source of incidents states; everything else about an incident is derived or kept by the house. */
export interface IncidentContent {
  readonly kind: IncidentKind
  /** A key of `incidentTypes`, for example `ambush`. */
  readonly type: IncidentType
  readonly title: string
  readonly summary: string | null
  readonly severity: Severity
  readonly status: IncidentStatus
  /** Where it is believed to be: the centre of the disc. */
  readonly point: Point
  /** Radius of the disc around `point` in which it is believed to be. */
  readonly uncertaintyMetres: number
  readonly locationPrecision: LocationPrecision
  /** The place as reported, for example "about 30 km southeast of Deir el-Zour". */
  readonly place: string | null
  readonly occurredFrom: Instant
  readonly occurredTo: Instant | null
  readonly timePrecision: TimePrecision
  readonly actors: readonly string[]
  readonly targets: readonly string[]
  readonly casualties: readonly Casualties[]
  readonly tags: readonly string[]
  /** Part of an exercise: drawn and alerted as such, never told outside. */
  readonly exercise: boolean
}

/** What a person says of an incident against what its reports come to; it holds whatever is reported until it is lifted. */
export interface Override {
  /** Null where the reports decide. */
  readonly grade: Grade | null
  readonly status: JudgedStatus | null
  readonly by: string
  readonly at: Instant
  readonly reason: string
}

/** One revision of an incident. The one with the highest `revision` is what is believed now. */
export interface Incident extends IncidentContent {
  readonly id: string
  readonly revision: number
  /** Position in the change feed at which this revision became visible. */
  readonly seq: number
  readonly grade: Grade
  /** Name of the source that reported it first; null when entered without one. */
  readonly source: string | null
  readonly externalId: string | null
  readonly reportedAt: Instant
  readonly recordedAt: Instant
  /** Name of the account, token or import that wrote this revision. */
  readonly recordedBy: string
  /** Why this revision was made; null on the first. */
  readonly reason: string | null
  /** Came in as history: recorded and counted, never alerted. */
  readonly history: boolean
  /** What a person said against the reports; left out where nobody did. */
  readonly override?: Override
  /** The incident that stands for this one; left out unless its status is `merged`. */
  readonly mergedInto?: string
  /** How many independent origins tell it in reports that are not judged bad; left out where it was stored before they were counted. */
  readonly origins?: number
}

/* ── What is guarded ──────────────────────────────────────────────────────────────────────────── */

export const facilityKinds = ['prison', 'camp', 'base', 'checkpoint', 'office', 'hospital', 'depot', 'other'] as const
export type FacilityKind = (typeof facilityKinds)[number]

/** A place to protect. */
export interface Facility {
  readonly id: string
  readonly revision: number
  readonly seq: number
  readonly name: string
  readonly nameArabic: string | null
  readonly kind: FacilityKind
  readonly point: Point
  /** Accuracy of `point`. */
  readonly uncertaintyMetres: number
  readonly operator: string | null
  /** People held or housed; null when not stated. */
  readonly population: number | null
  readonly note: string | null
  /** Where the position comes from. */
  readonly positionSource: string | null
}

/** A zone that says nothing is public: a watch room shares what it watches. */
export const visibilities = ['private', 'team', 'public'] as const
/**
 * Who sees the zone, its rules and its alerts. `private`: its owner alone. `team`: who is a member of its team at the
 * moment, its owner too only as long as they are one. `public`: everyone who may sign in.
 */
export type Visibility = (typeof visibilities)[number]

/** What may stand for a zone. A Point needs `radiusMetres`, a line `widthMetres`. */
export type ZoneGeometry = Point | LineString | MultiLineString | Polygon | MultiPolygon

/** What a person says of an area to watch. */
export interface ZoneContent {
  readonly name: string
  readonly visibility: Visibility
  /** The team that sees it; left out of every other zone. */
  readonly teamId?: string
  readonly geometry: ZoneGeometry
  /** Radius of a circle round a Point; null otherwise. */
  readonly radiusMetres: number | null
  /** Full width of a corridor along a line; null otherwise. */
  readonly widthMetres: number | null
  /** How far beyond the shape the zone still listens. */
  readonly reachMetres: number
  /** Distances in metres beyond the shape that are drawn and named, ascending. The widest one is listened to as well. */
  readonly rings: readonly number[]
  readonly facilityId: string | null
  /** When it is watched; left out where it always is. */
  readonly valid?: Validity
}

/** One version of a zone. An alert keeps the version that it matched. */
export interface Zone extends ZoneContent {
  readonly id: string
  readonly version: number
  readonly seq: number
  readonly ownerId: string
  readonly ownerName: string
  readonly archived: boolean
  readonly recordedAt: Instant
  readonly recordedBy: string
}

/* ── What is worth telling ────────────────────────────────────────────────────────────────────── */

/** `definite`: the whole disc lies within reach. `possible`: part of it. `none`: nothing of it. */
export const certainties = ['definite', 'possible', 'none'] as const
export type Certainty = (typeof certainties)[number]

/** What PostGIS measured between one incident's disc and one zone. */
export interface Measure {
  /** Geodesic distance (WGS 84) from the incident's point to the zone's drawn shape, 0 inside it. */
  readonly distanceMetres: number
  /** How deep inside the drawn shape the point lies, 0 outside: distance to its boundary. */
  readonly depthMetres: number
  /** How far beyond the drawn shape the zone listens. */
  readonly reachMetres: number
  /** Radius of the incident's disc. */
  readonly uncertaintyMetres: number
}

/* ── What is told ─────────────────────────────────────────────────────────────────────────────── */

export const alertStates = ['new', 'acknowledged', 'shelved', 'closed'] as const
export type AlertState = (typeof alertStates)[number]

export const dispositions = ['acted on', 'no impact', 'duplicate', 'false positive', 'exercise'] as const
/** How an alert ended. */
export type Disposition = (typeof dispositions)[number]

/** Somebody's word that they have seen an alert. */
export interface Acknowledgement {
  readonly id: string
  readonly by: string
  readonly at: Instant
}

/** A rule met by an incident: durable, shared, owned, never gone by itself. */
export interface Alert {
  readonly id: string
  readonly revision: number
  readonly seq: number
  readonly state: AlertState
  readonly incidentId: string
  /** The incident's revision that met the rule. */
  readonly incidentRevision: number
  readonly incidentTitle: string
  readonly incidentType: IncidentType
  readonly incidentKind: IncidentKind
  readonly severity: Severity
  readonly grade: Grade
  readonly exercise: boolean
  readonly occurredFrom: Instant
  /** How well that is known; left out in alerts that somebody acted on before alerts said it. */
  readonly timePrecision?: TimePrecision
  readonly point: Point
  readonly uncertaintyMetres: number
  readonly source: string | null
  readonly ruleId: string
  readonly ruleVersion: number
  readonly ruleName: string
  readonly zoneId: string
  readonly zoneVersion: number
  readonly zoneName: string
  readonly certainty: 'definite' | 'possible'
  /** As `Measure` has them; null where they are not told, to those who see places coarsely. */
  readonly distanceMetres: number | null
  readonly depthMetres: number | null
  /** Direction from the zone's centre to the incident, degrees clockwise from north; null at the centre. */
  readonly bearingDegrees: number | null
  readonly raisedAt: Instant
  readonly ownerId: string | null
  readonly ownerName: string | null
  readonly acknowledgedAt: Instant | null
  readonly acknowledgedBy: string | null
  /** Who has acknowledged it since it last waited; where two are asked for, it waits until both have. */
  readonly acknowledgements: readonly Acknowledgement[]
  /** When it came back to `new` last; null where it never left. What escalates counts from here. */
  readonly returnedAt: Instant | null
  /** When somebody last did something with it. */
  readonly touchedAt: Instant | null
  /** How many steps of its escalation were taken since it last began to wait. */
  readonly escalatedSteps: number
  readonly escalatedAt: Instant | null
  /** Whom its escalation has called since: ids of accounts, or `room` for everyone who may see the zone. */
  readonly called: readonly string[]
  readonly shelvedUntil: Instant | null
  /** Shelved until the incident has a revision beyond this one, or until `shelvedUntil`; null: until the time alone. */
  readonly shelvedAtRevision: number | null
  /** When what it tells of ceased to hold; it stays until somebody closes it. */
  readonly clearedAt: Instant | null
  readonly clearedBecause: Clearing | null
  readonly closedAt: Instant | null
  readonly closedBy: string | null
  readonly disposition: Disposition | null
  /** The latest note. */
  readonly note: string | null
}

/** Something that happened to an alert. */
export interface AlertEvent {
  readonly alertId: string
  readonly revision: number
  readonly at: Instant
  readonly by: string
  readonly what: AlertEventName
  readonly detail: string | null
}

/** `dead`: given up, and shown to people. `withdrawn`: nobody is left to be told at that address. */
export const deliveryStates = ['due', 'sent', 'dead', 'withdrawn'] as const
export type DeliveryState = (typeof deliveryStates)[number]

export const alertDeliveryKinds = ['alert', 'update', 'cancel'] as const
/** What is told of alerts: `update` and `cancel` correct what the same address was told before. */
export type AlertDeliveryKind = (typeof alertDeliveryKinds)[number]

export const reportDeliveryKinds = ['report', 'unsigned'] as const
/** What is told of reports: one that is signed, or a draft that waits to be. */
export type ReportDeliveryKind = (typeof reportDeliveryKinds)[number]

export const deliveryKinds = [...alertDeliveryKinds, ...reportDeliveryKinds] as const

export type DeliveryKind = (typeof deliveryKinds)[number]

/** One thing told to one address on one channel, with its tries. Its id is the key by which a repeat is known. */
export interface Delivery {
  readonly id: string
  /** What it tells of: an alert, or else a report. */
  readonly alertId: string | null
  readonly sitrepId: string | null
  readonly channel: ChannelName
  readonly kind: DeliveryKind
  /** Which revision it tells of: of an alert 1 that it was raised, a later one a step of its escalation. */
  readonly alertRevision: number
  /** For `page`: the id of the account, or `room` for everyone who may see the zone; else the id of the contact. */
  readonly address: string
  /** Whose contact it is; null for `page`. */
  readonly accountId: string | null
  /** The delivery to the same address that told it as it was raised, which it corrects, the last of several; null where it is that itself. */
  readonly answers: string | null
  readonly state: DeliveryState
  readonly tries: number
  readonly dueAt: Instant
  readonly sentAt: Instant | null
  readonly lastError: string | null
}

/* ── Why it was told, or not ──────────────────────────────────────────────────────────────────── */

/** The verdict of one stage of the pipeline on one incident and one rule. */
export interface StageVerdict {
  readonly stage: string
  readonly verdict: 'pass' | 'stop'
  /** A sentence with the values that decided. */
  readonly reason: string
  /** The same as data: which sentence it is, and the values in it, with their units in their names. */
  readonly code: string
  readonly values: Readonly<Record<string, string | number | readonly string[]>>
}

/** The answer to "why was I (not) told?". */
export interface Explanation {
  readonly fired: boolean
  readonly reason: string
  readonly certainty: Certainty
  readonly distanceMetres: number | null
  readonly zoneVersion: number
  readonly stages: readonly StageVerdict[]
}
