import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

/** What a browser would show. */
export interface Shown {
  readonly tag: string
  readonly title: string
  readonly body: string
  readonly path: string | null
  readonly stays: boolean
  readonly code: string | null
}

/** What came for a browser: as the push service sees it, and as the browser reads it. */
export interface Pushed {
  readonly headers: IncomingMessage['headers']
  readonly bytes: Buffer
  readonly text: string
  readonly shown: Shown
}

interface Answering {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
}

let browsers = 0

/** For tests: a browser that has subscribed at a push service, with the keys of its own that nobody else knows. */
export class SubscribedBrowser {
  private readonly keys = createECDH('prime256v1')
  private readonly auth = randomBytes(16)
  private readonly publicKey = this.keys.generateKeys()
  readonly path = `/push/${(browsers += 1)}-${randomBytes(12).toString('base64url')}`
  readonly pushed: Pushed[] = []
  answering: Answering = { status: 201 }

  constructor(readonly service: string) {}

  /** As `PushSubscription.toJSON()` gives it. */
  get subscription() {
    const keys = { p256dh: this.publicKey.toString('base64url'), auth: this.auth.toString('base64url') }
    return { endpoint: this.service + this.path, expirationTime: null, keys }
  }

  get shown(): readonly Shown[] {
    return this.pushed.map(({ shown }) => shown)
  }

  take(headers: IncomingMessage['headers'], bytes: Buffer): void {
    const text = this.opened(bytes)
    const shown: unknown = JSON.parse(text)
    if (!isShown(shown)) throw new Error(`Nothing that a browser could show: ${text}`)
    this.pushed.push({ headers, bytes, text, shown })
  }

  /** aes128gcm in one record (RFC 8188, 2) under a key that both sides agree on (RFC 8291, 3.4). */
  private opened(bytes: Buffer): string {
    const [salt, keyLength] = [bytes.subarray(0, 16), bytes.readUInt8(20)]
    const [sender, sealed] = [bytes.subarray(21, 21 + keyLength), bytes.subarray(21 + keyLength)]
    if (sealed.length > bytes.readUInt32BE(16)) throw new Error('More than one record.')
    const info = Buffer.concat([Buffer.from('WebPush: info\0'), this.publicKey, sender])
    const secret = Buffer.from(hkdfSync('sha256', this.keys.computeSecret(sender), this.auth, info, 32))
    const drawn = (what: string, length: number) =>
      Buffer.from(hkdfSync('sha256', secret, salt, `Content-Encoding: ${what}\0`, length))
    const opening = createDecipheriv('aes-128-gcm', drawn('aes128gcm', 16), drawn('nonce', 12))
    opening.setAuthTag(sealed.subarray(-16))
    const padded = Buffer.concat([opening.update(sealed.subarray(0, -16)), opening.final()])
    const end = padded.lastIndexOf(2)
    if (end < 0 || padded.subarray(end + 1).some((byte) => byte !== 0)) throw new Error('Not the last record.')
    return padded.subarray(0, end).toString('utf8')
  }
}

function isShown(it: unknown): it is Shown {
  return typeof it === 'object' && it !== null && 'tag' in it && 'title' in it && 'body' in it
}

/** For tests: a push service on loopback that gives what it takes to the browsers that have subscribed there. */
export class PushService {
  private readonly browsers = new Map<string, SubscribedBrowser>()
  private readonly server = createServer((request, response) => void this.take(request, response))
  url = ''

  static async open(): Promise<PushService> {
    const service = new PushService()
    await new Promise<void>((resolve) => service.server.listen(0, '127.0.0.1', resolve))
    const address = service.server.address()
    service.url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
    return service
  }

  subscribed(): SubscribedBrowser {
    const browser = new SubscribedBrowser(this.url)
    this.browsers.set(browser.path, browser)
    return browser
  }

  close(): Promise<void> {
    this.server.closeAllConnections()
    return new Promise((resolve) => this.server.close(() => resolve()))
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const pieces: Buffer[] = []
    const stream: AsyncIterable<Uint8Array> = request
    for await (const piece of stream) pieces.push(Buffer.from(piece))
    const browser = this.browsers.get(request.url ?? '')
    const { status, headers = {} } = browser?.answering ?? { status: 404 }
    if (status < 300) browser?.take(request.headers, Buffer.concat(pieces))
    response.writeHead(status, headers).end()
  }
}

/** What a sender proves (RFC 8292): throws unless the key that it names has signed it. Gives the key and the claims. */
export function vouchedFor(authorization: string): { readonly key: string; readonly claims: unknown } {
  const [, token = '', key = ''] = /^vapid t=([\w.-]+), ?k=([\w-]+)$/.exec(authorization) ?? []
  const [head = '', claims = '', signature = ''] = token.split('.')
  const point = Buffer.from(key, 'base64url')
  const [x = '', y = ''] = [point.subarray(1, 33), point.subarray(33)].map((it) => it.toString('base64url'))
  const publicKey = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' })
  const signed = Buffer.from(`${head}.${claims}`)
  const how = { key: publicKey, dsaEncoding: 'ieee-p1363' } as const
  if (!verify('sha256', signed, how, Buffer.from(signature, 'base64url'))) throw new Error('Nobody has signed it.')
  return { key, claims: JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')) }
}
