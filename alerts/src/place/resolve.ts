import { finding, sentenceOf, type Finding } from '../tell/finding.js'
import { checkStated, unitsNamed } from './check.js'
import type { PlaceIndex } from './gazetteer.js'
import { readPhrase, type Ends, type Phrase, type Relation, type ToOne } from './phrase.js'
import type { Place } from './place.js'
import { checked, explained, type PlaceCandidate, type PlaceCheck, type PlaceHints, type Placing } from './placing.js'
import { rank, titleOf, type Choice, type Context, type Ranked } from './rank.js'
import { positionBetween, positionBy } from './relative.js'
import { placingOfUnits } from './unit.js'

interface Question {
  readonly text: string
  readonly index: PlaceIndex
  readonly phrase: Phrase
  readonly context: Context
  readonly limit: number
}

/**
 * Says what a text means by where: a name in any spelling, alone or with a governorate, or a place told by others
 * ("about 30 km southeast of Deir el-Zour"). What may mean two places is asked, never placed.
 */
export function resolvePlace(text: string, index: PlaceIndex, hints: PlaceHints = {}): Placing {
  const phrase = readPhrase(text)
  const stated = statedUnits(phrase, index, hints)
  const context = { units: stated.units, near: hints.near ?? null, watched: hints.watched ?? [] }
  const question = { text, index, phrase, context, limit: hints.limit ?? 8 }
  const placing = answer(question)
  return stated.checks.length === 0 ? placing : { ...placing, checks: [...placing.checks, ...stated.checks] }
}

function answer(question: Question): Placing {
  const { relation } = question.phrase
  switch (relation.is) {
    case 'unit':
      return placingOfUnits(question.text, question.index, relation.name)
    case 'between':
      return betweenPlaces(question, relation)
    case 'at':
    case 'near':
    case 'outskirts':
    case 'offset':
    case 'towards':
    case 'countryside':
      return byOnePlace(question, relation)
  }
}

/** The governorate that the text names counts more than the one that was given with it; where they differ, that is said. */
function statedUnits({ unit, beside, stated }: Phrase, index: PlaceIndex, hints: PlaceHints) {
  const named = stated?.is === 'countryside' ? [...beside, stated.name] : beside
  const said = unit ?? named.find((it) => unitsNamed(index, it).size > 0) ?? null
  const given = hints.admin1 ?? null
  const name = said ?? given
  if (name === null) return { units: null, checks: [] }
  const units = unitsNamed(index, name)
  if (units.size === 0) return { units: null, checks: [unitCheck(finding('place.unitUnknown', { unit: name }))] }
  const other = said === null || given === null ? units : unitsNamed(index, given)
  const differ = ![...other].some((it) => units.has(it))
  const checks = differ ? [unitCheck(finding('place.unitsDiffer', { unit: name, reported: given ?? '' }))] : []
  return { units, checks }
}

function unitCheck(found: Finding): PlaceCheck {
  return checked('admin1', false, found)
}

/** A name, and what the text says of its distance from another: that helps to choose, and is held against the choice. */
function byOnePlace(question: Question, relation: ToOne): Placing {
  const { text, index, phrase, limit } = question
  const { stated } = phrase
  const anchor = stated === null ? null : anchorOf(question, stated)
  const ranked = rank(relation.name, index, contextWith(question, anchor))
  if (ranked.choices.length === 0 && stated !== null) return byStated(question, stated, ranked)
  const candidates = ranked.choices.slice(0, limit).map((it) => candidateOf(it, positionBy(relation, it.place, index)))
  const [first] = ranked.choices
  const checks =
    first === undefined || stated?.is !== 'offset' || anchor === null ? [] : checkStated(first.place, anchor, stated)
  const placing = { text, candidates, checks: [...checks, ...sameUnit(first)] }
  const position = candidates[0]?.position
  if (ranked.verdict !== 'found' || position === undefined) {
    const verdict = ranked.verdict === 'none' ? 'none' : 'ambiguous'
    return { ...placing, verdict, position: null, ...explained(ranked.why) }
  }
  return { ...placing, verdict: 'found', position, ...saidOf(position) }
}

function saidOf({ explanation, findings }: PlaceCandidate['position']) {
  return { explanation, findings }
}

function sameUnit(first: Choice | undefined): readonly PlaceCheck[] {
  if (first?.elsewhere !== true) return []
  return [unitCheck(finding('place.notInUnit', { place: titleOf(first.place) }))]
}

function anchorOf({ index, context }: Question, { name }: { readonly name: string }): Place | null {
  const { verdict, choices } = rank(name, index, { ...context, units: null })
  return verdict === 'found' ? (choices[0]?.place ?? null) : null
}

/** Where what is stated leads is where the report is about, unless that is known already. */
function contextWith({ context, index, phrase: { stated } }: Question, anchor: Place | null): Context {
  if (anchor === null || stated === null || context.near != null) return context
  const { point, uncertaintyMetres } = positionBy(stated, anchor, index)
  return { ...context, near: { point, metres: 1.5 * uncertaintyMetres } }
}

/** A place that nobody knows, but that is told by another one. */
function byStated(question: Question, stated: ToOne, unknown: Ranked): Placing {
  const placing = byOnePlace({ ...question, phrase: { ...question.phrase, stated: null } }, stated)
  return { ...placing, ...explained(unknown.why, ...placing.findings) }
}

/** Two places; each helps to choose the other. Where a hyphen may part the names in several ways, the best is taken. */
function betweenPlaces(question: Question, relation: Extract<Relation, { is: 'between' }>): Placing {
  const read = relation.ends.map((ends) => bothEnds(question, ends)).sort((a, b) => b.score - a.score)
  const [best] = read
  const { text } = question
  const [from, to] = [best?.from.choices[0], best?.to.choices[0]]
  const about = { text, checks: [] }
  if (best === undefined || from === undefined || to === undefined) {
    const lost = from === undefined ? best?.from : best?.to
    const why = lost?.why ?? finding('place.notTwo', { text })
    return { ...about, verdict: 'none', position: null, candidates: [], ...explained(why) }
  }
  const position = positionBetween(from.place, to.place, relation.road)
  const candidates = [candidateOf({ ...from, reasons: [...from.reasons, ...to.reasons] }, position)]
  const asked = [best.from, best.to].find((it) => it.verdict !== 'found')
  if (asked !== undefined)
    return { ...about, verdict: 'ambiguous', position: null, candidates, ...explained(asked.why) }
  return { ...about, verdict: 'found', position, candidates, ...saidOf(position) }
}

/** Two ends of one road are seldom farther apart. */
const apartMetres = 200_000

function bothEnds({ index, context }: Question, ends: Ends) {
  const [alone, other] = [rank(ends.from, index, context), rank(ends.to, index, context)]
  const to = besides(index, { name: ends.to, known: other, from: alone, context })
  const from = besides(index, { name: ends.from, known: alone, from: to, context })
  const score = Math.min(from.choices[0]?.score ?? 0, to.choices[0]?.score ?? 0)
  return { from, to, score }
}

interface Beside {
  readonly name: string
  readonly known: Ranked
  readonly from: Ranked
  readonly context: Context
}

function besides(index: PlaceIndex, { name, known, from, context }: Beside): Ranked {
  const [first] = from.choices
  if (known.verdict !== 'ambiguous' || from.verdict !== 'found' || first === undefined) return known
  return rank(name, index, { ...context, near: { point: first.place.point, metres: apartMetres } })
}

function candidateOf(
  { place, matchedName, score, reasons }: Choice,
  position: PlaceCandidate['position'],
): PlaceCandidate {
  const { id, name, kind, country, admin1, admin2, source } = place
  return {
    place: { id, name, kind, country, admin1, admin2, source },
    matchedName,
    score: Math.round(score * 1000) / 1000,
    reasons: reasons.map((it) => sentenceOf(it)),
    findings: reasons,
    position,
  }
}
