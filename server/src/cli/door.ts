import { holdsNothing } from '@cordon/db'
import { readConfig, type Config } from '../platform/config.js'
import { healthOut, platformRoutes } from '../wire/index.js'
import { ask, type Door } from './ask.js'
import { readLocalDoor } from './local-door.js'
import type { Environment, Terminal } from './terminal.js'

/** A server that a command talks to. */
export interface OpenDoor {
  readonly door: () => Door
  /** Looks again how to be let in, after a restart; true where that has changed. */
  readonly refresh: () => Promise<boolean>
  readonly close: () => Promise<void>
}

export type OpenedDoor =
  { readonly ok: true; readonly door: OpenDoor } | { readonly ok: false; readonly message: string }

/**
 * As `openDoor`, for a command that only looks: where nothing is stored yet it says so, and begins nothing.
 */
export async function openDoorToLook(env: Environment, terminal: Terminal): Promise<OpenedDoor> {
  return openDoor(env, terminal, async ({ databaseUrl, folder }) => {
    // A server that cannot be reached is told of by opening it.
    const isEmpty = await holdsNothing({ url: databaseUrl ?? undefined, folder }).catch(() => false)
    return isEmpty ? `There is nothing yet: no data in ${databaseUrl === null ? folder : 'the database'}.` : null
  })
}

/** Says why data that no server runs on is not opened; null where it may be. */
type Look = (config: Config) => Promise<string | null>

/**
 * Finds a server: the one at `CORDON_URL`, else the one that runs on the data folder, else one of our own on that
 * folder (or on `DATABASE_URL`) for as long as the command runs.
 */
export async function openDoor(env: Environment, terminal: Terminal, look?: Look): Promise<OpenedDoor> {
  const { CORDON_URL: url, CORDON_TOKEN: token } = env
  if (url) return remoteDoor(url, token)
  const read = readConfig({ ...env, PORT: '0', HOST: '127.0.0.1' }, { terminal: true })
  if (!read.ok) return { ok: false, message: read.faults.join('\n') }
  const local = await runningOn(read.config.folder)
  if (local !== null) return { ok: true, door: localOpenDoor(read.config.folder, local, token) }
  const why = (await look?.(read.config)) ?? null
  if (why !== null) return { ok: false, message: why }
  // Loaded only where it is needed: it is most of what a command costs to start.
  const { openOwnServer } = await import('./own-server.js')
  return openOwnServer(read.config, terminal)
}

function remoteDoor(given: string, token: string | undefined): OpenedDoor {
  const url = given.replace(/\/+$/, '')
  if (!URL.canParse(url) || !/^https?:/.test(url)) {
    return { ok: false, message: `CORDON_URL: expected an address such as https://watch.example.org; got "${given}".` }
  }
  if (!token) return { ok: false, message: 'CORDON_URL is set: set CORDON_TOKEN to a token of that server as well.' }
  const door = { url, token }
  return { ok: true, door: { door: () => door, refresh: () => Promise.resolve(false), close: () => Promise.resolve() } }
}

function localOpenDoor(folder: string, found: Door, token: string | undefined): OpenDoor {
  let now = found
  return {
    door: () => (token ? { ...now, token } : now),
    refresh: async () => {
      const next = await readLocalDoor(folder)
      if (next === null || (next.url === now.url && next.token === now.token)) return false
      now = next
      return true
    },
    close: () => Promise.resolve(),
  }
}

/** The server that answers for a data folder. A file that a killed server has left behind leads nowhere. */
async function runningOn(folder: string): Promise<Door | null> {
  const door = await readLocalDoor(folder)
  if (door === null) return null
  const health = await ask(door, { method: 'GET', path: platformRoutes.health.path }, healthOut).catch(() => null)
  return health?.ok === true || health?.problem.status === 503 ? door : null
}
