import { decide, type Decision } from '../engine.js'
import type { Instant, Measure, Rule, Zone } from '../model.js'
import type { Judgeable, Subject } from '../rule/stage.js'
import { Tally } from '../rule/tally.js'

/** A revision of an incident as it once came, measured against a zone as it is drawn now. */
export interface PastRevision {
  readonly incident: Judgeable
  /** When it was, or would have been, held against the rules. */
  readonly at: Instant
  /** The incident that stands for it from this revision on; null where it stands for itself. */
  readonly mergedInto: string | null
  /** Null where it lies too far away to be measured. */
  readonly measure: Measure | null
  /** Since when the rule has kept it from somebody; left out where it has not. */
  readonly keptSince?: Instant
}

/** The silences of the zone in that time, and when the calendars are on that the rule goes by. */
type Beside = Pick<Subject, 'silences' | 'calendars'>

/**
 * What one rule would have told, had it stood as it is now all along: the live evaluator, given past revisions one after
 * the other, in the order in which they came.
 */
export class Replay {
  private readonly told = new Set<string>()
  private readonly tally = new Tally()
  private readonly merged = new Map<string, string>()
  private lastAlertAt: Instant | null = null
  /** What it tells at one moment: by when it would have told it, after the last alert before that. */
  private moment: { readonly at: Instant; readonly would: readonly Instant[] } | null = null

  constructor(
    private readonly rule: Rule,
    private readonly zone: Pick<Zone, 'id' | 'version' | 'name' | 'valid'>,
    private readonly beside: Beside = {},
  ) {}

  /** What the rule makes of the next revision; null where it is nowhere near, or played: that wakes nobody. */
  take({ incident, at, mergedInto, measure, keptSince }: PastRevision): Decision | null {
    if (mergedInto === null) this.merged.delete(incident.id)
    else this.merged.set(incident.id, mergedInto)
    if (measure === null || incident.exercise === true) {
      this.tally.drop(this.rule, incident.id)
      return null
    }
    const memory = {
      toldBefore: this.told.has(incident.id),
      toldForMerged: this.wasToldForMerged(incident.id),
      lastAlertAt: this.lastAlertAt,
      ...(keptSince !== undefined && { keptSince, ...this.wouldHaveTold(at) }),
    }
    const { rule, zone } = this
    const subject = { incident, rule, zone, ...this.beside, measure, memory, now: at }
    const beside = this.tally.beside(subject)
    const decision = decide(beside === undefined ? subject : { ...subject, memory: { ...memory, beside } })
    this.tally.note(subject, decision)
    if (decision.fired) {
      this.told.add(incident.id)
      const before = this.lastAlertAt === null ? [] : [this.lastAlertAt]
      const would = this.moment?.at === at ? this.moment.would : before
      this.moment = { at, would: [...would, keptSince ?? at] }
      this.lastAlertAt = at
    }
    return decision
  }

  private wouldHaveTold(at: Instant): { readonly wouldHaveTold?: readonly Instant[] } {
    return this.moment?.at === at ? { wouldHaveTold: this.moment.would } : {}
  }

  private wasToldForMerged(id: string): boolean {
    if (this.merged.size === 0) return false
    const one = this.standsFor(id)
    for (const it of this.told) if (it !== id && this.standsFor(it) === one) return true
    return false
  }

  private standsFor(id: string): string {
    const passed = new Set<string>()
    let one = id
    for (let next = this.merged.get(one); next !== undefined && !passed.has(next); next = this.merged.get(one)) {
      passed.add(next)
      one = next
    }
    return one
  }
}
