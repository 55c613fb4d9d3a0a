import { expect, it } from 'vitest'
import { placeUnits } from './placeName.js'

const place = { id: 'p', name: 'Busayrah', kind: 'town', admin2: null, source: 'test' } as const

it('says in which governorate and in which country a place lies, in the language of the reader', () => {
  expect(placeUnits({ ...place, admin1: 'Deir ez-Zor', country: 'SY' }, 'en')).toEqual(['Deir ez-Zor', 'Syria'])
  expect(placeUnits({ ...place, admin1: null, country: 'JO' }, 'ar')).toEqual(['الأردن'])
  expect(placeUnits({ ...place, admin1: null, country: 'Somewhere' }, 'en')).toEqual(['Somewhere'])
})
