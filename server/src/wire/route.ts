import type { z } from 'zod'
import type { Permission } from './permission.js'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** What a route answers when it succeeds: status, shape and media type. */
export interface Answer {
  readonly status: 200 | 201 | 204 | 206 | 304
  readonly schema?: z.ZodType
  readonly type?:
    | 'application/json'
    | 'application/geo+json'
    | 'text/csv'
    | 'text/plain'
    | 'application/atom+xml'
    | 'application/cap+xml'
    | 'application/octet-stream'
    | 'application/pdf'
    | 'application/schema+json'
    | 'application/vnd.flatgeobuf'
    | 'application/vnd.google-earth.kml+xml'
    | 'application/vnd.mapbox-vector-tile'
    | 'application/vnd.pmtiles'
    | 'application/vnd.oai.openapi+json;version=3.0'
    | 'text/html'
  readonly description: string
}

/**
 * The contract of one route. Controllers are bound to it, the OpenAPI document is made from it, the access test walks it:
 * a route that is not one of these cannot be reached.
 */
export interface Contract {
  readonly method: Method
  /** Path with `:name` parameters, from the root. */
  readonly path: `/${string}`
  readonly tag: string
  readonly summary: string
  readonly permission: Permission
  readonly params?: z.ZodType
  readonly query?: z.ZodType
  readonly body?: z.ZodType
  /** The body is handed on as the bytes that came, whatever their type. */
  readonly raw?: true
  /** For readers that can send no header: a token that reads and does no more may stand in the address, as `token`. */
  readonly tokenInAddress?: true
  /** What is taken out is said in the body, `search` in it: it is noted as if it stood in the address. */
  readonly asksInBody?: true
  /** An open page asks again and again: that somebody asked is not noted in the audit log. */
  readonly isWatched?: true
  readonly answers: readonly Answer[]
}

/** What answers with secrets, which are not to be kept: passwords and tokens, and what signs or opens a way to be told. */
const withSecrets: ReadonlySet<string> = new Set(['access', 'contacts'])

/** Whether a request with an idempotency key is done once, and its answer kept for whoever repeats it. */
export function isDoneOnce({ method, tag }: Pick<Contract, 'method' | 'tag'>): boolean {
  return method === 'POST' && !withSecrets.has(tag)
}

/** Keeps the exact types of a contract's schemas. */
export function contract<const C extends Contract>(it: C): C {
  return it
}

type Parsed<S> = S extends z.ZodType ? z.output<S> : undefined

/** What a controller receives: the parsed request. */
export interface Input<C extends Contract> {
  readonly params: Parsed<C['params']>
  readonly query: Parsed<C['query']>
  readonly body: C extends { readonly raw: true } ? Uint8Array : Parsed<C['body']>
}
