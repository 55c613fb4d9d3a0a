import { expect, it } from 'vitest'
import { anIncident } from '../world/samples.js'
import { aDraft } from './draft.fixture.js'
import { formOf } from './draftForm.js'
import { likelyAmong } from './likely.js'

const telling = {
  text: 'An IED hit a car in Hajin, they said.',
  source: 'Herald',
  publishedAt: '2021-11-09T19:30:00.000Z',
}
const draft = aDraft()
const form = { ...formOf(draft), coordinates: '34.69, 40.83', place: 'Hajin', uncertaintyMetres: 1_000 }
const stored = anIncident({
  ...{ id: 'b', type: 'ied', kind: 'event', title: 'Roadside bomb at Hajin', summary: 'An IED hit a car in Hajin' },
  ...{ point: { type: 'Point', coordinates: [40.83, 34.69] }, uncertaintyMetres: 1_000, place: 'Hajin' },
  ...{
    occurredFrom: draft.time.value.occurredFrom,
    occurredTo: null,
    timePrecision: 'day',
    actors: [],
    casualties: [],
  },
})

it('finds what somebody else has stored of the same text in other words', () => {
  const [found] = likelyAmong({ draft, form: { ...form, title: 'Bomb under a car' } }, telling, [stored])
  expect(found).toMatchObject({ of: { is: 'incident', id: 'b', title: 'Roadside bomb at Hajin' } })
  expect(found?.score).toBeGreaterThan(0.57)
})

it('finds nothing elsewhere, on another day, or for a draft that has no place', () => {
  const elsewhere = { ...stored, point: { type: 'Point' as const, coordinates: [36.2, 37.1] } }
  const later = { ...stored, occurredFrom: '2021-12-08T18:00:00.000Z' }
  expect(likelyAmong({ draft, form }, telling, [elsewhere, later])).toEqual([])
  expect(likelyAmong({ draft, form: { ...form, coordinates: '' } }, telling, [stored])).toEqual([])
})
