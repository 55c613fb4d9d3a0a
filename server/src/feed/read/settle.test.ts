import { expect, it } from 'vitest'
import { settle } from './settle.js'

it('keeps the first 1,000 refusals of a payload and says how many more there were', () => {
  const told = Array.from({ length: 1_203 }, (_, at) => {
    return { refused: [{ path: 'x', message: 'bad' }], externalId: `${at}`, raw: () => `${at}` }
  })
  const context = {
    format: 'csv',
    mapping: null,
    source: 'S',
    contentType: null,
    now: '2026-11-09T06:00:00.000Z',
  } as const
  const point = { type: 'Point', coordinates: [0, 0] } as const
  const { refusals } = settle(told, { ...context, point: { ...point, coordinates: [0, 0] }, radiusMetres: 1 })
  expect(refusals).toHaveLength(1_001)
  expect(refusals[999]).toMatchObject({ externalId: '999' })
  expect(refusals[1_000]?.errors).toEqual([{ path: '', message: '203 more could not be taken and are not kept' }])
})
