import { disc } from '../match/direct.js'
import type { LocationPrecision } from '../model.js'
import type { Place } from './place.js'
import { formatDistance } from '../units.js'
import type { PlaceIndex } from './gazetteer.js'
import type { PlaceCandidate, PlaceHints, PlacePosition, Placing } from './placing.js'
import { alike, type Likeness } from './score.js'

/** DOMAIN: accepted by itself only at this likeness, and this far before the next distinct place. */
const enough = 0.7
const margin = 0.1

/** Says what a text means by where. */
export function resolvePlace(text: string, index: PlaceIndex, hints: PlaceHints = {}): Placing {
  const found = alike(index, text, { least: 0.5, band: 0.25 })
  const candidates = found.slice(0, hints.limit ?? 8).map((it) => candidateOf(index, it))
  const [first, second] = candidates
  if (first === undefined || first.score < enough) {
    return {
      text,
      verdict: 'none',
      position: null,
      candidates,
      checks: [],
      explanation: `No place is called like "${text}".`,
    }
  }
  if (second !== undefined && first.score - second.score < margin) {
    const explanation = `"${text}" may be ${first.place.name} or ${second.place.name}.`
    return { text, verdict: 'ambiguous', position: null, candidates, checks: [], explanation }
  }
  const { position } = first
  return { text, verdict: 'found', position, candidates, checks: [], explanation: position.explanation }
}

function candidateOf(index: PlaceIndex, { place, name, score }: Likeness): PlaceCandidate {
  const it = index.places[place]
  if (it === undefined) throw new RangeError(`There is no place ${place} in the index.`)
  return { place: it, matchedName: index.names[name] ?? it.name, score, reasons: [], position: at(it) }
}

function at(place: Place): PlacePosition {
  return {
    point: place.point,
    uncertaintyMetres: place.uncertaintyMetres,
    locationPrecision: precisionOf(place.uncertaintyMetres),
    shape: disc(place.point.coordinates, place.uncertaintyMetres),
    explanation: `${place.name}, within about ${formatDistance(place.uncertaintyMetres)}.`,
  }
}

/** The precision that a radius stands for. */
export function precisionOf(uncertaintyMetres: number): LocationPrecision {
  if (uncertaintyMetres <= 200) return 'exact'
  if (uncertaintyMetres <= 5_000) return 'near'
  if (uncertaintyMetres <= 40_000) return 'area'
  return uncertaintyMetres <= 80_000 ? 'admin2' : 'admin1'
}
