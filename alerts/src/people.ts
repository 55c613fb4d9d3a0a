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

/** People who watch together: a zone may be seen by the members of one team alone. */
export interface Team {
  readonly id: string
  /** 1 when it was made; each change of its name, of who is in it or of whether it has ended is one more. */
  readonly revision: number
  readonly name: string
  /** Takes no new zone and no new member; what belongs to it stays with its members. */
  readonly ended: boolean
  readonly members: readonly Pick<Account, 'id' | 'name'>[]
}

export const scopes = ['read', 'ingest', 'write', 'admin'] as const
/** What an API token may do: `read` everything public, `ingest` incidents, `write` as an officer, `admin` all. */
export type Scope = (typeof scopes)[number]
