import { outcomeOfStatus, retryAfterMs, type Outcome } from '@cordon/alerts'
import { Agent, request, type Dispatcher } from 'undici'
import { faultWords } from './fault-words.js'
import { Forbidden, type OutboundGuard } from './guard.js'

/** How long an address has to take one message. */
export interface PostLimits {
  readonly connectMs: number
  /** Until the answer begins, and between two pieces of it. */
  readonly idleMs: number
  readonly totalMs: number
  /** How much of an answer is read; the rest is cut off. */
  readonly bytes: number
}

export const postLimits: PostLimits = { connectMs: 5_000, idleMs: 10_000, totalMs: 12_000, bytes: 16_384 }

export interface Post {
  readonly url: string
  readonly body: string | Buffer
  readonly headers: Readonly<Record<string, string>>
  readonly signal: AbortSignal
  /** What a status says, where it is not what it says of any address. */
  readonly outcomeOf?: typeof outcomeOfStatus
}

/** What came of a post, with the beginning of what was answered. */
export interface Posting {
  readonly outcome: Outcome
  readonly answer: string
}

/** Sends messages to addresses outside: through the guard, within limits, and wherever they lead no further. */
export class Poster {
  private readonly agent: Agent

  constructor(
    private readonly guard: OutboundGuard,
    private readonly limits: PostLimits = postLimits,
    private readonly nowMs: () => number = Date.now,
  ) {
    const { connectMs: timeout, idleMs } = limits
    this.agent = new Agent({
      // The address that was checked is the one that is connected to.
      connect: { lookup: guard.lookup, timeout },
      headersTimeout: idleMs,
      bodyTimeout: idleMs,
      maxHeaderSize: 16_384,
      keepAliveTimeout: 10_000,
      connections: 32,
    })
  }

  close(): Promise<void> {
    return this.agent.destroy()
  }

  /** Why an address cannot be one; null where it can. */
  refusal(address: string): string | null {
    return URL.canParse(address)
      ? this.guard.refusal(new URL(address))
      : 'Expected an address such as https://example.org/hook'
  }

  async post({ url, body, headers, signal, outcomeOf = outcomeOfStatus }: Post): Promise<Posting> {
    const refusal = this.refusal(url)
    if (refusal !== null) return none({ is: 'refused', why: refusal, gone: false })
    const over = endedBy(signal, this.limits.totalMs)
    try {
      const asked = { method: 'POST', dispatcher: this.agent, headers, body, signal: over.signal } as const
      const answer = await request(url, asked)
      const header = answer.headers['retry-after']
      const afterMs = retryAfterMs((Array.isArray(header) ? header[0] : header) ?? null, this.nowMs())
      return { outcome: outcomeOf(answer.statusCode, afterMs), answer: await this.read(answer.body) }
    } catch (error) {
      const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
      if (cause instanceof Forbidden) return none({ is: 'refused', why: cause.message, gone: false })
      const isLate = over.signal.aborted && !signal.aborted
      return none({
        is: 'retry',
        why: isLate ? 'It did not answer in time' : `No answer: ${faultWords(cause)}`,
        afterMs: null,
      })
    } finally {
      over.done()
    }
  }

  /** What was answered is of no weight once the status is known: that it was cut off is no error. */
  private async read(body: Dispatcher.ResponseData['body']): Promise<string> {
    const pieces: Buffer[] = []
    let bytes = 0
    try {
      for await (const piece of body) {
        const chunk = Buffer.isBuffer(piece) ? piece : Buffer.from(String(piece))
        pieces.push(chunk)
        bytes += chunk.length
        if (bytes > this.limits.bytes) break
      }
    } catch {
      body.on('error', () => undefined)
    }
    return Buffer.concat(pieces).subarray(0, this.limits.bytes).toString('utf8')
  }
}

/**
 * Ends with another signal, or after so long. `AbortSignal.any` over `AbortSignal.timeout` says the same, and keeps both
 * until the time is over: with two thousand posts a second that is more work than the posts.
 */
function endedBy(signal: AbortSignal, ms: number) {
  const own = new AbortController()
  const end = () => own.abort()
  const timer = setTimeout(end, ms)
  if (signal.aborted) end()
  else signal.addEventListener('abort', end, { once: true })
  const done = () => {
    clearTimeout(timer)
    signal.removeEventListener('abort', end)
  }
  return { signal: own.signal, done }
}

function none(outcome: Outcome): Posting {
  return { outcome, answer: '' }
}
