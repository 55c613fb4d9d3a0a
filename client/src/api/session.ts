import type { Account } from '@cordon/alerts'
import type { Permission } from '@cordon/server/wire'
import { call, type Answer } from './http.js'

/** Who is signed in and what they may do. */
export interface Session {
  readonly account: Account
  readonly permissions: readonly Permission[]
}

const path = '/api/session' as const

export function readSession(): Promise<Answer<Session>> {
  return call({ method: 'GET', path })
}

export function openSession(name: string, password: string): Promise<Answer<Session>> {
  return call({ method: 'POST', path }, { body: { name, password } })
}

export function endSession(): Promise<Answer<undefined>> {
  return call({ method: 'DELETE', path })
}
