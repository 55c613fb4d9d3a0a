import type { LoggerService } from '@nestjs/common'
import pino, { type DestinationStream, type Logger } from 'pino'
import type { Config } from './config.js'

export const LogToken = Symbol('Log')

/** Names under which a secret may reach the log; their values never do. */
const secrets = [
  'password',
  'token',
  'secret',
  'authorization',
  'cookie',
  'passwordHash',
  'admin',
  'databaseUrl',
  'standbyUrl',
]

/** JSON on stdout: what happened, without bodies, cookies, tokens or query values. */
export function openLog(level: Config['logLevel'], out?: DestinationStream): Logger {
  const options: pino.LoggerOptions = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: { paths: secrets.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[secret]' },
    serializers: { err: errorForLog, error: errorForLog, req: requestForLog, res: () => undefined },
  }
  return out === undefined ? pino(options) : pino(options, out)
}

/** Database errors carry statements, values and rows: only these parts are told. */
function errorForLog(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: String(error) }
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {}
  return { type: error.name, message: error.message, ...code, stack: error.stack }
}

function requestForLog(request: unknown): unknown {
  if (typeof request !== 'object' || request === null) return undefined
  const url = 'url' in request && typeof request.url === 'string' ? request.url : ''
  const method = 'method' in request ? request.method : undefined
  return { method, path: url.split('?', 1)[0] }
}

/** Lets Nest speak through the same log; its chatter at start is for debugging. */
export function nestLog(log: Logger): LoggerService {
  const at = (level: 'debug' | 'warn' | 'error' | 'fatal') => (message: unknown, context?: unknown) => {
    log[level]({ from: typeof context === 'string' ? context : undefined, ...spread(message) })
  }
  return {
    log: at('debug'),
    debug: at('debug'),
    verbose: at('debug'),
    warn: at('warn'),
    error: at('error'),
    fatal: at('fatal'),
  }
}

function spread(message: unknown): object {
  return message instanceof Error ? { err: message } : { msg: String(message) }
}
