/** The words of silences; see `model.ts` for all others. */
import type { IncidentType } from '../incident-types.js'
import type { Instant } from '../instant.js'
import type { Severity } from '../scales.js'

/** What a person says of a silence: what would be told of a zone meanwhile is recorded, counted and told to nobody. */
export interface SilenceContent {
  readonly zoneId: string
  /** One rule of the zone; null: all of them. */
  readonly ruleId: string | null
  /** What it keeps back; null: whatever it is. */
  readonly types: readonly IncidentType[] | null
  /** From this severity on it is told all the same; null: nothing is. */
  readonly tellsFrom: Severity | null
  readonly reason: string
  readonly until: Instant
  /** A snooze: what it keeps back and would still be told is told when it ends. Left out where that is told to nobody. */
  readonly isSnooze?: true
}

/** A time in which nobody is told. It ends by itself, and everybody who may see the zone sees that it is on. */
export interface Silence extends SilenceContent {
  readonly id: string
  readonly revision: number
  readonly seq: number
  readonly from: Instant
  readonly by: string
  /** When somebody ended it before its time; null where nobody did. */
  readonly endedAt: Instant | null
  readonly endedBy: string | null
}

/** When it ended or will: at its time, or when somebody ended it. */
export function endOfSilence({ endedAt, until }: Pick<Silence, 'endedAt' | 'until'>): Instant {
  return endedAt ?? until
}

/** Whether it is on at a moment in milliseconds since 1970: from its beginning, and no more at its end. */
export function isSilent(silence: Pick<Silence, 'from' | 'until' | 'endedAt'>, ms: number): boolean {
  return Date.parse(silence.from) <= ms && ms < Date.parse(endOfSilence(silence))
}
