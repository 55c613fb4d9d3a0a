import type { Decision } from '../engine.js'
import type { Instant } from '../model.js'
import { postponedBy, type Postponed } from '../rule/postponed.js'
import { severityRank } from '../rule/severity.js'
import { instantMs } from '../time.js'
import type { PastRevision } from './replay.js'

type Kept<Past> = Postponed & { readonly past: Past }

/** What a rule is to be asked about again: threats that came too early, and what is kept from somebody for a time. */
export class Waiting<Past extends PastRevision> {
  private readonly kept = new Map<string, Kept<Past>>()
  /** Nothing is due before. */
  private soonestMs = Infinity

  /** Notes what a revision came to, null where it is nowhere near: what waits is asked about as it stands by then. */
  note(past: Past, decision: Decision | null): void {
    const { id } = past.incident
    const before = this.kept.get(id)
    const next = decision === null ? null : postponedBy(decision, past.at)
    if (decision?.fired === true) this.kept.delete(id)
    else if (next !== null) this.keep(id, { ...next, keptSince: earlier(before ?? past, next), past })
    else if (before !== undefined) this.kept.set(id, { ...before, past })
  }

  /** Those whose time has come by a moment, one after the other: what one comes to may be due again. */
  *dueBy(ms: number): Generator<Past> {
    while (this.soonestMs <= ms) {
      for (const { past, dueAt, keptSince } of this.takeSoonest()) {
        yield { ...past, at: dueAt, ...(keptSince !== null && { keptSince }) }
      }
    }
  }

  private keep(id: string, it: Kept<Past>): void {
    this.kept.set(id, it)
    this.soonestMs = Math.min(this.soonestMs, instantMs(it.dueAt))
  }

  /** Those of the moment at which anything is due first; none where it was settled meanwhile. */
  private takeSoonest(): readonly Kept<Past>[] {
    const due = [...this.kept.values()].filter(({ dueAt }) => instantMs(dueAt) <= this.soonestMs)
    for (const { past } of due) this.kept.delete(past.incident.id)
    this.soonestMs = [...this.kept.values()].reduce((least, { dueAt }) => Math.min(least, instantMs(dueAt)), Infinity)
    return due.toSorted(inTurn)
  }
}

function earlier(
  { keptSince = null }: { readonly keptSince?: Instant | null },
  next: Pick<Postponed, 'keptSince'>,
): Instant | null {
  if (keptSince === null || next.keptSince === null) return keptSince ?? next.keptSince
  return instantMs(keptSince) <= instantMs(next.keptSince) ? keptSince : next.keptSince
}

/** Of those due at one moment the worst first, and of them the one that was kept first, as the house does. */
function inTurn(a: Kept<PastRevision>, b: Kept<PastRevision>): number {
  return rankOf(b) - rankOf(a) || sinceMs(a) - sinceMs(b) || (idOf(a) < idOf(b) ? -1 : 1)
}

function rankOf({ past }: Kept<PastRevision>): number {
  return severityRank(past.incident.severity)
}

function sinceMs({ keptSince }: Postponed): number {
  return keptSince === null ? Number.MAX_SAFE_INTEGER : instantMs(keptSince)
}

function idOf({ past }: Kept<PastRevision>): string {
  return past.incident.id
}
