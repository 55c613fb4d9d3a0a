import { describe, expect, it } from 'vitest'
import { hostAllowed, originAllowed, overTls } from './origin.js'

const origins = ['https://watch.example.org']
const host = 'watch.lan:3000'

describe('a request with a cookie', () => {
  it.each([
    [{ host, origin: 'http://watch.lan:3000' }],
    [{ host, origin: 'https://watch.lan:3000' }],
    [{ host: 'inner:3000', origin: 'https://watch.example.org' }],
    [{ host, 'sec-fetch-site': 'same-origin' }],
  ])('comes from a page of ours: %j', (headers) => {
    expect(originAllowed(headers, { origins }).ok).toBe(true)
  })

  it.each([
    [{ host, origin: 'https://evil.example' }],
    [{ host, origin: 'http://watch.lan' }],
    [{ host, origin: 'http://watch.lan:3000.evil.example' }],
    [{ host, origin: 'null' }],
    [{ host, origin: 'https://watch.example.org.evil.example' }],
    [{ host, origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' }],
    [{ host, 'sec-fetch-site': 'cross-site' }],
    [{ host, 'sec-fetch-site': 'same-site' }],
    [{ host, 'sec-fetch-site': 'none' }],
    [{ host }],
    [{ origin: 'https://evil.example' }],
  ])('comes from elsewhere: %j', (headers) => {
    expect(originAllowed(headers, { origins })).toMatchObject({ failure: { code: 'wrong-origin' } })
  })
})

describe('the host that a request names', () => {
  it.each(['localhost:3000', 'LOCALHOST', '127.0.0.1:3000', '[::1]:3000', 'watch.example.org'])(
    'is ours on loopback: %s',
    (name) => expect(hostAllowed(name, { host: '127.0.0.1', origins }).ok).toBe(true),
  )

  it.each(['evil.example', 'evil.example:3000', 'localhost.evil.example', '127.0.0.1.nip.example', '', undefined])(
    'is not ours on loopback: %s',
    (name) => {
      expect(hostAllowed(name, { host: '127.0.0.1', origins })).toMatchObject({ failure: { code: 'wrong-origin' } })
    },
  )

  it('may be any where the server was told to listen beyond loopback', () => {
    expect(hostAllowed('watch.lan', { host: '0.0.0.0', origins: [] }).ok).toBe(true)
  })
})

describe('a connection over TLS', () => {
  const proxied = { headers: { host, 'x-forwarded-proto': 'https' }, encrypted: false }

  it('is one that a believed proxy says so of', () => {
    expect(overTls(proxied, { origins, trustProxy: true })).toBe(true)
    expect(overTls(proxied, { origins, trustProxy: false })).toBe(false)
  })

  it('is one to a host that is configured as such', () => {
    expect(overTls({ headers: { host: 'watch.example.org' }, encrypted: false }, { origins, trustProxy: false })).toBe(
      true,
    )
    expect(overTls({ headers: { host }, encrypted: false }, { origins, trustProxy: false })).toBe(false)
  })
})
