import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

export interface Received {
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** How a receiver answers: a status, headers with it, or whatever it does with the request. */
export type Answering =
  | number
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string }
  | ((request: IncomingMessage, response: ServerResponse) => void)

/** For tests: a receiver of webhooks that keeps what came, and answers as it is told, by path. */
export class Receiver {
  readonly received: Received[] = []
  private readonly answers = new Map<string, Answering>()
  private readonly server = createServer((request, response) => void this.take(request, response))
  url = ''

  static async open(): Promise<Receiver> {
    const receiver = new Receiver()
    await new Promise<void>((resolve) => receiver.server.listen(0, '127.0.0.1', resolve))
    const address = receiver.server.address()
    receiver.url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
    return receiver
  }

  /** From now on; 204 where nothing was said. */
  answer(path: string, answering: Answering): void {
    this.answers.set(path, answering)
  }

  at(path: string): readonly Received[] {
    return this.received.filter((it) => it.path === path)
  }

  /** What came at a path, parsed, from a place in the list on. */
  told(path: string): readonly Told[] {
    return this.at(path).map(({ body }) => {
      const told: unknown = JSON.parse(body)
      if (!isTold(told)) throw new Error(`Not a message of the standard format: ${body}`)
      return told
    })
  }

  close(): Promise<void> {
    this.server.closeAllConnections()
    return new Promise((resolve) => this.server.close(() => resolve()))
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const pieces: Buffer[] = []
    const stream: AsyncIterable<Uint8Array> = request
    for await (const piece of stream) pieces.push(Buffer.from(piece))
    const path = request.url ?? ''
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
    this.received.push({ path, headers, body: Buffer.concat(pieces).toString('utf8') })
    const answering = this.answers.get(path) ?? 204
    if (typeof answering === 'function') return answering(request, response)
    const { status, headers: more = {}, body = '' } = typeof answering === 'number' ? { status: answering } : answering
    response.writeHead(status, more).end(body)
  }
}

/** A message of the standard format. */
export interface Told {
  readonly type: string
  readonly timestamp: string
  readonly data: {
    readonly challenge?: string
    readonly deliveryId?: string
    readonly answers?: string | null
    readonly title: string
    readonly text: string
    readonly alert?: { readonly id: string; readonly incidentTitle: string }
    readonly correction?: {
      readonly kind: string
      readonly changes?: readonly string[]
      readonly because?: string
    } | null
  }
}

function isTold(it: unknown): it is Told {
  return typeof it === 'object' && it !== null && 'type' in it && 'timestamp' in it && 'data' in it
}
