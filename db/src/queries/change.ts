import { asRaised } from '@cordon/alerts'
import type { Statement } from '../database.js'
import { alertOf } from './alert-body.js'
import type { DutyKind } from './duty.js'

/**
 * What a change is of. `history` (a bulk import) and `access` (who sees a zone has changed, or who is in a team) are not told one by one:
 * whoever follows takes a new snapshot.
 */
export type ChangeKind =
  | 'incident'
  | 'alert'
  | 'zone'
  | 'rule'
  | 'silence'
  | 'calendar'
  | 'facility'
  | 'feed'
  | DutyKind
  | 'log'
  | 'history'
  | 'access'

/** One change as the feed tells it. */
export interface ChangeRow {
  readonly seq: number
  readonly kind: ChangeKind
  readonly id: string
  readonly revision: number
  readonly audience: string
  readonly body: unknown
}

/** Where the feed stands: its last change, and the last one of a zone or rule. */
export interface Head {
  readonly seq: number
  readonly watch: number
}

/**
 * Takes the head of the feed: whoever has it is the only one to append, over all nodes, until the transaction ends, and
 * what is read after it is the state that the last one left. It comes before any other lock, so that nobody waits in a
 * circle. What follows in the transaction uses indexes, however little the planner knows of tables that were empty when
 * it looked.
 */
export function takeHead(): Statement {
  return {
    name: 'take-head',
    text: `
      select seq, watch, set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true),
        set_config('enable_mergejoin', 'off', true)
      from change_head for update`,
    values: [],
  }
}

/** Where the feed stands, and its last change of a zone or rule: what was measured before it may not hold after it. */
export function lastWatch(): Statement {
  return { name: 'last-watch', text: `select seq, watch from change_head`, values: [] }
}

/** Changes after a position, in order and without gaps. */
export function changesAfter(seq: number, limit: number): Statement {
  return {
    name: 'changes-after',
    text: `
      select c.seq, c.kind, c.id, c.revision, c.audience, coalesce(c.body, v.body,
        ${alertOf('a')} || '${JSON.stringify(asRaised)}'::jsonb || jsonb_build_object('seq', c.seq)) as body
      from change c
      left join incident_revision v on c.kind = 'incident' and v.incident_id = c.id and v.revision = c.revision
      left join alert a on c.kind = 'alert' and c.body is null and a.id = c.id
      where c.seq > $1 order by c.seq limit $2`,
    values: [seq, limit],
  }
}

/** Head of the feed, the oldest position that it still holds, and where it changed last who sees what. */
export function feedEnds(): Statement {
  return {
    name: 'feed-ends',
    text: `
      select seq as head, coalesce((select min(seq) from change), seq + 1) as oldest, access from change_head`,
    values: [],
  }
}

/** Forgets changes made before an instant, oldest first: who is further behind takes a new snapshot. Gives their positions. */
export function forgetChanges(before: string, limit: number): Statement {
  return {
    name: 'forget-changes',
    text: `
      delete from change where seq = any(array(
        select seq from (select seq, at from change order by seq limit $2) oldest where at < $1
      )) returning seq`,
    values: [before, limit],
  }
}
