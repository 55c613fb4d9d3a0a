import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { skipUnless } from '@cordon/test/skip'
import { beforeEach, describe, expect, it } from 'vitest'
import { unitsNamed } from './check.js'
import { aPlace } from './example.js'
import { addPlace, placeIndexOf, type PlaceIndex } from './gazetteer.js'
import type { Place } from './place.js'
import { rank } from './rank.js'
import { spellingsOf } from './spelling.js'

const file = fileURLToPath(new URL('../../../../shared/data/geonames-cities500-SY-IQ.txt', import.meta.url))

/** Names in Latin or Arabic script; those that begin with a small letter were made by a machine from the Arabic. */
const written = /^(?!\p{Ll})[\p{Script=Latin}\p{Script=Arabic}\p{M}\p{N}\p{P}\p{Sk}\p{Lm}\s]+$/u

function read(): readonly Place[] {
  const rows = readFileSync(file, 'utf8').trim().split('\n')
  return rows.map((row) => {
    const [id = '', name = '', ascii = '', others = '', lat, lon, ...rest] = row.split('\t')
    const otherNames = [...new Set([ascii, ...others.split(',')])].filter((it) => written.test(it) && it !== name)
    const admin1 = `${rest[2] ?? ''} ${rest[4] ?? ''}`
    return aPlace({ id, name, otherNames, at: [Number(lon), Number(lat)], admin1, population: Number(rest[8]) || null })
  })
}

const foldsOf = (name: string) => spellingsOf(name).map((it) => it.fold)

/** Each spelling of which the gazetteer would know nothing without it, and that is of one place alone. */
function questions(places: readonly Place[]) {
  const carriers = new Map<string, Set<string>>()
  for (const { id, name, otherNames } of places)
    for (const fold of [name, ...otherNames].flatMap(foldsOf))
      carriers.set(fold, (carriers.get(fold) ?? new Set()).add(id))
  return places.flatMap((place) => {
    const names = [place.name, ...place.otherNames]
    const folds = new Map(names.map((name) => [foldsOf(name)[0] ?? '', name]))
    return [...folds.values()].flatMap((asked) => {
      const left = names.filter((it) => !foldsOf(it).some((fold) => foldsOf(asked).includes(fold)))
      const shared = foldsOf(asked).some((fold) => (carriers.get(fold)?.size ?? 0) > 1)
      return left.length === 0 || shared || foldsOf(asked).length === 0 ? [] : [{ asked, place, left }]
    })
  })
}

/** A copy that can be added to; what it shares is only ever written behind the end. */
function copyOf(index: PlaceIndex): PlaceIndex {
  const { names, owners, shelves } = index.placeNames
  const copies = new Map([...shelves].map(([length, shelf]) => [length, { ...shelf }] as const))
  return {
    ...index,
    places: [...index.places],
    placeNames: { names: [...names], owners: [...owners], shelves: copies },
  }
}

/** Places are left out in groups, and the others of the group added again: an index for each spelling takes minutes. */
const groupSize = 20

function groupOf(places: readonly Place[], place: Place): number {
  return Math.floor(places.indexOf(place) / groupSize)
}

function indexer(places: readonly Place[]) {
  const bases = new Map<number, PlaceIndex>()
  return (out: Place, left: readonly string[]): PlaceIndex => {
    const group = groupOf(places, out)
    const isIn = (_: Place, at: number) => Math.floor(at / groupSize) === group
    const base = bases.get(group) ?? placeIndexOf(places.filter((it, at) => !isIn(it, at)))
    bases.set(group, base)
    const index = copyOf(base)
    const [name = '', ...otherNames] = left
    for (const it of places.filter(isIn)) addPlace(index, it === out ? { ...out, name, otherNames } : it)
    return index
  }
}

describe('the spellings of GeoNames for Syria and Iraq, each left out once', () => {
  beforeEach((context) => skipUnless(context, existsSync(file), `${file} is not there`))

  it('find their place by the others: 86 % first, 94 % with the governorate, at most 1 % wrong unasked', () => {
    const places = read()
    const all = questions(places)
    const count = { first: 0, withUnit: 0, unasked: 0, wrong: 0 }
    const without = indexer(places)
    for (const { asked, place, left } of all) {
      const index = without(place, left)
      const plain = rank(asked, index, { units: null, near: null, watched: [] })
      const units = unitsNamed(index, place.admin1 ?? '')
      const hinted = rank(asked, index, { units, near: null, watched: [] })
      if (plain.choices[0]?.place.id === place.id) count.first += 1
      if (hinted.choices[0]?.place.id === place.id) count.withUnit += 1
      if (plain.verdict === 'found') count.unasked += 1
      if (plain.verdict === 'found' && plain.choices[0]?.place.id !== place.id) count.wrong += 1
    }
    const share = (part: number, of = all.length) => Math.round((part / of) * 1000) / 10
    const wrong = share(count.wrong, count.unasked)
    console.log(
      `${all.length} spellings: ${share(count.first)} % first, ${share(count.withUnit)} % with the governorate, ` +
        `${share(count.unasked)} % unasked, of those ${wrong} % wrong`,
    )
    expect(all.length).toBeGreaterThan(2_500)
    expect(share(count.first)).toBeGreaterThanOrEqual(86)
    expect(share(count.withUnit)).toBeGreaterThanOrEqual(94)
    expect(wrong).toBeLessThanOrEqual(1)
  }, 120_000)

  it('that two places have are asked, unless they are at one spot', () => {
    const index = placeIndexOf(read())
    expect(rank('Soran', index, { units: null, near: null, watched: [] }).verdict).toBe('ambiguous')
  })
})
