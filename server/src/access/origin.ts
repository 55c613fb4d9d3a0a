import { finding } from '@cordon/alerts'
import type { IncomingHttpHeaders } from 'node:http'
import type { Config } from '../platform/config.js'
import { shown } from '../wire/problem.js'
import { deny, ok, type Result } from '../platform/result.js'

type Place = Pick<Config, 'host' | 'origins'>

/**
 * Whether a request that carries a cookie comes from a page of ours: its `Origin` is this host or a configured origin,
 * or the browser says that it is the same. Requests without either are refused: browsers send one.
 */
export function originAllowed(headers: IncomingHttpHeaders, { origins }: Pick<Config, 'origins'>): Result<null> {
  const { origin, host } = headers
  if (origin === undefined) {
    if (headers['sec-fetch-site'] === 'same-origin') return ok(null)
    return deny('wrong-origin', finding('access.noOrigin', {}))
  }
  if (origins.includes(origin) || (host !== undefined && hostOf(origin) === host.toLowerCase())) return ok(null)
  return deny('wrong-origin', finding('access.origin', { got: shown(origin) }))
}

const loopback = ['localhost', '127.0.0.1', '[::1]']

/**
 * Whether a request names a host that we go by. On a machine's own address, a page from elsewhere could reach us under
 * a name of its own that it lets point here (DNS rebinding), and would count as the same origin.
 */
export function hostAllowed(host: string | undefined, place: Place): Result<null> {
  if (!isLoopback(place.host)) return ok(null)
  const name = (host ?? '').toLowerCase().replace(/:\d+$/, '')
  const ours = [...loopback, ...place.origins.map((origin) => new URL(origin).hostname)]
  if (ours.includes(name)) return ok(null)
  return deny('wrong-origin', finding('access.host', { got: shown(host ?? '') }))
}

/** Whether an address can be reached from this machine alone. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\./.test(host)
}

/** Whether the browser speaks TLS to us, itself or through a proxy that we believe. */
export function overTls(
  { headers, encrypted }: { readonly headers: IncomingHttpHeaders; readonly encrypted: boolean },
  config: Pick<Config, 'origins' | 'trustProxy'>,
): boolean {
  if (encrypted) return true
  if (config.trustProxy !== false && headers['x-forwarded-proto'] === 'https') return true
  return config.origins.includes(`https://${headers.host ?? ''}`)
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null
}
