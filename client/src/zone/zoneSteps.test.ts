import { expect, it } from 'vitest'
import { stepsOf, type Version } from './zoneSteps.js'

const version = (over: Partial<Version>): Version => ({
  ...{ of: 'zone', id: 'z', version: 1, name: 'Depot', at: '2026-11-09T06:00:00Z', by: 'dana', alerts: 0, says: [] },
  ...over,
})

it('tells the versions of a zone and its rules as one story, each against the one before of the same', () => {
  const steps = stepsOf([
    version({
      says: [
        ['name', 'Depot'],
        ['rings', null],
      ],
    }),
    version({
      version: 2,
      at: '2026-11-09T08:00:00Z',
      says: [
        ['name', 'Depot'],
        ['rings', '2 km'],
      ],
    }),
    version({ of: 'rule', id: 'r', at: '2026-11-09T07:00:00Z', says: [['name', 'Any']] }),
  ])
  expect(steps.map(({ of, version, changes }) => [of, version, changes])).toEqual([
    ['zone', 2, [{ label: 'rings', from: null, to: '2 km' }]],
    ['rule', 1, null],
    ['zone', 1, null],
  ])
})

it('says no change against a version that is not told', () => {
  expect(stepsOf([version({ version: 3 })])[0]?.changes).toBeNull()
})
