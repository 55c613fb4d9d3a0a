import { Pool, type Dispatcher } from 'undici'
import type { Chance } from '../kit/chance.js'
import { rateOf, timed, type Times } from './measure.js'
import type { Running } from '../kit/process.js'
import { incidentAt, randomPlace } from './world.js'

/** Somebody who posts incidents to one server over kept connections. */
export interface Poster {
  /** Posts a second from several connections. */
  rate(seconds: number, connections: number): Promise<number>
  /** One at a time. */
  alone(seconds: number): Promise<Times>
  post(body: object, path?: string): Promise<unknown>
  /** Sends a text of another type than JSON. */
  raw(path: string, body: string, type: string): Promise<unknown>
  close(): Promise<void>
}

/** An answer read whole. Without streams, as whoever posts has the same processors as whoever answers. */
class Answer implements Dispatcher.DispatchHandler {
  private readonly chunks: Buffer[] = []
  private status = 0

  constructor(
    private readonly path: string,
    private readonly done: (text: string) => void,
    private readonly failed: (error: Error) => void,
  ) {}

  onRequestStart(): void {
    // Nothing is stopped half way.
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number): void {
    this.status = status
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer): void {
    this.chunks.push(chunk)
  }

  onResponseEnd(): void {
    const text = Buffer.concat(this.chunks).toString()
    if (this.status < 300) this.done(text)
    else this.failed(new Error(`${this.path} answered ${this.status}: ${text.slice(0, 300)}`))
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    this.failed(error)
  }
}

/** Posts to Cordon, or to a naive contender. */
export function poster(server: Running, path: string, chance: Chance): Poster {
  const pool = new Pool(server.url, { connections: 64, pipelining: 1 })
  const headersOf = (type: string) => ({ 'content-type': type, authorization: `Bearer ${server.token}` })
  const json = headersOf('application/json')
  const sent = (to: string, body: string, headers: ReturnType<typeof headersOf>) =>
    new Promise<string>((done, failed) => {
      pool.dispatch({ path: to, method: 'POST', headers, body }, new Answer(to, done, failed))
    })
  const raw = async (to: string, body: string, type: string) => {
    const value: unknown = JSON.parse(await sent(to, body, headersOf(type)))
    return value
  }
  const post = (body: object, to = path) => raw(to, JSON.stringify(body), 'application/json')
  const one = () => sent(path, JSON.stringify(incidentAt(randomPlace(chance))), json)
  return {
    post,
    raw,
    rate: (seconds, connections) => rateOf(seconds, connections, () => one().then(() => 1)),
    alone: (seconds) => timed(seconds, one),
    close: () => pool.close(),
  }
}
