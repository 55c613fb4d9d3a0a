import { expect, it } from 'vitest'
import { emptyEntry, entryProblem, radiusOf, saidOf } from './entry.js'

const begun = emptyEntry(Date.parse('2021-11-09T06:20:30Z'))
const full = { ...begun, title: ' Ambush ', coordinates: '35.15618, 40.42716', source: 'Patrol 2' }

it('names the first field that keeps it from being sent', () => {
  const now = Date.parse('2021-11-09T06:30:00Z')
  expect(entryProblem(begun, now)).toBe('title')
  expect(entryProblem({ ...full, when: '' }, now)).toBe('when')
  expect(entryProblem({ ...full, when: '2021-02-30 05:52' }, now)).toBe('when')
  expect(entryProblem({ ...full, when: '2021-11-09T05:52Z' }, now)).toBeNull()
  expect(entryProblem({ ...full, coordinates: 'Busayrah' }, now)).toBe('coordinates')
  expect(entryProblem({ ...full, when: '2021-11-09 06:31' }, now)).toBe('notYet')
  expect(entryProblem({ ...full, when: '2021-11-09 06:31', kind: 'threat' }, now)).toBeNull()
  expect(entryProblem(full, now)).toBeNull()
})

it('says what was filled in, in UTC, and nothing of what was left empty', () => {
  const said = saidOf(full)
  expect(said).toMatchObject({ title: 'Ambush', occurredFrom: '2021-11-09T06:20:00.000Z', source: 'Patrol 2' })
  expect(said).not.toHaveProperty('summary')
  expect(said).not.toHaveProperty('place')
  expect(said).not.toHaveProperty('coordinates')
})

it('leaves the radius of a governorate or a country to the server, and says what somebody typed', () => {
  const wide = (locationPrecision: 'near' | 'admin1' | 'country') =>
    saidOf({ ...full, locationPrecision, uncertaintyMetres: radiusOf(locationPrecision) })
  expect(wide('admin1')).not.toHaveProperty('uncertaintyMetres')
  expect(wide('country')).not.toHaveProperty('uncertaintyMetres')
  expect(wide('near')).toMatchObject({ uncertaintyMetres: 1_000 })
  expect(saidOf({ ...full, locationPrecision: 'admin1', uncertaintyMetres: 90_000 })).toMatchObject({
    uncertaintyMetres: 90_000,
  })
})
