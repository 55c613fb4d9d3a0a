import { fastifyCookie } from '@fastify/cookie'

/** Browsers take a `__Host-` cookie only over TLS, for this host alone, and let nobody else set it. */
function cookieName(tls: boolean): string {
  return tls ? '__Host-cordon' : 'cordon'
}

/** The session's secret in a `Cookie` header. */
export function sessionSecret(cookies: string | undefined, tls: boolean): string | null {
  if (cookies === undefined) return null
  const secret = fastifyCookie.parse(cookies)[cookieName(tls)]
  return secret === undefined || secret === '' ? null : secret
}

const thirtyDaysSeconds = 30 * 86_400

/** The `Set-Cookie` that hands a session to the browser; null takes it away. */
export function sessionCookie(secret: string | null, tls: boolean): string {
  return fastifyCookie.serialize(cookieName(tls), secret ?? '', {
    httpOnly: true,
    sameSite: 'strict',
    path: '/',
    secure: tls,
    maxAge: secret === null ? 0 : thirtyDaysSeconds,
  })
}
