import type { SitrepContent, SitrepTally } from '@cordon/alerts'
import { expect, it } from 'vitest'
import { figureRows } from './facts.js'
import { english } from './words-en.js'

const tally = (low: number, incidents: number): SitrepTally => ({ low, high: low, best: low, incidents, doubtful: 0 })
const nothing = tally(0, 0)
const content = (figures: SitrepContent['figures']): SitrepContent => ({
  before: { from: '2021-10-01T00:00:00.000Z', until: '2021-11-01T00:00:00.000Z' },
  ...{ figures, weeks: [], weekless: 0, governorates: [], types: [], incidents: [] },
  left: { refuted: 0, threats: 0, exercises: 0 },
})

it('people of whom no source speaks are not stated, and differ by no number', () => {
  const figures = [
    { name: 'attacks', now: nothing, before: tally(13, 13) },
    { name: 'killed', now: nothing, before: tally(5, 2) },
    { name: 'injured', now: tally(4, 1), before: nothing },
    { name: 'arrests', now: tally(0, 1), before: tally(2, 1) },
  ] as const
  expect(
    figureRows(content(figures), english).map(([, ...row]) =>
      row.slice(0, 3).map((it) => it.replace(/[\u2066-\u2069]/g, '')),
    ),
  ).toEqual([
    ['0', '13', '−13'],
    ['not stated', '5', '–'],
    ['4', 'not stated', '–'],
    ['0', '2', '−2'],
  ])
})
