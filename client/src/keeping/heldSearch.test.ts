import { expect, it } from 'vitest'
import { anything } from '../history/filters.js'
import { heldSearch } from './heldSearch.js'

it('holds what is asked for, as the server reads it, and nothing of when it was known', () => {
  const asked = { ...anything, q: 'gate', from: '2021-11-08', type: 'class:arrests', asOf: '2021-11-09T00:00' }
  const held = heldSearch(asked)
  expect(held).toMatchObject({ q: 'gate', from: '2021-11-08T00:00:00.000Z' })
  expect(Object.keys(held ?? {})).not.toContain('asOf')
  expect(Object.keys(held ?? {})).not.toContain('status')
})

it('is nothing where nothing is asked', () => {
  expect(heldSearch(anything)).toBeNull()
})

it('keeps a status that is asked for', () => {
  expect(heldSearch({ ...anything, status: 'refuted' })).toEqual({ status: 'refuted' })
})
