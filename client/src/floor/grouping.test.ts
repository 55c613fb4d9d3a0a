import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aFacility, anAlert, anIncident, aSnapshot, aZone } from '../world/samples.js'
import { applySnapshot } from '../world/world.js'
import { grouped, groupOf, linesOf } from './grouping.js'

const world = applySnapshot(
  aSnapshot({
    zones: [aZone({ id: 'gate', facilityId: 'prison' }), aZone({ id: 'yard', facilityId: 'prison' }), aZone()],
    facilities: [aFacility({ id: 'prison' })],
    incidents: [
      anIncident({ id: 'old', mergedInto: 'stands', status: 'merged' }),
      anIncident({ id: 'stands', title: 'Riot' }),
    ],
  }),
)

describe('alerts are brought together', () => {
  it('by facility where their zones guard the same one, and apart where a zone guards none', () => {
    const keys = ['gate', 'yard', 'zone'].map((zoneId) => groupOf(anAlert({ zoneId }), 'facility', world))
    expect(keys).toEqual([
      { key: 'prison', name: "Sina'a prison" },
      { key: 'prison', name: "Sina'a prison" },
      { key: '', name: null },
    ])
  })

  it('by incident, where a merged one stands with the one that stands for it', () => {
    expect(groupOf(anAlert({ incidentId: 'old' }), 'incident', world)).toEqual({ key: 'stands', name: 'Riot' })
  })

  it('by zone, by the name that the zone had then where it is not there any more', () => {
    const alert = anAlert({ zoneId: 'gone', zoneName: 'Old gate' })
    expect(groupOf(alert, 'zone', world)).toEqual({ key: 'gone', name: 'Old gate' })
  })

  it('by zone without looking at incidents, which change all day', () => {
    const asked: PropertyKey[] = []
    const watched = new Proxy(world, {
      get: (it, part, receiver) => {
        asked.push(part)
        return Reflect.get(it, part, receiver)
      },
    })
    groupOf(anAlert({ zoneId: 'gate' }), 'zone', watched)
    groupOf(anAlert({ zoneId: 'gate' }), 'none', watched)
    expect(asked).toEqual(['zones'])
  })

  it('without losing, doubling or turning round any of them', () => {
    const zoneIds = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 40 })
    fc.assert(
      fc.property(zoneIds, (zones) => {
        const alerts = zones.map((zoneId, at) => anAlert({ id: String(at), zoneId }))
        const rows = grouped(alerts, (alert) => groupOf(alert, 'zone', world))
        expect(rows.map(({ alert }) => alert.id).toSorted()).toEqual(alerts.map(({ id }) => id).toSorted())
        const heads = linesOf(rows).filter((line) => line.kind === 'head')
        expect(heads.map(({ group }) => group.key)).toEqual([...new Set(zones)])
        for (const { group, alerts: members } of heads) {
          expect(members).toEqual(alerts.filter(({ zoneId }) => zoneId === group.key))
        }
      }),
    )
  })
})

it('has no heads where nothing is grouped', () => {
  const rows = grouped([anAlert({ id: 'a' }), anAlert({ id: 'b' })], () => null)
  expect(linesOf(rows).map(({ key }) => key)).toEqual(['a', 'b'])
})
