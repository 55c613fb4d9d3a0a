import { expect, it } from 'vitest'
import { filtersIn, noFilters, queryOf, requestOf } from './filters.js'

it('stands in the address as it is chosen, and only what is chosen', () => {
  const filters = { ...noFilters, name: 'dana', action: '/api/zones' }
  expect(queryOf(filters)).toEqual({ name: 'dana', action: '/api/zones' })
  expect(filtersIn({ ...queryOf(filters), before: '7', name2: 'x' })).toEqual(filters)
})

it('asks for whole days in UTC, and not for a day that is none', () => {
  const days = { ...noFilters, from: '2026-11-08', until: '2026-11-09' }
  expect(requestOf(days)).toEqual({ from: '2026-11-08T00:00:00.000Z', until: '2026-11-10T00:00:00.000Z' })
  expect(requestOf({ ...noFilters, from: 'soon' })).toEqual({})
})
