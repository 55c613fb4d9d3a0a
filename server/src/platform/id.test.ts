import { describe, expect, it } from 'vitest'
import { newId } from './id.js'

describe('an identifier', () => {
  it('is a UUID of version 7 that begins with its time', () => {
    const id = newId(Date.parse('2021-11-09T05:52:00.000Z'))
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(Date.parse('2021-11-09T05:52:00.000Z'))
  })

  it('differs from all others and ascends with time', () => {
    const ids = Array.from({ length: 20_000 }, (_, ms) => newId(1_600_000_000_000 + ms))
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.toSorted()).toEqual(ids)
    const atOnce = Array.from({ length: 20_000 }, () => newId(1))
    expect(new Set(atOnce).size).toBe(atOnce.length)
  })
})
