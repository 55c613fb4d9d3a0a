import {
  incidentTypes,
  type AskedField,
  type ExerciseChoice,
  type IncidentKind,
  type IncidentStatus,
  type IncidentType,
  type Severity,
  type SitrepDoubt,
  type SitrepFigureName,
  type TimePrecision,
} from '@cordon/alerts'

interface Tables {
  /** What a search asks for, and what of it. */
  readonly asked: Readonly<Record<AskedField, string>>
  readonly severity: Readonly<Record<Severity, string>>
  readonly incidentKind: Readonly<Record<IncidentKind, string>>
  readonly exercises: Readonly<Record<ExerciseChoice | 'all', string>>
  readonly precision: Readonly<Record<TimePrecision, string>>
  /** From Monday on. */
  readonly weekdays: readonly string[]
  readonly status: Readonly<Record<IncidentStatus, string>>
  readonly timePrecision: Readonly<Record<TimePrecision, string>>
  readonly figure: Readonly<Record<SitrepFigureName, string>>
  readonly doubt: Readonly<Record<SitrepDoubt, string>>
}

const tables: Tables = {
  asked: {
    q: 'Words',
    area: 'In a drawn area',
    bbox: 'In a box',
    zone: 'Zone',
    from: 'From',
    to: 'To',
    asOf: 'As known at',
    weekday: 'Weekday, UTC',
    hour: 'Hour',
    precision: 'Time known',
    type: 'Type',
    notType: 'Without',
    severity: 'Severity',
    kind: 'Kind',
    grade: 'Grade at least',
    status: 'Status',
    actor: 'Actor',
    source: 'Source',
    exercise: 'Exercises',
  },
  severity: { extreme: 'Extreme', severe: 'Severe', moderate: 'Moderate', minor: 'Minor', unknown: 'Unknown' },
  incidentKind: { event: 'event', threat: 'threat' },
  exercises: { without: 'left out', only: 'nothing else', all: 'among the rest' },
  precision: {
    exact: 'to the minute',
    hour: 'to the hour',
    'part-of-day': 'to a part of the day',
    day: 'to the day',
    week: 'to the week',
    month: 'to the month',
    year: 'to the year',
  },
  weekdays: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
  status: {
    unverified: 'Unverified',
    corroborated: 'Corroborated',
    confirmed: 'Confirmed',
    disputed: 'Disputed',
    refuted: 'Refuted',
    merged: 'Merged',
    withdrawn: 'Withdrawn',
  },
  timePrecision: {
    exact: 'time stated exactly',
    hour: 'known to the hour',
    'part-of-day': 'known to a part of the day',
    day: 'known to the day',
    week: 'known to the week',
    month: 'known to the month',
    year: 'known to the year',
  },
  figure: {
    attacks: 'Attacks',
    claimed: 'of them claimed',
    killed: 'Killed',
    injured: 'Injured',
    raids: 'Raids',
    arrests: 'People arrested',
    campMurders: 'Murders in camps',
  },
  doubt: {
    unconfirmed: 'unconfirmed',
    time: 'time not exact',
    place: 'place not exact',
    camp: 'perhaps outside the camp',
  },
}
const sayings = {
  kind: 'Situation report',
  monthly: 'Monthly report',
  period: 'Period',
  asOf: 'As known at',
  heldAgainst: 'Held against',
  version: 'Version',
  correctionOf: '{version}, corrects report {id}',
  search: 'Search',
  everything: 'all incidents',
  hash: 'SHA-256',
  draft: 'Draft: nobody has signed it',
  summary: 'Summary',
  figures: 'Figures',
  thisPeriod: 'This period',
  lastPeriod: 'The one before',
  difference: 'Difference',
  unsure: 'Incidents not sure',
  atLeast: 'at least {n}',
  figuresAbout:
    'Killed and injured in all incidents that are listed, from the lowest to the highest figure that sources give; what no source states is not counted.',
  feeds: 'Feeds that were silent',
  feedsNone: 'No feed was set up then: whether quiet was calm cannot be told.',
  feedsHeard: 'All feeds were heard throughout: {n}',
  feedsOthers: 'The others were heard throughout: {n}',
  feedsAbout: 'What happened while a feed was silent may be missing from this report.',
  feed: 'Feed',
  silentFrom: 'Silent from',
  silentUntil: 'Until',
  silentFor: 'For',
  reliedOn: 'relied on',
  switchedOn: 'switched on {at}',
  switchedOff: 'switched off',
  silentStill: 'silent still',
  hours: '{n} h',
  minutes: '{n} min',
  weeks: 'Week by week',
  weekless: 'In no week, since their time is known to the week or worse: {n}',
  allIncidents: 'all incidents',
  attacksOnly: 'attacks',
  places: 'By governorate',
  placesAbout: 'The governorate of the nearest known place.',
  types: 'By type',
  nowhere: 'Not known',
  incidents: 'Incidents',
  number: 'Number',
  map: 'Map',
  mapAbout:
    'Full circle: the place is known. Ring: it is known to an area or worse. The larger, the more incidents at one place.',
  mapEmpty: 'There are no incidents.',
  list: 'List of incidents',
  when: 'When, UTC',
  what: 'What and where',
  harm: 'Killed / injured',
  grade: 'Grade',
  sources: 'Sources',
  none: 'There are none.',
  comma: ', ',
  km: '{n} km',
  notStated: 'not stated',
  uncertain: 'What is not sure',
  uncertainAbout:
    'Of {all}: unconfirmed {unconfirmed}; time known to the week or worse {time}; place known to an area or worse {place}.',
  leftOut: 'Found and not counted: refuted {refuted}; threats {threats}; exercises {exercises}.',
  why: 'Why',
  signature: 'Signature',
  signedBy: 'Signed by',
  signedAt: 'Signed at',
  notSigned: 'Nobody has signed it yet.',
  drawnUpBy: 'Drawn up by',
  pageOf: 'Page {n} of {all}',
  ground: 'Map: Natural Earth, GSHHG, GeoNames',
  exercise: 'EXERCISE',
  exerciseAbout: 'All that was found are exercises: nothing of this has happened.',
  sentBy: 'Sent by {name}.',
  attached: 'The whole report is attached as a document (PDF).',
  tooLarge: 'The whole report is too large for a message: it is read and taken out in Cordon.',
  unsigned: 'A report waits to be signed: {title}',
  unsignedAbout: 'It was drawn up as scheduled. Once somebody has read and signed it, it goes to those for whom it is.',
}
export type Saying = keyof typeof sayings
export type SitrepWords = Tables & Readonly<Record<Saying, string>> & { readonly type: (type: IncidentType) => string }

/** English, in which types have their names already. */
export const english: SitrepWords = { ...tables, ...sayings, type: (it) => incidentTypes[it].label }
