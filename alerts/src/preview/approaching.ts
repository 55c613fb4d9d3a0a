import type { Decision } from '../engine.js'
import type { Rule } from '../model.js'
import { windowNearAt } from '../rule/window.js'
import { instantMs } from '../time.js'
import type { PastRevision } from './replay.js'

/** Threats that came too early for a rule, each to be held against it again when its window is near, as the house does. */
export class Approaching<Past extends PastRevision> {
  private readonly waiting = new Map<string, Past>()

  constructor(private readonly rule: Rule) {}

  /** Notes what a revision came to, null where it is nowhere near; a later one of the same threat takes its place. */
  note(past: Past, decision: Decision | null): void {
    const at = decision === null ? null : windowNearAt(decision, this.rule, past.incident)
    if (at === null) this.waiting.delete(past.incident.id)
    else this.waiting.set(past.incident.id, { ...past, at })
  }

  /** Those whose time has come by a moment, in the order in which it came. */
  dueBy(ms: number): readonly Past[] {
    if (this.waiting.size === 0) return []
    const due = [...this.waiting.values()].filter(({ at }) => instantMs(at) <= ms)
    for (const { incident } of due) this.waiting.delete(incident.id)
    return due.toSorted((a, b) => instantMs(a.at) - instantMs(b.at))
  }
}
