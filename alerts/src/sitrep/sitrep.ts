/** The words of situation reports, of which the monthly report is the usual one; see `model.ts` for all others. */
import type { Actor } from '../alert/action.js'
import type { FeedSilences } from '../feed/silences.js'
import type { Incident, Instant } from '../model.js'
import type { IncidentType } from '../incident-types.js'
import type { Toll } from './toll.js'

export const sitrepFigures = ['attacks', 'claimed', 'killed', 'injured', 'raids', 'arrests', 'campMurders'] as const
/**
 * What the field's monthly report counts. `claimed`: attacks that whoever did them says are theirs. `killed`, `injured`:
 * people, in every incident that is counted. `raids`: incidents; `arrests`: the people held in them.
 */
export type SitrepFigureName = (typeof sitrepFigures)[number]

export const sitrepDoubts = ['unconfirmed', 'time', 'place', 'camp'] as const
/**
 * What is not sure of an incident. `unconfirmed`: unverified or disputed. `time`: known to the week or worse. `place`: known
 * to an area or worse. `camp`: it may have been in a camp or beside it.
 */
export type SitrepDoubt = (typeof sitrepDoubts)[number]

/** One number of one period. */
export interface SitrepTally extends Toll {
  /** The incidents behind it. */
  readonly incidents: number
  /** Those of them of which something is not sure. */
  readonly doubtful: number
}

/** Whether a number says anything: of people of whom no source speaks it is not said that there were none. */
export function isStated(name: SitrepFigureName, { incidents }: SitrepTally): boolean {
  return incidents > 0 || !(name === 'killed' || name === 'injured' || name === 'arrests')
}

export interface SitrepFigure {
  readonly name: SitrepFigureName
  readonly now: SitrepTally
  /** Of the period before. */
  readonly before: SitrepTally
}

export const sitrepTolls = ['killed', 'injured', 'held'] as const
export type SitrepTolls = Readonly<Record<(typeof sitrepTolls)[number], Toll | null>>

/** Where something happened by the nearest known place; both null where none is near or it is not known well enough. */
export interface Governorate {
  readonly name: string | null
  readonly nameArabic: string | null
}

/** An incident as a report lists it. */
export interface SitrepIncident
  extends
    Pick<
      Incident,
      | ('id' | 'revision' | 'type' | 'title' | 'severity' | 'status' | 'grade' | 'place' | 'point')
      | ('uncertaintyMetres' | 'locationPrecision' | 'occurredFrom' | 'occurredTo' | 'timePrecision')
    >,
    SitrepTolls {
  /** Who tells it, each once. */
  readonly sources: readonly string[]
  readonly governorate: Governorate
  readonly doubts: readonly SitrepDoubt[]
  /** The figures that count it. */
  readonly counted: readonly SitrepFigureName[]
}

/** A step of seven days, the last one perhaps shorter. */
export interface SitrepWeek {
  readonly from: Instant
  readonly until: Instant
  readonly incidents: number
  readonly attacks: number
}

export interface SitrepPlace extends Governorate {
  readonly incidents: number
  readonly attacks: number
}

/** What a report tells, computed from what was known at one instant. */
export interface SitrepContent {
  /** The period that it is held against: as long, and right before; of a month the month before. */
  readonly before: Period
  readonly figures: readonly SitrepFigure[]
  readonly weeks: readonly SitrepWeek[]
  /** Known to the week or worse: in no week of these. */
  readonly weekless: number
  /** Most first, those of no known governorate last. */
  readonly governorates: readonly SitrepPlace[]
  readonly types: readonly { readonly type: IncidentType; readonly incidents: number }[]
  /** Oldest first. */
  readonly incidents: readonly SitrepIncident[]
  /** Found by the search and not counted. */
  readonly left: { readonly refuted: number; readonly threats: number; readonly exercises: number }
  /** What the zone and the sources that the search asks for by id were called then; left out where it asks for none. */
  readonly names?: Readonly<Record<string, string>> | undefined
  /** How each feed was heard, whatever the search asks for; left out of reports of before they told it. */
  readonly feeds?: readonly FeedSilences[] | undefined
}

/** From `from` up to and without `until`. */
export interface Period {
  readonly from: Instant
  readonly until: Instant
}

export const sitrepSections = ['figures', 'feeds', 'map', 'weeks', 'incidents', 'uncertain'] as const
export type SitrepSection = (typeof sitrepSections)[number]

/** What people write into a report. */
export interface SitrepText {
  readonly title: string
  readonly summary: string
  readonly remarks: Readonly<Partial<Record<SitrepSection, string>>>
}

/** A search as it stands in an address, without times. */
export type SitrepSearch = Readonly<Record<string, string>>

export const sitrepStates = ['draft', 'signed'] as const
export type SitrepState = (typeof sitrepStates)[number]

/** A report: drawn up from a search as of an instant, edited, signed. What is signed stays as it is. */
export interface Sitrep extends SitrepText, Period {
  readonly id: string
  readonly revision: number
  readonly state: SitrepState
  /** 1, and one more than the report that it corrects. */
  readonly version: number
  readonly corrects: string | null
  readonly search: SitrepSearch
  /** What had been recorded by then is told. */
  readonly asOf: Instant
  readonly content: SitrepContent
  /** SHA-256 over `sitrepCanon`, in hexadecimal. */
  readonly hash: string
  readonly madeBy: Actor
  readonly madeAt: Instant
  readonly changedBy: Actor
  readonly changedAt: Instant
  readonly signedBy: Actor | null
  readonly signedAt: Instant | null
}
