import type { Rotation } from '@cordon/alerts'
import { expect, it } from 'vitest'
import { emptyRotation, movedUp, rotationFormOf, rotationSaid } from './rotationForm.js'

const rotation: Rotation = {
  ...{ id: 'r', version: 2, seq: 9, recordedAt: '2026-11-26T06:00:00.000Z', recordedBy: 'ada' },
  name: 'Watch',
  members: ['a', 'b'],
  handsOverAt: ['07:00', '19:00'],
  everyDays: 1,
  timeZone: 'Asia/Damascus',
  startsOn: '2026-11-01',
  overrides: [{ accountId: 'c', from: '2026-11-26T10:00:00.000Z', to: '2026-11-26T12:30:00.000Z' }],
}

it('says the rotation that it was filled from', () => {
  const { id: _id, version: _version, seq: _seq, recordedAt: _at, recordedBy: _by, ...content } = rotation
  expect(rotationSaid(rotationFormOf(rotation))).toEqual(content)
})

it('takes times as people write them, and puts them in order', () => {
  const form = { ...emptyRotation('2026-11-26', 'UTC'), times: '19:00; 7:00، 13:30' }
  expect(rotationSaid(form).handsOverAt).toEqual(['07:00', '13:30', '19:00'])
})

it.each([
  [['a', 'b', 'c'], 2, ['a', 'c', 'b']],
  [['a', 'b', 'c'], 0, ['a', 'b', 'c']],
])('moves %j at %i up: %j', (list, at, expected) => {
  expect(movedUp(list, at)).toEqual(expected)
})
