import type { Facility, Incident } from '../model.js'
import { grouped } from '../review/grouped.js'
import { isSilence } from '../rule/missed.js'
import { dayPrecisions } from '../trend/precision.js'
import { listedCase, type SitrepCase } from './case.js'
import { periodBefore, weeksIn } from './period.js'
import {
  sitrepFigures,
  type Period,
  type SitrepContent,
  type SitrepFigureName,
  type SitrepIncident,
  type SitrepPlace,
  type SitrepTally,
  type SitrepWeek,
} from './sitrep.js'
import { tollSum, type Toll } from './toll.js'

/** What a report is computed from: all that the search found in the period and in the one before it. */
export interface SitrepFound {
  readonly period: Period
  readonly now: readonly SitrepCase[]
  readonly before: readonly SitrepCase[]
  readonly camps: readonly Facility[]
}

/** Turns what was found into the field's report. The order of what was found does not matter. */
export function sitrepContent({ period, now, before, camps }: SitrepFound): SitrepContent {
  const incidents = countedOf(now, camps)
  const earlier = countedOf(before, camps)
  return {
    before: periodBefore(period),
    figures: sitrepFigures.map((name) => ({
      name,
      now: tallyOf(incidents, name),
      before: tallyOf(earlier, name),
    })),
    weeks: weeksIn(period).map((week) => weekOf(incidents, week)),
    weekless: incidents.filter((it) => !dayPrecisions.includes(it.timePrecision)).length,
    governorates: placesOf(incidents),
    types: typesOf(incidents),
    incidents,
    left: leftOf(now.map(({ incident }) => incident)),
  }
}

/** The figures of one of their incidents at a time: how many there are, or how many people. */
const people = { killed: 'killed', injured: 'injured', arrests: 'held' } as const

function tallyOf(incidents: readonly SitrepIncident[], name: SitrepFigureName): SitrepTally {
  const behind = incidents.filter(({ counted }) => counted.includes(name))
  const doubtful = behind.filter(({ doubts }) => doubts.length > 0).length
  const of = name === 'killed' || name === 'injured' || name === 'arrests' ? people[name] : null
  const toll: Toll =
    of === null
      ? { low: behind.length, high: behind.length, best: behind.length }
      : tollSum(behind.flatMap((it) => it[of] ?? []))
  return { ...toll, incidents: behind.length, doubtful }
}

/** What the house tells of itself is told as the silence of a feed, and is no incident of a report. */
function isCountedAtAll({ type, kind, status, exercise }: Incident): boolean {
  return !isSilence(type) && kind === 'event' && status !== 'refuted' && !exercise
}

function countedOf(cases: readonly SitrepCase[], camps: readonly Facility[]): readonly SitrepIncident[] {
  const listed = cases.filter(({ incident }) => isCountedAtAll(incident)).map((it) => listedCase(it, camps))
  return listed.toSorted((a, b) => compared(a.occurredFrom, b.occurredFrom) || compared(a.id, b.id))
}

/** Each that is left out stands under the first that says why. */
function leftOf(incidents: readonly Incident[]): SitrepContent['left'] {
  const told = incidents.filter(({ type }) => !isSilence(type))
  const exercises = told.filter(({ exercise }) => exercise)
  const real = told.filter(({ exercise }) => !exercise)
  const threats = real.filter(({ kind }) => kind === 'threat')
  const refuted = real.filter(({ kind, status }) => kind !== 'threat' && status === 'refuted')
  return { refuted: refuted.length, threats: threats.length, exercises: exercises.length }
}

/** What is known to the day began in that week; what is known worse is in none. */
function weekOf(incidents: readonly SitrepIncident[], { from, until }: Period): SitrepWeek {
  const within = incidents.filter(
    ({ occurredFrom, timePrecision }) =>
      occurredFrom >= from && occurredFrom < until && dayPrecisions.includes(timePrecision),
  )
  return { from, until, incidents: within.length, attacks: attacksIn(within) }
}

function placesOf(incidents: readonly SitrepIncident[]): readonly SitrepPlace[] {
  const places = grouped(incidents, ({ governorate }) => governorate.name ?? '').flatMap((them) => {
    const [first] = them
    return first === undefined ? [] : [{ ...first.governorate, incidents: them.length, attacks: attacksIn(them) }]
  })
  const isUnknown = ({ name }: SitrepPlace) => Number(name === null)
  return places.toSorted(
    (a, b) => isUnknown(a) - isUnknown(b) || b.incidents - a.incidents || compared(a.name ?? '', b.name ?? ''),
  )
}

function typesOf(incidents: readonly SitrepIncident[]): SitrepContent['types'] {
  const types = grouped(incidents, ({ type }) => type).flatMap((them) => {
    const [first] = them
    return first === undefined ? [] : [{ type: first.type, incidents: them.length }]
  })
  return types.toSorted((a, b) => b.incidents - a.incidents || compared(a.type, b.type))
}

function attacksIn(incidents: readonly SitrepIncident[]): number {
  return incidents.filter(({ counted }) => counted.includes('attacks')).length
}

/** The same on every machine, whatever its language. */
function compared(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
