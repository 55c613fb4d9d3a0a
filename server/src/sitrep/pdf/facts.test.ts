import type { SitrepContent, SitrepTally } from '@cordon/alerts'
import { expect, it } from 'vitest'
import { feedRows, figureRows } from './facts.js'
import { english } from './words-en.js'
import { wordsOf } from './words.js'

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

it('tells what there is to say of a feed, how long it was silent in all, and each time that it was', () => {
  const outages = [
    { from: '2021-11-08T00:00:00.000Z', until: '2021-11-10T12:30:00.000Z' },
    { from: '2021-11-30T23:20:00.000Z', until: null },
  ]
  const feed = { name: 'Radio', required: true, enabled: false, onFrom: '2021-11-02T00:00:00.000Z', outages }
  const rows = (language: 'en' | 'ar') =>
    feedRows({ ...feed, silentMs: 61 * 3_600_000 }, wordsOf(language)).map((row) =>
      row.map((it) => it.replace(/\p{Cf}/gu, '')),
    )
  expect(rows('en')).toEqual([
    ['Radio · relied on · switched on 2021-11-02 00:00Z · switched off', '', '', '61 h'],
    ['', '2021-11-08 00:00Z', '2021-11-10 12:30Z', '60 h'],
    ['', '2021-11-30 23:20Z', 'silent still', ''],
  ])
  const off = { ...feed, onFrom: null, outages: [], silentMs: 0 }
  expect(feedRows(off, english)[0]?.at(-1)).toBe('')
  expect(rows('ar')[2]).toEqual(['', '2021-11-30 23:20Z', 'ما زالت صامتة', ''])
})
