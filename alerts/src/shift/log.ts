/** The words of the watch log; see `model.ts` for all others. */
import type { Instant } from '../model.js'
import { finding, type Finding } from '../tell/finding.js'
import { audienceOfAccount, teamIn } from '../zone/audience.js'

export const logKinds = ['note', 'automatic'] as const
/** `note`: what a person wrote. `automatic`: what the house wrote of a shift or a handover. */
export type LogKind = (typeof logKinds)[number]

export const logLineKinds = [...logKinds, 'alert', 'feed'] as const
/** What stands in the running log: entries, what happened to alerts, and feeds that fell silent or told something again. */
export type LogLineKind = (typeof logLineKinds)[number]

/** That an entry is wrong: it stays and can be read, struck through. */
export interface Struck {
  readonly by: string
  readonly at: Instant
  /** Null where it is not told, to those who see places coarsely. */
  readonly reason: string | null
}

/** One entry of the watch log. It is never changed; a wrong one is struck through, and another one written. */
export interface LogEntry {
  readonly id: string
  /** 1 as it was written, 2 once it is struck through. */
  readonly revision: number
  readonly seq: number
  readonly kind: LogKind
  /** When it happened, as its writer says. */
  readonly at: Instant
  readonly recordedAt: Instant
  readonly by: string
  /** The account or token that wrote it. */
  readonly byId: string
  /** Null where it is not told, to those who see places coarsely. */
  readonly text: string | null
  /** What it is about. */
  readonly incidentIds: readonly string[]
  readonly alertIds: readonly string[]
  /** The handover that an automatic entry tells of. */
  readonly handoverId: string | null
  readonly struck: Struck | null
}

/** What a person says: about what, and when it happened. */
export interface LogSaid {
  readonly text: string
  readonly at: Instant
  readonly incidentIds: readonly string[]
  readonly alertIds: readonly string[]
}

/** A note as it is written; its `seq` is the feed's to set. */
export function noteEntry(
  said: LogSaid,
  { id, by, now }: { readonly id: string; readonly by: Pick<LogEntry, 'by' | 'byId'>; readonly now: Instant },
): LogEntry {
  const kept = { revision: 1, seq: 0, kind: 'note', recordedAt: now, handoverId: null, struck: null } as const
  return { id, ...said, ...by, ...kept }
}

/** What the house writes of a shift or a handover by itself, at the moment at which it happens. */
export function automaticEntry(
  text: string,
  more: {
    readonly id: string
    readonly by: Pick<LogEntry, 'by' | 'byId'>
    readonly now: Instant
    readonly handoverId?: string
  },
): LogEntry {
  const { id, by, now, handoverId = null } = more
  const kept = { revision: 1, seq: 0, kind: 'automatic', at: now, recordedAt: now, struck: null } as const
  return { id, ...kept, ...by, text, incidentIds: [], alertIds: [], handoverId }
}

/**
 * Who hears of an entry: everybody, unless it is about an alert that some alone may see. Of one team's alerts that team
 * hears; of a private zone nobody but its owner can have written, and of alerts of several teams not all may see all, so
 * it is then its writer's.
 */
export function audienceOfEntry({ byId }: Pick<LogEntry, 'byId'>, alertAudiences: readonly string[]): string {
  const [some, ...others] = new Set(alertAudiences.filter((it) => it !== 'all'))
  if (some === undefined) return 'all'
  return others.length === 0 && teamIn(some) !== null ? some : audienceOfAccount(byId)
}

export type Striking = { readonly ok: true; readonly entry: LogEntry } | { readonly ok: false; readonly why: Finding }

/** Strikes a note through. What the house wrote, and what is struck through already, stays as it is. */
export function strike(entry: LogEntry, struck: Struck): Striking {
  if (entry.kind === 'automatic') return { ok: false, why: finding('denied.houseWrote', {}) }
  if (entry.struck !== null)
    return { ok: false, why: finding('denied.struckBy', { by: entry.struck.by, struckAt: entry.struck.at }) }
  return { ok: true, entry: { ...entry, revision: entry.revision + 1, struck } }
}
