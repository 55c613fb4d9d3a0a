import { incidentTypes, type IncidentClass, type IncidentType } from '../incident-types.js'
import { distanceMetres } from '../match/geodesic.js'
import type { CountTopic, Facility, Incident } from '../model.js'
import { dayPrecisions } from '../trend/precision.js'
import { isClaimed, type SaidOf } from './claimed.js'
import type { Governorate, SitrepDoubt, SitrepFigureName, SitrepIncident } from './sitrep.js'
import { tollOf, type Toll } from './toll.js'

/** An incident with what its reports say, as it was known. */
export interface SitrepCase {
  readonly incident: Incident
  readonly said: readonly SaidOf[]
  readonly governorate: Governorate
}

/** A camp is kept as a point; people live as far from it as this. */
const campMetres = 2_500
/** What is known worse than this says nothing of a camp. */
const vagueMetres = 10_000

const attackClasses: readonly IncidentClass[] = ['battle', 'explosion', 'violence-against-civilians']
const groundTypes: readonly IncidentType[] = ['territory-change', 'territory-regained', 'territory-overtaken']
/** The types that count as attacks: fighting and violence, without ground that changes hands. */
export const attackTypes: readonly IncidentType[] = Object.keys(incidentTypes)
  .filter((key): key is IncidentType => key in incidentTypes)
  .filter((type) => attackClasses.includes(incidentTypes[type].class) && !groundTypes.includes(type))
export const raidTypes: readonly IncidentType[] = ['arrest']
const murderTypes: readonly IncidentType[] = ['assassination', 'attack-on-civilians', 'sexual-violence']

/** An incident as a report lists it: the people harmed, what is not sure, and which figures count it. */
export function listedCase(it: SitrepCase, camps: readonly Facility[]): SitrepIncident {
  const { incident } = it
  const tolls = { killed: tollIn(it, 'killed'), injured: tollIn(it, 'injured'), held: tollIn(it, 'held') }
  const camp = campOf(incident, camps)
  const isMurder = camp !== null && murderTypes.includes(incident.type) && wasKilled(incident.type, tolls.killed)
  const isAttack = attackTypes.includes(incident.type)
  const counts: Readonly<Record<SitrepFigureName, boolean>> = {
    attacks: isAttack,
    claimed: isAttack && isClaimed(it.said),
    killed: tolls.killed !== null,
    injured: tolls.injured !== null,
    raids: raidTypes.includes(incident.type),
    arrests: tolls.held !== null,
    campMurders: isMurder,
  }
  return {
    ...factsOf(incident),
    ...tolls,
    sources: sourcesOf(it),
    governorate: it.governorate,
    doubts: [...doubtsOf(incident), ...(isMurder && camp === 'perhaps' ? (['camp'] as const) : [])],
    counted: figureNames.filter((name) => counts[name]),
  }
}

const figureNames = ['attacks', 'claimed', 'killed', 'injured', 'raids', 'arrests', 'campMurders'] as const

function factsOf(incident: Incident) {
  const { id, revision, type, title, severity, status, grade, place, point } = incident
  const { uncertaintyMetres, locationPrecision, occurredFrom, occurredTo, timePrecision } = incident
  return {
    ...{ id, revision, type, title, severity, status, grade, place, point },
    ...{ uncertaintyMetres, locationPrecision, occurredFrom, occurredTo, timePrecision },
  }
}

/** What is not sure of it by itself. */
export function doubtsOf(incident: Incident): readonly SitrepDoubt[] {
  const { status, timePrecision, locationPrecision } = incident
  return [
    ...(status === 'unverified' || status === 'disputed' ? (['unconfirmed'] as const) : []),
    ...(dayPrecisions.includes(timePrecision) ? [] : (['time'] as const)),
    ...(locationPrecision === 'exact' || locationPrecision === 'near' ? [] : (['place'] as const)),
  ]
}

/** What the incident states of people, and what its reports do. */
function tollIn({ incident, said }: SitrepCase, topic: CountTopic): Toll | null {
  const claimed = said.flatMap(({ claim }) =>
    claim.topic === topic && 'range' in claim && claim.range !== null ? [claim.range] : [],
  )
  if (topic !== 'killed' && topic !== 'injured') return tollOf(claimed)
  const stated = incident.casualties.flatMap((it) => it[topic] ?? [])
  return tollOf([...stated, ...claimed])
}

function sourcesOf({ incident, said }: SitrepCase): readonly string[] {
  const names = [incident.source ?? [], said.map(({ source }) => source)].flat()
  return [...new Set(names)].toSorted()
}

function wasKilled(type: IncidentType, killed: Toll | null): boolean {
  return type === 'assassination' || (killed !== null && (killed.high ?? 1) > 0)
}

/** Whether something happened in a camp: by its point, or by its words for the place. */
function campOf(incident: Incident, camps: readonly Facility[]): 'in' | 'perhaps' | null {
  const { place, point, uncertaintyMetres } = incident
  const words = (place ?? '').toLowerCase()
  if (camps.some(({ name }) => words.includes(name.toLowerCase()))) return 'in'
  if (uncertaintyMetres > vagueMetres) return null
  const away = Math.min(...camps.map((camp) => distanceMetres(camp.point.coordinates, point.coordinates)))
  if (away + uncertaintyMetres <= campMetres) return 'in'
  return away - uncertaintyMetres <= campMetres ? 'perhaps' : null
}
