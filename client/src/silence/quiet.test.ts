import { describe, expect, it } from 'vitest'
import { aZone } from '../world/samples.js'
import { collectZones } from '../map/features.js'
import { byQuiet, quietOf } from './quiet.js'

const [silence, snooze] = [{}, { isSnooze: true as const }]

describe('what is quiet', () => {
  it('is called snoozed only where all that is kept back is told afterwards', () => {
    expect(quietOf([snooze])).toBe('snooze')
    expect(quietOf([silence])).toBe('silence')
    expect(quietOf([snooze, silence])).toBe('silence')
  })

  it('stands under its own word', () => {
    const things = [
      { id: 'a', quiet: 'snooze' },
      { id: 'b', quiet: 'silence' },
      { id: 'c', quiet: 'snooze' },
    ] as const
    expect(byQuiet(things).map(({ quiet, those }) => [quiet, those.map(({ id }) => id)])).toEqual([
      ['silence', ['b']],
      ['snooze', ['a', 'c']],
    ])
    expect(byQuiet([])).toEqual([])
  })

  it('is called on the map what it is', () => {
    const zones = [aZone({ id: 'a', name: 'Gate' }), aZone({ id: 'b', name: 'Road' }), aZone({ id: 'c', name: 'Camp' })]
    const on = new Map([
      ['a', [snooze]],
      ['b', [silence]],
    ])
    const names = collectZones(zones, { on, word: (quiet) => `${quiet}d` }).map((it) => it.properties?.['name'])
    expect(names).toEqual(expect.arrayContaining(['Gate · snoozed', 'Road · silenced', 'Camp']))
  })
})
