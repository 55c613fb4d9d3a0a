import type { Statement } from '../database.js'

/** One change as the feed tells it. */
export interface ChangeRow {
  readonly seq: number
  readonly kind: 'incident' | 'alert' | 'zone' | 'rule' | 'facility' | 'history'
  readonly id: string
  readonly revision: number
  readonly audience: string
  readonly body: unknown
}

/** Changes after a position, in order and without gaps. */
export function changesAfter(seq: number, limit: number): Statement {
  return {
    name: 'changes-after',
    text: `
      select c.seq, c.kind, c.id, c.revision, c.audience, coalesce(c.body, v.body) as body
      from change c left join incident_revision v
        on c.kind = 'incident' and v.incident_id = c.id and v.revision = c.revision
      where c.seq > $1 order by c.seq limit $2`,
    values: [seq, limit],
  }
}

/** Head of the feed, and the oldest position that it still holds. */
export function feedEnds(): Statement {
  return {
    name: 'feed-ends',
    text: `select seq as head, coalesce((select min(seq) from change), seq + 1) as oldest from change_head`,
    values: [],
  }
}

/** Forgets changes made before an instant, oldest first: who is further behind takes a new snapshot. Gives their positions. */
export function forgetChanges(before: string, limit: number): Statement {
  return {
    name: 'forget-changes',
    text: `
      delete from change where seq in (select seq from change where at < $1 order by seq limit $2) returning seq`,
    values: [before, limit],
  }
}
