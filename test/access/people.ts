import type { OwnServer } from './own-server.js'
import { chief } from './own-server.js'

/** Everybody who may knock at the door: nobody, one person of each role, one token of each scope. */
export const everybody = [
  'nobody',
  'viewer',
  'officer',
  'supervisor',
  'administrator',
  'token:read',
  'token:ingest',
  'token:write',
  'token:admin',
] as const
export type Who = (typeof everybody)[number]

/** Who may own something private: people, not programs. */
export const people = ['viewer', 'officer', 'supervisor', 'administrator'] as const
export type Person = (typeof people)[number]

export const password = 'a long enough password'

export interface Sent {
  readonly method: string
  readonly path: string
  readonly body?: unknown
}

export interface Answered {
  readonly status: number
  readonly text: string
  readonly cookie: string | null
}

/** Sends a request as a cookie, a token, or nobody. */
export async function send(url: string, { method, path, body }: Sent, as: string | null): Promise<Answered> {
  const answer = await fetch(url + path, {
    method,
    headers: {
      ...(as === null
        ? {}
        : as.startsWith('cordon_')
          ? { authorization: `Bearer ${as}` }
          : { cookie: as, origin: url }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const cookie = answer.headers.get('set-cookie')?.split(';', 1)[0] ?? null
  return { status: answer.status, text: await answer.text(), cookie }
}

/** Like `send`, for what prepares a test: anything but success is an error. */
export async function must(url: string, sent: Sent, as: string | null): Promise<unknown> {
  const answer = await send(url, sent, as)
  if (answer.status >= 300) throw new Error(`${sent.method} ${sent.path}: ${answer.status} ${answer.text}`)
  const value: unknown = answer.text === '' ? null : JSON.parse(answer.text)
  return value
}

/** A text field of an answer. */
export function field(value: unknown, name: string): string {
  const found: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
  if (typeof found !== 'string') throw new Error(`Expected ${name} in ${JSON.stringify(value).slice(0, 200)}`)
  return found
}

export async function signIn(url: string, name: string, secret = password): Promise<string> {
  const body = { name, password: secret }
  const { status, cookie, text } = await send(url, { method: 'POST', path: '/api/session', body }, null)
  if (status !== 200 || cookie === null) throw new Error(`Sign-in of ${name}: ${status} ${text}`)
  return cookie
}

/** Makes one of everybody and gives how each of them is let in; the administrator is the first account. */
export async function invite(server: OwnServer): Promise<Readonly<Record<Who, string | null>>> {
  const { url, token } = server
  for (const name of ['viewer', 'officer', 'supervisor', 'other'] as const) {
    // The viewer owned things as an officer, before the change of role.
    const role = name === 'supervisor' ? 'supervisor' : 'officer'
    await must(url, { method: 'POST', path: '/api/accounts', body: { name, password, role } }, token)
  }
  const bearer = async (scope: string) =>
    field(
      await must(url, { method: 'POST', path: '/api/tokens', body: { name: scope, scopes: [scope] } }, token),
      'token',
    )
  return {
    nobody: null,
    viewer: await signIn(url, 'viewer'),
    officer: await signIn(url, 'officer'),
    supervisor: await signIn(url, 'supervisor'),
    administrator: await signIn(url, chief.name, chief.password),
    'token:read': await bearer('read'),
    'token:ingest': await bearer('ingest'),
    'token:write': await bearer('write'),
    'token:admin': await bearer('admin'),
  }
}
