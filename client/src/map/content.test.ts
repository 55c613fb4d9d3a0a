import { expect, it } from 'vitest'
import { anAlert, anIncident, aSnapshot, aZone } from '../world/samples.js'
import { applySnapshot } from '../world/world.js'
import { discsOf, marks, placeOf } from './content.js'
import { collectZones, discFeature, signFeature, signName } from './features.js'

const incident = anIncident()
const alert = anAlert()
const world = applySnapshot(aSnapshot({ incidents: [incident], alerts: [alert], zones: [aZone()] }))
const nothing = { selected: null, lit: null, picked: null, draft: null }

it('points out an alert with its zone, its disc and its place', () => {
  const drawn = marks({ ...nothing, selected: { kind: 'alert', id: 'alert' } }, world)
  expect(drawn.map((feature) => feature.properties?.['mark'])).toEqual(['zone', 'disc', 'selected'])
})

it('points out what is under the pointer, and nothing for what it does not hold', () => {
  expect(marks({ ...nothing, lit: 'incident' }, world)).toHaveLength(1)
  expect(marks({ ...nothing, lit: 'gone', selected: { kind: 'zone', id: 'gone' } }, world)).toEqual([])
  expect(placeOf({ kind: 'incident', id: 'gone' }, world)).toBeNull()
})

it('draws what is being drawn with its rings, and not what it was before beside it', () => {
  const draft = { geometry: { type: 'Point' as const, coordinates: [40, 35] }, radiusMetres: 500, widthMetres: null }
  const told = (beyondMetres?: readonly number[]) =>
    marks(
      {
        ...nothing,
        selected: { kind: 'zone', id: 'zone' },
        draft: { ...draft, ...(beyondMetres && { beyondMetres }) },
      },
      world,
    ).map((feature) => feature.properties?.['mark'])
  expect(told()).toEqual(['zone'])
  expect(told([5_000, 15_000])).toEqual(['zone', 'beyond', 'beyond'])
})

it('leaves discs to what has an open alert when there are too many', () => {
  const others = [incident, anIncident({ id: 'other' })]
  expect(discsOf(others, world, 2)).toEqual(others)
  expect(discsOf(others, world, 1)).toEqual([incident])
})

it('draws the discs of the worst and latest alone where more are told of than can be drawn', () => {
  const told = (['minor', 'extreme', 'severe'] as const).map((severity) => anIncident({ id: severity, severity }))
  const alerts = told.map(({ id }) => anAlert({ id, incidentId: id }))
  const flooded = applySnapshot(aSnapshot({ incidents: told, alerts, zones: [aZone()] }))
  expect(discsOf(told, flooded, 2).map(({ id }) => id)).toEqual(['extreme', 'severe'])
})

it('draws an incident by severity, class and kind, weaker when it is refuted', () => {
  expect(signName(incident)).toBe('sign:severe:battle:event')
  expect(signFeature(incident, 1).properties?.['strength']).toBe(1)
  expect(signFeature({ ...incident, status: 'refuted' }, 1).properties?.['strength']).toBe(0.35)
})

it('gives a wide disc less ink than a narrow one', () => {
  const fill = (metres: number) => Number(discFeature({ ...incident, uncertaintyMetres: metres }).properties?.['fill'])
  expect(fill(150_000)).toBeLessThan(fill(1000))
})

it('draws a zone with each of its rings and its reach once, and an archived one not at all', () => {
  const zone = aZone({ rings: [5000, 15_000], reachMetres: 15_000 })
  expect(collectZones([zone]).map((feature) => feature.properties?.['part'])).toEqual(['area', 'ring', 'ring'])
  expect(collectZones([{ ...zone, archived: true }])).toEqual([])
})

it.each([
  ['en', '+ 500\u00a0m', '+ 15\u00a0km'],
  ['ar', '+ 500\u00a0م', '+ 15\u00a0كم'],
] as const)('says in %s how far a ring lies from its zone', (locale, ...far) => {
  const [, ...rings] = collectZones(
    [aZone({ name: 'B', rings: [500, 15_000] })],
    { on: new Map(), word: String },
    locale,
  )
  expect(rings.map((feature) => feature.properties?.['name'])).toEqual(far.map((it) => `B ${it}`))
})

it('names a zone that is quiet without brackets, which a line of the map would turn around in a name from right to left', () => {
  const zone = aZone({ id: 'z', name: 'سجن', rings: [500] })
  const quiet = { on: new Map([['z', [{}]]]), word: () => 'مُسكَتة' }
  const names = collectZones([zone], quiet, 'ar').map((feature) => String(feature.properties?.['name']))
  expect(names[0]).toBe('سجن · مُسكَتة')
  expect(names.join()).not.toMatch(/[()]/)
})
