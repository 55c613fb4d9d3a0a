import { addPlace, emptyPlaceIndex, type Place, type PlaceIndex, type PlaceUnit } from '@cordon/alerts'
import { placesPage, type Database } from '@cordon/db'
import { setImmediate as breathe } from 'node:timers/promises'
import { geoNamesPlaces } from './geonames.js'
import { codedUnits, theatrePlaces } from './theatre-places.js'

type Countries = readonly string[] | 'world'
/** By country and GeoNames code: `SY.07`. */
type Units = ReadonlyMap<string, PlaceUnit>

/** So many places are taken in before others get their turn. */
const atOnce = 200
const pageSize = 1_000

/** Makes the index: what operators brought, the places that we keep, and GeoNames' for some countries. */
export async function loadGazetteer(countries: Countries, database: Pick<Database, 'query'>): Promise<PlaceIndex> {
  const units = await namedUnits(countries)
  const index = emptyPlaceIndex([...units.values()])
  let taken = 0
  for await (const place of allPlaces(countries, units, database)) {
    addPlace(index, place)
    taken += 1
    if (taken % atOnce === 0) await breathe()
  }
  return index
}

async function* allPlaces(
  countries: Countries,
  units: Units,
  database: Pick<Database, 'query'>,
): AsyncGenerator<Place> {
  yield* broughtPlaces(database)
  yield* await theatrePlaces()
  for await (const { admin1Code, seat: _seat, ...place } of geoNamesPlaces(countries)) {
    yield { ...place, admin1: units.get(`${place.country ?? ''}.${admin1Code ?? ''}`)?.name ?? null }
  }
}

/** Units with a name of their own, and for the others that of their seat. */
async function namedUnits(countries: Countries): Promise<Units> {
  const units = new Map<string, PlaceUnit>()
  for await (const { seat, country, admin1Code, name, otherNames } of geoNamesPlaces(countries)) {
    if (seat && admin1Code !== null) units.set(`${country ?? ''}.${admin1Code}`, { country, name, otherNames })
  }
  for (const { code, ...unit } of await codedUnits()) units.set(`${unit.country ?? ''}.${code}`, unit)
  return units
}

interface PlaceRow {
  readonly listId: string
  readonly id: string
  readonly body: Place
}

/** What operators brought, some at a time. */
async function* broughtPlaces(database: Pick<Database, 'query'>): AsyncGenerator<Place> {
  let after: readonly [string, string] | null = null
  for (;;) {
    const rows: readonly PlaceRow[] = await database.query<PlaceRow>(placesPage(after, pageSize))
    for (const row of rows) yield row.body
    const last = rows.at(-1)
    if (last === undefined || rows.length < pageSize) return
    after = [last.listId, last.id]
  }
}
