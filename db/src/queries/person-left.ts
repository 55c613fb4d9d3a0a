import type { Forgotten } from '@cordon/alerts'
import type { Statement } from '../database.js'
import { patternOf } from './person.js'

/* What there is of somebody who has left, before they are forgotten. */

/** Whatever keeps somebody from being forgotten: what is theirs to do still. */
export interface StillTheirs {
  readonly isForgotten: boolean
  readonly alerts: number
  readonly onWatch: boolean
  readonly handovers: number
  readonly duties: readonly string[]
}

export function stillTheirs(id: string): Statement {
  return {
    name: 'still-theirs',
    text: `
      select exists (select from forgotten where account_id = $1::uuid) as "isForgotten",
        (select count(*)::int from alert where owner_id = $1::uuid and state <> 'closed') as alerts,
        exists (select from shift where account_id = $1::uuid and ended_at is null) as "onWatch",
        (select count(*)::int from handover where from_id = $1::uuid and state in ('draft', 'signed')) as handovers,
        array(
          select distinct coalesce(d.body->>'name', d.kind) from duty d
          where not d.removed and strpos(d.body::text, $1::text) > 0 order by 1
        ) as duties`,
    values: [id],
  }
}

/** Zones that nobody but one person sees, and that listen still; locked until the transaction ends. */
export function privateZones(id: string): Statement {
  const text = `
    select id from zone where owner_id = $1 and visibility = 'private' and not archived order by id for update`
  return { name: 'private-zones', text, values: [id] }
}

/** What would go and what would stand under another name. */
export interface PersonCounts {
  readonly contacts: number
  readonly searches: number
  readonly zones: number
  readonly alertEvents: number
  readonly logEntries: number
  readonly shifts: number
  readonly mentions: number
}

/** How much there is of a person; `mentions` counts what people wrote themselves that holds the name. */
export function countPerson({ id, name }: Pick<Forgotten, 'id' | 'name'>): Statement {
  const word = `'(^|[^[:alnum:]])' || $3 || '($|[^[:alnum:]])'`
  return {
    name: 'count-person',
    text: `
      select (select count(*)::int from contact where account_id = $1::uuid) as contacts,
        (select count(*)::int from saved_search where account_id = $1::uuid and not shared)
          + (select count(*)::int from saved_view where account_id = $1::uuid) as searches,
        (select count(*)::int from zone where owner_id = $1::uuid and visibility = 'private' and not archived) as zones,
        (select count(*)::int from alert_event where by = $2) as "alertEvents",
        (select count(*)::int from log_entry where by_id = $1::uuid) as "logEntries",
        (select count(*)::int from shift where account_id = $1::uuid) as shifts,
        (select count(*)::int from log_entry where kind <> 'automatic' and body->>'text' ~* (${word}))
          + (select count(*)::int from alert_event where what not in ('assigned', 'escalated') and detail ~* (${word}))
          + (select count(*)::int from silence where body->>'reason' ~* (${word}))
          + (select count(*)::int from handover where body->>'remarks' ~* (${word}))
          + (select count(*)::int from sitrep where (body - '{madeBy,changedBy,signedBy}'::text[])::text ~* (${word}))
          + (select count(*)::int from zone where name ~* (${word}))
          + (select count(*)::int from source_revision where reason ~* (${word}))
          + (select count(*)::int from report where concat_ws(' ', title, body, origin) ~* (${word}))
          + (select count(*)::int from incident_revision
              where concat_ws(' ', body->>'title', body->>'summary', body->>'reason') ~* (${word})) as mentions`,
    values: [id, name, patternOf(name)],
  }
}
