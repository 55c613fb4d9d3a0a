import type { Backend } from './backend.js'
import { createScanner, type Answer } from './scan.js'
import { createSettingsKeeper, type SettingsHolder, type SettingsKeeper } from './settings.js'
import type { Failure, Notification } from './protocol.js'

/** One connection, as the gate sees it. */
export interface Party extends SettingsHolder {
  readonly processId: number
  /** Told when it has kept a transaction open without a word for too long. */
  readonly expel: (failure: Failure) => void
}

export interface GateLimits {
  /** How long a connection waits for the session before it is refused. */
  readonly waitMs: number
  /** How long a transaction may be open without a statement before its connection is ended. */
  readonly idleInTransactionMs: number
}

export interface Turn {
  readonly party: Party
  readonly messages: Uint8Array<ArrayBuffer>
  /** Takes the answer, in whole protocol messages. */
  readonly onAnswer: (bytes: Buffer) => void
  /** Waits however long it takes, as the cleaning up behind a connection does. */
  readonly patient?: boolean
}

export type Outcome = ({ readonly kind: 'answered' } & Answer) | { readonly kind: 'refused'; readonly failure: Failure }

interface Waiting {
  readonly turn: Turn
  readonly settle: (outcome: Outcome) => void
  readonly timer: NodeJS.Timeout | undefined
}

const waitedTooLong = (ms: number): Failure => ({
  severity: 'ERROR',
  code: '55P03',
  text:
    `Another connection kept the embedded database for ${ms / 1000} s. It has one session: end each transaction ` +
    'soon, and use no second connection inside an open transaction.',
})

const idleTooLong = (ms: number): Failure => ({
  severity: 'FATAL',
  code: '25P03',
  text: `The transaction was open for ${ms / 1000} s without a statement while the embedded database has one session.`,
})

const died = (error: unknown): Failure => ({
  severity: 'FATAL',
  code: '57P02',
  text: error instanceof Error ? error.message : String(error),
})

/**
 * Shares the one session of the embedded database between connections. A connection has it from its first message
 * until the database says that no transaction is open; the others wait in the order they came, so transactions never
 * mix.
 */
export class Gate {
  readonly #backend: Pick<Backend, 'run' | 'query' | 'cancel'>
  readonly #limits: GateLimits
  readonly #onNotification: (notification: Notification, from: Party) => void
  readonly #settings: SettingsKeeper
  readonly #waiting: Waiting[] = []
  #owner: Party | undefined
  #busy = false
  #turns = 0
  #shutBy: Failure | undefined
  #idle: NodeJS.Timeout | undefined

  constructor(
    backend: Pick<Backend, 'run' | 'query' | 'cancel'>,
    limits: GateLimits,
    onNotification: (notification: Notification, from: Party) => void,
  ) {
    this.#backend = backend
    this.#limits = limits
    this.#onNotification = onNotification
    this.#settings = createSettingsKeeper((sql) => backend.query(sql))
  }

  /** Runs a batch as soon as the session is free, or at once where the connection already has it. */
  run(turn: Turn): Promise<Outcome> {
    if (this.#shutBy !== undefined) return Promise.resolve({ kind: 'refused', failure: this.#shutBy })
    const { waitMs } = this.#limits
    const giveUp = (): void => this.#refuseWhere((waits) => waits === turn, waitedTooLong(waitMs))
    const timer = turn.patient === true ? undefined : setTimeout(giveUp, waitMs).unref()
    return new Promise((settle) => {
      this.#waiting.push({ turn, settle, timer })
      void this.#advance()
    })
  }

  owns(party: Party): boolean {
    return this.#owner === party
  }

  /** How many batches have run so far. */
  get turns(): number {
    return this.#turns
  }

  hasWaiting(): boolean {
    return this.#waiting.length > 0
  }

  /** Whether nobody has the session and nobody waits for it. */
  isQuiet(): boolean {
    return this.#owner === undefined && !this.#busy && this.#waiting.length === 0
  }

  /** Refuses what a connection waits for. */
  refuse(party: Party, failure: Failure): void {
    this.#refuseWhere((turn) => turn.party === party, failure)
  }

  /** Stops what a connection runs, or refuses what it waits for. */
  cancel(party: Party, failure: Failure): void {
    if (this.#busy && this.#owner === party) this.#backend.cancel()
    else this.refuse(party, failure)
  }

  /** Refuses everybody who waits, now and from now on. */
  shut(failure: Failure): void {
    this.#shutBy = failure
    clearTimeout(this.#idle)
    this.#refuseWhere(() => true, failure)
  }

  async #advance(): Promise<void> {
    if (this.#busy) return
    const next = this.#next()
    if (next === undefined) return
    this.#busy = true
    this.#turns += 1
    clearTimeout(next.timer)
    clearTimeout(this.#idle)
    this.#owner = next.turn.party
    const outcome = await this.#answer(next.turn)
    this.#busy = false
    this.#keepOrFree(next.turn.party, outcome)
    next.settle(outcome)
    void this.#advance()
  }

  #next(): Waiting | undefined {
    const owner = this.#owner
    const at = owner === undefined ? 0 : this.#waiting.findIndex(({ turn }) => turn.party === owner)
    return at < 0 ? undefined : this.#waiting.splice(at, 1)[0]
  }

  async #answer({ party, messages, onAnswer }: Turn): Promise<Outcome> {
    try {
      const failure = await this.#settings.bring(party)
      if (failure !== undefined) return { kind: 'refused', failure }
      const scanner = createScanner(onAnswer, (notification) => this.#onNotification(notification, party))
      await this.#backend.run(messages, scanner.take)
      scanner.end()
      return { kind: 'answered', ...scanner.seen() }
    } catch (error) {
      return { kind: 'refused', failure: died(error) }
    }
  }

  #keepOrFree(party: Party, outcome: Outcome): void {
    const isFree = outcome.kind === 'refused' || outcome.status === 'I'
    this.#owner = isFree ? undefined : party
    if (isFree || this.#shutBy !== undefined) return
    const { idleInTransactionMs } = this.#limits
    this.#idle = setTimeout(() => party.expel(idleTooLong(idleInTransactionMs)), idleInTransactionMs).unref()
  }

  #refuseWhere(meant: (turn: Turn) => boolean, failure: Failure): void {
    for (const it of this.#waiting.filter(({ turn }) => meant(turn))) {
      this.#waiting.splice(this.#waiting.indexOf(it), 1)
      clearTimeout(it.timer)
      it.settle({ kind: 'refused', failure })
    }
  }
}
