import type { Point } from 'geojson'
import { spread } from '@cordon/test/spread'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { distanceMetres } from '../match/geodesic.js'
import { addToCells, numbersAround } from './cells.js'
import { checkAdmin1 } from './check.js'
import { aPlace, somePlaces } from './example.js'
import { placeIndexOf } from './gazetteer.js'
import type { PlaceHints, Placing } from './placing.js'
import { resolvePlace } from './resolve.js'
import { statedChecker } from './stated.js'

const resolve = (text: string, hints = {}) => resolvePlace(text, somePlaces, hints)
/** What was decided, and on what. */
const outcome = ({ verdict, candidates }: Placing) => [verdict, candidates[0]?.place.id]
const at = (lon: number, lat: number): Point => ({ type: 'Point', coordinates: [lon, lat] })

describe('what nobody knows by its name', () => {
  it.each([
    ['M4 highway near Ar Raqqah', 'raq', 'Near Ar Raqqah'],
    ['Green market, Hasaka', 'has', 'Al Hasakah; within about 2 km'],
  ])('lies where it is told by another place: %s', (text, id, where) => {
    const placing = resolve(text)
    expect(outcome(placing)).toEqual(['found', id])
    expect(placing.explanation).toMatch(/^The gazetteer knows no place called like "(?:M4 highway|Green market)"\. /)
    expect(placing.explanation).toContain(where)
  })

  it('is asked where that place is two', () => {
    const placing = resolve('M4 highway near Theban')
    expect(placing).toMatchObject({ verdict: 'ambiguous', position: null })
    expect(placing.candidates.map((it) => it.place.id).slice(0, 2)).toEqual(['dhi', 'the'])
  })

  it('is not placed in a governorate’s seat because that has its name', () => {
    expect(resolve('Nowhere at all, Hasaka').verdict).toBe('none')
  })
})

describe('a name', () => {
  it('that two places have is settled by the side of a governorate', () => {
    expect(outcome(resolve('Theban in eastern Deir ez-Zor'))).toEqual(['found', 'dhi'])
  })

  it.each(['Busayrah', 'al-Basira', 'Bseira', 'البصيرة', 'بصيره'])('is found by itself: %s', (text) => {
    expect(outcome(resolve(text))).toEqual(['found', 'bus'])
  })

  it('that two places have is asked', () => {
    const placing = resolve('Theban')
    expect(placing).toMatchObject({ verdict: 'ambiguous', position: null })
    expect(placing.candidates.map((it) => it.place.id).slice(0, 2)).toEqual(['dhi', 'the'])
  })

  it.each([
    ['Deir ez-Zor', 'dhi'],
    ['Hasaka', 'the'],
    ['الحسكة', 'the'],
  ])('that two places have is settled by the governorate %s', (admin1, id) => {
    expect(outcome(resolve('Theban', { admin1 }))).toEqual(['found', id])
  })

  it('that two places have is settled by where the report is about', () => {
    const near = { point: at(40.4, 35.1), metres: 50_000 }
    expect(outcome(resolve('Theban', { near }))).toEqual(['found', 'dhi'])
  })

  describe('that two places have, where this installation watches', () => {
    const index = placeIndexOf([
      aPlace({ id: 'far', name: 'Busayra', at: [35.61, 30.73], otherNames: ['Al Busayrah'], population: 8_000 }),
      aPlace({ id: 'near', name: 'Al Busayrah', at: [40.43, 35.16] }),
      aPlace({ id: 'city', name: 'Basrah', at: [47.78, 30.51], country: 'IQ', population: 2_600_000 }),
      aPlace({ id: 'alone', name: 'Karak', at: [35.7, 31.18], country: 'JO' }),
    ])
    const ids = (text: string, hints: PlaceHints) =>
      resolvePlace(text, index, hints).candidates.map((it) => it.place.id)
    const watched = [[40, 35]] as const

    it.each(['Busayrah', 'Busayra'])('names the one near that first, and asks all the same: %s', (text) => {
      expect(ids(text, {}).slice(0, 2)).toEqual(['far', 'near'])
      expect(ids(text, { watched }).slice(0, 2)).toEqual(['near', 'far'])
      expect(resolvePlace(text, index, { watched }).verdict).toBe('ambiguous')
    })

    it('leaves first what is more like, and finds a name that one place has', () => {
      expect(ids('Basrah', { watched })[0]).toBe('city')
      expect(outcome(resolvePlace('Karak', index, { watched }))).toEqual(['found', 'alone'])
    })

    it('goes by the governorate and by where the report is about before that', () => {
      const near = { point: at(35.6, 30.7), metres: 50_000 }
      expect(ids('Busayrah', { watched, near })[0]).toBe('far')
    })

    it('knows the degrees on the other side of the date line for neighbours', () => {
      const islands = placeIndexOf([
        aPlace({ id: 'large', name: 'Labasa', at: [150.2, -16.4], population: 9_000 }),
        aPlace({ id: 'east', name: 'Labasa', at: [-179.9, -16.4] }),
      ])
      const placing = resolvePlace('Labasa', islands, { watched: [[179, -17]] })
      expect(placing.candidates.map((it) => it.place.id)).toEqual(['east', 'large'])
    })
  })

  it('is never taken against the governorate that is stated', () => {
    const placing = resolve('Busayrah, Hasakah governorate')
    expect(outcome(placing)).toEqual(['ambiguous', 'bus'])
    expect(placing.checks).toContainEqual(expect.objectContaining({ of: 'admin1', agrees: false }))
  })

  it('that fits much better outside the governorate stated is asked', () => {
    const index = placeIndexOf([
      aPlace({ id: 'in', name: 'Rasafah', at: [40, 35] }),
      aPlace({ id: 'out', name: 'Rusayfah', at: [40, 37], admin1: 'Al Hasakah' }),
    ])
    expect(resolvePlace('Rusayfah', index, { admin1: 'Deir ez-Zor' }).verdict).toBe('ambiguous')
  })

  it.each(['', ' ', '-', 'xqzzvv', '5 km east of', '()'])('that says nothing is not placed: "%s"', (text) => {
    expect(resolve(text)).toMatchObject({ verdict: 'none', position: null })
  })

  it('kept by two gazetteers is one place, known no better than they differ', () => {
    const index = placeIndexOf([
      aPlace({ id: 'a', name: 'Hajin', at: [40.83138, 34.69508] }),
      aPlace({ id: 'b', name: 'Hajīn', at: [40.86, 34.69508] }),
    ])
    const placing = resolvePlace('Hajin', index)
    expect(placing.verdict).toBe('found')
    expect(placing.position?.uncertaintyMetres).toBeGreaterThan(2_500)
  })

  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(resolve(text).text).toBe(text)
      }),
    )
  })
})

describe('a place told by others', () => {
  it.each([
    ['about 30 km southeast of Deir el-Zour', 'bus'],
    ['30 كم جنوب شرق دير الزور', 'bus'],
    ['between Deir ez-Zor and Dhiban, Deir ez-Zor governorate', 'bus'],
    ['eastern countryside of Deir ez-Zor', 'bus'],
    ['33 km from Deir ez-Zor', 'bus'],
    ['on the road from Deir ez-Zor to Hajin', 'dhi'],
    ['near Busayrah', 'bus'],
  ])('"%s" covers the place that is meant', (text, id) => {
    const { position } = resolve(text)
    const meant = somePlaces.places.find((it) => it.id === id)
    const away = distanceMetres(position?.point.coordinates ?? [0, 0], meant?.point.coordinates ?? [0, 90])
    expect(away).toBeLessThan(position?.uncertaintyMetres ?? 0)
    expect(position?.uncertaintyMetres).toBeLessThan(100_000)
  })

  it('is a sector as wide as the words are vague', () => {
    const { position, explanation } = resolve('about 30 km southeast of Deir el-Zour')
    expect(position).toMatchObject({ locationPrecision: 'area', shape: { type: 'Polygon' } })
    expect(explanation).toBe('23 km to 37 km southeast of Deir ez-Zor, 30° to each side; within about 18.8 km.')
  })

  it('is asked where the place that tells it is ambiguous', () => {
    const placing = resolve('10 km north of Theban')
    expect(placing.verdict).toBe('ambiguous')
    expect(placing.candidates.map((it) => it.position.point.coordinates[1])).not.toContain(35.01498)
  })

  it('is a governorate as a whole where only that is named', () => {
    const placing = resolve('Deir ez-Zor governorate')
    expect(placing).toMatchObject({ verdict: 'found', position: { locationPrecision: 'admin1' } })
  })

  it('has a shape whose corners its radius covers', () => {
    const texts = [
      '12 km west of Raqqa',
      'outskirts of Hasakah',
      'between Raqqa and Hasakah',
      'south of Hajin',
      'near Hajin',
    ]
    for (const { position } of texts.map((it) => resolve(it))) {
      const [ring] = position?.shape.coordinates ?? []
      for (const corner of ring ?? []) {
        const away = distanceMetres(position?.point.coordinates ?? [], corner.map(Number))
        expect(away).toBeLessThanOrEqual((position?.uncertaintyMetres ?? 0) + 1)
      }
    }
  })
})

describe('a distance beside a name', () => {
  it('agrees where the place is about so far', () => {
    const { checks } = resolve('Busayrah, about 30 km southeast of Deir el-Zour')
    expect(checks).toContainEqual({
      of: 'distance',
      agrees: true,
      code: 'place.distance',
      values: {
        statedMetres: 30_000,
        measuredMetres: expect.closeTo(32_800, -2),
        anchor: 'Deir ez-Zor',
        place: 'Al Busayrah',
      },
      finding: 'The text says 30 km from Deir ez-Zor; Al Busayrah is 32.8 km from it.',
    })
  })

  it('disagrees by name where it is not, and the place stays where it is', () => {
    const placing = resolve('Diban, about 60 km southeast of Deir el-Zour')
    expect(placing.candidates[0]?.place.id).toBe('dhi')
    expect(placing.checks).toContainEqual({
      of: 'distance',
      agrees: false,
      code: 'place.distance',
      values: {
        statedMetres: 60_000,
        measuredMetres: expect.closeTo(48_990, -2),
        anchor: 'Deir ez-Zor',
        place: 'Dhiban',
      },
      finding: 'The text says 60 km from Deir ez-Zor; Dhiban is 49 km from it.',
    })
  })

  it('settles which of two places is meant', () => {
    expect(outcome(resolve('Theban, about 50 km southeast of Deir ez-Zor'))).toEqual(['found', 'dhi'])
  })

  it('places what the gazetteer does not know, and says so', () => {
    const placing = resolve('Wxyzqq, about 30 km southeast of Deir el-Zour')
    expect(placing).toMatchObject({ verdict: 'found', position: { uncertaintyMetres: 18_800 } })
    expect(placing.explanation).toContain('knows no place called like "Wxyzqq"')
  })
})

describe('checkAdmin1', () => {
  const around = ([lon, lat]: readonly [number, number], admin1: string) =>
    [0, 1, 2, 3].map((n) => aPlace({ id: `${admin1}${n}`, name: `${admin1} ${n}`, at: [lon + n / 50, lat], admin1 }))
  const index = placeIndexOf([...around([40, 35], 'East'), ...around([38, 35], 'West')])

  it.each([
    ['among its places', 40.02, 'East', true],
    ['among those of another, far from its own', 38.02, 'East', false],
    ['where nothing is known nearby', 45, 'East', true],
  ] as const)('looks at the places round a point: %s', (...[, lon, unit, agrees]) => {
    expect(checkAdmin1(index, at(lon, 35), unit)?.agrees).toBe(agrees)
  })

  it('names the place next to it, where that lies and how far the governorate is that the text states', () => {
    expect(checkAdmin1(index, at(38.02, 35), 'East Governorate')?.finding).toBe(
      'The text says East Governorate; the nearest known place, West 1, lies in West, and the nearest of East Governorate is 180 km away.',
    )
  })

  it('finds by its cells what a look at every place finds, at the date line and near the poles too', () => {
    const position = fc.tuple(spread(-180, 180), spread(-89, 89))
    const steps = fc.array(fc.tuple(spread(-0.9, 0.9), spread(-0.9, 0.9)), {
      maxLength: 12,
    })
    fc.assert(
      fc.property(position, steps, ([lon, lat], offsets) => {
        const cells = new Map<number, number[]>()
        const points = offsets.map(([x, y]) => {
          const up = Math.max(-90, Math.min(90, lat + y))
          const aside = lon + x / Math.max(0.01, Math.cos((up * Math.PI) / 180))
          return [((((aside + 180) % 360) + 360) % 360) - 180, up] as const
        })
        for (const [n, it] of points.entries()) addToCells(cells, it, n)
        const found = numbersAround(cells, [lon, lat], 50_000)
        const near = [...points.keys()].filter((n) => distanceMetres([lon, lat], points[n] ?? []) <= 49_000)
        expect(new Set(found).size).toBe(found.length)
        expect(near.filter((n) => !found.includes(n))).toEqual([])
      }),
    )
  })

  it('looks up each governorate once for many points and says the same', () => {
    const check = statedChecker(index)
    for (const lon of [40.02, 38.02, 45, 38.02])
      for (const unit of ['East', 'West', 'Nowhere'])
        expect(check(at(lon, 35), { admin1: unit, place: null })).toEqual(checkAdmin1(index, at(lon, 35), unit))
  })

  it('says nothing of a governorate that is not known', () => {
    expect(checkAdmin1(index, at(40, 35), 'Nowhere')).toBe(null)
  })
})
