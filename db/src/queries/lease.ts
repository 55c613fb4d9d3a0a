import type { Instant } from '@cordon/alerts'
import type { Statement } from '../database.js'

/** Holds on to what is under way: whatever is settled has no lease any more, or is just being settled, and is left alone. */
export function renewLeases(ids: readonly string[], leaseUntil: Instant): Statement {
  return {
    name: 'renew-leases',
    text: `
      update delivery set lease_until = $2 where id in (
        select id from delivery where id = any($1::uuid[]) and state = 'due' and lease_until is not null
        for update skip locked
      )`,
    values: [ids, leaseUntil],
  }
}

/** Ends every lease outside the page: for a start where nobody else can hold one, so that a node that was killed delays nothing. */
export function releaseAllDeliveries(): Statement {
  return {
    name: 'release-all-deliveries',
    text: `update delivery set lease_until = null where state = 'due' and channel <> 'page' and lease_until is not null`,
    values: [],
  }
}
