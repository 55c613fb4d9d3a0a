import { certaintyOf } from './match/certainty.js'
import type { Certainty, Explanation, Instant } from './model.js'
import {
  asks,
  memoryKey,
  worded,
  type Judged,
  type Judgement,
  type RuleMemory,
  type Stage,
  type Subject,
} from './rule/stage.js'
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
  return decided(judgedOf(subject, subject.memory))
}

function decided(judged: Judged): Decision {
  const verdicts: Judgement[] = []
  for (const stage of stages) {
    if (!asks(stage, judged)) continue
    const verdict = stage.judge(judged)
    verdicts.push(verdict)
    if (verdict.verdict === 'stop') break
  }
  return conclude(judged, verdicts)
}

/** What a batch has told of one rule so far. */
interface Told {
  /** Of which incidents, in which version. */
  readonly keys: Set<string>
  /** When it would have told each of them, had nothing been kept. */
  readonly would: Instant[]
  lastAlertAt: Instant
}

/**
 * Decides a batch in its order. What an earlier subject of the batch told is remembered for the later ones, on top of
 * the memory that each of them brings from before the batch; what is told of one of several that are one is told of all.
 */
export function decideAll(subjects: readonly Subject[]): readonly Decision[] {
  const told = new Map<string, Told>()
  const tally = new Tally()
  return subjects.map((subject) => {
    const { memory, now } = subject
    const key = memoryKey(subject)
    const ofRule = told.get(key)
    const beside = tally.beside(subject)
    const counted = beside === undefined ? memory : { ...memory, beside }
    const decision = decided(judgedOf(subject, ofRule === undefined ? counted : remembered(subject, counted, ofRule)))
    tally.note(subject, decision)
    if (decision.fired) told.set(key, noted(subject, ofRule ?? { keys: new Set(), would: [], lastAlertAt: now }))
    return decision
  })
}

function noted(subject: Subject, ofRule: Told): Told {
  ofRule.keys.add(toldKey(subject))
  ofRule.would.push(subject.memory.keptSince ?? subject.now)
  ofRule.lastAlertAt = subject.now
  return ofRule
}

/** A memory with what the batch has told of its rule. */
function remembered(subject: Subject, memory: RuleMemory, { keys, lastAlertAt, would }: Told): RuleMemory {
  const before = memory.lastAlertAt
  const isLater = before === null || instantMs(lastAlertAt) >= instantMs(before)
  return {
    ...memory,
    toldBefore: memory.toldBefore || keys.has(toldKey(subject)),
    lastAlertAt: isLater ? lastAlertAt : before,
    // For what was kept: the alert before the batch, and what the batch tells, by when it would have told it.
    ...(memory.keptSince !== undefined && { wouldHaveTold: before === null ? [...would] : [before, ...would] }),
  }
}

/** Every stage's verdict, also after the first stop: the answer to "why was I (not) told?". */
export function explain(subject: Subject): Explanation {
  const judged = judgedOf(subject, subject.memory)
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
  const memory = { toldBefore: false, lastAlertAt: null }
  const judged = judgedOf({ ...subject, measure: nowhere, memory }, memory)
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

/** Laid out member by member: every stage of every pair reads it. */
function judgedOf(subject: Subject, memory: RuleMemory): Judged {
  const { incident, one, rule, zone, measure, silences, calendars, now, heardAt } = subject
  const [certainty, nowMs] = [certaintyOf(measure), instantMs(now)]
  return { incident, one, rule, zone, measure, memory, silences, calendars, now, heardAt, certainty, nowMs }
}

function conclude({ certainty, now }: Judged, verdicts: readonly Judgement[]): Decision {
  const stopped = verdicts.find((verdict) => verdict.verdict === 'stop')
  const decisive = stopped ?? verdicts.find((verdict) => verdict.stage === 'place')
  if (decisive === undefined) throw new Error('The pipeline has no stage named place.')
  return { fired: stopped === undefined, reason: sentenceOf(decisive, now), certainty, stages: verdicts }
}

function toldKey({ incident, one = incident.id, rule }: Subject): string {
  return `${one} ${rule.version}`
}
