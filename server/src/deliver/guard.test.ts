import { describe, expect, it } from 'vitest'
import { OutboundGuard } from './guard.js'

describe('the guard of what goes out', () => {
  it.each([
    'http://127.0.0.1/',
    'http://127.1/',
    'http://2130706433/',
    'http://0x7f.0.0.1/',
    'http://[::1]/',
    'http://[::ffff:10.0.0.1]/',
    'http://10.1.2.3/',
    'http://172.16.0.1/',
    'http://192.168.1.1/',
    'http://169.254.169.254/latest/meta-data',
    'http://100.64.0.1/',
    'http://0.0.0.0/',
    'http://[fe80::1]/',
    'http://[fd00::1]/',
    'http://[64:ff9b::a00:1]/',
    'http://[64:ff9b:1::a00:1]/',
    'http://[::7f00:1]/',
    'http://[::10.0.0.1]/',
    'http://[::a9fe:a9fe]/latest/meta-data',
    'http://[::2]/',
    'http://[::ffff:7f00:1]/',
    'http://[::ffff:0:10.0.0.1]/',
    'http://[2002:7f00:1::]/',
    'http://[2002:a00:1::1]/',
    'http://[2001:0:a00:1::1]/',
    'ftp://example.org/',
    'file:///etc/passwd',
    'http://name:secret@example.org/',
  ])('refuses %s', (address) => {
    expect(new OutboundGuard([]).refusal(new URL(address))).not.toBeNull()
  })

  it.each(['https://93.184.216.34/', 'https://example.org/', 'http://[2606:2800:220:1:248:1893:25c8:1946]/'])(
    'lets %s pass',
    (address) => {
      expect(new OutboundGuard([]).refusal(new URL(address))).toBeNull()
    },
  )

  it('lets pass what the operator names: a name, an address, a range', () => {
    const guard = new OutboundGuard(['127.0.0.1', '10.0.0.0/8', 'feeds.local'])
    expect(guard.refusal(new URL('http://127.0.0.1:8080/'))).toBeNull()
    expect(guard.refusal(new URL('http://10.20.30.40/'))).toBeNull()
    expect(guard.refusal(new URL('http://127.0.0.2/'))).not.toBeNull()
    expect(guard.refusal(new URL('http://[::10.20.30.40]/'))).toBeNull()
    expect(guard.refusal(new URL('http://[2002:a14:1e28::]/'))).not.toBeNull()
  })

  const looked = (guard: OutboundGuard, name: string) =>
    new Promise<string>((resolve) => {
      guard.lookup(name, {}, (error, address) =>
        resolve(error?.message ?? (typeof address === 'string' ? address : '')),
      )
    })

  it('refuses a name that means an address inside, also beside one outside', async () => {
    const guard = new OutboundGuard([], (_, done) =>
      done(null, [
        { address: '93.184.216.34', family: 4 },
        { address: '192.168.0.1', family: 4 },
      ]),
    )
    expect(await looked(guard, 'rebinds.example')).toBe(
      'rebinds.example (192.168.0.1) is inside the network; an operator allows it with CORDON_FEED_HOSTS',
    )
  })

  it('connects to a name that the operator has named, wherever it is', async () => {
    const guard = new OutboundGuard(['feeds.local'], (_, done) => done(null, [{ address: '192.168.0.1', family: 4 }]))
    expect(await looked(guard, 'feeds.local')).toBe('192.168.0.1')
  })

  it.each(['::127.0.0.1', '::7f00:1', '::ffff:10.0.0.1', '2002:a00:1::', '64:ff9b::a00:1'])(
    'refuses a name that means %s, which holds an IPv4 address inside',
    async (address) => {
      const guard = new OutboundGuard([], (_, done) => done(null, [{ address, family: 6 }]))
      expect(await looked(guard, 'hidden.example')).toContain(`hidden.example (${address}) is inside the network`)
    },
  )

  it('lets an address in IPv6 be named', () => {
    const guard = new OutboundGuard(['64:ff9b::/96'])
    expect(guard.refusal(new URL('http://[64:ff9b::808:808]/'))).toBeNull()
  })
})
