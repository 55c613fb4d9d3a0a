import { distanceMetres } from '../match/geodesic.js'
import { finding, sentenceOf } from '../tell/finding.js'
import { unitsNamed } from './check.js'
import type { PlaceIndex, PlaceUnit } from './gazetteer.js'
import type { Place } from './place.js'
import { explained, type PlaceCandidate, type Placing } from './placing.js'
import { beyondMetres } from './reach.js'
import { within } from './shape.js'

/** A governorate as a whole: round the middle of its known places, as far as they reach. */
export function placingOfUnits(text: string, index: PlaceIndex, name: string): Placing {
  const candidates = [...unitsNamed(index, name)].flatMap((number) => candidateOf(index, number, name))
  const [first, ...others] = candidates
  const about = { text, candidates, checks: [] }
  if (first === undefined)
    return { ...about, verdict: 'none', position: null, ...explained(finding('place.unitUnknown', { unit: name })) }
  if (others.length === 0) {
    const { explanation, findings } = first.position
    return { ...about, verdict: 'found', position: first.position, explanation, findings }
  }
  const options = candidates.map((it) => `${it.place.name} (${it.place.country ?? 'country not stated'})`)
  const asked = explained(finding('place.mayBe', { text: name, options }))
  return { ...about, verdict: 'ambiguous', position: null, ...asked }
}

function candidateOf(index: PlaceIndex, number: number, asked: string): readonly PlaceCandidate[] {
  const unit = index.units[number]
  const places = index.places.filter((_, at) => index.placeUnits[at] === number)
  if (unit === undefined || places.length === 0) return []
  const { name, country } = unit
  const place = {
    id: `unit:${country ?? ''}:${name}`,
    name,
    kind: 'district',
    country,
    admin1: name,
    admin2: null,
    source: 'gazetteer',
  } as const
  const findings = [finding('place.unitOf', { text: asked, count: places.length })]
  const position = { ...extent(unit, places), locationPrecision: 'admin1' } as const
  return [{ place, matchedName: name, score: 1, reasons: findings.map((it) => sentenceOf(it)), findings, position }]
}

function extent({ name }: PlaceUnit, places: readonly Place[]) {
  const [wests, souths] = [
    places.map((it) => it.point.coordinates[0] ?? 0),
    places.map((it) => it.point.coordinates[1] ?? 0),
  ]
  const middle = [between(wests), between(souths)]
  const reach = Math.max(...places.map((it) => distanceMetres(middle, it.point.coordinates)))
  const radius = Math.ceil((reach + beyondMetres) / 1000) * 1000
  return within(middle, radius, (it) => finding('place.unit', { unit: name, ...it }))
}

function between(values: readonly number[]): number {
  return (Math.min(...values) + Math.max(...values)) / 2
}
