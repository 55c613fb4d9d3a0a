import { coarseGrid } from '@cordon/alerts'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { anAlert, anIncident } from '../live/feed.fixture.js'
import { alertOut } from '../wire/alert.js'
import { incidentFeature, incidentOut } from '../wire/incident.js'
import * as wire from '../wire/index.js'
import type { Contract } from '../wire/route.js'
import { coarseTag, isPlaced, tellCoarsely } from './tell.js'

const grid = coarseGrid(10)
const incident = incidentFeature(anIncident({ place: 'The mill' }))
const coarse = { properties: { place: null, title: 'Ambush' } }

/** The names of the shapes that have a law; a document of an answer that holds one of them has to be told by it. */
const placedNames = [
  'Incident',
  'IncidentItem',
  'Alert',
  'AlertEvent',
  'Report',
  'ReportRevision',
  'LogEntry',
  'IncidentLink',
  'Silence',
]

function contracts(): readonly Contract[] {
  const groups: readonly (readonly [string, unknown])[] = Object.entries(wire)
  return groups.filter(([name]) => name.endsWith('Routes')).flatMap(([, group]) => valuesOf(group).filter(isContract))
}

function valuesOf(group: unknown): readonly unknown[] {
  return typeof group === 'object' && group !== null ? Object.values(group) : []
}

function isContract(it: unknown): it is Contract {
  return typeof it === 'object' && it !== null && 'answers' in it && 'permission' in it
}

describe('what is told coarsely', () => {
  it('is found wherever a shape holds it', () => {
    const page = z.object({
      one: incidentOut,
      many: z.array(incidentOut).optional(),
      none: incidentOut.nullable(),
      either: z.union([z.object({ alert: alertOut }), z.object({ nothing: z.literal(true) })]),
      plain: z.string(),
    })
    const value = { one: incident, many: [incident], none: null, either: { alert: anAlert() }, plain: 'as it is' }
    expect(tellCoarsely(page, value, grid)).toMatchObject({
      ...{ one: coarse, many: [coarse], none: null, plain: 'as it is' },
      either: { alert: { distanceMetres: null, incidentTitle: 'Ambush' } },
    })
  })

  it('holds nothing that its contract does not name', () => {
    const told = tellCoarsely(z.object({ one: incidentOut }), { one: incident, more: 'The mill' }, grid)
    expect(told).toMatchObject({ one: coarse })
    expect(told).not.toHaveProperty('more')
  })

  it('is not told at all where it is not what the contract says', () => {
    expect(() => tellCoarsely(incidentOut, { place: 'The mill' }, grid)).toThrow('not of the shape')
    expect(() => tellCoarsely(z.record(z.string(), incidentOut), { one: incident }, grid)).toThrow('cannot be told')
  })

  it('is looked for in every answer of every contract that holds it', () => {
    const answers = contracts().flatMap(({ path, answers: all }) => all.map(({ schema }) => ({ path, schema })))
    expect(answers.length).toBeGreaterThan(80)
    for (const { path, schema } of answers) {
      if (schema === undefined) continue
      const document = JSON.stringify(z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' }))
      const holds = placedNames.some((name) => document.includes(`"#/$defs/${name}"`))
      expect({ path, placed: isPlaced(schema) }).toEqual({ path, placed: holds })
    }
  })

  it('has an entity tag of its own', () => {
    expect(coarseTag('"3"')).toBe('"3-coarse"')
  })
})
