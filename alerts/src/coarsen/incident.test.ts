import { describe, expect, it } from 'vitest'
import { ambush } from '../example.js'
import type { Incident } from '../model.js'
import { coarseGrid } from './grid.js'
import { coarsenIncident } from './incident.js'

const grid = coarseGrid(10)
const village = 'Busayrah'

/** An incident that names its place in every text that it has. */
const telling: Incident = {
  ...ambush,
  title: `Attack on ${village}`,
  summary: `At the gate of ${village}`,
  place: village,
  targets: [`SDF headquarters in ${village}`],
  tags: [`place-check: ${village}`],
  casualties: [{ source: 'RIC', killed: { low: 1, best: 1, high: 2 }, injured: null, words: `two in ${village}` }],
  externalId: `https://example.org/${village}`,
  reason: `Moved to ${village}`,
  override: { grade: 'A1', status: null, by: 'dana', at: ambush.recordedAt, reason: `Seen in ${village}` },
  mergedInto: 'incident-2',
}

describe('a coarse incident', () => {
  it('tells what, when and how sure, under the name of its type', () => {
    expect(coarsenIncident(telling, grid)).toMatchObject({
      id: telling.id,
      revision: telling.revision,
      type: 'ambush',
      title: 'Ambush',
      severity: 'severe',
      grade: 'B2',
      actors: ['IS'],
      casualties: [{ source: 'RIC', killed: { low: 1, best: 1, high: 2 }, words: null }],
      override: { grade: 'A1', by: 'dana' },
      mergedInto: 'incident-2',
    })
  })

  it('names its place nowhere, nor its coordinates', () => {
    const told = JSON.stringify(coarsenIncident(telling, grid))
    for (const secret of [village, '40.4267', '35.156']) expect(told).not.toContain(secret)
  })

  it('is the same when it is made coarse again, and leaves out what the first leaves out', () => {
    const once = coarsenIncident(telling, grid)
    expect(coarsenIncident(once, grid)).toEqual(once)
    expect(Object.keys(coarsenIncident(ambush, grid)).toSorted()).toEqual(Object.keys(ambush).toSorted())
  })
})
