import { describe, expect, it } from 'vitest'
import { anAlert } from '../world/samples.js'
import { alike, answeredWith, raisedBeside } from './alike.js'

const any = anAlert({ id: 'a', incidentId: 'i', zoneId: 'z', zoneName: 'Depot', ruleName: 'Anything' })
const worst = anAlert({ ...any, id: 'b', ruleName: 'The worst' })
const camp = anAlert({ ...any, id: 'c', zoneId: 'y', zoneName: 'Camp' })
const other = anAlert({ ...any, id: 'd', incidentId: 'j' })

describe('rows', () => {
  it('are told apart by their rules where one incident met several of one zone, and only there', () => {
    expect([...alike([any, camp, other, worst])]).toEqual(['a', 'b'])
    expect([...alike([any, camp, other])]).toEqual([])
  })
})

describe('beside an alert', () => {
  it('stands what else its incident has raised, by zone and rule, as long as it is not closed', () => {
    expect(raisedBeside(any, [any, worst, camp, other]).map(({ id }) => id)).toEqual(['c', 'b'])
    expect(raisedBeside(any, [any, { ...worst, state: 'closed' }])).toEqual([])
  })

  it('is answered with it what is as real as it is', () => {
    const played = { ...camp, exercise: true }
    expect(answeredWith(any, [worst, played]).map(({ id }) => id)).toEqual(['a', 'b'])
    expect(answeredWith(played, [any, worst]).map(({ id }) => id)).toEqual(['c'])
  })
})
