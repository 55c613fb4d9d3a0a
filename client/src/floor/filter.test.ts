import { alertStates, severities } from '@cordon/alerts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anAlert, aZone } from '../world/samples.js'
import { builtInViews, everything, groupings, orders, owners, passes, plainView, queryOf, queueTabs } from './filter.js'
import { zonesToAskFor } from './filter.js'
import { viewIn, viewOfText, viewText, type QueueView } from './filter.js'

const subset = <T>(of: readonly T[]) => fc.subarray([...of])
const views: fc.Arbitrary<QueueView> = fc.record({
  tab: fc.constantFrom(...queueTabs),
  filter: fc.record({
    severities: subset(severities),
    states: subset(alertStates),
    zoneId: fc.option(fc.uuid()),
    owner: fc.option(fc.constantFrom(...owners)),
    overdue: fc.boolean(),
  }),
  by: fc.option(fc.constantFrom(...groupings)),
  order: fc.constantFrom(...orders),
})

describe('a view of the queue', () => {
  it('comes back from an address, and from a text, as it was put there', () => {
    fc.assert(
      fc.property(views, (view) => {
        expect(viewIn(queryOf(view))).toEqual(view)
        expect(viewOfText(viewText(view))).toEqual(view)
        expect(viewText(viewOfText(viewText(view)))).toBe(viewText(view))
      }),
    )
  })

  it('leaves out what an address says that means nothing', () => {
    const query = {
      queue: 'elsewhere',
      severity: 'extreme,loud',
      state: ['new'],
      owner: 'them',
      overdue: 'yes',
      by: 'x',
    }
    expect(viewIn({ ...query, order: null, zone: '' })).toEqual({
      ...plainView,
      filter: { ...everything, severities: ['extreme'] },
    })
  })

  it('adds nothing to the address while it is the plain one', () => {
    expect(viewText(plainView)).toBe('')
  })
})

describe('a filter', () => {
  const mine = anAlert({ id: 'mine', ownerId: 'me', severity: 'extreme', state: 'acknowledged', zoneId: 'a' })
  const free = anAlert({ id: 'free', severity: 'minor', zoneId: 'b' })
  const shown = (filter: Partial<typeof everything>) =>
    [mine, free]
      .filter((alert) =>
        passes(alert, { ...everything, ...filter }, { accountId: 'me', isOverdue: alert.id === 'free' }),
      )
      .map(({ id }) => id)

  it.each([
    [{}, ['mine', 'free']],
    [{ severities: ['extreme', 'severe'] }, ['mine']],
    [{ states: ['new'] }, ['free']],
    [{ zoneId: 'b' }, ['free']],
    [{ owner: 'me' }, ['mine']],
    [{ owner: 'nobody' }, ['free']],
    [{ overdue: true }, ['free']],
    [{ owner: 'me', overdue: true }, []],
  ] as const)('of %j shows %j', (filter, ids) => {
    expect(shown(filter)).toEqual(ids)
  })

  it('of a built-in view differs from every other', () => {
    const texts = Object.values(builtInViews).map(viewText)
    expect(new Set(texts).size).toBe(texts.length)
  })
})

it('the queue may be narrowed to zones that watch, and to archived ones whose alerts are open', () => {
  const zones = [
    aZone({ id: 'b', name: 'Yard' }),
    aZone({ id: 'a', name: 'Gate', archived: true }),
    aZone({ id: 'c', name: 'Camp', archived: true }),
  ]
  const alerts = [anAlert({ id: '1', zoneId: 'a' }), anAlert({ id: '2', zoneId: 'c', state: 'closed' })]
  const world = {
    zones: new Map(zones.map((it) => [it.id, it])),
    alerts: new Map(alerts.map((it) => [it.id, it])),
  }
  expect(zonesToAskFor(world).map(({ name }) => name)).toEqual(['Gate', 'Yard'])
})
