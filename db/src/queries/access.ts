import type { AccountRow } from '../tables/account.table.js'
import type { SessionRow } from '../tables/session.table.js'
import type { TokenRow } from '../tables/token.table.js'
import type { Statement } from '../database.js'

/** A session with its account, as every request of a person reads it. */
export interface SignedIn
  extends Pick<AccountRow, 'id' | 'name' | 'role'>, Pick<SessionRow, 'lastSeenAt' | 'expiresAt'> {
  /** Ids of the teams that the account is in. */
  readonly teams: readonly string[]
}

/** The session behind a cookie, unless it has ended or its account is disabled. */
export function sessionByHash(idHash: Buffer, now: string): Statement {
  return {
    name: 'session-by-hash',
    text: `
      select a.id, a.name, a.role, s.last_seen_at as "lastSeenAt", s.expires_at as "expiresAt",
        array(select m.team_id::text from team_member m where m.account_id = a.id order by 1) as teams
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

/** Moves a session's end: 14 h after it was last seen, 30 days after it began at the latest. */
export function renewSession(idHash: Buffer, now: string): Statement {
  return {
    name: 'renew-session',
    text: `
      update session set last_seen_at = $2::timestamptz,
        expires_at = least($2::timestamptz + interval '14 hours', created_at + interval '30 days')
      where id_hash = $1`,
    values: [idHash, now],
  }
}

/** Notes that a token is in use. */
export function touchToken(id: string, now: string): Statement {
  return { name: 'touch-token', text: `update token set last_used_at = $2 where id = $1`, values: [id, now] }
}

type Position = readonly [string, string] | null

/** Accounts by name, after a position; without those of people who were forgotten. */
export function accountsPage(after: Position, limit: number): Statement {
  return {
    name: 'accounts-page',
    text: `
      select id, name, name_key as "nameKey", role, disabled, created_at as "createdAt" from account
      where ($1::text is null or (name_key, id) > ($1, $2::uuid))
        and not exists (select from forgotten f where f.account_id = account.id)
      order by name_key, id limit $3`,
    values: [after?.[0] ?? null, after?.[1] ?? null, limit],
  }
}

/** Tokens that are not revoked, latest first, before a position. */
export function tokensPage(before: Position, limit: number): Statement {
  return {
    name: 'tokens-page',
    text: `
      select id, name, scopes, created_by as "createdBy", created_at as "createdAt", expires_at as "expiresAt",
        last_used_at as "lastUsedAt" from token
      where revoked_at is null and ($1::timestamptz is null or (created_at, id) < ($1, $2::uuid))
      order by created_at desc, id desc limit $3`,
    values: [before?.[0] ?? null, before?.[1] ?? null, limit],
  }
}

/** Who can be given an alert or be called: everybody who may sign in and act, by name. */
export function peopleWhoAct(): Statement {
  return {
    name: 'people-who-act',
    text: `select id, name, role from account where not disabled and role <> 'viewer' order by name_key, id`,
    values: [],
  }
}

/** The same, of given accounts, in their order. */
export function peopleById(ids: readonly string[]): Statement {
  return {
    name: 'people-by-id',
    text: `
      select a.id, a.name from unnest($1::uuid[]) with ordinality as wanted(id, at) join account a on a.id = wanted.id
      where not a.disabled and a.role <> 'viewer' order by at`,
    values: [ids],
  }
}
