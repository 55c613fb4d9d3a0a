import { sitrepContent, type Sitrep } from '@cordon/alerts'

const period = { from: '2026-10-01T00:00:00.000Z', until: '2026-11-01T00:00:00.000Z' }
const content = { ...sitrepContent({ period, now: [], before: [], camps: [] }), names: { 's-1': 'RIC' } }
const at = '2026-11-02T04:00:00.000Z'
const by = { id: 'rana', name: 'rana' }
/** For tests: a report of a month without incidents, signed. */
export const signedReport: Sitrep = {
  ...period,
  ...{
    id: 'r',
    revision: 2,
    state: 'signed',
    version: 2,
    corrects: 'q',
    title: 'North\neast',
    summary: 'Quiet.\n\nAll.',
  },
  ...{ remarks: {}, search: { type: 'ambush', source: 's-1' }, asOf: at, hash: 'c0ffee', content },
  ...{ madeBy: by, madeAt: at, changedBy: by, changedAt: at, signedBy: by, signedAt: at },
}
