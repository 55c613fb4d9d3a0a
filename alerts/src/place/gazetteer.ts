import { addToCells, type PlaceCells } from './cells.js'
import { rayOf } from './chord.js'
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

/** Names, each of somebody. */
export interface NameIndex {
  /** In the order in which they came. */
  readonly names: string[]
  /** The number of whoever has each name. */
  readonly owners: number[]
  /** By length of the folded name. */
  readonly shelves: Map<number, Shelf>
}

/** Places by their names. `emptyPlaceIndex` makes it and `addPlace` fills it; what it holds is for this folder alone. */
export interface PlaceIndex {
  readonly places: Place[]
  /** The ray of each place, three numbers each. */
  readonly rays: number[]
  /** The number of the unit that each place lies in; null where its entry does not say. */
  readonly placeUnits: (number | null)[]
  /** The numbers of the places whose entry says their unit, by where they lie and by their unit. */
  readonly cells: PlaceCells
  readonly unitPlaces: Map<number, number[]>
  readonly placeNames: NameIndex
  readonly units: PlaceUnit[]
  readonly unitNames: NameIndex
  /** The number of each unit, by country and name. */
  readonly unitNumbers: Map<string, number>
}

/** An index without places. */
export function emptyPlaceIndex(units: readonly PlaceUnit[] = []): PlaceIndex {
  const index = {
    places: [],
    rays: [],
    placeUnits: [],
    cells: new Map(),
    unitPlaces: new Map(),
    placeNames: { names: [], owners: [], shelves: new Map() },
    units: [],
    unitNames: { names: [], owners: [], shelves: new Map() },
    unitNumbers: new Map(),
  }
  for (const unit of units) addUnit(index, unit)
  return index
}

/** Adds a place under each of its spellings, and its unit where that is new. */
export function addPlace(index: PlaceIndex, place: Place): void {
  const owner = index.places.push(place) - 1
  index.rays.push(...rayOf(place.point.coordinates))
  addNames(index.placeNames, owner, [place.name, ...place.otherNames])
  const unit = place.admin1 === null ? null : unitNumber(index, place.country, place.admin1)
  index.placeUnits.push(unit)
  if (unit === null) return
  addToCells(index.cells, place.point.coordinates, owner)
  const others = index.unitPlaces.get(unit)
  if (others === undefined) index.unitPlaces.set(unit, [owner])
  else others.push(owner)
}

/** An index of places that are at hand; many are better added in portions. */
export function placeIndexOf(places: Iterable<Place>, units: readonly PlaceUnit[] = []): PlaceIndex {
  const index = emptyPlaceIndex(units)
  for (const place of places) addPlace(index, place)
  return index
}

/** The number of a unit, which is new where nobody has named it. */
function unitNumber(index: PlaceIndex, country: string | null, name: string): number {
  return index.unitNumbers.get(unitKey(country, name)) ?? addUnit(index, { country, name, otherNames: [] })
}

function addUnit(index: PlaceIndex, unit: PlaceUnit): number {
  const number = index.units.push(unit) - 1
  index.unitNumbers.set(unitKey(unit.country, unit.name), number)
  addNames(index.unitNames, number, [unit.name, ...unit.otherNames])
  return number
}

function unitKey(country: string | null, name: string): string {
  return `${country ?? ''} ${name}`
}

function addNames(index: NameIndex, owner: number, names: readonly string[]): void {
  const seen = new Set<string>()
  for (const name of names) {
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

function shelfFor({ shelves }: NameIndex, length: number): Shelf {
  const there = shelves.get(length)
  if (there !== undefined) return there
  const shelf = emptyShelf(length)
  shelves.set(length, shelf)
  return shelf
}
