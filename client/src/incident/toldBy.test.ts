import { expect, it } from 'vitest'
import { toldBy } from './toldBy.js'

const report = (sourceName: string, at: number, over: { origin?: string; withdrawn?: boolean } = {}) => ({
  ...{ sourceName, origin: null, withdrawn: false, recordedAt: `2021-11-09T0${at}:00:00.000Z` },
  ...over,
})

it('names everybody who tells an incident, not only the first: one source alone cannot bear itself out', () => {
  const reports = [report('RIC', 2), report('North Press', 1), report('North Press', 3)]
  expect(toldBy(reports)).toEqual(['North Press', 'RIC'])
})

it('says whom a source repeats, and leaves out what was taken back', () => {
  const reports = [report('North Press', 1, { origin: 'Hawar' }), report('SOHR', 2, { withdrawn: true })]
  expect(toldBy(reports)).toEqual(['North Press (Hawar)'])
})
