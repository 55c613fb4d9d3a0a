import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { localDoorPath, openLog, readConfig, startServer, type Config, type RunningServer } from '@cordon/server'
import { startPostgres } from '../kit/postgres.js'

/** A server that only one test file uses: own folder, own database, port of the system's choice. */
export interface OwnServer extends RunningServer {
  readonly folder: string
  /** The token of the command line on this machine: may do everything but what is a person's own. */
  readonly token: string
  readonly close: () => Promise<void>
}

export const chief = { name: 'chief', password: 'correct horse' } as const

/** Starts a server and proves that it is its own: it begins with nothing stored. */
export async function ownServer(over: Partial<Config> = {}): Promise<OwnServer> {
  const folder = await mkdtemp(join(tmpdir(), 'cordon-access-'))
  const postgres = process.env['DATABASE_URL_TEST'] === undefined ? null : await startPostgres()
  const config = { ...defaults(folder), databaseUrl: postgres?.url ?? null, ...over }
  const server = await startServer(config, { durable: false, log: openLog('silent') })
  const token = await localToken(folder)
  await proveOwn(server.url, token)
  return {
    ...server,
    folder,
    token,
    close: async () => {
      await server.stop()
      await postgres?.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function defaults(folder: string): Config {
  const env = { PORT: '0', CORDON_DATA: folder, CORDON_ADMIN: `${chief.name}:${chief.password}`, CORDON_DEMO: 'off' }
  const read = readConfig({ ...env, CORDON_RATE: 'off', CORDON_WEBHOOK_HOSTS: '127.0.0.1' }, { terminal: false })
  if (!read.ok) throw new Error(read.faults.join('\n'))
  return read.config
}

async function localToken(folder: string): Promise<string> {
  const door: unknown = JSON.parse(await readFile(localDoorPath(folder), 'utf8'))
  if (typeof door !== 'object' || door === null || !('token' in door)) throw new Error(`No token in ${folder}`)
  return String(door.token)
}

async function proveOwn(url: string, token: string): Promise<void> {
  const answer = await fetch(`${url}/api/stats`, { headers: { authorization: `Bearer ${token}` } })
  const stats: unknown = await answer.json()
  const empty = typeof stats === 'object' && stats !== null && 'incidents' in stats && stats.incidents === 0
  if (!empty) throw new Error(`The server at ${url} holds somebody's data: ${JSON.stringify(stats)}`)
}
