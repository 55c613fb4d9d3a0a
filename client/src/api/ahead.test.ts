import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { askAhead, forgetAhead, takeAhead } from './ahead.js'

const asked: string[] = []
let status = 200
let account: object | null

beforeEach(() => {
  asked.length = 0
  status = 200
  account = { id: 'somebody' }
  vi.useFakeTimers()
  vi.stubGlobal('fetch', (address: string) => {
    asked.push(address)
    return Promise.resolve(new Response(JSON.stringify({ account }), { status }))
  })
})
afterEach(() => {
  forgetAhead()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('what every page asks first', () => {
  it('is asked ahead, and each answer taken once', async () => {
    askAhead()
    expect((await takeAhead('/api/session'))?.status).toBe(200)
    expect((await takeAhead('/api/snapshot'))?.status).toBe(200)
    expect([await takeAhead('/api/session'), await takeAhead('/api/snapshot')]).toEqual([null, null])
    expect(asked).toEqual(['/api/session', '/api/snapshot'])
  })

  it('stops at who is signed in where nobody is, so that what is known is asked for after the sign-in', async () => {
    status = 401
    askAhead()
    expect((await takeAhead('/api/session'))?.status).toBe(401)
    expect(await takeAhead('/api/snapshot')).toBeNull()
    expect(asked).toEqual(['/api/session'])
  })

  it('stops there too where the answer is that nobody is signed in', async () => {
    account = null
    askAhead()
    expect((await takeAhead('/api/session'))?.status).toBe(200)
    expect(await takeAhead('/api/snapshot')).toBeNull()
    expect(asked).toEqual(['/api/session'])
  })

  it('is good for ten seconds, and not for whoever signs in next', async () => {
    askAhead()
    vi.advanceTimersByTime(10_001)
    expect(await takeAhead('/api/snapshot')).toBeNull()
    askAhead()
    forgetAhead()
    expect(await takeAhead('/api/session')).toBeNull()
  })

  it('is asked by the page itself where no answer came', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no network')))
    askAhead()
    expect([await takeAhead('/api/session'), await takeAhead('/api/snapshot')]).toEqual([null, null])
  })
})
