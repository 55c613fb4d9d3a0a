import { describe, expect, it } from 'vitest'
import { subject } from '../example.js'
import { certaintyOf } from '../match/certainty.js'
import type { Incident, Measure, Rule, Silence, WeekHours } from '../model.js'
import type { Counted } from './happened.js'
import type { RuleMemory } from './stage.js'
import { reasonName, worded } from './stage.js'
import { stages } from './stages.js'

interface Change {
  readonly incident?: Partial<Incident>
  readonly rule?: Partial<Rule>
  readonly measure?: Partial<Measure>
  readonly memory?: Partial<RuleMemory>
  readonly silences?: readonly Silence[]
  readonly now?: string
  readonly heardAt?: string
}

function judge(name: string, change: Change) {
  const measure = { ...subject.measure, ...change.measure }
  const judged = {
    ...subject,
    incident: { ...subject.incident, ...change.incident },
    rule: { ...subject.rule, ...change.rule },
    memory: { ...subject.memory, ...change.memory },
    silences: change.silences ?? [],
    now: change.now ?? subject.now,
    heardAt: change.heardAt,
    measure,
    certainty: certaintyOf(measure),
    nowMs: Date.parse(change.now ?? subject.now),
  }
  const judgement = stages.find((stage) => stage.name === name)?.judge(judged)
  if (judgement === undefined) throw new Error(`There is no stage ${name}.`)
  const { verdict, reason } = worded(judgement, judged.now)
  return `${verdict} · ${reason}`
}

/** On from 20:00 until 21:00 of the evening of the attack. */
const silence: Silence = {
  ...{ id: 'silence-1', revision: 1, seq: 3, zoneId: 'zone-1', ruleId: null, types: null, tellsFrom: null },
  ...{ reason: 'Clearing mines', by: 'omar', endedAt: null, endedBy: null },
  ...{ from: '2021-11-08T20:00:00.000Z', until: '2021-11-08T21:00:00.000Z' },
}
const silenced = 'stop · silenced: by omar until 21:00Z: Clearing mines'
const snooze: Silence = { ...silence, until: '2021-11-08T22:00:00.000Z', isSnooze: true }
const snoozed = 'stop · snoozed: by omar until 22:00Z, when it is told: Clearing mines'
const spoken = 'pass · silence: none that is on keeps it back'

const found = (word: string) => `pass · word: it says "${word}", as the rule asks`

const ended = { occurredTo: '2021-11-08T20:05:00.000Z' }
const kept = { keptSince: '2021-11-08T20:10:00.000Z' }

/** An incident of the same evening that counts. */
const counted = (clock: string) => ({ incidentId: clock, at: `2021-11-08T${clock}:00.000Z`, told: false })
/** The attack at 20:00 held against a rule that asks for three within half an hour. */
function counting(times: unknown): Change {
  const others = Array.isArray(times) ? times.map((it) => counted(String(it))) : []
  return { rule: { count: { atLeast: 3, withinMinutes: 30 } }, memory: { counted: others } }
}

/** The same attack held against a rule that tells of a rise: how many counted in each day before, the latest last. */
function rising(days: readonly number[], more: Partial<Counted> = {}): Change {
  const before = days.map((many, at) => {
    const ago = days.length - at
    return { incidentId: null, at: `2021-11-${String(8 - ago).padStart(2, '0')}T20:00:00.000Z`, told: false, many }
  })
  const today = { incidentId: null, at: '2021-11-08T19:00:00.000Z', told: false, many: 4, ...more }
  return { rule: { trend: { withinDays: 1, atLeast: 3 } }, memory: { counted: [...before, today] } }
}

/** The same, where the rule told of what happened before. */
function told({ memory, ...change }: Change): Change {
  const [first, ...others] = memory?.counted ?? []
  return first === undefined ? change : { ...change, memory: { counted: [{ ...first, told: true }, ...others] } }
}

/** A plot that may come about from then on, held against a rule that tells of those six hours ahead. */
function threat(occurredFrom: string): Change {
  return { rule: { leadHours: 6 }, incident: { kind: 'threat', occurredFrom } }
}

const ringed = [
  { withinMetres: 5_000, minSeverity: 'moderate' },
  { withinMetres: 50_000, minSeverity: 'extreme' },
] as const

/** A disc of 1 km so far from the shape, held against two rings. */
function near(distanceMetres: number): Change {
  return { rule: { rings: ringed }, measure: { distanceMetres, depthMetres: 0, reachMetres: 60_000 } }
}

/** Monday to Friday by the clock of Damascus. */
function days(from: string, to: string): WeekHours {
  return { timeZone: 'Asia/Damascus', spans: [{ days: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri'], from, to }] }
}

type Case = readonly [string, Change, string]
const cases: readonly Case[] = [
  ['history', {}, 'pass · live: it came in as news'],
  [
    'history',
    { incident: { history: true } },
    'stop · history: it came in as history, which is recorded and never alerted',
  ],
  ['status', {}, 'pass · status: unverified'],
  ['status', { incident: { status: 'disputed' } }, 'pass · status: disputed'],
  ['status', { incident: { status: 'refuted' } }, 'stop · refuted: the incident is refuted'],
  ['status', { incident: { status: 'merged' } }, 'stop · merged: the incident is merged into another one'],
  // What has an end was kept for later all the same; a silence that has one is over.
  ['status', { incident: ended, memory: kept }, 'pass · status: unverified'],
  [
    'status',
    { incident: { ...ended, type: 'feed-silent' }, memory: kept },
    'stop · heard again: the silence ended while it was kept for later',
  ],
  [
    'status',
    { incident: { status: 'withdrawn' } },
    'stop · withdrawn: the import that brought the incident was undone',
  ],
  ['enabled', {}, 'pass · enabled: the rule is on'],
  ['enabled', { rule: { enabled: false } }, 'stop · switched off: the rule "Anything near" is switched off'],
  ['kind', {}, 'pass · kind: event, the rule takes any'],
  ['kind', { rule: { kinds: ['event'] } }, 'pass · kind: event, as the rule asks'],
  ['kind', { rule: { kinds: ['threat'] } }, 'stop · other kind: event, the rule takes threat'],
  ['type', {}, 'pass · type: ambush, the rule takes any'],
  ['type', { rule: { types: ['ied', 'ambush'] } }, 'pass · type: ambush, as the rule asks'],
  ['type', { rule: { types: ['ied', 'drone'] } }, 'stop · other type: ambush, the rule takes ied, drone'],
  [
    'type',
    { rule: { types: ['territory-change'] }, incident: { type: 'territory-overtaken' } },
    'pass · type: territory-overtaken, as the rule asks',
  ],
  [
    'type',
    { rule: { types: ['territory-regained'] }, incident: { type: 'territory-change' } },
    'stop · other type: territory-change, the rule takes territory-regained',
  ],
  ['type', { rule: { types: [] } }, 'stop · other type: ambush, the rule takes none'],
  ['severity', {}, 'pass · severity: severe, the rule takes any'],
  ['severity', { rule: { minSeverity: 'severe' } }, 'pass · severity: severe, the rule asks for severe or worse'],
  [
    'severity',
    { rule: { minSeverity: 'extreme' } },
    'stop · not severe enough: severe, the rule asks for extreme or worse',
  ],
  [
    'severity',
    { incident: { severity: 'unknown' }, rule: { minSeverity: 'minor' } },
    'stop · not severe enough: unknown, the rule asks for minor or worse',
  ],
  [
    'severity',
    { incident: { severity: 'unknown' }, rule: { minSeverity: 'unknown' } },
    'pass · severity: unknown, the rule asks for unknown or worse',
  ],
  ['grade', {}, 'pass · grade: B2, the rule takes any'],
  ['grade', { rule: { minGrade: 'B2' } }, 'pass · grade: B2, the rule asks for B2 or better'],
  ['grade', { rule: { minGrade: 'A3' } }, 'stop · grade too low: B2, the rule asks for A3 or better'],
  ['place', {}, 'pass · definite: 3 km inside Busayrah 15 km, within about 1 km, reach 5 km'],
  [
    'place',
    { measure: { depthMetres: 0, distanceMetres: 12_300 } },
    'stop · outside: 12.3 km away from Busayrah 15 km, within about 1 km, reach 5 km',
  ],
  [
    'place',
    { measure: { depthMetres: 0, distanceMetres: 12_000, uncertaintyMetres: 25_000 } },
    'stop · possible only: 12 km away from Busayrah 15 km, within about 25 km, reach 5 km; the rule asks for definite',
  ],
  [
    'place',
    { measure: { depthMetres: 0, distanceMetres: 12_000, uncertaintyMetres: 25_000 }, rule: { certainty: 'possible' } },
    'pass · possible: 12 km away from Busayrah 15 km, within about 25 km, reach 5 km',
  ],
  [
    'place',
    { measure: { depthMetres: 0, distanceMetres: 12_000 }, rule: { certainty: 'possible' } },
    'stop · outside: 12 km away from Busayrah 15 km, within about 1 km, reach 5 km',
  ],
  [
    'place',
    { measure: { depthMetres: 0, distanceMetres: 0 } },
    'pass · definite: at the edge of Busayrah 15 km, within about 1 km, reach 5 km',
  ],
  [
    'place',
    { measure: { uncertaintyMetres: 0 } },
    'pass · definite: 3 km inside Busayrah 15 km, within a metre, reach 5 km',
  ],
  ['fresh', {}, 'pass · fresh: 20 min old, the rule takes up to 72 h'],
  ['fresh', { now: '2021-11-11T20:00:00.000Z' }, 'pass · fresh: 72 h old, the rule takes up to 72 h'],
  ['fresh', { now: '2021-11-11T20:00:00.001Z' }, 'stop · stale: 72.1 h old, the rule takes up to 72 h'],
  ['fresh', { now: '2021-11-08T19:58:00.000Z' }, 'pass · fresh: 0 min old, the rule takes up to 72 h'],
  [
    'fresh',
    { incident: { timePrecision: 'day' } },
    'pass · fresh: by what is known of its time it may have happened just now, the rule takes up to 72 h',
  ],
  [
    'fresh',
    { incident: { timePrecision: 'day' }, now: '2021-11-12T20:30:00.000Z' },
    'stop · stale: at least 72.5 h old by what is known of its time, the rule takes up to 72 h',
  ],
  [
    'fresh',
    { incident: { timePrecision: 'day' }, now: '2021-11-12T20:00:00.000Z' },
    'pass · fresh: at least 72 h old by what is known of its time, the rule takes up to 72 h',
  ],
  [
    'fresh',
    { incident: { occurredTo: '2021-11-09T08:00:00.000Z' }, now: '2021-11-12T08:00:00.000Z' },
    'pass · fresh: 72 h old, the rule takes up to 72 h',
  ],
  [
    'fresh',
    { incident: { kind: 'threat', occurredTo: '2021-12-31T00:00:00.000Z' }, now: '2021-12-30T00:00:00.000Z' },
    'pass · fresh: 0 min old, the rule takes up to 72 h',
  ],
  [
    'fresh',
    { incident: { kind: 'threat', occurredTo: '2021-12-31T00:00:00.000Z' }, now: '2022-01-03T12:00:00.000Z' },
    'stop · stale: 84 h old, the rule takes up to 72 h',
  ],
  [
    'fresh',
    { memory: { regraded: { cameAt: '2021-11-08T20:05:00.000Z', watchedSince: '2021-11-08T20:05:00.000Z' } } },
    'pass · fresh: 20 min old, the rule takes up to 72 h',
  ],
  [
    'fresh',
    { memory: { regraded: { cameAt: '2021-11-08T20:05:00.000Z', watchedSince: '2021-11-08T20:06:00.000Z' } } },
    'stop · known before: it came 20:05Z, the rule watches here since 20:06Z, and only its grade is new',
  ],
  ['origins', { rule: { minOrigins: 2 } }, 'stop · too few origins: 1, the rule asks for 2 independent ones or more'],
  [
    'origins',
    { rule: { minOrigins: 2 }, incident: { origins: 2 } },
    'pass · origins: 2, the rule asks for 2 independent ones or more',
  ],
  ['actors', { rule: { actors: ['Islamic State', 'IS'] } }, 'pass · actor: IS, as the rule asks'],
  ['actors', { rule: { actors: ['Turkey'] } }, 'stop · other actor: IS, the rule takes Turkey'],
  [
    'actors',
    { rule: { actors: ['Turkey'] }, incident: { actors: [] } },
    'stop · other actor: none, the rule takes Turkey',
  ],
  ['words', { rule: { words: ['prison', 'headquarter'] } }, 'pass · word: it says "headquarter", as the rule asks'],
  [
    'words',
    { rule: { words: ['quarters', 'the SDF prison'] } },
    'stop · no such word: it says none of quarters, the SDF prison',
  ],
  [
    'words',
    { rule: { words: ['sdf'] }, incident: { title: 'Attack' } },
    'pass · word: it says "sdf", as the rule asks',
  ],
  [
    'words',
    { rule: { words: ['هجوم'] }, incident: { summary: 'الهجوم على السجن' } },
    'pass · word: it says "هجوم", as the rule asks',
  ],
  // Wherever it says so: who takes part, where it lies, and what it is filed under.
  ['words', { rule: { words: ['Hurras'] }, incident: { actors: ['Hurras al-Din'] } }, found('Hurras')],
  ['words', { rule: { words: ['km southeast'] } }, found('km southeast')],
  ['words', { rule: { words: ['oil'] }, incident: { tags: ['oil field'] } }, found('oil')],
  // Only the last word may be the beginning of one.
  ['words', { rule: { words: ['head in Busayrah'] } }, 'stop · no such word: it says none of head in Busayrah'],
  ['words', { rule: { words: ['headquarters in Bus'] } }, found('headquarters in Bus')],
  ['words', { rule: { words: ['!'] } }, 'stop · no such word: it says none of !'],
  ['rings', near(4_000), 'pass · near enough: severe within 5 km, where the rule asks for moderate or worse'],
  ['rings', near(4_500), 'stop · not severe enough: severe at 4.5 km, the rule asks there for extreme or worse'],
  [
    'rings',
    { ...near(4_500), incident: { severity: 'extreme' } },
    'pass · near enough: extreme within 50 km, where the rule asks for extreme or worse',
  ],
  [
    'rings',
    { ...near(4_500), rule: { rings: ringed, certainty: 'possible' } },
    'pass · near enough: severe within 5 km, where the rule asks for moderate or worse',
  ],
  ['rings', near(49_500), 'stop · beyond the rings: 49.5 km away, the widest ring of the rule ends at 50 km'],
  [
    'rings',
    { rule: { rings: ringed } },
    'pass · near enough: severe within 5 km, where the rule asks for moderate or worse',
  ],
  // 8 November 2021 is a Monday; Damascus is two hours ahead of UTC.
  ['hours', { rule: { hours: days('08:00', '22:21') } }, 'pass · in its hours: Mon 22:20 in Asia/Damascus'],
  [
    'hours',
    { rule: { hours: days('08:00', '22:20') } },
    'stop · out of hours: Mon 22:20 in Asia/Damascus, when the rule tells nothing',
  ],
  [
    'hours',
    { rule: { hours: { ...days('08:00', '22:20'), tellsFrom: 'extreme' } } },
    'stop · out of hours: Mon 22:20 in Asia/Damascus, when the rule tells only what is extreme or worse',
  ],
  [
    'hours',
    { rule: { hours: { ...days('08:00', '22:20'), tellsFrom: 'severe' } } },
    'pass · exempt from hours: severe, the rule always tells what is severe or worse',
  ],
  // What is over when they begin is told to nobody then; what may still come is.
  [
    'hours',
    { rule: { hours: days('08:00', '22:20') }, incident: { ...ended, type: 'feed-silent' } },
    'stop · out of hours: Mon 22:20 in Asia/Damascus, when the rule tells nothing',
  ],
  [
    'hours',
    { rule: { hours: days('08:00', '22:20') }, incident: { type: 'feed-silent' } },
    'stop · out of hours: Mon 22:20 in Asia/Damascus, told 2021-11-09 06:00Z if it still holds',
  ],
  [
    'hours',
    { rule: { hours: days('08:00', '22:20'), leadHours: 6 }, incident: { kind: 'threat' } },
    'stop · out of hours: Mon 22:20 in Asia/Damascus, told 2021-11-09 06:00Z if it still holds',
  ],
  [
    'quiet',
    { rule: { quietHours: days('22:00', '06:00'), leadHours: 6 }, incident: { kind: 'threat' } },
    'stop · quiet hours: Mon 22:20 in Asia/Damascus, told 2021-11-09 04:00Z if it still holds',
  ],
  [
    'hours',
    { rule: { hours: days('08:00', '22:20') }, memory: kept },
    'stop · out of hours: Mon 22:20 in Asia/Damascus, told 2021-11-09 06:00Z if it still holds',
  ],
  // Asked afterwards, they are those in which it was heard of.
  [
    'hours',
    { rule: { hours: days('08:00', '22:21') }, now: '2021-11-09T03:00:00.000Z', heardAt: subject.now },
    'pass · in its hours: Mon 22:20 in Asia/Damascus',
  ],
  [
    'quiet',
    { rule: { quietHours: days('22:00', '06:00') } },
    'stop · quiet hours: Mon 22:20 in Asia/Damascus, when the rule tells nothing',
  ],
  [
    'quiet',
    { rule: { quietHours: days('22:00', '06:00') }, now: '2021-11-13T03:59:00.000Z' },
    'stop · quiet hours: Sat 05:59 in Asia/Damascus, when the rule tells nothing',
  ],
  [
    'quiet',
    { rule: { quietHours: days('22:00', '06:00') }, now: '2021-11-13T21:00:00.000Z' },
    'pass · quiet hours over: Sat 23:00 in Asia/Damascus',
  ],
  [
    'quiet',
    { rule: { quietHours: { ...days('22:00', '06:00'), tellsFrom: 'extreme' } } },
    'stop · quiet hours: Mon 22:20 in Asia/Damascus, when the rule tells only what is extreme or worse',
  ],
  [
    'quiet',
    { rule: { quietHours: { ...days('22:00', '06:00'), tellsFrom: 'extreme' } }, incident: { severity: 'extreme' } },
    'pass · exempt from quiet: extreme, the rule always tells what is extreme or worse',
  ],
  ...[
    [[], 'stop · too few yet: 1 within 30 min, the rule asks for 3 or more'],
    [['19:35', '19:50'], 'pass · count: 3 within 30 min, the rule asks for 3 or more'],
    [['19:45', '20:15'], 'pass · count: 3 within 30 min, the rule asks for 3 or more'],
    [['19:30', '20:30'], 'stop · too few yet: 2 within 30 min, the rule asks for 3 or more'],
    [['19:29', '20:00'], 'stop · too few yet: 2 within 30 min, the rule asks for 3 or more'],
    [['19:40', '20:20'], 'stop · too few yet: 2 within 30 min, the rule asks for 3 or more'],
  ].map(([times, verdict]): readonly [string, Change, string] => ['count', counting(times), String(verdict)]),
  [
    'count',
    { rule: { count: { atLeast: 2, withinMinutes: 30 } }, memory: { counted: [{ ...counted('20:10'), told: true }] } },
    'stop · already told: 2 within 30 min, the rule has told of one of them',
  ],
  ['trend', rising([1, 0, 1, 0, 2]), 'pass · more than usual: 5 in 1 d, 0.5 are usual; by chance 0.017 %, EARS C2 9.4'],
  ['trend', rising([9, 9, 9, 9, 9, 9, 9]), 'stop · as usual: 5 in 1 d, 5.3 are usual; by chance 60 %, EARS C2 -0.3'],
  ['trend', rising([], { many: 1 }), 'stop · too few: 2 in 1 d, the rule asks for 3 or more'],
  [
    'trend',
    rising([], { told: true }),
    'stop · already told: 5 in 1 d, 0.5 are usual; the rule has told of one of them',
  ],
  [
    'trend',
    { ...rising([]), incident: { kind: 'threat' } },
    'stop · a threat: it has not happened, and the rule tells of a rise in what has',
  ],
  [
    'trend',
    { ...rising([]), incident: { occurredFrom: '2021-11-07T20:00:00.000Z' } },
    'stop · past: it happened more than 1 d ago, the rule tells of a rise in that time',
  ],
  // So long ago to the millisecond is past.
  [
    'trend',
    { ...rising([]), incident: { occurredFrom: '2021-11-07T20:20:00.000Z' } },
    'stop · past: it happened more than 1 d ago, the rule tells of a rise in that time',
  ],
  [
    'trend',
    rising([1, 0, 1, 0, 2], { at: '2021-11-08T23:00:00.000Z' }),
    'pass · more than usual: 5 in 1 d, 0.5 are usual; by chance 0.017 %, EARS C2 9.4',
  ],
  [
    'trend',
    told(rising([1, 0, 1, 0, 2])),
    'pass · more than usual: 5 in 1 d, 0.5 are usual; by chance 0.017 %, EARS C2 9.4',
  ],
  [
    'trend',
    { rule: rising([]).rule ?? {}, memory: { countMet: true } },
    'pass · more than usual: it was one of the 3 or more in 1 d that the rule tells of',
  ],
  [
    'count',
    { ...counting([]), memory: { countMet: true } },
    'pass · count: it made up the 3 within 30 min that the rule asks for',
  ],
  [
    'window',
    { rule: { leadHours: 6 } },
    'stop · no window: it is no threat, the rule tells of threats 6 h before their windows open',
  ],
  [
    'window',
    threat('2021-11-09T02:20:00.001Z'),
    'stop · too early: its window opens 2021-11-09 02:20Z, the rule tells of it 6 h before',
  ],
  [
    'window',
    threat('2021-11-09T02:20:00.000Z'),
    'pass · window near: it opens 2021-11-09 02:20Z, the rule tells of it 6 h before',
  ],
  ['window', threat('2021-11-08T20:20:00.000Z'), 'pass · window open: since 20:20Z, the rule tells of it 6 h before'],
  // What was kept is as old as it was then.
  ['fresh', { memory: kept, now: '2021-11-12T20:00:00.000Z' }, 'pass · fresh: 10 min old, the rule takes up to 72 h'],
  [
    'cooldown',
    {
      memory: { lastAlertAt: '2021-11-08T20:20:00.000Z', keptSince: '2021-11-08T19:50:00.000Z' },
      rule: { cooldownMinutes: 30 },
    },
    'pass · cooldown over: it told of another incident 30 min apart, cooldown 30 min',
  ],
  ['told', {}, 'pass · not yet told: the rule has not alerted for this incident'],
  [
    'told',
    { memory: { toldBefore: true } },
    'stop · already told: version 1 of the rule has alerted for this incident',
  ],
  [
    'told',
    { memory: { toldForMerged: true } },
    'stop · already told: version 1 of the rule has alerted for an incident that is merged into this one',
  ],
  ['cooldown', {}, 'pass · no cooldown: the rule has none'],
  ['cooldown', { rule: { cooldownMinutes: 30 } }, 'pass · no cooldown: the rule has not alerted before'],
  [
    'cooldown',
    { memory: { lastAlertAt: '2021-11-08T20:13:00.000Z' }, rule: { cooldownMinutes: 30 } },
    'stop · cooling down: it alerted 7 min ago on another incident, silent until 20:43Z',
  ],
  [
    'cooldown',
    { memory: { lastAlertAt: '2021-11-08T19:50:00.000Z' }, rule: { cooldownMinutes: 30 } },
    'pass · cooldown over: it alerted 30 min ago, cooldown 30 min',
  ],
  [
    'cooldown',
    { memory: { lastAlertAt: '2021-11-08T20:21:00.000Z' }, rule: { cooldownMinutes: 30 } },
    'stop · cooling down: it alerted 0 s ago on another incident, silent until 20:51Z',
  ],
  [
    'cooldown',
    {
      memory: { lastAlertAt: '2021-11-08T20:20:00.000Z', keptSince: '2021-11-08T19:20:00.000Z' },
      rule: { cooldownMinutes: 30 },
    },
    'pass · cooldown over: it told of another incident 1 h apart, cooldown 30 min',
  ],
  [
    'cooldown',
    {
      memory: {
        lastAlertAt: '2021-11-08T20:20:00.000Z',
        wouldHaveTold: ['2021-11-08T19:40:00.000Z'],
        keptSince: '2021-11-08T19:20:00.000Z',
      },
      rule: { cooldownMinutes: 30 },
    },
    'stop · cooling down: it told of another incident 20 min apart, cooldown 30 min',
  ],
  ['silence', { silences: [silence] }, silenced],
  ['silence', { silences: [silence], now: '2021-11-08T20:00:00.000Z' }, silenced],
  ['silence', { silences: [silence], now: '2021-11-08T19:59:59.999Z' }, spoken],
  ['silence', { silences: [silence], now: '2021-11-08T21:00:00.000Z' }, spoken],
  ['silence', { silences: [{ ...silence, endedAt: '2021-11-08T20:10:00.000Z', endedBy: 'dana' }] }, spoken],
  ['silence', { silences: [{ ...silence, ruleId: 'rule-1' }] }, silenced],
  ['silence', { silences: [{ ...silence, ruleId: 'rule-2' }] }, spoken],
  ['silence', { silences: [{ ...silence, types: ['ambush', 'ied'] }] }, silenced],
  ['silence', { silences: [{ ...silence, types: ['ied'] }] }, spoken],
  [
    'silence',
    { silences: [{ ...silence, types: ['territory-change'] }], incident: { type: 'territory-transferred' } },
    silenced,
  ],
  ['silence', { silences: [{ ...silence, tellsFrom: 'extreme' }] }, silenced],
  [
    'silence',
    { silences: [{ ...silence, tellsFrom: 'severe' }] },
    'pass · exempt from silence: severe, what is severe or worse is told all the same',
  ],
  // What one lets through another may keep back, and of two that do the one that ends last is named.
  ['silence', { silences: [{ ...silence, tellsFrom: 'severe' }, silence] }, silenced],
  ['silence', { silences: [snooze] }, snoozed],
  // What is told to nobody is not told later either.
  ['silence', { silences: [snooze, silence] }, silenced],
  ['silence', { silences: [snooze, { ...silence, types: ['ied'] }] }, snoozed],
  [
    'silence',
    { silences: [silence, { ...silence, by: 'dana', until: '2021-11-08T23:00:00.000Z' }] },
    'stop · silenced: by dana until 23:00Z: Clearing mines',
  ],
  [
    'silence',
    { silences: [snooze, { ...snooze, by: 'dana', until: '2021-11-08T23:00:00.000Z' }] },
    'stop · snoozed: by dana until 23:00Z, when it is told: Clearing mines',
  ],
  // Asked afterwards, what was on when it was heard of counts.
  [
    'silence',
    { silences: [silence], now: '2021-11-09T06:00:00.000Z', heardAt: '2021-11-08T20:20:00.000Z' },
    'stop · silenced: by omar until 2021-11-08 21:00Z: Clearing mines',
  ],
]

describe('stages', () => {
  it('stand in one order', () => {
    const names =
      'history status enabled kind type severity grade origins actors words place rings fresh window absence count trend validity hours quiet told cooldown silence'
    expect(stages.map((stage) => stage.name).join(' ')).toBe(names)
  })

  it.each(cases)('%s, %j', (name, change, verdict) => {
    expect(judge(name, change)).toBe(verdict)
  })

  it('give reasons that start with a name of a few plain words', () => {
    const reasons = cases.map(([name, change]) => judge(name, change).slice('stop · '.length))
    for (const reason of reasons) expect(reasonName(reason)).toMatch(/^[a-z]+( [a-z]+){0,2}$/)
  })
})
