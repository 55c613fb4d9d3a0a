import { describe, expect, it } from 'vitest'
import { Clock } from '../platform/clock.js'
import { aConfig } from '../platform/server.fixture.js'
import { askerOf, Limits } from './limits.js'

class StoppedClock extends Clock {
  override ms(): number {
    return 0
  }
}

const limits = (rateLimits = true) => new Limits(aConfig({ rateLimits }), new StoppedClock())

describe('whoever sends incidents', () => {
  it('may send any number, as long as not too many are under way at once', () => {
    const held = limits()
    const begun = Array.from({ length: 256 }, () => held.begin('feed', true))
    expect(begun.every(({ ok }) => ok)).toBe(true)
    expect(held.begin('feed', true)).toMatchObject({ failure: { code: 'too-many', retryAfter: 1 } })
    expect(held.begin('another feed', true).ok).toBe(true)
    for (const it of begun) if (it.ok) it.value.done?.()
    for (let sent = 0; sent < 5_000; sent++) {
      const passed = held.begin('feed', true)
      expect(passed.ok).toBe(true)
      if (passed.ok) passed.value.done?.()
    }
  })
})

describe('whoever asks', () => {
  it('is let pass in a burst of a thousand, and told when to come again', () => {
    const held = limits()
    for (let asked = 0; asked < 1_000; asked++) expect(held.begin('dana', false).ok).toBe(true)
    expect(held.begin('dana', false)).toMatchObject({ failure: { code: 'too-many', retryAfter: 0.005 } })
    expect(held.begin('eli', false).ok).toBe(true)
  })

  it('is let pass always where limits are lifted', () => {
    const lifted = limits(false)
    for (let asked = 0; asked < 5_000; asked++) expect(lifted.begin('dana', asked % 2 === 0).ok).toBe(true)
  })

  it('is a person or a program wherever they are, and nobody is an address', () => {
    const person = {
      kind: 'account',
      id: '1',
      name: 'x',
      role: 'viewer',
      permissions: [],
      teams: [],
      sessionId: 's',
    } as const
    expect(askerOf(person, '203.0.113.1')).toBe('account:1')
    expect(askerOf(null, '203.0.113.1')).toBe('address:203.0.113.1')
  })
})
