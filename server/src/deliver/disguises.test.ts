import type { LookupAddress } from 'node:dns'
import { createServer } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { OutboundGuard } from './guard.js'
import { Poster } from './post.js'

/** Addresses inside, in every disguise: numbers of other bases, short forms, IPv4 within IPv6, dots and letters of other scripts. */
const disguised = [
  ...['http://127.0.0.1/', 'http://127.0.0.1:80/', 'http://127.0.0.1./', 'http://127.1/', 'http://127.0.1/'],
  ...['http://2130706433/', 'http://0x7f000001/', 'http://0x7f.0.0.1/', 'http://0x7f.1/', 'http://017700000001/'],
  ...[
    'http://0177.0.0.1/',
    'http://0177.0.0.01/',
    'http://127.0x0.0.1/',
    'http://127.255.255.254/',
    'http://127.127.127.127/',
  ],
  ...[
    'http://①②⑦.⓪.⓪.①/',
    'http://127。0。0。1/',
    'http://127．0．0．1/',
    'http://１２７.0.0.1/',
    'http://%31%32%37.0.0.1/',
  ],
  ...['http://0.0.0.0/', 'http://0/', 'http://0x0/', 'http://00000/', 'http://0.0.0.1/'],
  ...[
    'http://[::]/',
    'http://[::1]/',
    'http://[0:0:0:0:0:0:0:1]/',
    'http://[0000::0001]/',
    'http://[::ffff:127.0.0.1]/',
  ],
  ...['http://[::ffff:7f00:1]/', 'http://[::127.0.0.1]/', 'http://[::ffff:0:127.0.0.1]/', 'http://[::7f00:1]/'],
  ...[
    'http://[64:ff9b::7f00:1]/',
    'http://[64:ff9b::127.0.0.1]/',
    'http://[2002:7f00:1::]/',
    'http://[2001:0:7f00:1::]/',
  ],
  ...[
    'http://10.0.0.1/',
    'http://10.255.255.255/',
    'http://167772161/',
    'http://012.0.0.1/',
    'http://[::ffff:10.0.0.1]/',
  ],
  ...[
    'http://172.16.0.1/',
    'http://172.31.255.255/',
    'http://192.168.0.1/',
    'http://192.168.257/',
    'http://3232235521/',
  ],
  ...['http://169.254.169.254/', 'http://2852039166/', 'http://0xa9fea9fe/', 'http://[::ffff:a9fe:a9fe]/'],
  ...['http://100.64.0.1/', 'http://192.0.0.1/', 'http://198.18.0.1/', 'http://224.0.0.1/', 'http://255.255.255.255/'],
  ...['http://240.0.0.1/', 'http://[fe80::1]/', 'http://[fc00::1]/', 'http://[fd12:3456::1]/', 'http://[ff02::1]/'],
  ...['http://[fec0::1]/', 'http://[2001:db8::1]/', 'http://203.0.113.1/', 'http://192.0.2.1/', 'http://198.51.100.1/'],
] as const

it('has at least sixty of them', () => {
  expect(new Set(disguised).size).toBeGreaterThanOrEqual(60)
})

describe('a webhook that leads inside', () => {
  let heard = 0
  let port = 0
  const inside = createServer((_request, response) => {
    heard += 1
    response.end()
  })
  beforeAll(async () => {
    await new Promise<void>((resolve) => inside.listen(0, '127.0.0.1', resolve))
    const address = inside.address()
    port = typeof address === 'object' ? (address?.port ?? 0) : 0
  })
  afterAll(() => new Promise((resolve) => inside.close(resolve)))

  const post = (poster: Poster, url: string) =>
    poster.post({ url, body: '{}', headers: {}, signal: AbortSignal.timeout(5_000) })

  it.each(disguised)('is not posted to: %s', async (address) => {
    const poster = new Poster(new OutboundGuard([], undefined, 'CORDON_WEBHOOK_HOSTS'))
    const url = URL.canParse(address) ? new URL(address) : null
    // The port on which something would hear it.
    if (url !== null) url.port = String(port)
    const { outcome } = await post(poster, url?.href ?? address)
    expect(outcome).toMatchObject({ is: 'refused', gone: false })
    expect(heard).toBe(0)
    await poster.close()
  })

  it.each(['localhost', 'localhost.', 'LOCALHOST'])(
    'is not posted to by a name that the machine knows: %s',
    async (name) => {
      const poster = new Poster(new OutboundGuard([]))
      expect((await post(poster, `http://${name}:${port}/`)).outcome.is).not.toBe('sent')
      expect(heard).toBe(0)
      await poster.close()
    },
  )

  it('is not posted to where its name means another address the second time', async () => {
    const answers: LookupAddress[][] = [
      [{ address: '93.184.216.34', family: 4 }],
      [{ address: '127.0.0.1', family: 4 }],
    ]
    let asked = 0
    const guard = new OutboundGuard([], (_name, done) => done(null, answers[Math.min(asked++, 1)] ?? []))
    // What is checked is what is connected to: the first answer is asked for here, as a check beforehand would.
    await new Promise((resolve) => guard.lookup('rebinds.example', {}, resolve))
    const poster = new Poster(guard)
    const { outcome } = await post(poster, `http://rebinds.example:${port}/`)
    expect(outcome).toMatchObject({
      is: 'refused',
      why: expect.stringContaining('rebinds.example (127.0.0.1) is inside'),
    })
    expect(heard).toBe(0)
    await poster.close()
  })

  it('is not followed there from outside', async () => {
    const poster = new Poster(
      new OutboundGuard(['hook.example'], (_name, done) => done(null, [{ address: '127.0.0.1', family: 4 }])),
    )
    const outside = createServer((_request, response) =>
      response.writeHead(307, { location: `http://127.0.0.1:${port}/` }).end(),
    )
    await new Promise<void>((resolve) => outside.listen(0, '127.0.0.1', resolve))
    const address = outside.address()
    const at = typeof address === 'object' ? address?.port : 0
    const { outcome } = await post(poster, `http://hook.example:${at}/`)
    expect(outcome).toMatchObject({ is: 'refused', why: 'HTTP 307: it redirects' })
    expect(heard).toBe(0)
    await poster.close()
    outside.close()
  })

  it('is posted to where an operator allows it', async () => {
    const poster = new Poster(new OutboundGuard(['127.0.0.0/8']))
    expect((await post(poster, `http://127.0.0.1:${port}/`)).outcome).toEqual({ is: 'sent' })
    expect(heard).toBe(1)
    await poster.close()
  })
})
