import { expect, it } from 'vitest'
import { marks } from '../map/content.js'
import { sketchOf } from './sketch.js'
import { emptyForm, type ZoneForm } from './zoneForm.js'

const nothing = { selected: null, lit: null, picked: null }
const known = { incidents: new Map(), alerts: new Map(), zones: new Map(), facilities: new Map() }
const polygon: ZoneForm = { ...emptyForm, shape: 'polygon' }
const corridor: ZoneForm = { ...emptyForm, shape: 'corridor', widthKm: 2 }
const bowTie = [
  [40, 35],
  [41, 36],
  [41, 35],
  [40, 36],
]

/** What is marked on the map, by kind. */
function marked(form: ZoneForm, placed: typeof bowTie): readonly unknown[] {
  const draft = sketchOf(form, placed)
  return marks({ ...nothing, draft }, known).map(({ properties }) => properties?.['mark'])
}

it('marks every corner that stands, also a single one', () => {
  expect(marked(polygon, [[40, 35]])).toEqual(['zone', 'corner'])
  expect(marked(corridor, [[40, 35]])).toEqual(['zone', 'corner'])
  expect(sketchOf(polygon, [])).toBeNull()
})

it('is a corridor as wide as it will be from its second point on', () => {
  expect(sketchOf(corridor, bowTie.slice(0, 2))).toMatchObject({ geometry: { type: 'LineString' }, widthMetres: 2_000 })
})

it('marks where an outline crosses itself, while it is drawn and once it is', () => {
  expect(marked(polygon, bowTie)).toEqual(['zone', 'corner', 'corner', 'corner', 'corner', 'crossing'])
  const drawn = { type: 'Polygon' as const, coordinates: [[...bowTie, [40, 35]]] }
  expect(marked({ ...polygon, drawn }, [])).toEqual(['zone', 'crossing'])
})
