/** People and programs: who may sign in, and what a token may do. */
import type { Instant } from './instant.js'

export const roles = ['viewer', 'officer', 'supervisor', 'administrator'] as const
export type Role = (typeof roles)[number]

export interface Account {
  readonly id: string
  readonly name: string
  readonly role: Role
  readonly disabled: boolean
  readonly createdAt: Instant
}

export const scopes = ['read', 'ingest', 'write', 'admin'] as const
/** What an API token may do: `read` everything public, `ingest` incidents, `write` as an officer, `admin` all. */
export type Scope = (typeof scopes)[number]
