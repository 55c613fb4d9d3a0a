import { expect, it } from 'vitest'
import { filtersIn, isAny, queryOf, requestOf } from './filters.js'

it('reads the filters that it wrote, and leaves out what asks for nothing', () => {
  const query = { from: '2021-11-08', severity: 'extreme,severe', q: 'prison' }
  expect(queryOf(filtersIn(query))).toEqual(query)
  expect(isAny(filtersIn({}))).toBe(true)
  expect(isAny(filtersIn({ sel: 'incident:x' }))).toBe(true)
  expect(isAny(filtersIn(query))).toBe(false)
})

it('asks for whole days in UTC', () => {
  expect(requestOf(filtersIn({ from: '2021-11-08', to: '2021-11-09' }))).toMatchObject({
    from: '2021-11-08T00:00:00.000Z',
    to: '2021-11-09T23:59:59.999Z',
  })
})

it('asks for what was known at a minute in UTC, and hands on what is no time for the server to refuse', () => {
  expect(requestOf(filtersIn({ asOf: '2021-11-08T06:30' }))).toMatchObject({ asOf: '2021-11-08T06:30:00.000Z' })
  expect(requestOf(filtersIn({ asOf: 'yesterday' }))).toMatchObject({ asOf: 'yesterday' })
})

it('asks for all types of a class', () => {
  expect(requestOf(filtersIn({ type: 'class:riot' }))).toMatchObject({
    type: ['violent-demonstration', 'mob-violence', 'prison-break'],
  })
  expect(requestOf(filtersIn({ type: 'ambush' }))).toMatchObject({ type: 'ambush' })
})

it('leaves exercises out unless they are asked for, and says so to the server, to which no word of them means all', () => {
  expect(requestOf(filtersIn({}))).toMatchObject({ exercise: 'without' })
  expect(requestOf(filtersIn({ exercise: 'all' }))).not.toHaveProperty('exercise')
  expect(requestOf(filtersIn({ exercise: 'only' }))).toMatchObject({ exercise: 'only' })
  expect(queryOf(filtersIn({ exercise: 'all' }))).toEqual({ exercise: 'all' })
  expect(isAny(filtersIn({ exercise: 'without' }))).toBe(true)
})

it('leaves what is merged to the incident that stands for it, unless it is asked for', () => {
  expect(requestOf(filtersIn({}))['status']).not.toContain('merged')
  expect(requestOf(filtersIn({ status: 'merged' }))).toEqual({ status: 'merged', exercise: 'without' })
})
