import { finding } from '@cordon/alerts'
import { Inject, Injectable } from '@nestjs/common'
import { Clock } from '../platform/clock.js'
import { ConfigToken, type Config } from '../platform/config.js'
import { busy, ok, type Result } from '../platform/result.js'
import { Buckets } from './bucket.js'
import type { Principal } from './principal.js'

/** Requests that one token may have under way at once when it sends incidents; their count is not limited. */
const ingestAtOnce = 256

/** Holds each asker to a rate, so that one of them cannot take the server from the others. */
@Injectable()
export class Limits {
  private readonly requests = new Buckets({ burst: 1_000, perSecond: 200 })
  private readonly underWay = new Map<string, number>()

  constructor(
    @Inject(ConfigToken) private readonly config: Config,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Lets a request pass, or says when to come again. `done` has to be called when a passed one has ended. */
  begin(asker: string, ingest: boolean): Result<{ readonly done: (() => void) | null }> {
    if (!this.config.rateLimits) return ok({ done: null })
    if (ingest) return this.beginIngest(asker)
    const waitMs = this.requests.take(asker, this.clock.ms())
    if (waitMs === 0) return ok({ done: null })
    return busy('too-many', finding('denied.aSecond', { mostCount: 200 }), waitMs / 1000)
  }

  private beginIngest(asker: string): Result<{ readonly done: (() => void) | null }> {
    const before = this.underWay.get(asker) ?? 0
    if (before >= ingestAtOnce) {
      return busy('too-many', finding('denied.atOnce', { mostCount: ingestAtOnce }), 1)
    }
    this.underWay.set(asker, before + 1)
    return ok({ done: () => this.end(asker) })
  }

  private end(asker: string): void {
    const left = (this.underWay.get(asker) ?? 1) - 1
    if (left === 0) this.underWay.delete(asker)
    else this.underWay.set(asker, left)
  }
}

/** By whom a request is counted: a person or program, otherwise the address it comes from. */
export function askerOf(principal: Principal | null, address: string): string {
  return principal === null ? `address:${address}` : `${principal.kind}:${principal.id}`
}
