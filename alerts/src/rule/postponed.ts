import type { Instant } from '../model.js'
import type { Judgement } from './stage.js'

/** When a rule is to be asked about an incident again. */
export interface Postponed {
  readonly dueAt: Instant
  /** Since when it is kept from somebody who would have been told, so that it does not grow stale; null where it is too early. */
  readonly keptSince: Instant | null
}

/** When what came to a decision at a moment is to be decided again; null where that is settled. */
export function postponedBy(
  { stages }: { readonly stages: readonly Pick<Judgement, 'again'>[] },
  now: Instant,
): Postponed | null {
  const again = stages.at(-1)?.again
  return again === undefined ? null : { dueAt: again.at, keptSince: again.kept ? now : null }
}
