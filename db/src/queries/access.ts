import type { AccountRow } from '../tables/account.table.js'
import type { SessionRow } from '../tables/session.table.js'
import type { TokenRow } from '../tables/token.table.js'
import type { Statement } from '../database.js'

/** A session with its account, as every request of a person reads it. */
export type SignedIn = Pick<AccountRow, 'id' | 'name' | 'role'> & Pick<SessionRow, 'lastSeenAt' | 'expiresAt'>

/** The session behind a cookie, unless it has ended or its account is disabled. */
export function sessionByHash(idHash: Buffer, now: string): Statement {
  return {
    name: 'session-by-hash',
    text: `
      select a.id, a.name, a.role, s.last_seen_at as "lastSeenAt", s.expires_at as "expiresAt"
      from session s join account a on a.id = s.account_id
      where s.id_hash = $1 and s.expires_at > $2 and not a.disabled`,
    values: [idHash, now],
  }
}

/** A token as every request of a program reads it. */
export type KnownToken = Pick<TokenRow, 'id' | 'name' | 'scopes' | 'expiresAt' | 'lastUsedAt'>

/** The token behind a bearer's text, unless it is revoked or has ended. */
export function tokenByHash(hash: Buffer, now: string): Statement {
  return {
    name: 'token-by-hash',
    text: `
      select id, name, scopes, expires_at as "expiresAt", last_used_at as "lastUsedAt" from token
      where hash = $1 and revoked_at is null and (expires_at is null or expires_at > $2)`,
    values: [hash, now],
  }
}

/** Forgets sessions that have ended. */
export function forgetSessions(now: string): Statement {
  return { name: 'forget-sessions', text: `delete from session where expires_at <= $1`, values: [now] }
}
