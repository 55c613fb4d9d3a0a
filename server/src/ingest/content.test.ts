import { expect, it } from 'vitest'
import { incidentInput } from '../wire/index.js'
import { contentHash } from './content-hash.js'
import { contentFrom, identityOf } from './content.js'

const said = (more: object) =>
  incidentInput.parse({
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [40.42716, 35.15618] },
    properties: { type: 'ambush', title: 'Ambush', occurredFrom: '2021-11-09T05:52:00Z', ...more },
  })

it.each([
  [{}, 100, 'exact'],
  [{ uncertaintyMetres: 0 }, 0, 'exact'],
  [{ uncertaintyMetres: 1_000 }, 1_000, 'near'],
  [{ uncertaintyMetres: 25_000 }, 25_000, 'area'],
  [{ locationPrecision: 'near' }, 1_000, 'near'],
  [{ uncertaintyMetres: 25_000, locationPrecision: 'exact' }, 25_000, 'exact'],
])('takes what a source leaves out of radius and precision from the other: %j', (more, metres, precision) => {
  expect(contentFrom(said(more))).toMatchObject({ uncertaintyMetres: metres, locationPrecision: precision })
})

it('knows again what came before its precision followed from its radius', () => {
  const input = said({ uncertaintyMetres: 25_000 })
  const content = contentFrom(input)
  expect(contentHash(identityOf(input, content))).toBe(contentHash({ ...content, locationPrecision: 'exact' }))
})

it('tells apart what states its precision', () => {
  const [area, near] = ['area', 'near'].map((locationPrecision) => {
    const input = said({ uncertaintyMetres: 25_000, locationPrecision })
    return contentHash(identityOf(input, contentFrom(input)))
  })
  expect(area).not.toBe(near)
})
