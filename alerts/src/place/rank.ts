import { distanceMetres } from '../match/geodesic.js'
import { finding, type Finding } from '../tell/finding.js'
import type { PlaceIndex } from './gazetteer.js'
import type { Place } from './place.js'
import type { PlaceHints, Placing } from './placing.js'
import { alike, nameLikeness, type Likeness } from './score.js'
import { spellingsOf } from './spelling.js'
import { nearness, type WatchedDegrees } from './watched.js'

/** Accepted by itself only at this likeness, and this far before the next distinct place. */
export const enough = 0.7
export const margin = 0.1

/** Less like than this is not worth a question. */
const least = 0.6
const band = 0.25
/** So many are looked at more closely. */
const most = 40
/** A place that is not where the report is about has to be so much more like. */
const farPenalty = 0.15
/**
 * So much a place gains in the order by lying where this installation watches. Less than the margin: it orders what
 * somebody is asked anyway, and never decides what is taken unasked.
 */
const watchedGain = 0.07
/** Entries of two gazetteers for one place lie this near to each other, and are called alike. */
const twinMetres = 5_000

/** What is known beside a name. */
export interface Context {
  /** The governorates that may be meant; null where none is stated. */
  readonly units: ReadonlySet<number> | null
  readonly near: PlaceHints['near']
  readonly watched: WatchedDegrees
}

/** A place that a name may mean. */
export interface Choice {
  readonly place: Place
  readonly matchedName: string
  readonly score: number
  /** Likeness less what speaks against it: by this they stand in order. */
  readonly weight: number
  /** Whether it lies outside the governorate that is stated. */
  readonly elsewhere: boolean
  /** How near it lies to what is watched, 0 … 1. */
  readonly nearness: number
  readonly reasons: readonly Finding[]
}

/** The places that a name may mean, best first, and whether the first stands by itself. */
export interface Ranked {
  readonly verdict: Placing['verdict']
  readonly why: Finding
  readonly choices: readonly Choice[]
}

/** Ranks what a name may mean and says whether it may be taken unasked. */
export function rank(name: string, index: PlaceIndex, context: Context): Ranked {
  const choices = withoutTwins(found(name, index, context).sort((a, b) => order(b) - order(a)))
  return { choices, ...judged(name, choices) }
}

/** Inside the stated governorate a name is looked for by itself, so that a better one elsewhere cannot hide it. */
function found(name: string, index: PlaceIndex, context: Context): Choice[] {
  const { units } = context
  const favoured = units === null ? undefined : insideOf(index, units)
  const all = alike(index.placeNames, name, { least, band, ...(favoured === undefined ? {} : { favoured }) })
  const isInside = (it: Likeness) => favoured?.[it.owner] === 1
  return [...all.filter(isInside), ...all.filter((it) => !isInside(it))]
    .slice(0, most)
    .map((it) => choiceOf(index, it, context))
}

/** A mark for each place that lies in some units. */
function insideOf({ placeUnits }: PlaceIndex, units: ReadonlySet<number>): Uint8Array {
  const marks = new Uint8Array(placeUnits.length)
  const [single = -1] = units
  for (let at = 0; at < marks.length; at += 1) {
    const unit = placeUnits[at] ?? -1
    if (unit === single || (units.size > 1 && units.has(unit))) marks[at] = 1
  }
  return marks
}

function inUnits({ placeUnits }: PlaceIndex, number: number, units: ReadonlySet<number>): boolean {
  const unit = placeUnits[number] ?? null
  return unit !== null && units.has(unit)
}

function choiceOf(index: PlaceIndex, { owner, name, score }: Likeness, { units, near, watched }: Context): Choice {
  const place = index.places[owner]
  if (place === undefined) throw new RangeError(`There is no place ${owner} in the index.`)
  const elsewhere = units !== null && !inUnits(index, owner, units)
  const away = near == null ? 0 : distanceMetres(near.point.coordinates, place.point.coordinates)
  const isFar = near != null && away > near.metres
  const matchedName = index.placeNames.names[name] ?? place.name
  const reasons = [
    finding('place.like', { name: matchedName, likePercent: Math.round(score * 100) }),
    ...(units === null ? [] : [unitReason(place.admin1, elsewhere)]),
    ...(near == null ? [] : [finding(isFar ? 'place.awayTooFar' : 'place.away', { awayMetres: away })]),
  ]
  const weight = score - (isFar ? farPenalty : 0)
  return { place, matchedName, score, weight, elsewhere, nearness: nearness(watched, place.point.coordinates), reasons }
}

function unitReason(unit: string | null, elsewhere: boolean): Finding {
  if (!elsewhere) return finding('place.liesAsStated', { unit: unit ?? '' })
  return unit === null ? finding('place.liesUnknown', {}) : finding('place.liesElsewhere', { unit })
}

/**
 * What lies in the stated governorate comes first where its name is like enough; among equals what lies where somebody
 * watches, of that the larger place.
 */
function order({ weight, elsewhere, score, nearness: near, place }: Choice): number {
  const stated = elsewhere ? 0 : score >= enough ? 1 : 0.2
  return weight + stated + near * watchedGain + Math.min(place.population ?? 0, 10_000_000) * 1e-12
}

function withoutTwins(sorted: readonly Choice[]): readonly Choice[] {
  const kept: Choice[] = []
  for (const choice of sorted) {
    const twin = kept.findIndex((it) => isTwin(it, choice))
    const first = kept[twin]
    if (first === undefined) kept.push(choice)
    else kept[twin] = { ...first, place: covering(first.place, choice.place) }
  }
  return kept
}

function isTwin(one: Choice, other: Choice): boolean {
  const [a, b] = [one.place, other.place]
  if (Math.abs((a.point.coordinates[1] ?? 0) - (b.point.coordinates[1] ?? 0)) > 0.05) return false
  if (distanceMetres(a.point.coordinates, b.point.coordinates) > twinMetres) return false
  return (
    (nameLikeness(one.matchedName, other.matchedName) >= enough && a.kind === b.kind) ||
    nameLikeness(a.name, b.name) >= enough
  )
}

/** One place at two positions is known no better than they differ. */
function covering(place: Place, twin: Place): Place {
  const apart = Math.ceil(distanceMetres(place.point.coordinates, twin.point.coordinates))
  return { ...place, uncertaintyMetres: Math.max(place.uncertaintyMetres, apart) }
}

function judged(text: string, choices: readonly Choice[]): Pick<Ranked, 'verdict' | 'why'> {
  const [first, ...others] = choices
  if (first === undefined) return { verdict: 'none', why: finding('place.unknown', { text }) }
  const place = titleOf(first.place)
  if (first.elsewhere) return ask(finding('place.outsideUnit', { text, place }))
  const likePercent = Math.round(first.score * 100)
  if (first.score < enough) return ask(finding('place.faint', { text, likePercent, place }))
  const better = others.find((it) => it.elsewhere && it.score >= first.score + margin)
  if (better !== undefined) return ask(finding('place.moreLikeOutside', { text, other: titleOf(better.place), place }))
  const rival = others.find((it) => !it.elsewhere && it.weight > first.weight - margin)
  if (rival !== undefined) return ask(finding('place.mayBe', { text, options: [place, titleOf(rival.place)] }))
  if (isShort(text) && first.score < 0.9) return ask(finding('place.short', { text, place }))
  return { verdict: 'found', why: finding('place.is', { text, place }) }
}

/** Two consonants are like too many others. */
function isShort(name: string): boolean {
  return spellingsOf(name).every(({ bones }) => bones.length <= 2)
}

function ask(why: Finding): Pick<Ranked, 'verdict' | 'why'> {
  return { verdict: 'ambiguous', why }
}

/** A place as it is told apart from others: with its governorate. */
export function titleOf({ name, admin1, country }: Place): string {
  return admin1 === null ? `${name}${country === null ? '' : ` (${country})`}` : `${name} (${admin1})`
}
