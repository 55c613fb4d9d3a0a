import { readConfig, type Config } from './platform/config.js'
import { openLog } from './platform/log.js'
import { startFault } from './platform/start-fault.js'
import { startServer, type RunningServer } from './platform/server.js'
import { version } from './platform/version.js'
import { setFlagsFromString } from 'node:v8'

// Left alone, V8 lets garbage grow to several times of what lives where the machine has much memory; half as much again
// is enough, and costs no speed that could be measured.
setFlagsFromString('--heap-growing-percent=50')
// The room for what is young, with which the server starts, is its own: it would count for each of its threads as well, in
// place of the limits that they are given.
setFlagsFromString('--max-semi-space-size=0')

/** Where the server could not start for a reason that the person can mend. */
const cannotStart = 2
const stopMs = 5_000
const sameCtrlCMs = 500

const say = (line: string) => process.stdout.write(`${line}\n`)
const complain = (line: string) => process.stderr.write(`${line}\n`)

const read = readConfig(process.env, { terminal: process.stdout.isTTY })
if (read.ok) await run(read.config)
else {
  read.faults.forEach(complain)
  process.exitCode = cannotStart
}

async function run(config: Config): Promise<void> {
  const log = openLog(config.logLevel)
  const die = (error: unknown) => {
    log.fatal({ err: error }, 'the server cannot go on')
    process.exit(1)
  }
  process.on('uncaughtException', die).on('unhandledRejection', die)
  // Warnings go where everything else is told, not to the terminal beside it.
  process.removeAllListeners('warning').on('warning', (warning) => log.warn({ err: warning }, 'a warning'))
  if (!config.rateLimits) log.warn('CORDON_RATE=off: nothing is held to a rate. This is for tests and benchmarks.')
  try {
    const server = await startServer(config, { log, say })
    greet(server, config)
    stopOnSignal(server)
    void server.database.superseded.then(({ message }) => {
      log.fatal(message)
      complain(message)
      process.exit(cannotStart)
    })
  } catch (error) {
    const fault = startFault(error, config)
    if (fault === null) return die(error)
    complain(fault)
    process.exit(cannotStart)
  }
}

/** In one piece, so that nothing of the log comes between. */
function greet({ url, signIn }: RunningServer, config: Config): void {
  const data = config.databaseUrl === null ? [`Data: ${config.folder}. Ctrl-C stops.`] : []
  say([`Cordon ${version} is ready: ${url}`, howToSignIn(signIn), ...data].join('\n'))
}

function howToSignIn(signIn: RunningServer['signIn']): string {
  if (signIn === null) return 'Sign in with your account.'
  if (signIn.password === null) return `Sign in as ${signIn.name} with the password from CORDON_ADMIN.`
  return `Sign in as ${signIn.name} with the password ${signIn.password} (told this once; change it in the page).`
}

function stopOnSignal(server: RunningServer): void {
  let askedMs: number | null = null
  const stop = () => {
    if (askedMs !== null) {
      // A second Ctrl-C does not wait. npm passes on the first one, which the terminal has told us already.
      if (performance.now() - askedMs > sameCtrlCMs) process.exit(1)
      return
    }
    askedMs = performance.now()
    setTimeout(() => process.exit(1), stopMs).unref()
    server.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  process.on('SIGINT', stop).on('SIGTERM', stop)
}
