import { describe, expect, it } from 'vitest'
import { Failures } from './failures.js'

const limit = { most: 3, windowMs: 60_000, firstWaitMs: 1_000 }

function failing(times: number, atMs = 0): Failures {
  const failures = new Failures(limit)
  for (let count = 0; count < times; count++) failures.count('dana', atMs)
  return failures
}

describe('failures', () => {
  it('pass up to the limit', () => expect(failing(2).waitMs('dana', 0)).toBe(0))

  it.each([
    [3, 1_000],
    [4, 2_000],
    [5, 4_000],
    [9, 60_000],
    [100, 60_000],
  ])('%d of them mean a wait of %d ms, growing up to the window', (times, waitMs) => {
    expect(failing(times).waitMs('dana', 0)).toBe(waitMs)
  })

  it('let the next try pass once the wait is over', () => {
    expect(failing(3).waitMs('dana', 999)).toBe(1)
    expect(failing(3).waitMs('dana', 1_000)).toBe(0)
  })

  it('concern their own key alone', () => expect(failing(9).waitMs('eli', 0)).toBe(0))

  it('are forgotten after the window', () => {
    const failures = failing(2)
    failures.count('dana', 60_001)
    expect(failures.waitMs('dana', 60_001)).toBe(0)
  })

  it('can be taken back where the try was right', () => {
    const failures = failing(2)
    failures.uncount('dana')
    failures.count('dana', 0)
    expect(failures.waitMs('dana', 0)).toBe(0)
    failures.count('dana', 0)
    expect(failures.waitMs('dana', 0)).toBe(1_000)
  })

  it('do not fill the memory in a flood of keys', () => {
    const failures = failing(3)
    for (let key = 0; key < 60_000; key++) failures.count(`flood ${key}`, 0)
    expect(failures.waitMs('dana', 0)).toBe(0)
    expect(failures.size).toBe(50_000)
  })
})
