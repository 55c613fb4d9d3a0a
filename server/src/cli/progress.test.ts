import { expect, it, vi } from 'vitest'
import { Progress, progressLine } from './progress.js'

const nothing = { rows: 0, share: 0 }

it('tells rows, rate and what remains', () => {
  expect(progressLine(nothing, { rows: 12_000, share: 0.25 }, 3_000)).toBe(
    '25 % · 12,000 rows · 4,000 rows/s · 9 s left',
  )
})

it('measures only what this run has done', () => {
  const start = { rows: 10_000, share: 0.5 }
  expect(progressLine(start, { rows: 12_000, share: 0.75 }, 1_000)).toBe('75 % · 12,000 rows · 2,000 rows/s · 1 s left')
})

it('says so where nothing can be told yet', () => {
  expect(progressLine(nothing, nothing, 0)).toBe('0 % · 0 rows · 0 rows/s · time left not known yet')
})

function drawnIn(ms: number, isTerminal: boolean): readonly string[] {
  vi.useFakeTimers()
  const lines: string[] = []
  const hear = (line: string) => {
    if (line !== '') lines.push(line)
  }
  const stop = new AbortController().signal
  const progress = new Progress({ out: hear, err: hear, redraw: isTerminal ? hear : null, stop }, () => Date.now())
  progress.update({ rows: 5, share: 0.25 })
  vi.advanceTimersByTime(ms)
  progress.stop()
  vi.advanceTimersByTime(60_000)
  vi.useRealTimers()
  return lines
}

it('draws a bar anew on a terminal', () => {
  expect(drawnIn(199, true)).toEqual(['█████░░░░░░░░░░░░░░░ 25 % · 5 rows · 50 rows/s · 0 s left'])
})

it('writes a line every five seconds elsewhere', () => {
  expect(drawnIn(10_000, false)).toEqual([
    '25 % · 5 rows · 1 rows/s · 15 s left',
    '25 % · 5 rows · 1 rows/s · 30 s left',
  ])
})

it('says once what several requests meet at the same time', () => {
  const lines: string[] = []
  let now = 0
  const hear = (line: string) => lines.push(line)
  const progress = new Progress({ out: hear, err: hear, redraw: null, stop: new AbortController().signal }, () => now)
  progress.say('Nobody answers.')
  progress.say('Nobody answers.')
  now = 5_000
  progress.say('Nobody answers.')
  progress.stop()
  expect(lines).toEqual(['Nobody answers.', 'Nobody answers.'])
})
