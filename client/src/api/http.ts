import type { Finding } from '@cordon/alerts'
import type { Contract, FieldError, Method, ProblemCode } from '@cordon/server/wire'
import { forgetAhead, takeAhead } from './ahead.js'

/** Where a request goes: a contract's method and path, checked against the contract at build time. */
export interface Route {
  readonly method: Method
  readonly path: `/${string}`
}
export type RouteOf<C extends Contract> = Pick<C, 'method' | 'path'>

type QueryValue = string | number | boolean | readonly string[] | null | undefined

export interface Request {
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, QueryValue>>
  readonly body?: unknown
  /** Bytes in place of a JSON body. */
  readonly bytes?: Blob
  /** Sent as If-Match: the edit is refused where somebody else was faster. */
  readonly etag?: string | null
  /** Sent as Idempotency-Key: the same request is done once, however often it is sent. */
  readonly onceAs?: string
  readonly signal?: AbortSignal
}

/** Why a request did not do what was asked. `offline`: no answer came, so nothing is known of what happened. */
export type Failure =
  | { readonly kind: 'offline' }
  | {
      readonly kind: 'problem'
      readonly status: number
      readonly code: ProblemCode
      readonly detail: string | null
      /** What the detail says, as data, where it has a code. */
      readonly finding?: Finding
      readonly errors: readonly FieldError[]
      readonly retryAfterSeconds: number | null
      /** Said of a request that only asked: nothing was to be stored. */
      readonly onlyAsked?: true
    }

export type Answer<T> =
  | { readonly ok: true; readonly value: T; readonly etag: string | null }
  | { readonly ok: false; readonly failure: Failure }

const signedOut = new Set<() => void>()

/** Tells when an answer says that nobody is signed in any more. */
export function onSignedOut(listener: () => void): void {
  signedOut.add(listener)
}

/** From here on whoever sent something is told that it is still on its way; milliseconds. */
export const overdueMs = 8_000
const overdue = new Set<() => void>()

/** Tells when something that was sent has had no answer for long; returns how to stop. */
export function onOverdue(listener: () => void): () => void {
  overdue.add(listener)
  return () => void overdue.delete(listener)
}

/** Asks the server; expected failures come back as values. */
export async function call<T>(route: Route, request: Request = {}): Promise<Answer<T>> {
  const waiting = isQuestion(route) ? undefined : setTimeout(() => overdue.forEach((tell) => tell()), overdueMs)
  const response = await attempt(route, request)
  clearTimeout(waiting)
  if (response === null) return { ok: false, failure: { kind: 'offline' } }
  if (!response.ok) return { ok: false, failure: await problemOf(response, route) }
  const value: T = response.status === 204 ? undefined : await response.json()
  return { ok: true, value, etag: response.headers.get('etag') }
}

/** Whether a request changes nothing. Where a question is too long for an address, its path says that it is one. */
function isQuestion({ method, path }: Route): boolean {
  return method === 'GET' || (method === 'POST' && /\/(preview|read)$/.test(path))
}

async function attempt(
  route: Route,
  { params, query, body, bytes, etag, onceAs, signal }: Request,
): Promise<Response | null> {
  try {
    const address = urlOf(route.path, params, query)
    if (route.method !== 'GET') forgetAhead()
    const ahead = await takeAhead(address)
    if (ahead !== null) return ahead
    return await fetch(address, {
      method: route.method,
      headers: {
        Accept: 'application/json, application/geo+json, application/problem+json',
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(bytes === undefined ? {} : { 'Content-Type': 'application/octet-stream' }),
        ...(etag ? { 'If-Match': etag } : {}),
        ...(onceAs ? { 'Idempotency-Key': onceAs } : {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(bytes === undefined ? {} : { body: bytes }),
      ...(signal ? { signal } : {}),
    })
  } catch {
    return null
  }
}

/** The address of a route with its parameters and the filters that are set. */
export function urlOf(path: string, params: Request['params'] = {}, query: Request['query'] = {}): string {
  const filled = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(query)) {
    if (value === null || value === undefined || value === '') continue
    if (typeof value === 'object' && value.length === 0) continue
    search.set(key, typeof value === 'object' ? value.join(',') : String(value))
  }
  return search.size === 0 ? filled : `${filled}?${search.toString()}`
}

async function problemOf(response: Response, route: Route): Promise<Failure> {
  const said: Partial<Failure & { kind: 'problem' }> = await response.json().catch(() => ({}))
  const code = said.code ?? (response.status === 401 ? 'not-signed-in' : 'unexpected')
  if (code === 'not-signed-in') for (const listener of signedOut) listener()
  return {
    kind: 'problem',
    status: response.status,
    code,
    detail: said.detail ?? null,
    ...(said.finding === undefined ? {} : { finding: said.finding }),
    errors: said.errors ?? [],
    retryAfterSeconds: Number(response.headers.get('retry-after')) || null,
    ...(isQuestion(route) ? { onlyAsked: true } : {}),
  }
}
