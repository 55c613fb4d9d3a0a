import { Injectable } from '@nestjs/common'
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

/** What is counted, for Prometheus. One registry a server, so that several may run in one process. */
@Injectable()
export class Metrics {
  readonly registry = new Registry()
  private readonly registers = [this.registry]

  readonly requests = new Histogram({
    name: 'cordon_http_seconds',
    help: 'Time to answer, by route, method and status',
    labelNames: ['route', 'method', 'status'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: this.registers,
  })
  readonly refusals = new Counter({
    name: 'cordon_refusals_total',
    help: 'Requests refused, by problem code',
    labelNames: ['code'],
    registers: this.registers,
  })
  /** Outcomes: stored, revised, unchanged, refused. */
  readonly incidents = new Counter({
    name: 'cordon_incidents_total',
    help: 'Incidents that this node took in, by outcome',
    labelNames: ['outcome'],
    registers: this.registers,
  })
  /** What was done with alerts: raise, acknowledge, assign, shelve, return, close, note. */
  readonly alerts = new Counter({
    name: 'cordon_alerts_total',
    help: 'What was done with alerts on this node, by what it was',
    labelNames: ['what'],
    registers: this.registers,
  })
  readonly batches = new Histogram({
    name: 'cordon_batch_seconds',
    help: 'Time to load, decide and commit a batch of incidents',
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
    registers: this.registers,
  })
  readonly feedItems = new Counter({
    name: 'cordon_feed_items_total',
    help: 'What feeds brought on this node, by feed and by what became of it',
    labelNames: ['feed', 'what'],
    registers: this.registers,
  })
  readonly feeds = new Gauge({
    name: 'cordon_feeds',
    help: 'Feeds that are switched on, by state',
    labelNames: ['state'],
    registers: this.registers,
  })
  readonly nightFailures = new Gauge({
    name: 'cordon_night_failures',
    help: 'What the last night of this node could not archive',
    registers: this.registers,
  })
  /** States: running, paused, failed, ready. */
  readonly exports = new Gauge({
    name: 'cordon_exports',
    help: 'Files that people asked for, of the whole house and as of the last minute, by state',
    labelNames: ['state'],
    registers: this.registers,
  })
  /** Outcomes: sent, retry, dead, released. */
  readonly deliveries = new Counter({
    name: 'cordon_deliveries_total',
    help: 'Tries to tell somebody outside the page on this node, by channel and by what came of them',
    labelNames: ['channel', 'outcome'],
    registers: this.registers,
  })
  readonly deliverySeconds = new Histogram({
    name: 'cordon_delivery_seconds',
    help: 'From when something was owed to somebody outside the page until it was told, by channel',
    labelNames: ['channel'],
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 3_600, 86_400],
    registers: this.registers,
  })
  /** States: late, dead. */
  readonly stuck = new Gauge({
    name: 'cordon_deliveries_stuck',
    help: 'Deliveries outside the page that wait for longer than they should, or were given up within a day',
    labelNames: ['state'],
    registers: this.registers,
  })
  readonly changesSeen = new Counter({
    name: 'cordon_changes_total',
    help: 'Changes of the feed that this node has passed on to its sockets, whoever made them, by kind',
    labelNames: ['kind'],
    registers: this.registers,
  })
  readonly sockets = new Gauge({
    name: 'cordon_sockets',
    help: 'Open sockets on the live stream',
    registers: this.registers,
  })
  readonly resyncs = new Counter({
    name: 'cordon_resyncs_total',
    help: 'Clients that were told to take a new snapshot, by reason',
    labelNames: ['reason'],
    registers: this.registers,
  })

  constructor() {
    collectDefaultMetrics({ register: this.registry })
  }
}
