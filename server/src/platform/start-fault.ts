import type { Config } from './config.js'

type Place = Pick<Config, 'port' | 'host' | 'folder' | 'databaseUrl'>

/** One line on what to do where the server cannot start; null where the fault is ours. */
export function startFault(error: unknown, place: Place): string | null {
  if (!(error instanceof Error)) return null
  if (error.name === 'DatabaseUnfit' || error.message.startsWith('The data folder ')) return error.message
  const code = codeOf(error)
  const syscall = 'syscall' in error ? error.syscall : undefined
  if (syscall === 'listen' || isNamed(error, place.host)) return listenFault(code, place)
  if (code === 'ENOSPC')
    return `The disk of the data folder ${place.folder} is full. Make room on it, or set CORDON_DATA.`
  if (fileCodes.includes(code) && syscall !== 'connect') {
    return `The data folder ${place.folder} cannot be used (${code}). Set CORDON_DATA to a folder that you may write.`
  }
  return place.databaseUrl === null ? null : databaseFault(code, new URL(place.databaseUrl))
}

const fileCodes = ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST']

/** Whether a name was looked up that is not known. */
function isNamed(error: Error, host: string): boolean {
  return 'syscall' in error && error.syscall === 'getaddrinfo' && 'hostname' in error && error.hostname === host
}

function listenFault(code: string, { port, host }: Place): string | null {
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} is taken on ${host}. Stop what uses it, or set PORT to another one.`
    case 'EACCES':
      return `Port ${port} is not for this user. Set PORT to one above 1023.`
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `${host} is not an address of this machine. Set HOST to one that is, such as 127.0.0.1.`
    default:
      return null
  }
}

function databaseFault(code: string, { hostname, port, pathname, username }: URL): string | null {
  const where = `${hostname}:${port === '' ? '5432' : port}`
  if (code === '28P01' || code === '28000') return `PostgreSQL at ${where} refuses ${username}. Check DATABASE_URL.`
  if (code === '3D000')
    return `PostgreSQL at ${where} has no database ${pathname.slice(1)}. Create it, or check DATABASE_URL.`
  if (code === '22P05')
    return `The database ${pathname.slice(1)} at ${where} cannot keep every letter. Create it with ENCODING 'UTF8'.`
  if (code === '42501')
    return `PostgreSQL at ${where} does not let ${username} make tables or PostGIS. Grant it, or make PostGIS first.`
  if (code === '57014')
    return `PostgreSQL at ${where} did not end a statement in time (57014). Look what it is busy with, or whether its statement_timeout is too short, and start again.`
  if (code === '55P03')
    return `PostgreSQL at ${where} does not give a lock in time (55P03): another session holds a table. End that one, or wait for it, and start again.`
  if (!awayCodes.test(code)) return null
  return `PostgreSQL at ${where} cannot be reached (${code}). Start it, or check DATABASE_URL.`
}

const awayCodes = /^(ECONN|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOENT|08|57P0)/

/** Where several addresses were tried, the first one's code. */
function codeOf(error: Error): string {
  if ('code' in error && typeof error.code === 'string') return error.code
  if ('driverError' in error && error.driverError instanceof Error) return codeOf(error.driverError)
  const first: unknown = error instanceof AggregateError ? error.errors[0] : undefined
  if (first instanceof Error) return codeOf(first)
  return error.message.includes('timeout') ? 'ETIMEDOUT' : ''
}
