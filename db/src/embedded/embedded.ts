import { randomInt } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import type { Duplex } from 'node:stream'
import { Backend } from './backend.js'
import { cacheFolder } from './cache-folder.js'
import type { GateLimits } from './gate.js'
import { welcome } from './handshake.js'
import { lockFolder, type Lock } from './lock.js'
import type { Failure } from './protocol.js'
import { Session } from './session.js'
import { EmbeddedStream, type Reception } from './stream.js'
import { Supervisor } from './supervisor.js'
import type { UpkeepLimits } from './upkeep.js'
import { releaseKey } from './release.js'
import { ensureCluster } from './template.js'

export interface EmbeddedOptions {
  /** Where the database's files are; made when it is not there. */
  readonly folder: string
  /** Whether a commit waits until it is on disk; false only for databases that are thrown away. */
  readonly durable?: boolean
  /** Where the template of a new database is kept; beside the installed packages by default. */
  readonly templateFolder?: string
  /** How long a connection waits while another has the session, 30 s by default; then it gets 55P03. */
  readonly waitMs?: number
  /** How long a transaction may be open without a statement, 60 s by default; then its connection is ended. */
  readonly idleInTransactionMs?: number
}

/** An open embedded database. */
export interface Embedded {
  /** A new connection, for the `stream` option of `pg`. */
  readonly connection: () => Duplex
  /** How it started: made from nothing, copied from a template, or found in its folder. */
  readonly started: 'cold' | 'template' | 'warm'
  /** Calls the listener each time the database has died and is started again; what was committed is not lost. */
  readonly onCrash: (listener: (error: Error) => void) => void
  /** Ends every connection, shuts down cleanly within 5 s and gives the folder free. */
  readonly close: () => Promise<void>
}

const WAIT_MS = 30_000
const IDLE_IN_TRANSACTION_MS = 60_000
const UPKEEP_EVERY_MS = 10_000
const UPKEEP_YIELD_MS = 300
const STOP_GRACE_MS = 10_000
const CLOSE_LIMIT_MS = 5_000

const prepareFolder = (folder: string): void => {
  try {
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 })
    fs.accessSync(folder, fs.constants.R_OK | fs.constants.W_OK | fs.constants.X_OK)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new Error(`The data folder ${folder} cannot be written: ${reason}. Choose another or give its owner access.`)
  }
}

/** Lets connections in and knows who is there. */
class Lobby implements Reception {
  readonly #supervisor: () => Supervisor
  readonly #sessions = new Map<number, Session>()
  #lastProcessId = 0

  constructor(supervisor: () => Supervisor) {
    this.#supervisor = supervisor
  }

  readonly enter: Reception['enter'] = async (client, settings) => {
    const house = await this.#supervisor().house()
    const identity = { processId: ++this.#lastProcessId, secret: randomInt(2 ** 31) }
    const session = new Session(house, client, { identity, settings })
    this.#sessions.set(identity.processId, session)
    client.send(welcome(identity, { ...house.parameters, ...settings }))
    return session
  }

  readonly left: Reception['left'] = (session) => void this.#sessions.delete(session.identity.processId)

  readonly cancel: Reception['cancel'] = (processId, secret) => {
    const session = this.#sessions.get(processId)
    if (session?.identity.secret === secret) session.cancel()
  }

  dismissAll(failure: Failure): void {
    this.#sessions.forEach((session) => session.dismiss(failure))
  }
}

const limitsOf = (options: EmbeddedOptions): GateLimits & UpkeepLimits => ({
  waitMs: options.waitMs ?? WAIT_MS,
  idleInTransactionMs: options.idleInTransactionMs ?? IDLE_IN_TRANSACTION_MS,
  everyMs: UPKEEP_EVERY_MS,
  yieldMs: UPKEEP_YIELD_MS,
})

const openLocked = async (options: EmbeddedOptions, folder: string, lock: Lock): Promise<Embedded> => {
  const durable = options.durable ?? true
  const cluster = path.join(folder, 'cluster')
  const templateFolder = options.templateFolder ?? cacheFolder()
  const bundleFile = path.join(templateFolder, `extensions-${await releaseKey()}.tar`)
  const started = await ensureCluster(cluster, { durable, templateFolder })
  const crashListeners: ((error: Error) => void)[] = []
  const lobby = new Lobby(() => supervisor)
  const supervisor = await Supervisor.begin({
    start: () => Backend.start({ cluster, durable, bundleFile, stopGraceMs: STOP_GRACE_MS }),
    limits: limitsOf(options),
    onDeath: (error, failure) => {
      lobby.dismissAll(failure)
      crashListeners.forEach((listener) => listener(error))
    },
  })
  const shut = async (): Promise<void> => {
    const stopped = supervisor.stop(CLOSE_LIMIT_MS)
    lobby.dismissAll(Supervisor.shutdown)
    await stopped
    lock.release()
  }
  let closing: Promise<void> | undefined
  return {
    connection: () => new EmbeddedStream(lobby),
    started,
    onCrash: (listener) => void crashListeners.push(listener),
    close: () => (closing ??= shut()),
  }
}

/**
 * Opens the database in a folder, PostgreSQL with PostGIS inside this process, for the real `pg` client. Throws one
 * line when the folder cannot be written or another process has it.
 *
 * All connections share one session. Transactions, prepared statements, settings and LISTEN stay each connection's
 * own; temporary tables, PREPARE in SQL and advisory locks that outlive a transaction do not, and SET ROLE lasts only
 * until another connection has its turn. COPY FROM STDIN, DISCARD ALL and DEALLOCATE ALL are refused.
 */
export const openEmbedded = async (options: EmbeddedOptions): Promise<Embedded> => {
  const folder = path.resolve(options.folder)
  prepareFolder(folder)
  const lock = lockFolder(folder)
  try {
    return await openLocked(options, folder, lock)
  } catch (error) {
    lock.release()
    throw error
  }
}
