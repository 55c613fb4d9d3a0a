import { say } from '@cordon/alerts'
import type { Dispatcher } from 'undici'

/** What is asked, and within which limits it has to be answered. */
export interface Asking {
  readonly dispatcher: Dispatcher
  readonly ask: Dispatcher.DispatchOptions
  readonly signal: AbortSignal
  readonly totalMs: number
  /** How much of the answer is read; the rest is cut off. */
  readonly bytes: number
}

/** By their names in small letters; one that came several times as a list. */
type Headers = Readonly<Record<string, string | string[] | undefined>>

/** An answer as far as it came. */
export interface Answered {
  readonly status: number
  readonly headers: Headers
  readonly body: string
}

/** It was not answered within the time that it had. */
export class Late extends Error {
  override readonly name = 'Late'
}

/**
 * One request and the beginning of its answer, without a stream and a signal of its own for each: with two thousand a
 * second those are more work than the requests. Once the status is known it counts, whatever becomes of the rest.
 */
export class Exchange implements Dispatcher.DispatchHandler {
  private controller: Dispatcher.DispatchController | null = null
  private begun: Pick<Answered, 'status' | 'headers'> | null = null
  private readonly pieces: Buffer[] = []
  private size = 0
  /** Why it is broken off, where it is. */
  private ended: Error | null = null
  private readonly timer: NodeJS.Timeout
  private readonly stop = () => this.end(new Error(say('way.brokenOff', {})))

  private constructor(
    private readonly asking: Asking,
    private readonly done: (answer: Answered | Error) => void,
  ) {
    this.timer = setTimeout(() => this.end(new Late()), asking.totalMs)
    asking.signal.addEventListener('abort', this.stop, { once: true })
  }

  /** Asks; gives the answer, or why there is none. */
  static of(asking: Asking): Promise<Answered | Error> {
    return new Promise((resolve) => {
      const exchange = new Exchange(asking, resolve)
      if (asking.signal.aborted) return exchange.stop()
      try {
        asking.dispatcher.dispatch(asking.ask, exchange)
      } catch (error) {
        exchange.end(error instanceof Error ? error : new Error(String(error)))
      }
    })
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller
    if (this.ended !== null) controller.abort(this.ended)
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: Headers): void {
    // What is below 200 only says that the answer is on its way.
    if (status >= 200) this.begun = { status, headers }
  }

  onResponseData(_: Dispatcher.DispatchController, piece: Buffer): void {
    this.pieces.push(piece)
    this.size += piece.length
    if (this.size > this.asking.bytes) this.end(new Error(say('way.longAnswer', {})))
  }

  onResponseEnd(): void {
    this.settle(new Error(say('way.noEnd', {})))
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    this.settle(this.ended ?? error)
  }

  /** Breaks it off; what waits for a connection never begins. */
  private end(why: Error): void {
    this.ended ??= why
    this.controller?.abort(this.ended)
    this.settle(this.ended)
  }

  private settle(error: Error): void {
    clearTimeout(this.timer)
    this.asking.signal.removeEventListener('abort', this.stop)
    this.done(this.begun === null ? error : { ...this.begun, body: this.read() })
  }

  private read(): string {
    return Buffer.concat(this.pieces).subarray(0, this.asking.bytes).toString('utf8')
  }
}
