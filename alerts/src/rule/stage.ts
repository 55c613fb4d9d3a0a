import type { Certainty, Incident, Instant, Measure, Rule, StageVerdict, Zone } from '../model.js'
import type { CalendarTimes } from '../calendar/calendar.js'
import type { Silence } from '../silence/silence.js'
import { sentenceOf, type Finding } from '../tell/finding.js'
import { listed, type Counted, type Happened } from './happened.js'
import { isOwnSilence } from './missed.js'

/** What a rule did before. */
export interface RuleMemory {
  /** Whether this version of the rule has already alerted for this incident, at any of its revisions. */
  readonly toldBefore: boolean
  /** Whether it has alerted for another incident that is one with this. */
  readonly toldForMerged?: boolean
  /** Where a new grade of its source alone brings the incident back: when it came, and since when the rule watches there. */
  readonly regraded?: { readonly cameAt: Instant; readonly watchedSince: Instant }
  /** When this rule, in any version, last alerted for any incident. */
  readonly lastAlertAt: Instant | null
  /** Since when it is kept from somebody who would have been told, where it is held against the rule again for that. */
  readonly keptSince?: Instant
  /** When it would have told what it has told, had nothing been kept; asked for what was kept, and left out where that is as it was told. */
  readonly wouldHaveTold?: readonly Instant[]
  /** What is stored that counts around the incident, where the rule counts. */
  readonly counted?: readonly Counted[]
  /** The same with what has come since; it is what is asked where it is known. */
  readonly beside?: Happened
  /** That there were enough is known, because the rule alerted. */
  readonly countMet?: boolean
}

/** What the stages ask of an incident. */
export type Judgeable = Pick<
  Incident,
  | 'id'
  | 'kind'
  | 'type'
  | 'severity'
  | 'status'
  | 'grade'
  | 'history'
  | 'uncertaintyMetres'
  | 'occurredFrom'
  | 'occurredTo'
  | 'timePrecision'
  | 'actors'
  | 'origins'
> &
  Wording &
  Partial<Pick<Incident, 'externalId' | 'exercise'>> & {
    /** The message that brought this revision, and the source that it names; left out where none did. */
    readonly message?: { readonly by: string | null }
  }

/** What of an incident is text, in which a rule may look for words. */
export type Wording = Pick<Incident, 'title' | 'summary' | 'place' | 'tags' | 'targets'>

interface Remembered {
  readonly rule: Pick<Rule, 'id'>
  readonly incident: Pick<Judgeable, 'exercise'>
}

/**
 * By what it is remembered what a rule has told and counted: what it made of exercises says nothing of what is real, and
 * the other way round.
 */
export function memoryKey({ rule, incident }: Remembered): string {
  return incident.exercise === true ? `${rule.id} exercise` : rule.id
}

/** One incident held against one rule of one zone. */
export interface Subject {
  readonly incident: Judgeable
  /** The id of the incident that stands for it, where it is merged by the end of its batch. */
  readonly one?: string | undefined
  readonly rule: Rule
  readonly zone: Pick<Zone, 'id' | 'version' | 'name' | 'valid'>
  readonly measure: Measure
  readonly memory: RuleMemory
  /** The silences of the zone, on or not; left out where it has none. */
  readonly silences?: readonly Silence[] | undefined
  /** When the calendars are on that its hours go by; left out where they go by none. Where it is asked afterwards, each version that held meanwhile. */
  readonly calendars?: readonly CalendarTimes[] | undefined
  readonly now: Instant
  /** When it was held against the rule, where that is asked about afterwards; left out where that is now. */
  readonly heardAt?: Instant | undefined
}

/** A subject with what several stages speak of. */
export interface Judged extends Subject {
  readonly certainty: Certainty
  readonly nowMs: number
}

/** When a stage that stopped an alert wants it decided again. */
export interface Again {
  readonly at: Instant
  /** Whether it would have been told, and is kept from somebody until then. */
  readonly kept: boolean
}

/** What a stage says: its verdict and, as data, why. */
export interface Judgement extends Omit<StageVerdict, 'reason'> {
  readonly again?: Again
}

/** One question that may stop an alert; its reason starts with a name and a colon, and holds the values. */
export interface Stage {
  readonly name: string
  readonly judge: (subject: Judged) => Judgement
  /** Whether this is asked of a subject at all; of every one where it is left out. */
  readonly isAsked?: (subject: Subject) => boolean
}

/** A stage from the name it has and a judgement that says why. */
export function stage(name: string, judge: (subject: Judged) => Omit<Judgement, 'stage'>): Stage {
  return {
    name,
    judge(subject) {
      const { verdict, code, values, again } = judge(subject)
      return again === undefined
        ? { stage: name, verdict, code, values }
        : { stage: name, verdict, code, values, again }
    },
  }
}

/** A stage for those rules alone that ask for something: others are neither held back nor slowed by it. */
export function stageWhere<T>(
  name: string,
  asked: (rule: Rule) => T | undefined,
  judge: (asked: T, subject: Judged) => Omit<Judgement, 'stage'>,
): Stage {
  return stageAmid(name, ({ rule }) => asked(rule), judge)
}

/** A stage for those subjects alone that there is something to ask about. */
export function stageAmid<T>(
  name: string,
  asked: (subject: Subject) => T | undefined,
  judge: (asked: T, subject: Judged) => Omit<Judgement, 'stage'>,
): Stage {
  const whole = (subject: Judged) => {
    const it = asked(subject)
    if (it === undefined) throw new Error(`There is nothing to ask about ${name}.`)
    return judge(it, subject)
  }
  return { ...stage(name, whole), isAsked: (subject) => asked(subject) !== undefined }
}

/** What a rule that waits for silence asks of the messages that it waits for, and not of their absence. */
const ofMessages: ReadonlySet<string> = new Set([
  ...['kind', 'type', 'severity', 'grade', 'origins', 'actors', 'words', 'rings', 'fresh', 'window'],
])

/** Whether a stage has anything to say of a subject. */
export function asks({ name, isAsked }: Stage, subject: Subject): boolean {
  if (isOwnSilence(subject.incident, subject.rule) && ofMessages.has(name)) return false
  return isAsked === undefined || isAsked(subject)
}

/** What else counts, as far as the memory knows. */
export function besideOf({ beside, counted = [] }: RuleMemory): Happened {
  return beside ?? listed(counted)
}

export function pass({ code, values }: Finding): Omit<Judgement, 'stage'> {
  return { verdict: 'pass', code, values }
}

/** Stops it; where `again` is given, until then. */
export function stop({ code, values }: Finding, again?: Again): Omit<Judgement, 'stage'> {
  return again === undefined ? { verdict: 'stop', code, values } : { verdict: 'stop', code, values, again }
}

/** A judgement with its sentence. Most are never read, so the sentence is made where it is asked for. */
export function worded({ stage: name, verdict, code, values }: Judgement, now?: Instant): StageVerdict {
  return { stage: name, verdict, reason: sentenceOf({ code, values }, now), code, values }
}

/** The name of a reason, for counting: `outside` of `outside: 12.3 km away …`. */
export function reasonName(reason: string): string {
  const end = reason.indexOf(':')
  return end < 0 ? reason : reason.slice(0, end)
}
