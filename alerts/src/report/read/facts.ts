import type { Casualties } from '../../model.js'
import type { SaidBy, FromText, Span } from './words.js'
import { attributionsIn, type Attribution } from './attribution.js'
import { casualtiesIn } from './casualties.js'
import { clausesOf } from './clauses.js'
import { doubtIn } from './doubt.js'
import { blank, type Found, type Stretch } from './find.js'
import { capital } from './letters.js'
import { monthNames } from './names.js'
import type { Sentence } from './sentences.js'
import type { ReadTime, TimeContext, TimeRead } from './time-words.js'
import { asidesIn, mainWhat, type What } from './what.js'
import { placesIn, type Where } from './where.js'
import { whoIn, type Who } from './who.js'

/** All that one clause says, before it is known what it belongs to. */
export interface Facts {
  readonly sentence: Span
  readonly paragraph: number
  readonly isHeading: boolean
  /** The clause as it stands. */
  readonly stretch: Stretch
  readonly what: What | null
  /** Places that something can have happened at. */
  readonly places: readonly Where[]
  /** Governorates and the like, which say only about where. */
  readonly wide: readonly Where[]
  readonly time: TimeRead | null
  readonly casualties: FromText<Casualties> | null
  readonly who: Who
  readonly claims: readonly FromText<SaidBy>[]
  readonly doubt: readonly Found[]
}

export interface Reader {
  readonly readTime: ReadTime
  /** Who was named last as saying something; what "it" and "the centre" mean. */
  readonly resolveWho: (attribution: Attribution) => FromText<SaidBy>
  readonly context: (facts: { readonly isThreat: boolean; readonly paragraph: number }) => TimeContext
}

/** Reads a sentence, clause by clause. */
export function factsOf(sentence: Sentence, reader: Reader): readonly Facts[] {
  const attributions = attributionsIn(sentence)
  const claims = attributions.map(reader.resolveWho)
  const masked = blank(
    sentence,
    attributions.map((it) => it.mask),
  )
  const clauses = clausesOf(masked)
  return clauses.map((clause) => clauseFacts({ sentence, clause, claims, reader }))
}

interface Clause {
  readonly sentence: Sentence
  readonly clause: Stretch
  readonly claims: readonly FromText<SaidBy>[]
  readonly reader: Reader
}

/** "Freed hostages after a firefight": what an aside tells for the first time is told by nobody else. */
const newAside = /\b(?:after|following) (?:an?|two|three|several) /i

function clauseFacts({ sentence, clause, claims, reader }: Clause): Facts {
  const main = blank(clause, asidesIn(clause))
  const what = mainWhat(main) ?? (newAside.test(clause.text) ? mainWhat(clause) : null)
  const readable = what === null || mainWhat(main) === null ? clause : main
  const places = placesIn(readable)
  const isThreat = what?.type === 'plot'
  const context = reader.context({ isThreat, paragraph: sentence.paragraph })
  const time = timeIn(readable, { reader, context })
  const happened = what?.role === 'harm' && places.length === 0 && time?.namesDay !== true ? null : what
  return {
    sentence,
    paragraph: sentence.paragraph,
    isHeading: sentence.isHeading,
    stretch: { start: clause.start, end: clause.end, text: original(sentence, clause) },
    what: happened,
    places: places.filter((it) => it.value.level === 'place' || it.value.level === 'admin2'),
    wide: places.filter((it) => it.value.level === 'admin1'),
    time,
    // What somebody denies was not counted by whoever said it.
    casualties: claims.some((it) => it.value.verb === 'denied') ? null : casualtiesIn(clause),
    who: happened === null ? { actors: [], certainty: 'not-stated', targets: [] } : whoIn(readable, happened.found),
    claims,
    doubt: doubtIn({ ...clause, text: original(sentence, clause) }),
  }
}

/** "HASAKAH, 12 November — …": where and when a text was written, which is not when what it tells was. */
const dateline = new RegExp(
  String.raw`^(?:\([^()]{3,60}\) |(?=[^—–]{0,70}(?:(?:${monthNames})\b|\d{1,2}[/.]\d))[${capital}][^—–.:;]{2,70}(?: ?[—–] ?| -{1,2} ))`,
)

/** The day that a clause tells, before that of the line in which it was written. */
function timeIn(clause: Stretch, { reader, context }: { readonly reader: Reader; readonly context: TimeContext }) {
  const line = dateline.exec(clause.text)
  const own =
    line === null
      ? null
      : reader.readTime(blank(clause, [{ start: clause.start, end: clause.start + line[0].length }]), context)
  return own?.namesDay === true ? own : reader.readTime(clause, context)
}

function original(sentence: Sentence, clause: Stretch): string {
  return sentence.text.slice(clause.start - sentence.start, clause.end - sentence.start)
}
