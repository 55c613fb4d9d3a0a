import { describe, expect, it } from 'vitest'
import { Buckets } from './bucket.js'

const limit = { burst: 5, perSecond: 2 }

function taken(buckets: Buckets, times: number, nowMs: number): number {
  return Array.from({ length: times }, () => buckets.take('dana', nowMs)).filter((waitMs) => waitMs === 0).length
}

describe('a bucket', () => {
  it('lets a burst pass, and then says how long to wait', () => {
    const buckets = new Buckets(limit)
    expect(taken(buckets, 9, 0)).toBe(5)
    expect(buckets.take('dana', 0)).toBe(500)
    expect(buckets.take('dana', 250)).toBe(250)
  })

  it('fills again at its rate, up to the burst', () => {
    const buckets = new Buckets(limit)
    taken(buckets, 5, 0)
    expect(taken(buckets, 9, 1_000)).toBe(2)
    expect(taken(buckets, 9, 100_000)).toBe(5)
  })

  it('is one for each key', () => {
    const buckets = new Buckets(limit)
    taken(buckets, 5, 0)
    expect(buckets.take('eli', 0)).toBe(0)
  })
})
