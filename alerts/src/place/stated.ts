import type { Point } from 'geojson'
import { checkUnits, unitsNamed } from './check.js'
import type { PlaceIndex } from './gazetteer.js'
import { readPhrase } from './phrase.js'
import type { PlaceCheck } from './placing.js'

/** What a source says of where beside the point. */
export interface Stated {
  /** The governorate that a field of its own states. */
  readonly admin1: string | null
  /** The place in words, which may name its governorate: "Diban, Deir ez-Zor". */
  readonly place: string | null
}

/** Governorates as a text names them, by its words for the last of them. */
interface Units {
  readonly admin1: string
  readonly units: ReadonlySet<number>
}

/** Texts that are looked up once for many points. */
const mostKnown = 10_000

/** What may name a governorate beside a place: something after a comma or in brackets, or the word for it. */
const mayState = /[,;،()]|governorate|province|muhafaza|محافظة/iu

/** Whether a text about a place may say which governorate it lies in: quick, before a gazetteer is asked. */
export function mayStateUnit({ admin1, place }: Stated): boolean {
  return (admin1 ?? '').trim() !== '' || mayState.test(place ?? '')
}

/**
 * Holds points against the governorates that are stated with them, each text looked up once: by a field of its own, or by
 * the words for the place. Where those name several, the point may lie in any. Null where none is stated or known.
 */
export function statedChecker(index: PlaceIndex): (point: Point, stated: Stated) => PlaceCheck | null {
  const known = new Map<string, Units | null>()
  return (point, stated) => {
    const key = (stated.admin1 ?? '').trim() === '' ? `in ${stated.place ?? ''}` : `is ${stated.admin1 ?? ''}`
    const found = known.get(key)
    const units = found === undefined ? unitsOf(index, stated) : found
    if (known.size < mostKnown) known.set(key, units)
    return units === null ? null : checkUnits(index, point, units)
  }
}

function unitsOf(index: PlaceIndex, { admin1, place }: Stated): Units | null {
  if (admin1 !== null && admin1.trim() !== '') return { admin1, units: unitsNamed(index, admin1) }
  return place === null || !mayState.test(place) ? null : unitsIn(index, place)
}

/** A name may be that of a town and of its governorate, so what stands first counts as well where something follows it. */
function unitsIn(index: PlaceIndex, place: string): Units | null {
  const { relation, unit, beside } = readPhrase(place)
  const said = relation.is === 'unit' ? relation.name : unit
  if (said !== null) return { admin1: said, units: unitsNamed(index, said) }
  const named = beside.filter((it) => unitsNamed(index, it).size > 0)
  const last = named.at(-1)
  if (last === undefined) return null
  const names = relation.is === 'at' ? [relation.name, ...named] : named
  return { admin1: last, units: new Set(names.flatMap((it) => [...unitsNamed(index, it)])) }
}
