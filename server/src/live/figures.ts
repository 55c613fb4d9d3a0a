import { Inject, Injectable } from '@nestjs/common'
import { Counter, Gauge } from 'prom-client'
import { Metrics } from '../platform/metrics.js'
import { ChangeTail } from './tail.js'

export type ResyncReason = 'too far behind' | 'slow client' | 'bulk' | 'jump' | 'access'

/** What is counted of the live stream. */
@Injectable()
export class LiveFigures {
  readonly events: Counter
  readonly sockets: Gauge
  private readonly resyncs: Counter

  constructor(@Inject(Metrics) metrics: Metrics, @Inject(ChangeTail) tail: ChangeTail) {
    const registers = [metrics.registry]
    this.sockets = metrics.sockets
    this.resyncs = metrics.resyncs
    this.events = new Counter({
      name: 'cordon_live_events_total',
      help: 'Changes sent to sockets, one for each socket',
      registers,
    })
    tail.on((changes) => {
      for (const { kind } of changes) metrics.changesSeen.inc({ kind })
    })
    new Gauge({
      name: 'cordon_change_seq',
      help: 'Position in the change feed up to which this node has told its sockets',
      registers,
      collect() {
        this.set(tail.position)
      },
    })
    new Gauge({
      name: 'cordon_live_seconds_behind',
      help: 'Seconds since this node last stood at the end of the change feed',
      registers,
      collect() {
        this.set(tail.secondsBehind)
      },
    })
  }

  resync(reason: ResyncReason, clients = 1): void {
    this.resyncs.inc({ reason }, clients)
  }
}
