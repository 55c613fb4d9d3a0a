/**
 * Whether an account hears what an audience hears, as a condition of SQL: both are expressions. Who is in a team is asked
 * as it stands when the statement reads.
 */
export function isHeardBy(audience: string, accountId: string): string {
  return `(${audience} = 'all' or ${audience} = 'user:' || ${accountId} or exists (
    select from team_member m where m.account_id = ${accountId} and ${audience} = 'team:' || m.team_id))`
}

/** Whom the page owes what an audience is told: the account that it is alone, else everybody in the room. */
export function pageAddress(audience: string): string {
  return `case when ${audience} like 'user:%' then substr(${audience}, 6) else 'room' end`
}
