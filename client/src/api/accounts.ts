import type { Account, Instant, Role, Scope } from '@cordon/alerts'
import type {
  accountRoutes,
  ForgettingPreview,
  importRoutes,
  personRoutes,
  TokenOut,
  tokenRoutes,
} from '@cordon/server/wire'
import { call, type Answer, type RouteOf } from './http.js'
import type { ItemPage } from './page.js'

type Accounts = typeof accountRoutes
type Tokens = typeof tokenRoutes
const accounts: RouteOf<Accounts['list']> = { method: 'GET', path: '/api/accounts' }
const create: RouteOf<Accounts['create']> = { method: 'POST', path: '/api/accounts' }
const change: RouteOf<Accounts['change']> = { method: 'PATCH', path: '/api/accounts/:id' }
const look: RouteOf<(typeof personRoutes)['look']> = { method: 'GET', path: '/api/accounts/:id/forget' }
const forget: RouteOf<(typeof personRoutes)['forget']> = { method: 'POST', path: '/api/accounts/:id/forget' }
const tokens: RouteOf<Tokens['list']> = { method: 'GET', path: '/api/tokens' }
const make: RouteOf<Tokens['create']> = { method: 'POST', path: '/api/tokens' }
const revoke: RouteOf<Tokens['revoke']> = { method: 'DELETE', path: '/api/tokens/:id' }
const story: RouteOf<(typeof importRoutes)['story']> = { method: 'POST', path: '/api/story' }

/** A token with its secret, which is told this once. */
export type MadeToken = TokenOut & { readonly token: string }

export function listAccounts(): Promise<Answer<ItemPage<Account>>> {
  return call(accounts, { query: { limit: 1000 } })
}

export function createAccount(account: {
  readonly name: string
  readonly password: string
  readonly role: Role
}): Promise<Answer<Account>> {
  return call(create, { body: account })
}

export function changeAccount(
  id: string,
  to: { readonly role?: Role; readonly disabled?: boolean; readonly password?: string },
): Promise<Answer<Account>> {
  return call(change, { params: { id }, body: to })
}

/** What there is of somebody who has left, and what stands against forgetting them. */
export function lookAtPerson(id: string): Promise<Answer<ForgettingPreview>> {
  return call(look, { params: { id } })
}

export function forgetPerson(
  id: string,
  said: { readonly name: string; readonly reason: string },
): Promise<Answer<Account>> {
  return call(forget, { params: { id }, body: said })
}

export function listTokens(): Promise<Answer<ItemPage<TokenOut>>> {
  return call(tokens, { query: { limit: 1000 } })
}

export function makeToken(token: {
  readonly name: string
  readonly scopes: readonly Scope[]
  readonly expiresAt: Instant | null
}): Promise<Answer<MadeToken>> {
  return call(make, { body: token })
}

export function revokeToken(id: string): Promise<Answer<undefined>> {
  return call(revoke, { params: { id } })
}

/** Plays the first story again, marked as an exercise. */
export function runStory(seconds: number): Promise<Answer<{ readonly steps: number; readonly seconds: number }>> {
  return call(story, { body: { seconds } })
}
