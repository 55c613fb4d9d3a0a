import { distanceMetres } from '../match/geodesic.js'
import { unitsNamed } from './check.js'
import type { PlaceIndex, PlaceUnit } from './gazetteer.js'
import type { Place } from './place.js'
import type { PlaceCandidate, Placing } from './placing.js'
import { within } from './shape.js'

/** Beyond its outermost known place a governorate goes on. */
const beyondMetres = 10_000

/** A governorate as a whole: round the middle of its known places, as far as they reach. */
export function placingOfUnits(text: string, index: PlaceIndex, name: string): Placing {
  const candidates = [...unitsNamed(index, name)].flatMap((number) => candidateOf(index, number, name))
  const [first, ...others] = candidates
  if (first === undefined) {
    const explanation = `The gazetteer knows no governorate called "${name}".`
    return { text, verdict: 'none', position: null, candidates, checks: [], explanation }
  }
  if (others.length > 0) {
    const names = candidates.map((it) => `${it.place.name} (${it.place.country ?? 'country not stated'})`)
    return {
      text,
      verdict: 'ambiguous',
      position: null,
      candidates,
      checks: [],
      explanation: `"${name}" may be ${names.join(' or ')}.`,
    }
  }
  return {
    text,
    verdict: 'found',
    position: first.position,
    candidates,
    checks: [],
    explanation: first.position.explanation,
  }
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
  const reasons = [`"${asked}" names a governorate of which ${places.length} places are known.`]
  return [
    { place, matchedName: name, score: 1, reasons, position: { ...extent(unit, places), locationPrecision: 'admin1' } },
  ]
}

function extent({ name }: PlaceUnit, places: readonly Place[]) {
  const [wests, souths] = [
    places.map((it) => it.point.coordinates[0] ?? 0),
    places.map((it) => it.point.coordinates[1] ?? 0),
  ]
  const middle = [between(wests), between(souths)]
  const reach = Math.max(...places.map((it) => distanceMetres(middle, it.point.coordinates)))
  return within(middle, Math.ceil((reach + beyondMetres) / 1000) * 1000, `Somewhere in ${name} governorate`)
}

function between(values: readonly number[]): number {
  return (Math.min(...values) + Math.max(...values)) / 2
}
