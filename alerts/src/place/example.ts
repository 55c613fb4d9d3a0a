import { placeIndexOf } from './gazetteer.js'
import type { Place } from './place.js'

/** For tests: a town of Deir ez-Zor, but for what is said. */
export function aPlace(
  said: Pick<Place, 'id' | 'name'> & { readonly at: readonly [number, number] } & Partial<Place>,
): Place {
  const { at, ...more } = said
  return {
    otherNames: [],
    kind: 'town',
    country: 'SY',
    admin1: 'Deir ez-Zor',
    admin2: null,
    point: { type: 'Point', coordinates: [...at] },
    uncertaintyMetres: 1_000,
    population: null,
    source: 'test',
    ...more,
  }
}

/** For tests: what the first story needs. */
export const somePlaces = placeIndexOf(
  [
    aPlace({
      id: 'der',
      name: 'Deir ez-Zor',
      at: [40.14084, 35.33588],
      otherNames: ['Deir el-Zour', 'دير الزور'],
      uncertaintyMetres: 2_000,
      kind: 'city',
    }),
    aPlace({
      id: 'bus',
      name: 'Al Busayrah',
      at: [40.42716, 35.15618],
      otherNames: ['البصيرة'],
      uncertaintyMetres: 500,
    }),
    aPlace({
      id: 'dhi',
      name: 'Dhiban',
      at: [40.51028, 35.01498],
      otherNames: ['Theban', 'al-Thiba', 'ذيبان'],
      uncertaintyMetres: 1_500,
    }),
    aPlace({ id: 'the', name: 'Theban', at: [40.07111, 36.69194], admin1: 'Al Hasakah' }),
    aPlace({
      id: 'has',
      name: 'Al Hasakah',
      at: [40.74772, 36.50237],
      otherNames: ['Hasaka', 'الحسكة'],
      admin1: 'Al Hasakah',
      uncertaintyMetres: 2_000,
      kind: 'city',
    }),
    aPlace({
      id: 'raq',
      name: 'Ar Raqqah',
      at: [39.00788, 35.95283],
      otherNames: ['Raqqa', 'الرقة'],
      admin1: 'Ar Raqqah',
      kind: 'city',
    }),
    aPlace({ id: 'haj', name: 'Hajin', at: [40.83138, 34.69508], otherNames: ['هجين'] }),
  ],
  [
    { country: 'SY', name: 'Deir ez-Zor', otherNames: ['Deir el-Zour', 'دير الزور'] },
    { country: 'SY', name: 'Al Hasakah', otherNames: ['Hasaka', 'الحسكة'] },
  ],
)
