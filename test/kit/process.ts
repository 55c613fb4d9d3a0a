import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** A server in a process of its own. */
export interface Running {
  readonly url: string
  readonly token: string
  /** From start to the first answer, milliseconds. */
  readonly readyMs: number
  /** Resident memory of the process, megabytes. */
  residentMegabytes(): Promise<number>
  stop(): Promise<void>
  /** Ends it as a power cut would; nothing if it has ended already. */
  kill(): Promise<void>
}

/** The tree's root, from the built kit in `test/dist/kit` or from its source. */
const root = fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? '../../' : '../../../', import.meta.url))

/** As `npm start` runs it, where the runner has seen to it that it is built; else as the compiler leaves it. */
export const serverProgram = process.env['CORDON_TEST_SERVER'] ?? 'server/dist/main.js'

/** Starts a built program of this tree and waits for a line that names its address. */
export async function start(
  program: string,
  env: Readonly<Record<string, string>>,
  tokenOf: () => Promise<string> = () => Promise.resolve(''),
): Promise<Running> {
  const began = performance.now()
  // As `npm start` has it.
  const child = spawn(process.execPath, ['--max-semi-space-size=32', root + program], {
    env: { ...cleanEnv(), MALLOC_ARENA_MAX: '2', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const url = await address(child, program)
  const readyMs = performance.now() - began
  return {
    url,
    token: await tokenOf(),
    readyMs,
    residentMegabytes: () => resident(child.pid ?? 0),
    stop: () => end(child, 'SIGTERM'),
    kill: () => end(child, 'SIGKILL'),
  }
}

async function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill(signal)
  await once(child, 'exit')
}

/** Starts Cordon itself on a data folder, without limits and without the first theatre. */
export function startCordon(folder: string, env: Readonly<Record<string, string>> = {}): Promise<Running> {
  const settings = { PORT: '0', CORDON_DATA: folder, CORDON_DEMO: 'off', CORDON_RATE: 'off', CORDON_LOG: 'error' }
  return start(serverProgram, { ...settings, CORDON_ADMIN: 'bench:bench-password-1', ...env }, async () => {
    const door: unknown = JSON.parse(await readFile(`${folder}/server.json`, 'utf8'))
    if (typeof door === 'object' && door !== null && 'token' in door && typeof door.token === 'string')
      return door.token
    throw new Error(`${folder}/server.json holds no token.`)
  })
}

function cleanEnv(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(CORDON_|DATABASE_URL$|PORT$|HOST$)/.test(name)),
  )
}

async function address(child: ChildProcess, program: string): Promise<string> {
  if (child.stdout === null) throw new Error('The program has no output.')
  const lines = createInterface({ input: child.stdout })
  const found = (async () => {
    for await (const line of lines) {
      const url = /http:\/\/[\d.:[\]]+/.exec(line)?.[0]
      if (url !== undefined) return url
    }
    return null
  })()
  const url = await found
  child.stdout.resume()
  if (url === null) throw new Error(`${program} ended without an address.`)
  return url
}

async function resident(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? NaN) / 1024
}
