import 'reflect-metadata'
import { NestFactory } from '@nestjs/core'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { openDatabase, type Database } from '@cordon/db'
import type { FastifyInstance } from 'fastify'
import { access, constants, mkdir } from 'node:fs/promises'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import type { Logger } from 'pino'
import { firstSignIn, type FirstSignIn } from '../access/first-sign-in.js'
import { ForgottenAgain } from '../access/forgotten-again.js'
import { Gate } from '../access/gate.js'
import { Tokens } from '../access/tokens.js'
import { Auditor } from '../audit/auditor.js'
import { AppModule } from '../app.module.js'
import { TheatreLoader } from '../story/theatre.loader.js'
import { Answering } from './answering.js'
import type { Clock } from './clock.js'
import type { Config } from './config.js'
import { installPlatform, openHttp } from './http.js'
import { keyedDatabase } from './keyed-database.js'
import { removeLocalDoor, writeLocalDoor } from './local-file.js'
import { nestLog, openLog } from './log.js'
import { Metrics } from './metrics.js'
import { migrating } from './migrating.js'
import { installPage } from './page.js'

/** A server that answers. */
export interface RunningServer {
  /** Where it answers, without a slash at the end. */
  readonly url: string
  readonly app: NestFastifyApplication
  readonly database: Database
  /** The administrator that this start has made; null where there was one. */
  readonly signIn: FirstSignIn | null
  /** Stops accepting, lets what is under way end, closes sockets and the database; within 5 s. */
  readonly stop: () => Promise<void>
}

/** What tests put in place of the real thing. */
export interface StartOptions {
  readonly clock?: Clock
  readonly log?: Logger
  /** Whether commits wait for the disk; false only for databases that are thrown away. */
  readonly durable?: boolean
  /** Is told a line that whoever starts it should read. */
  readonly say?: (line: string) => void
}

/** Once the server is asked to stop, requests under way have this long, … */
const drainMs = 2_500
/** … everything that answers has this long, and then the database this long. */
const closeMs = 3_000
const databaseMs = 1_800

/** Opens the database, brings it up to date, and answers on the configured address. */
export async function startServer(config: Config, options: StartOptions = {}): Promise<RunningServer> {
  await mkdir(config.folder, { recursive: true })
  await access(config.folder, constants.R_OK | constants.W_OK | constants.X_OK)
  await requirePort(config)
  const url = config.databaseUrl ?? undefined
  const { durable = true, say } = options
  const onOlder = (steps: number) => say?.(migrating(steps))
  const standbyUrl = config.standbyUrl ?? undefined
  const opened = await openDatabase({ url, standbyUrl, folder: config.folder, durable, onOlder })
  const database = keyedDatabase(opened)
  try {
    return await serve(config, database, options)
  } catch (error) {
    await database.close()
    throw error
  }
}

/** A port that is taken is told at once, not after the database has been opened. */
async function requirePort({ port, host }: Config): Promise<void> {
  const probe = createServer()
  probe.listen({ port, host })
  await once(probe, 'listening')
  probe.close()
  await once(probe, 'close')
}

async function serve(config: Config, database: Database, options: StartOptions): Promise<RunningServer> {
  const log = options.log ?? openLog(config.logLevel)
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.with({ config, database, log, ...(options.clock === undefined ? {} : { clock: options.clock }) }),
    openHttp(config),
    { logger: nestLog(log), bodyParser: false, abortOnError: false },
  )
  try {
    // Nobody reads a name that comes back with an older database.
    await app.get(ForgottenAgain).start()
    const signIn = await firstSignIn(app, config)
    if (config.demo) await app.get(TheatreLoader).loadIfEmpty()
    await install(app, config, log)
    const url = await listen(app, config)
    await writeLocalDoor(config.folder, { url, token: app.get(Tokens).openLocal() })
    return { url, app, database, signIn, stop: stopper(app, database, config) }
  } catch (error) {
    await app.close()
    throw error
  }
}

async function install(app: NestFastifyApplication, config: Config, log: Logger): Promise<void> {
  const instance: FastifyInstance = app.getHttpAdapter().getInstance()
  await installPlatform(instance, { config, log, metrics: app.get(Metrics) })
  app.get(Gate).install(instance)
  app.get(Auditor).install(instance)
  app.get(Answering).install(instance)
  await installPage(instance)
}

async function listen(app: NestFastifyApplication, { port, host }: Config): Promise<string> {
  await app.listen({ port, host })
  const address: AddressInfo | string | null = app.getHttpServer().address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port.')
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
  return `http://${name.includes(':') ? `[${name}]` : name}:${address.port}`
}

function stopper(app: NestFastifyApplication, database: Database, config: Config): () => Promise<void> {
  let stopped: Promise<void> | null = null
  return () => {
    stopped ??= stop(app, database, config)
    return stopped
  }
}

async function stop(app: NestFastifyApplication, database: Database, config: Config): Promise<void> {
  await removeLocalDoor(config.folder)
  const late = setTimeout(() => app.getHttpServer().closeAllConnections(), drainMs)
  // Whatever waits for a database that says nothing is not waited for.
  await inTime(app.close(), closeMs)
  clearTimeout(late)
  // Even where a part did not end in time, nobody is answered any more.
  app.getHttpServer().close()
  app.getHttpServer().closeAllConnections()
  await inTime(database.close(), databaseMs)
}

async function inTime(work: Promise<void>, ms: number): Promise<void> {
  const over = new AbortController()
  await Promise.race([work, wait(ms, undefined, { signal: over.signal, ref: false })])
  over.abort()
}
