import { Inject, Injectable, Logger, Optional } from '@nestjs/common'
import {
  say,
  instantOf,
  isForPrograms,
  lettersOf,
  restAfterMs,
  settleTry,
  type Health,
  type Instant,
  type Letter,
  type Outcome,
} from '@cordon/alerts'
import {
  claimDeliveries,
  claimReport,
  claimRestOfLetters,
  endOldDeliveries,
  joinLetters,
  keepHealth,
  renewLeases,
  sealContact,
  type Claimed,
  type Database,
  type Runner,
  type SettledRow,
} from '@cordon/db'
import { setMaxListeners } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { Clock } from '../platform/clock.js'
import { DATABASE, isOutage } from '../platform/database.js'
import { faultPoint } from '../platform/fault-point.js'
import { Metrics } from '../platform/metrics.js'
import { Channels } from './channels.js'
import { Envelopes } from './envelope.js'
import { handOn } from './hand-on.js'
import { runLane, type Came } from './lane.js'
import type { Address } from './message.js'
import { Settler } from './settler.js'
import { Unsealable } from './vault.js'
import { withdrawnWhy } from './withdrawn.js'

/** What is under way, by contact method. */
type Lanes = Map<string, Promise<void>>
type LettersByContact = ReadonlyMap<string, readonly Letter<Claimed>[]>

/**
 * A node that dies leaves what it had taken on to others after this long. A try may last longer, in a queue of ours or at a
 * slow mail server: whatever a node is busy with it holds on to, several times within a lease, until it is settled.
 */
const leaseMs = 60_000
const stopMs = 2_000
const each = 64
const eachOfPeople = 2_000
/** What could not be told in so long is given up, however often it was tried. */
const tellForMs = 24 * 3_600_000

/**
 * Tells people outside the page what is owed to them. What is due is taken on under a lease in one short transaction, sent
 * outside of any, and recorded; a node that dies in between has it told again, under the same key. Each address has a lane
 * of its own, so that a dead one delays nobody. Reports are taken on one after another beside the lanes of alerts, so that
 * no alert waits for one, not even where the same person is sent both.
 */
@Injectable()
export class Outbox {
  private readonly log = new Logger(Outbox.name)
  private readonly settler: Settler
  private readonly lanes: Lanes = new Map()
  /** Where the one report goes that is under way. */
  private readonly reportLane: Lanes = new Map()
  /** The deliveries that are under way. */
  private readonly held = new Set<string>()
  private readonly stopping = new AbortController()
  /** Asked when an address is free again, and may have more. */
  wake: () => void = () => undefined

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Channels) private readonly channels: Channels,
    @Inject(Envelopes) private readonly envelopes: Envelopes,
    @Optional() @Inject(Metrics) private readonly metrics?: Metrics,
  ) {
    // Every message under way listens to it.
    setMaxListeners(0, this.stopping.signal)
    this.settler = new Settler(database, (error) => this.complain(error))
  }

  /** Takes on what is due and begins to tell it. Gives how many deliveries it took on. */
  async tell(): Promise<number> {
    if (this.stopping.signal.aborted) return 0
    const alerts = this.begin(this.lanes, await this.claim())
    return this.reportLane.size > 0 ? alerts : alerts + this.begin(this.reportLane, await this.claimReport())
  }

  /** Renews the leases of what is under way, so that no other node tells it as well. To be called well within a lease. */
  async holdOn(): Promise<void> {
    if (this.held.size > 0) await this.database.query(renewLeases([...this.held], this.leaseUntil()))
  }

  /** Ends what waits in vain. */
  async tidy(): Promise<void> {
    const since = instantOf(this.clock.ms() - tellForMs)
    await this.database.query(endOldDeliveries(this.clock.now(), since))
  }

  /** Resolves when nothing is under way; gives whether anything was. */
  async idle(): Promise<boolean> {
    const under = () => [...this.lanes.values(), ...this.reportLane.values()]
    const was = under().length > 0
    while (under().length > 0) await Promise.all(under())
    return was
  }

  /** Breaks off what is under way and gives it back; what cannot be broken off is told again when its lease has ended. */
  async stop(): Promise<void> {
    this.stopping.abort()
    await Promise.race([this.idle(), wait(stopMs, null, { ref: false })])
  }

  /** Begins to tell what was taken on, and gives how many deliveries that are. */
  private begin(lanes: Lanes, letters: LettersByContact): number {
    if (letters.size > 0) faultPoint('deliver.claimed')
    for (const [contactId, of] of letters) {
      const ids = of.flatMap((letter) => letter.of.map(({ id }) => id))
      for (const id of ids) this.held.add(id)
      const lane = this.run(contactId, of)
        .catch((error: unknown) => this.complain(error))
        .finally(() => {
          for (const id of ids) this.held.delete(id)
          lanes.delete(contactId)
          this.wake()
        })
      lanes.set(contactId, lane)
    }
    return [...letters.values()].flat().reduce((sum, { of }) => sum + of.length, 0)
  }

  private async claimReport(): Promise<LettersByContact> {
    const claim = { now: this.clock.now(), leaseUntil: this.leaseUntil(), channels: this.channels.ready() }
    return lettersByContact(await this.database.query<Claimed>(claimReport(claim)))
  }

  /** In one transaction, which no other node shares an address with: what tells the same is taken on by one of them. */
  private claim(): Promise<LettersByContact> {
    return this.database.transaction('plain', (run) => this.claimIn(run))
  }

  private async claimIn(run: Runner): Promise<LettersByContact> {
    const [now, leaseUntil] = [this.clock.now(), this.leaseUntil()]
    const claim = { now, leaseUntil, busy: [...this.lanes.keys()], channels: this.channels.ready(), each, eachOfPeople }
    const claimed = await run.query<Claimed>(claimDeliveries(claim))
    const begun = claimed.filter(mayBePart).map(({ id }) => id)
    const rest = begun.length === 0 ? [] : await run.query<Claimed>(claimRestOfLetters(begun, now, leaseUntil))
    const letters = lettersByContact([...claimed, ...rest])
    const fresh = [...letters.values()].flat().filter(({ isNew }) => isNew)
    const rows = fresh.map(({ key, of }) => ({ key, ids: of.map(({ id }) => id) }))
    if (rows.length > 0) await run.query(joinLetters(rows))
    return letters
  }

  private async run(contactId: string, letters: readonly Letter<Claimed>[]): Promise<void> {
    const [first] = letters.flatMap(({ of }) => of)
    if (first === undefined) return
    const before: Health = { failures: first.failures, pausedUntil: null, goneAt: null }
    const open = once(() => this.envelopes.open(contactId, first.sealed))
    const health = await runLane({
      letters,
      atOnce: this.channels.of(first.channel).atOnce,
      health: before,
      now: () => this.clock.now(),
      send: (letter) => this.send(letter, open),
      came: (letter, outcome) => this.settle(letter, outcome),
    })
    await this.settler.settled()
    faultPoint('deliver.settled')
    await this.keep(contactId, { before, after: rested(health, letters, this.clock.ms()) })
    if (this.envelopes.isOld(first.sealed)) await this.reseal(contactId, first.sealed)
  }

  private async send(letter: Letter<Claimed>, open: () => Address): Promise<Came> {
    const { signal } = this.stopping
    const [first] = letter.of
    if (first === undefined || this.isStopping()) return null
    try {
      const address = open()
      const seen = letter.of.filter((it) => withdrawnWhy(it) === null)
      if (seen.length === 0) return { is: 'sent' }
      const { channel, format, language } = first
      const message = await this.envelopes.put({ ...letter, of: seen }, language)
      const outcome = await this.channels.of(channel).send({ message, address, format, language, signal })
      if (outcome.is === 'sent') faultPoint('deliver.sent')
      return outcome.is === 'retry' && this.isStopping() ? null : outcome
    } catch (error) {
      if (error instanceof Unsealable) return { is: 'unopened', why: error.message }
      this.complain(error)
      return { is: 'unmade', why: say('way.unmade', {}) }
    }
  }

  private leaseUntil(): Instant {
    return instantOf(this.clock.ms() + leaseMs)
  }

  private isStopping(): boolean {
    return this.stopping.signal.aborted
  }

  private settle({ of }: Letter<Claimed>, outcome: Came): void {
    const now = this.clock.now()
    const tries = Math.max(...of.map((it) => it.tries))
    const chance = Math.random()
    for (const it of of) {
      const { id, contactId, madeAt: since, channel } = it
      const withdrawn = withdrawnWhy(it)
      const settle = (how: Omit<SettledRow, 'id'>) => this.settler.add({ id, contactId, ...how })
      if (outcome === null) settle({ state: 'release', at: now, error: null })
      else if (withdrawn !== null) settle({ state: 'withdrawn', at: now, error: withdrawn })
      else {
        const settled = settleTry({ tries, since, outcome, now, chance })
        settle(settled)
        this.count(channel, settled.state, { since, outcome })
      }
    }
  }

  private count(
    channel: string,
    state: string,
    { since, outcome }: { readonly since: string; readonly outcome: Outcome },
  ) {
    this.metrics?.deliveries.inc({ channel, outcome: state === 'due' ? 'retry' : state })
    if (outcome.is === 'sent')
      this.metrics?.deliverySeconds.observe({ channel }, Math.max(0, this.clock.ms() - Date.parse(since)) / 1_000)
  }

  private async keep(
    id: string,
    { before, after }: { readonly before: Health; readonly after: Health },
  ): Promise<void> {
    const isSame = before.failures === after.failures && after.pausedUntil === null && after.goneAt === null
    if (isSame) return
    await this.database.transaction('plain', async (run) => {
      await run.query(keepHealth({ id, ...after }))
      // What else was due there is given up as well.
      if (after.goneAt !== null) await handOn([id], this.clock.now(), run)
    })
  }

  private async reseal(contactId: string, sealed: string): Promise<void> {
    try {
      const address = this.envelopes.open(contactId, sealed)
      await this.database.query(sealContact(contactId, this.envelopes.seal(contactId, address)))
    } catch (error) {
      if (!(error instanceof Unsealable)) throw error
    }
  }

  private complain(error: unknown): void {
    if (!isOutage(error)) this.log.error(error)
  }
}

/** The same address for all that is due there: it is opened when it is asked for first. */
function once<T extends object>(make: () => T): () => T {
  let made: T | null = null
  return () => (made ??= make())
}

/** Whether more may be told in one message with it: of an address that did not answer one delivery alone is taken on. */
function mayBePart({ letterId, failures, format }: Claimed): boolean {
  return letterId !== null || (failures > 0 && !isForPrograms(format))
}

function lettersByContact(claimed: readonly Claimed[]): LettersByContact {
  const byContact = new Map<string, Claimed[]>()
  for (const it of claimed) {
    const of = byContact.get(it.contactId)
    if (of === undefined) byContact.set(it.contactId, [it])
    else of.push(it)
  }
  return new Map(
    [...byContact].map(([id, of]) => [id, lettersOf(of, { toPeople: !isForPrograms(of[0]?.format ?? null) })]),
  )
}

/** After a digest an address has its rest, so that what follows comes together as well. */
function rested(health: Health, letters: readonly Letter<Claimed>[], nowMs: number): Health {
  const restMs = Math.max(0, ...letters.filter(({ isNew }) => isNew).map(restAfterMs))
  if (restMs === 0 || health.pausedUntil !== null) return health
  return { ...health, pausedUntil: instantOf(nowMs + restMs) }
}
