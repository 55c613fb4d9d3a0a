import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Seldom } from './seldom.js'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
})
afterEach(() => {
  vi.useRealTimers()
})

function counted() {
  const done: number[] = []
  const seldom = new Seldom(
    () => 2_000,
    () => done.push(performance.now()),
  )
  return { seldom, done }
}

it('does what is asked first at once, and all that comes soon after together, at the end', () => {
  const { seldom, done } = counted()
  const began = performance.now()
  for (let ms = 0; ms < 5_000; ms += 100) {
    seldom.ask()
    vi.advanceTimersByTime(100)
  }
  vi.advanceTimersByTime(10_000)
  expect(done.map((at) => at - began)).toEqual([0, 2_000, 4_000, 6_000])
})

it('does nothing more when it is closed', () => {
  const { seldom, done } = counted()
  seldom.ask()
  seldom.ask()
  seldom.close()
  vi.advanceTimersByTime(10_000)
  expect(done).toHaveLength(1)
})
