import { describe, expect, it } from 'vitest'
import { aFacility, aZone } from '../world/samples.js'
import { aroundFacility, copySaid, draftOf, emptyForm, formOf, readRings, zoneProblem, zoneSaid } from './zoneForm.js'

const circle = { ...emptyForm, name: 'Busayrah', centre: '35.15618, 40.42716', radiusKm: 15 }
const line = {
  type: 'LineString' as const,
  coordinates: [
    [40, 35],
    [41, 35],
  ],
}

describe('the form of a zone', () => {
  it('says the zone that it was filled from', () => {
    const zone = aZone({ rings: [5000, 15_000], reachMetres: 2000 })
    expect(zoneSaid(formOf(zone))).toEqual({
      type: 'Feature',
      geometry: zone.geometry,
      properties: {
        name: zone.name,
        visibility: 'public',
        radiusMetres: 15_000,
        widthMetres: null,
        reachMetres: 2000,
        rings: [5000, 15_000],
        facilityId: null,
        valid: null,
      },
    })
  })

  it('shows what it listens to beyond, as far as that can be read', () => {
    expect(draftOf({ ...circle, rings: '5, 15', reachKm: 2 })).toMatchObject({ beyondMetres: [2_000, 5_000, 15_000] })
    expect(draftOf({ ...circle, rings: '5, near', reachKm: 0 })).toMatchObject({ beyondMetres: [] })
  })

  it.each([
    ['name', { ...circle, name: ' ' }],
    ['centre', { ...circle, centre: 'there' }],
    ['size', { ...circle, radiusKm: 0 }],
    ['rings', { ...circle, rings: '5, near' }],
    ['valid', { ...circle, validFrom: '2026-11-09T09:00', validUntil: '2026-11-09T09:00' }],
    ['shape', { ...circle, shape: 'polygon' as const }],
    ['shape', { ...circle, shape: 'polygon' as const, drawn: line }],
    ['size', { ...circle, shape: 'corridor' as const, drawn: line, widthKm: NaN }],
    ['team', { ...circle, visibility: 'team' as const }],
  ])('is kept back by its %s', (field, form) => {
    expect(zoneProblem(form)).toBe(field)
    expect(zoneSaid(form)).toBeNull()
  })

  it('says the team that sees it, and none where another was chosen after all', () => {
    const form = formOf(aZone({ visibility: 'team', teamId: 'night' }))
    expect(zoneSaid(form)?.properties).toMatchObject({ visibility: 'team', teamId: 'night' })
    expect(zoneSaid({ ...form, visibility: 'private' })?.properties).not.toHaveProperty('teamId')
  })

  it('says from when and until when it is watched, to the minute', () => {
    const valid = { from: '2026-11-09T09:00:00.000Z', until: null }
    const form = formOf(aZone({ valid }))
    expect([form.validFrom, form.validUntil]).toEqual(['2026-11-09T09:00', ''])
    expect(zoneSaid(form)?.properties).toMatchObject({ valid })
  })

  it('is not asked for a copy, which is the same zone to the last digit and second', () => {
    const valid = { from: '2026-07-01T10:00:10.000Z', until: '2026-07-01T10:00:40.000Z' }
    const zone = aZone({ geometry: { type: 'Point', coordinates: [40.123456789, 36.5] }, radiusMetres: 1234.5, valid })
    const { geometry, properties } = copySaid(zone, { name: ' Second ', visibility: 'public', teamId: null })
    expect(geometry).toEqual(zone.geometry)
    expect(properties).toMatchObject({ name: 'Second', visibility: 'public', radiusMetres: 1234.5, valid })
  })

  it('gives a corridor its width and no radius', () => {
    const form = { ...circle, shape: 'corridor' as const, drawn: line, widthKm: 3 }
    expect(zoneSaid(form)?.properties).toMatchObject({ widthMetres: 3000, radiusMetres: null })
  })

  it('shows the area before it is stored, and none before it has a centre', () => {
    expect(draftOf(circle)).toMatchObject({ radiusMetres: 15_000 })
    expect(draftOf(emptyForm)).toBeNull()
  })

  it('draws round a facility and names the zone after it', () => {
    const form = aroundFacility(emptyForm, aFacility())
    expect(form).toMatchObject({ name: "Sina'a prison 5 km", facilityId: 'facility' })
    expect(zoneProblem(form)).toBeNull()
  })

  it('reads rings in any order, once each, as metres', () => {
    expect(readRings('15, 5')).toEqual([5000, 15_000])
    expect(readRings('5,5')).toBeNull()
    expect(readRings('2000')).toEqual([2_000_000])
    expect(readRings('2001')).toBeNull()
    expect(readRings('٢٫٥، ١٥')).toEqual([2500, 15_000])
    expect(readRings('')).toEqual([])
    expect(readRings('-5')).toBeNull()
  })
})
