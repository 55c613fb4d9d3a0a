import { certaintyOf } from './match/certainty.js'
import type { Certainty, Explanation } from './model.js'
import { asks, worded, type Judged, type Judgement, type RuleMemory, type Stage, type Subject } from './rule/stage.js'
import { stages } from './rule/stages.js'
import { Tally } from './rule/tally.js'
import { finding, sentenceOf } from './tell/finding.js'
import { instantMs } from './time.js'

/** Whether a rule alerts for an incident, and why. */
export interface Decision {
  readonly fired: boolean
  /** The reason of the stage that stopped it; where none did, the one of the place. */
  readonly reason: string
  readonly certainty: Certainty
  /** Every stage up to and including the one that stopped it. */
  readonly stages: readonly Judgement[]
}

/** Holds one incident against one rule. */
export function decide(subject: Subject): Decision {
  const judged = judgedOf(subject)
  const verdicts: Judgement[] = []
  for (const stage of stages) {
    if (!asks(stage, subject)) continue
    const verdict = stage.judge(judged)
    verdicts.push(verdict)
    if (verdict.verdict === 'stop') break
  }
  return conclude(judged, verdicts)
}

/**
 * Decides a batch in its order. What an earlier subject of the batch told is remembered for the later ones, on top of
 * the memory that each of them brings from before the batch; what is told of one of several that are one is told of all.
 */
export function decideAll(subjects: readonly Subject[]): readonly Decision[] {
  const told = new Set<string>()
  const lastAlerts = new Map<string, string>()
  const would = new Map<string, readonly string[]>()
  const tally = new Tally()
  return subjects.map((subject) => {
    const key = toldKey(subject)
    const before: RuleMemory = { toldBefore: told.has(key), lastAlertAt: lastAlerts.get(subject.rule.id) ?? null }
    const carried = { ...beside(subject, tally), ...wouldHaveTold(subject, would) }
    const decision = decide({ ...subject, memory: { ...merge(subject.memory, before), ...carried } })
    tally.note(subject, decision)
    if (decision.fired) {
      told.add(key)
      lastAlerts.set(subject.rule.id, subject.now)
      would.set(subject.rule.id, [...(would.get(subject.rule.id) ?? []), subject.memory.keptSince ?? subject.now])
    }
    return decision
  })
}

/** For what was kept: the alert before the batch, and what the batch tells, by when it would have told it. */
function wouldHaveTold(
  { memory, rule }: Subject,
  would: ReadonlyMap<string, readonly string[]>,
): Pick<RuleMemory, 'wouldHaveTold'> {
  const told = would.get(rule.id)
  if (memory.keptSince === undefined || told === undefined) return {}
  return { wouldHaveTold: memory.lastAlertAt === null ? told : [memory.lastAlertAt, ...told] }
}

/** What counts beside a subject, where its rule counts. */
function beside(subject: Subject, tally: Tally): Pick<RuleMemory, 'beside'> {
  const beside = tally.beside(subject)
  return beside === undefined ? {} : { beside }
}

/** Every stage's verdict, also after the first stop: the answer to "why was I (not) told?". */
export function explain(subject: Subject): Explanation {
  const judged = judgedOf(subject)
  const verdicts = stagesOf(subject).map((stage) => stage.judge(judged))
  const { fired, reason, certainty } = conclude(judged, verdicts)
  const distanceMetres = subject.measure.distanceMetres
  const told = verdicts.map((it) => worded(it, subject.now))
  return { fired, reason, certainty, distanceMetres, zoneVersion: subject.zone.version, stages: told }
}

/** The answer for a zone that is archived: it hears nothing, however near, and nothing is measured. */
export function explainArchived(subject: Omit<Subject, 'measure' | 'memory'>): Explanation {
  const { incident, zone } = subject
  const nowhere = {
    distanceMetres: Number.MAX_SAFE_INTEGER,
    depthMetres: 0,
    reachMetres: 0,
    uncertaintyMetres: incident.uncertaintyMetres,
  }
  const judged = judgedOf({ ...subject, measure: nowhere, memory: { toldBefore: false, lastAlertAt: null } })
  const archived = finding('rule.archived', { zone: zone.name })
  const place = { stage: 'place', verdict: 'stop', ...archived } as const
  const asked = stagesOf(judged)
  const verdicts = asked.map((stage) => (stage.name === place.stage ? place : stage.judge(judged)))
  const { fired, reason, certainty } = conclude(judged, verdicts)
  const told = verdicts.map((it) => worded(it, subject.now))
  return { fired, reason, certainty, distanceMetres: null, zoneVersion: zone.version, stages: told }
}

function stagesOf(subject: Subject): readonly Stage[] {
  return stages.filter((stage) => asks(stage, subject))
}

function judgedOf(subject: Subject): Judged {
  return { ...subject, certainty: certaintyOf(subject.measure), nowMs: instantMs(subject.now) }
}

function conclude({ certainty, now }: Judged, verdicts: readonly Judgement[]): Decision {
  const stopped = verdicts.find((verdict) => verdict.verdict === 'stop')
  const decisive = stopped ?? verdicts.find((verdict) => verdict.stage === 'place')
  if (decisive === undefined) throw new Error('The pipeline has no stage named place.')
  return { fired: stopped === undefined, reason: sentenceOf(decisive, now), certainty, stages: verdicts }
}

function toldKey({ incident, one = incident.id, rule }: Subject): string {
  return `${one} ${rule.id} ${rule.version}`
}

function merge(stored: RuleMemory, carried: RuleMemory): RuleMemory {
  const toldBefore = stored.toldBefore || carried.toldBefore
  const { lastAlertAt } = carried
  const told = { ...stored, toldBefore }
  if (lastAlertAt === null) return told
  if (stored.lastAlertAt === null) return { ...told, lastAlertAt }
  const carriedIsLater = instantMs(lastAlertAt) >= instantMs(stored.lastAlertAt)
  return { ...told, lastAlertAt: carriedIsLater ? lastAlertAt : stored.lastAlertAt }
}
