import type { Config } from '../platform/config.js'
import { openLog } from '../platform/log.js'
import { startServer } from '../platform/server.js'
import { startFault } from '../platform/start-fault.js'
import type { OpenedDoor } from './door.js'
import { readLocalDoor } from './local-door.js'
import type { Terminal } from './terminal.js'

/** Starts a server for one command, on loopback and a free port; nobody but this command talks to it. */
export async function openOwnServer(config: Config, terminal: Terminal): Promise<OpenedDoor> {
  terminal.err('No server runs: opening the data itself …')
  try {
    const log = openLog('error', { write: (line) => terminal.err(line.trimEnd()) })
    const server = await startServer({ ...config, rateLimits: false }, { log })
    const { signIn } = server
    if (signIn !== null && signIn.password !== null) {
      terminal.err(
        `First administrator: ${signIn.name}, password ${signIn.password} (told this once; change it in the page).`,
      )
    }
    const door = await readLocalDoor(config.folder)
    if (door === null) throw new Error('The server has left no local token.')
    return { ok: true, door: { door: () => door, refresh: () => Promise.resolve(false), close: server.stop } }
  } catch (error) {
    const fault = startFault(error, config)
    if (fault === null) throw error
    return { ok: false, message: fault }
  }
}
