import { say, outcomeOfStatus, retryAfterMs, type Outcome } from '@cordon/alerts'
import { Agent } from 'undici'
import { Exchange, Late, type Answered } from './exchange.js'
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
  private readonly targets = new Map<string, Target>()

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
    const target = this.targetOf(url)
    if (typeof target === 'string') return none({ is: 'refused', why: target, gone: false })
    const ask = { ...target, method: 'POST', headers, body } as const
    const { totalMs, bytes } = this.limits
    const answer = await Exchange.of({ dispatcher: this.agent, ask, signal, totalMs, bytes })
    if (answer instanceof Error) return none(failed(answer))
    return { outcome: outcomeOf(answer.status, this.afterMs(answer)), answer: answer.body }
  }

  private afterMs({ headers }: Answered): number | null {
    const header = headers['retry-after']
    return retryAfterMs((Array.isArray(header) ? header[0] : header) ?? null, this.nowMs())
  }

  /** Where an address is asked, or why it may not be; the same few are asked over and over. */
  private targetOf(url: string): Target | string {
    const known = this.targets.get(url)
    if (known !== undefined) return known
    const refusal = this.refusal(url)
    if (refusal !== null) return refusal
    const { origin, pathname, search } = new URL(url)
    const target = { origin, path: pathname + search }
    if (this.targets.size >= mostTargets) this.targets.clear()
    this.targets.set(url, target)
    return target
  }
}

interface Target {
  readonly origin: string
  readonly path: string
}

const mostTargets = 1_000

function failed(error: Error): Outcome {
  const cause = error.cause instanceof Error ? error.cause : error
  if (cause instanceof Forbidden) return { is: 'refused', why: cause.message, gone: false }
  const why = error instanceof Late ? say('way.late', {}) : say('refused.noAnswer', { fault: faultWords(cause) })
  return { is: 'retry', why, afterMs: null }
}

function none(outcome: Outcome): Posting {
  return { outcome, answer: '' }
}
