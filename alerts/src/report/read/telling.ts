import type { Draft, FromText, LeftOut, Span } from './words.js'
import { incidentTypes } from '../../model.js'
import { fold } from '../../place/fold.js'
import { leftOutBecause } from './background.js'
import { joinCasualties, sharedCasualties } from './casualties.js'
import { credibilityOf } from './doubt.js'
import { severityOf, titleOf } from './draft-words.js'
import type { Facts } from './facts.js'
import { fromText, spanOf } from './find.js'
import { isAboutKnown, isAnother, isBareActor, isDefinite, isSummary } from './manner.js'
import type { TimeRead } from './time-words.js'
import type { Where } from './where.js'

type Told = Omit<Draft, 'draft' | 'title' | 'severity' | 'credibility'> & { readonly paragraph: number }

/** Day in milliseconds; and how far back a report of now still tells news. */
const dayMs = 86_400_000
const newsDays = 62

/** Follows a text clause by clause, and knows what was told before: what "the attack" is, and where one is. */
export class Telling {
  readonly #drafts: Told[] = []
  readonly #leftOut: LeftOut[] = []
  #group: readonly number[] = []
  #summary: Facts | null = null
  #scope: FromText<string> | null = null
  #day: { readonly time: TimeRead; readonly paragraph: number | null } | null = null

  constructor(private readonly publishedMs: number) {}

  /** The start of the day that was spoken of last, for "the same day". */
  anchorMs(paragraph: number): number | null {
    const known = this.#day
    return known !== null && (known.paragraph === null || known.paragraph === paragraph || this.#isNear(paragraph))
      ? known.time.dayMs
      : null
  }

  #isNear(paragraph: number): boolean {
    return this.#group.some((at) => Math.abs((this.#drafts[at]?.paragraph ?? -9) - paragraph) <= 1)
  }

  /** A line above others: where and when what follows was. */
  heading(facts: Facts): void {
    const [wide] = [...facts.wide, ...facts.places]
    if (wide !== undefined) this.#scope = fromText(wide.value.name, ...wide.spans)
    if (facts.time?.namesDay) this.#day = { time: facts.time, paragraph: null }
  }

  /** A headline sums up; the text below tells it again. */
  headline(facts: Facts): void {
    if (facts.what !== null) this.#summary = facts
  }

  clause(facts: Facts): void {
    const [wide] = facts.wide
    const why = facts.what === null ? null : (this.#leftOutBecause(facts) ?? this.#countedWith(facts))
    if (why !== null) this.#leftOut.push({ span: spanOf(facts.stretch), why })
    if (why !== null) return
    if (wide !== undefined) this.#scope = fromText(wide.value.name, ...wide.spans)
    if (facts.what === null) return this.#more(facts)
    this.#event(facts)
    if (facts.time?.dayMs != null) this.#day = { time: facts.time, paragraph: facts.paragraph }
  }

  #leftOutBecause(facts: Facts) {
    const from = facts.time === null ? null : Date.parse(facts.time.value.occurredFrom)
    return leftOutBecause({
      stretch: facts.stretch,
      hasDay: facts.time?.namesDay === true,
      hasPlace: facts.places.length > 0 || facts.wide.length > 0,
      isThreat: facts.what?.type === 'plot',
      isLongAgo: from !== null && this.publishedMs - from > newsDays * dayMs,
    })
  }

  /** What a sentence that counts goes on with is of that count, unless it says where or when. */
  #countedWith({ sentence, places, time }: Facts): LeftOut['why'] | null {
    const last = this.#leftOut.at(-1)
    const goesOn = last?.why === 'count' && sentence.start <= last.span.start && last.span.end <= sentence.end
    return goesOn && places.length === 0 && time?.namesDay !== true ? 'count' : null
  }

  #event(facts: Facts): void {
    const known = this.#known(facts)
    if (known.length > 0) return this.#join(facts, known)
    if (facts.places.length > 0) return this.#tell(facts, facts.places)
    if (this.#continues(facts)) return this.#join(facts, this.#group)
    if (
      this.#summary?.isHeading !== false &&
      isSummary(facts) &&
      facts.doubt.length === 0 &&
      facts.what?.role === 'event'
    ) {
      this.#summary = facts
      return
    }
    this.#tell(facts, facts.wide.slice(0, 1))
  }

  /** Drafts at the very place that a clause names, where it speaks of the same thing. */
  #known(facts: Facts): readonly number[] {
    const names = new Set(facts.places.map((it) => fold(it.value.name)))
    const again = facts.what?.role !== 'event' || isDefinite(facts)
    const sameDay = facts.time === null || !facts.time.namesDay
    return [...this.#drafts.entries()].flatMap(([at, draft]) => {
      const isThere = draft.place !== null && names.has(fold(draft.place.value.name))
      const isToday = !this.#isOtherDay(facts, draft) || facts.time?.namesDay !== true
      return isThere && isToday && (again || (sameDay && draft.paragraph === facts.paragraph && !isAnother(facts)))
        ? [at]
        : []
    })
  }

  #continues(facts: Facts): boolean {
    const [first] = this.#group
    const draft = first === undefined ? undefined : this.#drafts[first]
    if (draft === undefined || !this.#isNear(facts.paragraph)) return false
    if (isDefinite(facts)) return true
    if (this.#isOtherDay(facts, draft)) return false
    if (draft.paragraph !== facts.paragraph) return false
    if (facts.what?.role !== 'event') return true
    return isAboutKnown(facts) || (!isAnother(facts) && this.#isAlike(facts, draft))
  }

  #isOtherDay({ time }: Facts, draft: Told): boolean {
    return (
      time !== null &&
      time.dayMs !== null &&
      draft.time.value.occurredFrom.slice(0, 10) !== time.value.occurredFrom.slice(0, 10)
    )
  }

  #isAlike({ what }: Facts, draft: Told): boolean {
    return what !== null && incidentTypes[what.type].class === incidentTypes[draft.type.value].class
  }

  /** A sentence that names no event belongs to the one before it, where it says who was harmed or how sure it is. */
  #more(facts: Facts): void {
    const says =
      facts.casualties !== null || facts.doubt.length > 0 || facts.claims.some((it) => it.value.verb === 'claimed')
    const near = this.#group.some((at) => this.#drafts[at]?.paragraph === facts.paragraph)
    const narrows =
      isAboutKnown(facts) && facts.places.length === 1 && this.#group.some((at) => isWide(this.#drafts[at]))
    if ((says || narrows) && near) return this.#join(facts, this.#group)
    if (!facts.isHeading && tellsUnclearly(facts)) this.#leftOut.push({ span: spanOf(facts.stretch), why: 'unclear' })
  }

  #tell(facts: Facts, places: readonly Where[]): void {
    const from = this.#drafts.length
    const many = places.length > 1
    const own = many && facts.casualties !== null ? sharedCasualties(facts.casualties, places.length) : facts.casualties
    const together = heldTogether(places)
    for (const place of together.length === 0 ? [null] : together)
      this.#drafts.push(this.#toldAt({ ...facts, casualties: own }, place))
    // What follows an aside about something unconfirmed goes on about what stood before it.
    const isAside = facts.doubt.length > 0 && this.#group.some((at) => this.#drafts[at]?.paragraph === facts.paragraph)
    if (!isAside) this.#group = Array.from({ length: this.#drafts.length - from }, (_, at) => from + at)
  }

  #toldAt(facts: Facts, place: Where | null): Told {
    const { what, who, claims, doubt } = facts
    const type = what?.type ?? 'other'
    const isThreat = type === 'plot'
    const inherited = this.#actorsFor(facts)
    return {
      kind: fromText(isThreat ? 'threat' : 'event', ...(isThreat && what !== null ? [what.found] : [])),
      type: fromText(type, ...(what === null ? [] : [what.found])),
      told: [spanOf(facts.sentence)],
      place: place === null ? null : { value: this.#lying(place), spans: place.spans },
      scope: this.#scope,
      time: this.#timeOf(facts),
      ...inherited,
      targets: targetsFor(who.targets, place),
      casualties: facts.casualties,
      claims: [...claims, ...this.#claimsFor(facts)],
      unconfirmed: doubt.length === 0 ? null : fromText(true, ...doubt),
      paragraph: facts.paragraph,
    }
  }

  #lying({ value }: Where) {
    return value.within === null && value.level === 'place' ? { ...value, within: this.#scope?.value ?? null } : value
  }

  /** Who confirmed the summary confirmed what it sums up, where the same source tells it. */
  #claimsFor({ claims, doubt, what }: Facts): Draft['claims'] {
    const summed = what !== null && what.type !== 'plot' && doubt.length === 0 ? (this.#summary?.claims ?? []) : []
    return summed.filter(
      ({ value }) =>
        value.verb === 'confirmed' && claims.some((it) => it.value.who === value.who && it.value.verb === 'said'),
    )
  }

  #actorsFor({ who, what }: Facts): Pick<Told, 'actors' | 'actorCertainty'> {
    const bare = who.actors.every((it) => isBareActor(it.value))
    const from = this.#summary?.who ?? null
    const fits =
      this.#summary?.what != null &&
      what !== null &&
      what.type !== 'plot' &&
      incidentTypes[what.type].class === 'battle'
    const isAnaphor = who.actors.length > 0 && bare
    if (from !== null && fits && isAnaphor && from.actors.length > 0)
      return { actors: from.actors, actorCertainty: from.certainty }
    return { actors: who.actors, actorCertainty: who.certainty }
  }

  /** Its own time, else the day that its paragraph or heading speaks of, else that of the summary, else an assumption. */
  #timeOf(facts: Facts): Draft['time'] {
    if (facts.time !== null) return { value: facts.time.value, spans: facts.time.spans }
    const day = this.#day
    if (day !== null && (day.paragraph === null || day.paragraph === facts.paragraph)) return told(day.time)
    if (this.#summary?.time != null) return told(this.#summary.time)
    if (day !== null && this.#isNear(facts.paragraph)) return told(day.time)
    const start = Math.floor(this.publishedMs / dayMs) * dayMs
    return { value: { occurredFrom: new Date(start).toISOString(), occurredTo: null, timePrecision: 'day' }, spans: [] }
  }

  #join(facts: Facts, at: readonly number[]): void {
    const many = at.length > 1
    const casualties =
      many && facts.casualties !== null ? sharedCasualties(facts.casualties, at.length) : facts.casualties
    for (const index of at) {
      const draft = this.#drafts[index]
      if (draft !== undefined) this.#drafts[index] = joined(draft, { ...facts, casualties })
    }
    if (facts.what !== null) this.#group = at
  }

  /** All that was told, numbered; a summary that nothing followed tells for itself. */
  done(): { readonly drafts: readonly Draft[]; readonly leftOut: readonly LeftOut[] } {
    const summary = this.#summary
    // What sums up more than was told after it is not dropped unseen.
    if (summary !== null && !summary.isHeading && this.#isTold(summary) && !this.#isToldAlike(summary))
      this.#leftOut.push({ span: spanOf(summary.stretch), why: 'unclear' })
    if (summary !== null && !this.#isTold(summary)) {
      this.#summary = null
      const places = summary.places.length > 0 ? summary.places : summary.wide.slice(0, 1)
      this.#tell(summary, places)
    }
    return { drafts: this.#drafts.map(finished), leftOut: this.#leftOut }
  }

  #isToldAlike(summary: Facts): boolean {
    return this.#drafts.some((draft) => this.#isAlike(summary, draft))
  }

  #isTold({ what, isHeading }: Facts): boolean {
    if (isHeading && this.#drafts.length > 0) return true
    return this.#drafts.some((it) => what !== null && (it.kind.value === 'threat') === (what.type === 'plot'))
  }
}

/** Somebody was harmed, or something was at a place on a day, and no word says what: a person must read it. */
function tellsUnclearly({ casualties, places, time }: Facts): boolean {
  const { killed = null, injured = null } = casualties?.value ?? {}
  const isHarm = [killed, injured].some((it) => it !== null && it.best !== 0)
  return isHarm || (places.length > 0 && time?.namesDay === true)
}

/** "At A, B and C in D": what holds the last of a list holds all of it. */
function heldTogether(places: readonly Where[]): readonly Where[] {
  const within = places.at(-1)?.value.within ?? null
  return places.map((it) => ({ ...it, value: { ...it.value, within: it.value.within ?? within } }))
}

/** Placed nowhere yet, or only in a governorate. */
function isWide(draft: Told | undefined): boolean {
  return draft !== undefined && (draft.place === null || draft.place.value.level === 'admin1')
}

function told(time: TimeRead): Draft['time'] {
  return { value: time.value, spans: time.spans }
}

/** In a list of targets and places, each place has the target that stands before it. */
function targetsFor(targets: Draft['targets'], place: Where | null): Draft['targets'] {
  if (place === null || targets.length < 2) return targets
  const start = (it: FromText<string>) => it.spans[0]?.start ?? 0
  const beforeIt = targets.filter((it) => start(it) < place.start)
  return beforeIt.length === 0 ? targets.slice(0, 1) : beforeIt.slice(-1)
}

function joined(draft: Told, facts: Facts): Told {
  const isNew = !draft.told.some((it: Span) => it.start === facts.sentence.start)
  const [place] = facts.places
  const claimed = facts.claims.filter((it) => it.value.verb === 'claimed')
  const actors = claimed.map((it) => ({ value: it.value.who, spans: it.spans }))
  return {
    ...draft,
    place:
      place !== undefined && isWide(draft)
        ? {
            value: {
              ...place.value,
              within: place.value.within ?? draft.place?.value.name ?? draft.scope?.value ?? null,
            },
            spans: place.spans,
          }
        : draft.place,
    told: isNew ? [...draft.told, spanOf(facts.sentence)] : draft.told,
    casualties: joinCasualties(draft.casualties, facts.casualties, isByAnother(draft, facts)),
    claims: isNew ? [...draft.claims, ...facts.claims] : draft.claims,
    actors:
      draft.actors.length === 0 ? [...actors, ...(facts.what?.role === 'event' ? facts.who.actors : [])] : draft.actors,
    actorCertainty: certaintyWith(draft, { isClaimed: actors.length > 0, certainty: facts.who.certainty }),
    unconfirmed: draft.unconfirmed ?? (facts.doubt.length === 0 ? null : fromText(true, ...facts.doubt)),
  }
}

/** Told by somebody who has not spoken of it yet: the same may be told once more. */
function isByAnother({ claims }: Told, facts: Facts): boolean {
  const [one, other] = [claims, facts.claims].map((said) => said.filter(({ value }) => value.verb !== 'claimed'))
  const before = new Set(one?.map(({ value }) => value.who))
  return before.size > 0 && (other ?? []).length > 0 && (other ?? []).every(({ value }) => !before.has(value.who))
}

/** A claim names somebody; "no group has claimed it" says at least that nobody is known. */
function certaintyWith(
  { actorCertainty }: Told,
  { isClaimed, certainty }: { readonly isClaimed: boolean; readonly certainty: Told['actorCertainty'] },
): Told['actorCertainty'] {
  if (actorCertainty !== 'not-stated') return actorCertainty
  if (isClaimed) return 'suspected'
  return certainty === 'unknown' ? 'unknown' : 'not-stated'
}

function finished({ paragraph: _paragraph, ...it }: Told, at: number): Draft {
  return {
    ...it,
    draft: at + 1,
    title: titleOf(it),
    severity: severityOf(it.type.value, it.casualties?.value ?? null),
    credibility: credibilityOf(
      it.claims.map((claim) => claim.value),
      it.unconfirmed !== null,
    ),
  }
}
