import type { Sitrep } from '@cordon/alerts'
import type { ClaimedReport, Statement } from '@cordon/db'
import { expect, it } from 'vitest'
import { ReportLetters } from './report-letters.js'
import { signedReport } from './report-told.fixture.js'

const claimed: ClaimedReport = {
  ...{ id: 'd', channel: 'email', contactId: 'c', tries: 0, letterId: null, answers: null, earlier: [] },
  ...{
    madeAt: signedReport.madeAt,
    subject: 'report',
    isAlone: true,
    sealed: '',
    format: null,
    language: 'en',
    failures: 0,
  },
  ...{ role: 'supervisor', isSeen: true },
  ...{ kind: 'report', sitrepId: signedReport.id, sitrepState: 'signed' },
  about: { by: { id: 'omar', name: 'omar' } },
}

/** What stands in for the database has rows of the one kind that is asked for. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters
function isA<T>(it: unknown): it is T {
  return it !== undefined
}

it('prints a report once for many readers, and anew where somebody whom it names was forgotten since', async () => {
  let [report, wholes]: [Sitrep, number] = [signedReport, 0]
  const letters = new ReportLetters({
    query: async <T extends object>({ name }: Statement): Promise<T[]> => {
      if (name === 'sitrep-by-id') wholes += 1
      const rows: unknown[] = [{ body: report, content: report.content }]
      return rows.filter(isA<T>)
    },
  })
  const letter = async () => {
    const made = await letters.contentOf(claimed, 'en')
    if (made.is !== 'report') throw new Error('It is signed.')
    return { signed: Object.fromEntries(made.told.facts)['Signed by'], bytes: made.document?.bytes }
  }
  const first = await letter()
  expect(first).toEqual({ signed: expect.stringContaining('rana'), bytes: expect.any(Buffer) })
  expect(await letter()).toEqual(first)
  expect(wholes).toBe(1)
  report = { ...report, signedBy: { id: 'rana', name: 'Former member 1' } }
  const later = await letter()
  expect(later.signed).toContain('Former member 1')
  expect(first.bytes?.equals(later.bytes ?? Buffer.alloc(0))).toBe(false)
})
