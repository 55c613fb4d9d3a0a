import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { refusalFile, refusalLines, writeRefusals } from './refused.js'

const refusal = (row: number, message = 'Expected a date') => ({
  row,
  line: row + 1,
  errors: [{ path: 'date_start', message }],
})

it('shows line, column and reason, the first twenty of them', () => {
  const lines = refusalLines(
    Array.from({ length: 23 }, (_, at) => refusal(at + 1)),
    'csv',
  )
  expect(lines).toHaveLength(21)
  expect(lines[0]).toBe('  line 2, date_start: Expected a date')
  expect(lines[20]).toBe('  … and 3 more')
})

it('names no column where there is none', () => {
  const errors = [{ path: '', message: 'Expected 5 columns, got 2' }]
  expect(refusalLines([{ row: 1, line: 2, errors }], 'csv')).toEqual(['  line 2: Expected 5 columns, got 2'])
})

it('counts features, many of which may stand on one line', () => {
  expect(refusalLines([refusal(3), refusal(4)], 'geojson')).toEqual([
    '  feature 3 (line 4), date_start: Expected a date',
    '  feature 4 (line 5), date_start: Expected a date',
  ])
  expect(refusalLines([refusal(3)], 'kml')).toEqual(['  feature 3, date_start: Expected a date'])
})

it('writes all of them as CSV that no spreadsheet runs', () => {
  expect(refusalFile([refusal(1, '=cmd(), "x"')])).toBe(
    'line,row,column,reason\r\n2,1,date_start,"\'=cmd(), ""x"""\r\n',
  )
})

it('writes beside the file, and among the temporary files where that cannot be', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'cordon-refused-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const beside = await writeRefusals(path.join(folder, 'events.csv'), [refusal(1)])
  expect(beside).toBe(path.join(folder, 'events.refused.csv'))
  expect(await readFile(beside, 'utf8')).toContain('2,1,date_start,Expected a date')
  const elsewhere = await writeRefusals(path.join(folder, 'missing', 'events.csv'), [refusal(1)])
  onTestFinished(() => rm(elsewhere))
  expect(path.dirname(elsewhere)).toBe(tmpdir())
})
