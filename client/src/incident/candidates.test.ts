import type { Incident } from '@cordon/alerts'
import { describe, expect, it } from 'vitest'
import { anIncident } from '../world/samples.js'
import { candidatesFor } from './candidates.js'

const at = (id: string, lon: number, more: Partial<Incident> = {}) =>
  anIncident({ id, title: id, point: { type: 'Point', coordinates: [lon, 35] }, ...more })
const here = at('here', 40, { occurredFrom: '2021-11-09T06:00:00.000Z' })

describe('incidents to link with', () => {
  it('come by how near they are in place and time', () => {
    const far = at('far', 41, { occurredFrom: '2021-11-09T06:00:00.000Z' })
    const near = at('near', 40.01, { occurredFrom: '2021-11-09T07:00:00.000Z' })
    const old = at('old', 40, { occurredFrom: '2021-10-09T06:00:00.000Z' })
    expect(candidatesFor(here, [old, far, near, here], '').map(({ id }) => id)).toEqual(['near', 'far', 'old'])
  })

  it('hold every word that is asked for, in title or place', () => {
    const gate = at('Attack at the gate', 40, { occurredFrom: here.occurredFrom, place: 'Hajin' })
    expect(candidatesFor(here, [gate], 'HAJIN attack')).toEqual([gate])
    expect(candidatesFor(here, [gate], 'hajin mortar')).toEqual([])
  })

  it('leave out what stands for itself no more, and name each once', () => {
    const merged = at('merged', 40, { occurredFrom: here.occurredFrom, status: 'merged', mergedInto: 'other' })
    const undone = at('undone', 40, { occurredFrom: here.occurredFrom, status: 'withdrawn' })
    const other = at('other', 40, { occurredFrom: here.occurredFrom })
    expect(candidatesFor(here, [merged, undone, other, other], '')).toEqual([other])
  })

  it('are played where it is, and real where it is real', () => {
    const played = at('played', 40, { occurredFrom: here.occurredFrom, exercise: true })
    expect(candidatesFor(here, [played], '')).toEqual([])
    expect(candidatesFor({ ...here, exercise: true }, [played, here], '')).toEqual([played])
  })

  it('leave out what the house itself said of a feed', () => {
    const silent = at('Seismometer is silent', 40, { occurredFrom: here.occurredFrom, type: 'feed-silent' })
    expect(candidatesFor(here, [silent], '')).toEqual([])
  })
})
