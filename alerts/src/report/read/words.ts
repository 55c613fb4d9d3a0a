/** The words for what is read from a text before a person has confirmed it; nothing of it is stored. */
import type {
  Casualties,
  Credibility,
  Incident,
  IncidentContent,
  IncidentKind,
  IncidentType,
  Severity,
} from '../../model.js'
import type { Explained, PlaceCheck } from '../../place/placing.js'
import type { Sameness } from '../same.js'

/** A stretch of the text that was read, in UTF-16 code units; `end` is the first one after it. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** A value with the words of the text that it came from; no words where it was assumed. */
export interface FromText<T> {
  readonly value: T
  readonly spans: readonly Span[]
}

/** When something happened, as far as the words say. */
export type DraftTime = Pick<IncidentContent, 'occurredFrom' | 'occurredTo' | 'timePrecision'>

/** Where something happened, in the words of the text. */
export interface DraftPlace {
  /** The place as reported, for example "Busayrah (about 30 km southeast of Deir el-Zour)". */
  readonly words: string
  /** What to look up: a name, or a phrase such as "between X and Y". */
  readonly name: string
  /** A distance and direction given beside a name; evidence, not a coordinate. */
  readonly relative: string | null
  /** The governorate, district or town that the text says it lies in; null where it says none. */
  readonly within: string | null
  /** How large a thing the words name. */
  readonly level: 'place' | 'admin1' | 'admin2' | 'country'
}

export const claimVerbs = ['said', 'confirmed', 'denied', 'claimed'] as const
/** Who says it, and how: `claimed` is responsibility claimed by whoever did it. */
export interface SaidBy {
  readonly who: string
  readonly verb: (typeof claimVerbs)[number]
}

export const actorCertainties = ['named', 'suspected', 'unknown', 'not-stated'] as const
/** How sure the text is of who did it. */
export type ActorCertainty = (typeof actorCertainties)[number]

/** What a draft may tell again: an earlier draft of its text, or an incident that is stored. It is for a person to say. */
export interface Likeness extends Sameness {
  readonly of:
    | { readonly is: 'draft'; readonly draft: number }
    | ({ readonly is: 'incident' } & Pick<Incident, 'id' | 'title' | 'place' | 'occurredFrom' | 'status'>)
}

/** An incident as a text tells it, for a person to correct and confirm. It is not stored. */
export interface Draft {
  /** Its number in this reading, from 1. */
  readonly draft: number
  readonly kind: FromText<IncidentKind>
  readonly type: FromText<IncidentType>
  readonly title: string
  readonly severity: Severity
  /** The sentences that tell it. */
  readonly told: readonly Span[]
  readonly place: FromText<DraftPlace> | null
  /** The governorate that the text speaks of around it, for a place that must be chosen. */
  readonly scope: FromText<string> | null
  readonly time: FromText<DraftTime>
  readonly actors: readonly FromText<string>[]
  readonly actorCertainty: ActorCertainty
  readonly targets: readonly FromText<string>[]
  readonly casualties: FromText<Casualties> | null
  readonly claims: readonly FromText<SaidBy>[]
  /** The words that say that it is not confirmed; null where none do. */
  readonly unconfirmed: FromText<true> | null
  readonly credibility: Credibility
}

export const leftOutReasons = ['count', 'history', 'standing', 'outlook', 'nothing', 'unclear'] as const
/** A sentence that names violence and yet tells no incident, and why it was left out; `unclear` is for a person to read. */
export interface LeftOut {
  readonly span: Span
  readonly why: (typeof leftOutReasons)[number]
}

/** A place that the words of a draft may mean. */
export interface DraftCandidate extends Pick<IncidentContent, 'point' | 'uncertaintyMetres' | 'locationPrecision'> {
  readonly name: string
  readonly admin1: string | null
  /** Why it may be meant, each a sentence. */
  readonly reasons: readonly string[]
}

/**
 * What the gazetteer makes of a draft's place. `found` is one place; `ambiguous` is asked, never placed; `none` knows
 * nothing like it.
 */
export interface DraftPlacing extends Explained {
  readonly verdict: 'found' | 'ambiguous' | 'none'
  /** Best first; where one is found, it is the first. */
  readonly candidates: readonly DraftCandidate[]
  /** What else the text says of where and the first candidate is not: each does not agree. */
  readonly checks: readonly PlaceCheck[]
}

/** A draft with what the gazetteer makes of its place and of the governorate spoken of around it, and what it may tell again. */
export interface PlacedDraft extends Draft {
  readonly placing: DraftPlacing | null
  readonly around: DraftPlacing | null
  /** The likeliest first. */
  readonly mayBe: readonly Likeness[]
}

/** What a text told. */
export interface Reading {
  readonly drafts: readonly Draft[]
  readonly leftOut: readonly LeftOut[]
}

/** What a text told, looked up in the gazetteer. */
export interface PlacedReading extends Pick<Reading, 'leftOut'> {
  readonly drafts: readonly PlacedDraft[]
}
