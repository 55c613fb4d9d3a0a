import type { Backend } from './backend.js'
import { createChannels } from './channels.js'
import { Gate, type GateLimits } from './gate.js'
import { pairsIn, type Failure } from './protocol.js'
import type { House } from './session.js'
import type { Settings } from './settings.js'
import { Upkeep, type UpkeepLimits } from './upkeep.js'

export interface SupervisorOptions {
  readonly start: () => Promise<Backend>
  readonly limits: GateLimits & UpkeepLimits
  /** Told when the database has died; everybody who was connected to it has lost its connection. */
  readonly onDeath: (error: Error, failure: Failure) => void
}

/** How long to wait before a start that follows on a failed one, in turn. */
const PAUSES_MS = [0, 1_000, 2_000, 5_000, 10_000, 30_000] as const

const pause = (ms: number): { readonly over: Promise<void>; readonly cancel: () => void } => {
  let cancel = (): void => {}
  const over = new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms).unref()
    cancel = () => {
      clearTimeout(timer)
      resolve()
    }
  })
  return { over, cancel }
}

/** What a server tells every client at the start, https://www.postgresql.org/docs/18/protocol-flow.html */
const REPORTED = `'server_version', 'server_encoding', 'client_encoding', 'DateStyle', 'IntervalStyle', 'TimeZone',
  'integer_datetimes', 'standard_conforming_strings', 'is_superuser', 'session_authorization', 'search_path'`

const readParameters = async (backend: Backend): Promise<Settings> =>
  pairsIn(await backend.query(`SELECT name, setting FROM pg_settings WHERE name IN (${REPORTED})`))

/**
 * Keeps a database running: one that dies is started again, as a server does after a crash, and finds everything that
 * was committed. While it cannot be started (a full disk), connections are refused with the reason and it is tried
 * again.
 */
export class Supervisor {
  static readonly shutdown: Failure = { severity: 'FATAL', code: '57P01', text: 'The embedded database is closed.' }

  readonly #options: SupervisorOptions
  #backend: Backend | undefined
  #house: Promise<House>
  #failedStarts = 0
  #stopping = false
  #cancelPause = (): void => {}
  #gate: Gate | undefined
  #upkeep: Upkeep | undefined

  private constructor(options: SupervisorOptions) {
    this.#options = options
    this.#house = this.#start()
  }

  /** Starts the database for the first time; a failure of that is the caller's. */
  static async begin(options: SupervisorOptions): Promise<Supervisor> {
    const supervisor = new Supervisor(options)
    await supervisor.#house
    return supervisor
  }

  /** The database that runs now, or the next one when it is being started; rejects while it cannot be started. */
  house(): Promise<House> {
    return this.#stopping ? Promise.reject(new Error(Supervisor.shutdown.text)) : this.#house
  }

  /** Shuts down cleanly within the limit. */
  async stop(limitMs: number): Promise<void> {
    this.#stopping = true
    this.#cancelPause()
    this.#upkeep?.stop()
    this.#gate?.shut(Supervisor.shutdown)
    await this.#backend?.close(limitMs)
  }

  async #start(): Promise<House> {
    const backend = await this.#options.start()
    this.#backend = backend
    const channels = createChannels()
    const gate = new Gate(backend, this.#options.limits, (it, from) => channels.publish(it, from.processId))
    this.#gate = gate
    this.#upkeep = new Upkeep(gate, this.#options.limits)
    void backend.died.then((error) => this.#mourn(error, gate))
    return { gate, channels, parameters: await readParameters(backend) }
  }

  #mourn(error: Error, gate: Gate): void {
    if (this.#stopping) return
    const failure: Failure = { severity: 'FATAL', code: '57P02', text: error.message }
    this.#upkeep?.stop()
    gate.shut(failure)
    this.#options.onDeath(error, failure)
    this.#restart()
  }

  #restart(): void {
    this.#house = this.#start()
    this.#house.then(
      () => (this.#failedStarts = 0),
      () => void this.#tryLater(),
    )
  }

  async #tryLater(): Promise<void> {
    const { over, cancel } = pause(PAUSES_MS[Math.min(++this.#failedStarts, PAUSES_MS.length - 1)] ?? 0)
    this.#cancelPause = cancel
    await over
    if (!this.#stopping) this.#restart()
  }
}
