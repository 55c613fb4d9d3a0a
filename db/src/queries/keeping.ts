import type { Actor, Instant, NightFailure, Periods } from '@cordon/alerts'
import type { Statement } from '../database.js'

/** How long each class is kept, as somebody said last. */
export interface KeepingRow {
  readonly revision: number
  /** Classes that are left out are kept for ever. */
  readonly periods: Partial<Periods>
  /** Before that nothing is archived; null where nothing was ever said. */
  readonly inForceAt: Instant | null
  readonly nextAt: Instant | null
  /** What the last night could not archive. */
  readonly failures: readonly NightFailure[]
  /** Who said so, and when; null where nobody did. */
  readonly said: { readonly by: Actor; readonly at: Instant } | null
}

/** The periods as they stand, locked until the transaction ends where somebody is about to change them. */
export function keeping({ isLocked }: { readonly isLocked: boolean }): Statement {
  const text = `
    select k.revision, k.periods, k.in_force_at as "inForceAt", k.next_at as "nextAt", k.failures,
      r.body->'said' as said
    from keeping k left join keeping_revision r on r.revision = k.revision ${isLocked ? 'for update of k' : ''}`
  return { name: `keeping-${isLocked ? 'locked' : 'read'}`, text, values: [] }
}

export interface KeepingSaid {
  readonly revision: number
  readonly periods: Periods
  readonly inForceAt: Instant
  readonly said: { readonly by: Actor; readonly at: Instant }
}

/** Stores other periods; each revision stays. */
export function saveKeeping({ revision, periods, inForceAt, said }: KeepingSaid): Statement {
  return {
    name: 'save-keeping',
    text: `
      with noted as (
        insert into keeping_revision (revision, at, body)
        values ($1, $2, jsonb_build_object('periods', $3::jsonb, 'inForceAt', $4::text, 'said', $5::jsonb))
      )
      update keeping set revision = $1, periods = $3::jsonb, in_force_at = $4::timestamptz`,
    values: [revision, said.at, JSON.stringify(periods), inForceAt, JSON.stringify(said)],
  }
}

/** Who works through a night, and until when nobody else does. */
export interface NightLease {
  readonly by: string
  readonly now: Instant
  readonly until: Instant
  /** A night that is due after this was put off by a clock that was wrong. */
  readonly farthest: Instant
}

/** Takes a night's work that is due, or that a clock has put off by days; no row where none is, or somebody is at it. */
export function takeNight({ by, now, until, farthest }: NightLease): Statement {
  return {
    name: 'take-night',
    text: `
      update keeping set lease_by = $1, lease_until = $3
      where (next_at is null or next_at <= $2 or next_at > $4)
        and (lease_until is null or lease_until <= $2 or lease_by = $1)
      returning revision, next_at as "nextAt"`,
    values: [by, now, until, farthest],
  }
}

/** Holds on to a night's work; no row where it has passed to somebody else, or the periods were changed meanwhile. */
export function renewNight({ by, until }: Pick<NightLease, 'by' | 'until'>, revision: number): Statement {
  const text = `update keeping set lease_until = $2 where lease_by = $1 and revision = $3 returning revision`
  return { name: 'renew-night', text, values: [by, until, revision] }
}

/** Ends a night's work, and says what it could not archive. */
export function endNight(
  by: string,
  { nextAt, failures }: { readonly nextAt: Instant; readonly failures: readonly NightFailure[] },
): Statement {
  const text = `
    update keeping set next_at = $2, failures = $3::jsonb, lease_by = null, lease_until = null where lease_by = $1`
  return { name: 'end-night', text, values: [by, nextAt, JSON.stringify(failures)] }
}
