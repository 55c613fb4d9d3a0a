import { readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { ownFolder } from '../live/feed.fixture.js'
import type { Config } from './config.js'
import { localDoorPath } from './local-file.js'
import { startServer, type RunningServer, type StartOptions } from './server.js'

/** A database that a test owns; `startPostgres` of the test kit gives one. */
type StartPostgres = () => Promise<{ readonly url: string; readonly stop: () => Promise<void> } | null>

/** For tests: what every start needs, on a port of the system's choice. */
export function aConfig(over: Partial<Config> = {}): Config {
  return {
    port: 0,
    host: '127.0.0.1',
    folder: join(tmpdir(), 'cordon-never-used'),
    standbyUrl: null,
    databaseUrl: null,
    admin: { name: 'chief', password: 'correct horse' },
    demo: false,
    origins: [],
    trustProxy: false,
    logLevel: 'silent',
    gazetteer: ['SY', 'IQ'],
    mapFile: null,
    feedHosts: [],
    webhookHosts: [],
    smtpUrl: null,
    mailFrom: null,
    secretKeys: [],
    coarseKm: null,
    rateLimits: true,
    ...over,
  }
}

export interface OwnServer extends RunningServer {
  readonly folder: string
  /** Null where the database is embedded. */
  readonly databaseUrl: string | null
  /** Sends JSON where there is a body; `as` is a cookie or a token. */
  readonly send: (method: string, path: string, more?: Send) => Promise<Response>
  /** Signs in and gives the cookie. */
  readonly enter: (name: string, password: string) => Promise<string>
  readonly close: () => Promise<void>
}

export interface Send {
  readonly as?: string
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** For tests: a server on a database and a folder of its own. */
export async function ownServer(
  start: StartPostgres,
  { config, ...options }: StartOptions & { readonly config?: Partial<Config> } = {},
): Promise<OwnServer> {
  const folder = await ownFolder()
  const postgres = process.env['DATABASE_URL_TEST'] === undefined ? null : await start()
  const place = { folder, databaseUrl: postgres?.url ?? null }
  const log = pino({ level: 'silent' })
  const server = await startServer(aConfig({ ...place, ...config }), { durable: false, log, ...options })
  const send = sender(server.url)
  return {
    ...server,
    ...place,
    send,
    enter: (name, password) => signIn(send, name, password),
    close: async () => {
      await server.stop()
      await postgres?.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function sender(url: string): OwnServer['send'] {
  return (method, path, { as, body, headers } = {}) =>
    fetch(url + path, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(as === undefined ? {} : credentials(as, url)),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      redirect: 'manual',
    })
}

/** A browser sends its origin along with a cookie. */
function credentials(as: string, origin: string): Record<string, string> {
  return as.startsWith('cordon_') ? { authorization: `Bearer ${as}` } : { cookie: as, origin }
}

async function signIn(send: OwnServer['send'], name: string, password: string): Promise<string> {
  const answer = await send('POST', '/api/session', { body: { name, password } })
  const cookie = answer.headers.get('set-cookie')?.split(';', 1)[0]
  if (answer.status !== 200 || cookie === undefined) throw new Error(`Sign-in of ${name}: ${answer.status}`)
  return cookie
}

/** The token of the command line on this machine. */
export async function localToken(folder: string): Promise<string> {
  const door: unknown = JSON.parse(await readFile(localDoorPath(folder), 'utf8'))
  if (typeof door !== 'object' || door === null || !('token' in door)) throw new Error(`No token in ${folder}`)
  return String(door.token)
}
