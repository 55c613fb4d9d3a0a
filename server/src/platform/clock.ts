import { Injectable } from '@nestjs/common'
import { instantOf, type Instant } from '@cordon/alerts'

/** The only place that asks what time it is. Tests give another one. */
@Injectable()
export class Clock {
  /** Milliseconds since 1970. */
  ms(): number {
    return Date.now()
  }

  now(): Instant {
    return instantOf(this.ms())
  }
}
