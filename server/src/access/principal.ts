import type { Permission } from '../wire/permission.js'
import type { AccessChange } from './access-changes.js'
import { audiencesOfAccount, type Role, type Scope } from '@cordon/alerts'

/** A person who is signed in. */
export interface AccountPrincipal {
  readonly kind: 'account'
  readonly id: string
  readonly name: string
  readonly role: Role
  readonly permissions: readonly Permission[]
  /** Ids of the teams that they are in now. */
  readonly teams: readonly string[]
  readonly sessionId: string
}

/** A program with an API token. */
export interface TokenPrincipal {
  readonly kind: 'token'
  readonly id: string
  readonly name: string
  readonly scopes: readonly Scope[]
  readonly permissions: readonly Permission[]
}

/** Who asks. */
export type Principal = AccountPrincipal | TokenPrincipal

/** Whether a principal may do something; nobody may do what is open. */
export function may(principal: Principal | null, permission: Permission): boolean {
  return permission === 'open' || (principal?.permissions.includes(permission) ?? false)
}

/** The audiences whose changes and alerts a principal sees: everybody's, and for a person the own and those of their teams. */
export function audiencesOf(principal: Principal): readonly string[] {
  return principal.kind === 'account' ? audiencesOfAccount(principal.id, principal.teams) : ['all']
}

/** Whether a change of access concerns a principal, so that whoever holds on to it has to check it again. */
export function concerns(change: AccessChange, principal: Principal): boolean {
  switch (change.of) {
    case 'account':
      return principal.kind === 'account' && principal.id === change.id && principal.sessionId !== change.exceptSession
    case 'session':
      return principal.kind === 'account' && principal.sessionId === change.id
    case 'token':
      return principal.kind === 'token' && principal.id === change.id
  }
}
