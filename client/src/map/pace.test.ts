import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { paced } from './pace.js'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

it('does the first at once and of a burst only the last, after its rest', () => {
  const run = vi.fn()
  const pace = paced(run, () => 100)
  for (let at = 0; at < 50; at += 1) pace.ask()
  expect(run).toHaveBeenCalledTimes(1)
  vi.advanceTimersByTime(100)
  expect(run).toHaveBeenCalledTimes(2)
  vi.advanceTimersByTime(1_000)
  expect(run).toHaveBeenCalledTimes(2)
})

it('waits for nothing where no rest is asked for', () => {
  const run = vi.fn()
  const pace = paced(run, () => 0)
  for (let at = 0; at < 3; at += 1) pace.ask()
  expect(run).toHaveBeenCalledTimes(3)
})

it('leaves undone what it is stopped before', () => {
  const run = vi.fn()
  const pace = paced(run, () => 100)
  pace.ask()
  pace.ask()
  pace.stop()
  vi.advanceTimersByTime(1_000)
  expect(run).toHaveBeenCalledTimes(1)
})
