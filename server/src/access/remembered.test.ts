import { describe, expect, it } from 'vitest'
import type { TokenPrincipal } from './principal.js'
import { Remembered } from './remembered.js'

const principal: TokenPrincipal = { kind: 'token', id: '1', name: 'x', scopes: [], permissions: [] }

function counting(found: TokenPrincipal | null = principal) {
  const looked = { times: 0 }
  return { looked, lookUp: () => Promise.resolve(((looked.times += 1), found)) }
}

describe('what is remembered of a secret', () => {
  it('spares the next look for five seconds', async () => {
    const { looked, lookUp } = counting()
    const remembered = new Remembered<TokenPrincipal>()
    for (const ms of [0, 100, 4_999]) expect(await remembered.find('a', ms, lookUp)).toBe(principal)
    expect(looked.times).toBe(1)
    await remembered.find('a', 5_000, lookUp)
    expect(looked.times).toBe(2)
  })

  it('is not that it is unknown', async () => {
    const { looked, lookUp } = counting(null)
    const remembered = new Remembered<TokenPrincipal>()
    await remembered.find('a', 0, lookUp)
    await remembered.find('a', 0, lookUp)
    expect(looked.times).toBe(2)
  })

  it('is forgotten when it is revoked', async () => {
    const { looked, lookUp } = counting()
    const remembered = new Remembered<TokenPrincipal>()
    await remembered.find('a', 0, lookUp)
    remembered.forget(({ id }) => id === '1')
    await remembered.find('a', 0, lookUp)
    expect(looked.times).toBe(2)
  })

  it('is not kept where it was revoked while it was looked up', async () => {
    const { looked, lookUp } = counting()
    const remembered = new Remembered<TokenPrincipal>()
    const slow = remembered.find('a', 0, async () => {
      const found = await lookUp()
      remembered.forget(({ id }) => id === '1')
      return found
    })
    await slow
    await remembered.find('a', 0, lookUp)
    expect(looked.times).toBe(2)
  })

  it('is bounded: the oldest goes first', async () => {
    const { looked, lookUp } = counting()
    const remembered = new Remembered<TokenPrincipal>(5_000, 2)
    for (const key of ['a', 'b', 'c']) await remembered.find(key, 0, lookUp)
    await remembered.find('c', 0, lookUp)
    expect(looked.times).toBe(3)
    await remembered.find('a', 0, lookUp)
    expect(looked.times).toBe(4)
  })
})
