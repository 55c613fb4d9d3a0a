import { facilityKinds, incidentTypes, type IncidentType } from '@cordon/alerts'
import milsymbol from 'milsymbol'
import { describe, expect, it } from 'vitest'
import { facilityCode, incidentCode } from './military.js'

const types = Object.keys(incidentTypes).filter((key): key is IncidentType => key in incidentTypes)

/** What the library can draw of a code. */
const drawn = (code: string) => new milsymbol.Symbol(code).isValid()

describe('symbols by MIL-STD-2525', () => {
  it.each(types)('has one that can be drawn for an incident of type %s, in every standing', (type) => {
    for (const kind of ['event', 'threat'] as const)
      for (const exercise of [false, true]) {
        const code = incidentCode({ type, kind, exercise })
        expect(code).toMatch(/^\d{20}$/)
        expect(drawn(code), code).toBe(true)
      }
  })

  it.each(facilityKinds)('has one that can be drawn for a facility: %s', (kind) => {
    expect(drawn(facilityCode(kind)), facilityCode(kind)).toBe(true)
  })

  it('leaves no side claimed, breaks the frame of a threat and marks what is played', () => {
    const told = { type: 'ambush', kind: 'event', exercise: false } as const
    expect(incidentCode(told)).toBe('10014000001104000000')
    expect(incidentCode({ ...told, kind: 'threat' })).toBe('10014010001104000000')
    expect(incidentCode({ ...told, exercise: true })).toBe('10114000001104000000')
  })
})
