import type { Place } from './place.js'
import { emptyShelf, shelve, type Shelf } from './shelf.js'
import { spellingsOf } from './spelling.js'

/** A governorate or province with the names that it has, to understand a hint by. */
export interface PlaceUnit {
  readonly country: string | null
  /** As `Place.admin1` has it. */
  readonly name: string
  readonly otherNames: readonly string[]
}

/** Places by their names. It is made by `emptyPlaceIndex` and filled by `addPlace`; what it holds is for this folder alone. */
export interface PlaceIndex {
  readonly places: Place[]
  readonly units: PlaceUnit[]
  /** Names of all places, in the order in which they came. */
  readonly names: string[]
  /** Which place each name belongs to. */
  readonly owners: number[]
  /** By length of the folded name. */
  readonly shelves: Map<number, Shelf>
}

/** An index without places. */
export function emptyPlaceIndex(units: readonly PlaceUnit[] = []): PlaceIndex {
  return { places: [], units: [...units], names: [], owners: [], shelves: new Map() }
}

/** Adds a place under each of its spellings. */
export function addPlace(index: PlaceIndex, place: Place): void {
  const owner = index.places.push(place) - 1
  const seen = new Set<string>()
  for (const name of [place.name, ...place.otherNames]) {
    const spellings = spellingsOf(name).filter(({ fold }) => !seen.has(fold))
    if (spellings.length === 0) continue
    const number = index.names.push(name) - 1
    index.owners.push(owner)
    for (const spelling of spellings) {
      seen.add(spelling.fold)
      shelve(shelfFor(index, spelling.fold.length), spelling, number)
    }
  }
}

/** An index of places that are at hand; many are better added in portions. */
export function placeIndexOf(places: Iterable<Place>, units: readonly PlaceUnit[] = []): PlaceIndex {
  const index = emptyPlaceIndex(units)
  for (const place of places) addPlace(index, place)
  return index
}

function shelfFor(index: PlaceIndex, length: number): Shelf {
  const there = index.shelves.get(length)
  if (there !== undefined) return there
  const shelf = emptyShelf(length)
  index.shelves.set(length, shelf)
  return shelf
}
