import { describe, expect, it } from 'vitest'
import { sessionCookie, sessionSecret } from './cookie.js'

describe('the session cookie', () => {
  it('is for this host alone over TLS', () => {
    expect(sessionCookie('abc', true)).toBe(
      '__Host-cordon=abc; Max-Age=2592000; Path=/; HttpOnly; Secure; SameSite=Strict',
    )
  })

  it('is out of reach of scripts and other sites without TLS too', () => {
    expect(sessionCookie('abc', false)).toBe('cordon=abc; Max-Age=2592000; Path=/; HttpOnly; SameSite=Strict')
  })

  it('is taken away by an empty one', () => expect(sessionCookie(null, true)).toContain('Max-Age=0'))

  it('is found among others', () => expect(sessionSecret('a=1; cordon=abc; b=2', false)).toBe('abc'))

  it.each([undefined, '', 'a=1', 'cordon=', 'xcordon=abc'])('is not found in %s', (header) => {
    expect(sessionSecret(header, false)).toBeNull()
  })

  it('counts over TLS only where nobody but this host can have set it', () => {
    expect(sessionSecret('cordon=planted', true)).toBeNull()
    expect(sessionSecret('cordon=planted; __Host-cordon=ours', true)).toBe('ours')
  })
})
