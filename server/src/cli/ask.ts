import type { z } from 'zod'
import { problemDocument, type ProblemDocument } from '../wire/index.js'

/** Where a server is and how to be let in. */
export interface Door {
  readonly url: string
  readonly token: string
}

export interface Question {
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly path: string
  readonly body?: object
  /** A file in place of a JSON body. */
  readonly bytes?: Uint8Array<ArrayBuffer>
}

/** What the server said: an answer, or why not and when to ask again. */
export type Asked<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: ProblemDocument; readonly retryAfterMs: number | null }

/** Nobody answers there. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable'
}

/** Asks the server once. Throws `Unreachable` where nobody answers. */
export async function ask<T>(door: Door, question: Question, schema: z.ZodType<T>): Promise<Asked<T>> {
  const response = await send(door, question)
  const body: unknown = await response.json().catch(() => null)
  if (response.ok) return { ok: true, value: schema.parse(body) }
  const retryAfter = Number(response.headers.get('retry-after'))
  return {
    ok: false,
    problem: problemOf(response, body),
    retryAfterMs: retryAfter > 0 ? retryAfter * 1000 : null,
  }
}

async function send(door: Door, { method, path, body, bytes }: Question): Promise<Response> {
  const type = bytes === undefined ? 'application/json' : 'application/octet-stream'
  const headers = { authorization: `Bearer ${door.token}`, 'content-type': type }
  const sent = bytes ?? (body && JSON.stringify(body))
  try {
    return await fetch(`${door.url}${path}`, { method, headers, ...(sent !== undefined && { body: sent }) })
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error)
    throw new Unreachable(`Nobody answers at ${door.url} (${cause}).`)
  }
}

/** What stands between us and the server (a proxy) may answer in its own way. */
function problemOf({ status, statusText }: Response, body: unknown): ProblemDocument {
  const parsed = problemDocument.safeParse(body)
  if (parsed.success) return parsed.data
  return { type: 'about:blank', title: `The server answers ${status} ${statusText}`, status, code: 'unknown' }
}

/** A problem in one line. */
export function problemText({ title, detail, errors }: ProblemDocument): string {
  const fields = (errors ?? []).map(({ path, message }) => (path === '' ? message : `${path}: ${message}`))
  return [detail ?? title, ...fields].join(' ')
}
