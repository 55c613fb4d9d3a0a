import { maySameActor, namesSomebody } from '../grade/actor.js'
import { distanceMetres } from '../match/geodesic.js'
import type { Casualties, Incident } from '../model.js'
import { incidentTypes } from '../model.js'
import { instantMs, latestMs } from '../time.js'
import { bonesOf, mayBeOneName } from './bones.js'

/** What of an incident says whether another one tells the same. */
export type Comparable = Pick<
  Incident,
  | 'id'
  | 'kind'
  | 'type'
  | 'title'
  | 'point'
  | 'uncertaintyMetres'
  | 'place'
  | 'occurredFrom'
  | 'occurredTo'
  | 'timePrecision'
  | 'actors'
  | 'casualties'
  | 'summary'
  | 'source'
  | 'externalId'
>

/** One thing that speaks for or against their being the same, with the value that it rests on. */
export type Reason =
  | { readonly part: 'distance'; readonly metres: number; readonly withinMetres: number; readonly score: number }
  | { readonly part: 'time'; readonly apartHours: number; readonly score: number }
  | { readonly part: 'type'; readonly alike: 'same' | 'class' | 'other'; readonly score: number }
  | Spoken
  /** One of them names who did it; the other says that it is not known. */
  | { readonly part: 'attribution'; readonly told: readonly [string, string]; readonly score: number }
  | { readonly part: 'harm' | 'source'; readonly score: number }

/** What is told of both in words. */
interface Spoken {
  readonly part: 'actors' | 'place' | 'words'
  readonly shared: readonly string[]
  readonly score: number
}

/** How alike two incidents are: 0 … 1, with each reason, the weightiest first. */
export interface Sameness {
  readonly score: number
  readonly reasons: readonly Reason[]
}

/** From here on two incidents are suggested as the same. Calibrated: see the test on real, distinct events. */
export const suggestFrom = 0.57

/** How much each part weighs where place, time, type, figures and source allow it at all; they come to 1. */
const weights = { distance: 0.25, time: 0.2, place: 0.2, actors: 0.15, words: 0.2 } as const

/** What counts where nothing is known. */
const unknown = 0.4

/**
 * How alike two incidents are: what may be, times what speaks for it. What may be: distance against both uncertainties,
 * time against both precisions, the type, figures of the dead, and whether one source tells both as two. What speaks for
 * it: how sharply place and time agree (that two coarse ones agree says little), names of places, actors, words. Nothing is
 * ever merged by this: it suggests.
 */
export function sameness(a: Comparable, b: Comparable): Sameness {
  const { limits, allowed } = mayBeSame(a, b)
  const spoken = [place(a, b), actors(a, b), words(a, b)]
  const evidence = spoken.reduce((sum, reason) => sum + weights[reason.part] * reason.score, 0)
  const sharp = weights.distance * sharpnessOf(a, b) + weights.time * timeSharpnessOf(a, b)
  const reasons = [...limits, ...spoken, ...attribution(a, b)].toSorted((one, other) => weightOf(other) - weightOf(one))
  return { score: allowed * (evidence + sharp), reasons }
}

/** Whether what place, time, type and figures allow is enough to be suggested, whatever the words say. It is quick. */
export function isSuggestible(a: Comparable, b: Comparable): boolean {
  return mayBeSame(a, b).allowed >= suggestFrom
}

function mayBeSame(a: Comparable, b: Comparable) {
  const limits = [distance(a, b), time(a, b), type(a, b), harm(a, b), source(a, b)]
  const coarse = 0.5 + 0.5 * sharpnessOf(a, b)
  return { limits, allowed: limits.reduce((product, { score }) => product * score, coarse) }
}

/** How much a reason has to say: what is away from what knowing nothing would give. */
function weightOf({ part, score }: Reason): number {
  // It speaks neither for nor against it, and yet everybody wants to know.
  if (part === 'attribution') return 0.05
  const isLimit = part === 'type' || part === 'harm' || part === 'source'
  return isLimit ? (1 - score) * 0.5 : weights[part] * Math.abs(score - unknown)
}

function distance(a: Comparable, b: Comparable): Reason {
  const metres = distanceMetres(positionOf(a), positionOf(b))
  const withinMetres = a.uncertaintyMetres + b.uncertaintyMetres
  const score = metres <= withinMetres ? 1 : Math.exp(-(metres - withinMetres) / 3_000)
  return { part: 'distance', metres, withinMetres, score }
}

function sharpnessOf(a: Comparable, b: Comparable): number {
  return sharpness(Math.max(a.uncertaintyMetres, b.uncertaintyMetres), 30_000)
}

/** From the middle of one span to that of the other, against how long they are: the days before and after are others. */
function time(a: Comparable, b: Comparable): Reason & { readonly part: 'time' } {
  const [one, other] = [spanOf(a), spanOf(b)]
  const apartHours = Math.max(0, one.from - other.to, other.from - one.to) / hourMs
  const middlesApart = Math.abs(one.from + one.to - other.from - other.to) / 2 / hourMs
  const half = 6 + longestHours(a, b) / 2
  return { part: 'time', apartHours, score: Math.exp(-((middlesApart / half) ** 2)) }
}

function timeSharpnessOf(a: Comparable, b: Comparable): number {
  return sharpness(longestHours(a, b), 48)
}

function longestHours(a: Comparable, b: Comparable): number {
  return Math.max(...[spanOf(a), spanOf(b)].map(({ from, to }) => (to - from) / hourMs))
}

/** 1 for what is sharp, a half at `half`, falling further beyond. */
function sharpness(coarse: number, half: number): number {
  return 1 / (1 + (coarse / half) ** 2)
}

function type(a: Comparable, b: Comparable): Reason {
  if (a.kind !== b.kind) return { part: 'type', alike: 'other', score: 0.1 }
  if (a.type === b.type) return { part: 'type', alike: 'same', score: 1 }
  const isNear = incidentTypes[a.type].class === incidentTypes[b.type].class || a.type === 'other' || b.type === 'other'
  return isNear ? { part: 'type', alike: 'class', score: 0.9 } : { part: 'type', alike: 'other', score: 0.4 }
}

/** A source that tells two, each under an id of its own, says that they are two. */
function source(a: Comparable, b: Comparable): Reason {
  const isKeptApart = a.source !== null && a.source === b.source && a.externalId !== null && b.externalId !== null
  return { part: 'source', score: isKeptApart ? 0.5 : 1 }
}

function actors(a: Comparable, b: Comparable): Spoken {
  const [one, other] = [a.actors.filter(namesSomebody), b.actors.filter(namesSomebody)]
  const shared = one.filter((name) => other.some((it) => maySameActor(name, it)))
  const score = shared.length > 0 ? 1 : one.length === 0 || other.length === 0 ? unknown : 0
  return { part: 'actors', shared, score }
}

function attribution(a: Comparable, b: Comparable): readonly Reason[] {
  const told = [a.actors.join(', '), b.actors.join(', ')] as const
  const [one, other] = [a.actors.some(namesSomebody), b.actors.some(namesSomebody)]
  if (a.actors.length === 0 || b.actors.length === 0 || one === other) return []
  return [{ part: 'attribution', told, score: 1 }]
}

/** Names of places, by their consonants: in what is given as the place and in the title. */
function place(a: Comparable, b: Comparable): Spoken {
  const [one, other] = [bonesOf(a.place ?? ''), bonesOf(b.place ?? '')]
  if (one.length === 0 || other.length === 0) return { part: 'place', shared: [], score: unknown }
  const shared = one.filter((bone) => other.some((it) => mayBeOneName(bone, it)))
  return { part: 'place', shared: shared.length > 0 ? namesShared(a, b) : [], score: shared.length > 0 ? 1 : 0.1 }
}

function namesShared(a: Comparable, b: Comparable): readonly string[] {
  return [a.place, b.place].filter((name) => name !== null)
}

function words(a: Comparable, b: Comparable): Spoken {
  const [one, other] = [wordsOf(a), wordsOf(b)]
  const shared = one.filter((word) => other.includes(word))
  const fewer = Math.min(one.length, other.length)
  return { part: 'words', shared, score: fewer === 0 ? unknown : shared.length / fewer }
}

function wordsOf({ title, summary }: Comparable): readonly string[] {
  const text = `${title} ${summary ?? ''}`
  const stems = (text.toLowerCase().match(/\p{L}{4,}/gu) ?? []).map((word) => word.replace(/(ed|ing|s)$/, ''))
  return [...new Set(stems)]
}

/** Figures of the dead that are far apart speak against it; that nobody counts says nothing. */
function harm(a: Comparable, b: Comparable): Reason {
  const [one, other] = [killedOf(a.casualties), killedOf(b.casualties)]
  if (one === null || other === null || one === other) return { part: 'harm', score: 1 }
  return { part: 'harm', score: 0.6 + (0.3 * Math.min(one, other)) / Math.max(one, other, 1) }
}

function killedOf(casualties: readonly Casualties[]): number | null {
  const counts = casualties.flatMap(({ killed }) => killed?.best ?? killed?.low ?? [])
  return counts.length === 0 ? null : Math.max(...counts)
}

const hourMs = 3_600_000

function spanOf(it: Comparable): { readonly from: number; readonly to: number } {
  return { from: instantMs(it.occurredFrom), to: latestMs(it) }
}

function positionOf({ point }: Comparable): readonly [number, number] {
  const [longitude = 0, latitude = 0] = point.coordinates
  return [longitude, latitude]
}
