import type { IncidentType, LocationPrecision, TimePrecision } from '../model.js'
import { bareMapping } from './mapping.js'
import type { MappedScale, MappedTime, RecordMapping } from './words.js'

/** ACLED's sub-event types, one to one. */
export const acledTypes: Readonly<Record<string, IncidentType>> = {
  'armed clash': 'armed-clash',
  'government regains territory': 'territory-regained',
  'non-state actor overtakes territory': 'territory-overtaken',
  'non-violent transfer of territory': 'territory-transferred',
  'chemical weapon': 'chemical-weapon',
  'air/drone strike': 'air-strike',
  'suicide bomb': 'suicide-bomb',
  'shelling/artillery/missile attack': 'shelling',
  'remote explosive/landmine/ied': 'ied',
  grenade: 'grenade',
  'sexual violence': 'sexual-violence',
  attack: 'attack-on-civilians',
  'abduction/forced disappearance': 'abduction',
  'peaceful protest': 'demonstration',
  'protest with intervention': 'protest-with-intervention',
  'excessive force against protesters': 'force-against-protesters',
  'excessive force against protestors': 'force-against-protesters',
  'violent demonstration': 'violent-demonstration',
  'mob violence': 'mob-violence',
  agreement: 'agreement',
  arrests: 'arrest',
  'change to group/activity': 'group-change',
  'disrupted weapons use': 'weapons-seized',
  'headquarters or base established': 'base-established',
  'looting/property destruction': 'looting',
  other: 'strategic-other',
}

/** ACLED's `geo_precision`: the named town; near it, or part of a region; a region, its capital's position standing for it. */
export const acledPrecisions: Readonly<Record<string, LocationPrecision>> = { 1: 'near', 2: 'area', 3: 'admin1' }
/** ACLED's `time_precision`: the day, the week, the month. */
export const acledTimes: Readonly<Record<string, TimePrecision>> = { 1: 'day', 2: 'week', 3: 'month' }

/** UCDP's `type_of_violence`: state-based, non-state, one-sided. */
export const ucdpTypes: Readonly<Record<string, IncidentType>> = {
  1: 'armed-clash',
  2: 'armed-clash',
  3: 'attack-on-civilians',
}
/**
 * UCDP's `where_prec`, with the radius in metres where ours for that precision is another one. Its "exact location" is the
 * named town or village, so the point is its centre and the disc is 1 km, not the 100 m of a position that was measured. 5
 * is a line or a fuzzy area: part of a governorate, a road or a river is longer than 25 km, and a disc too small is a false
 * calm. 7 lies in international waters or airspace.
 */
export const ucdpPlaces: Readonly<Record<string, { readonly is: LocationPrecision; readonly metres?: number }>> = {
  1: { is: 'exact', metres: 1_000 },
  2: { is: 'area', metres: 25_000 },
  3: { is: 'admin2' },
  4: { is: 'admin1' },
  5: { is: 'area', metres: 60_000 },
  6: { is: 'country' },
  7: { is: 'country' },
}
const ucdpPrecisions = Object.fromEntries(Object.entries(ucdpPlaces).map(([code, { is }]) => [code, is]))
const ucdpRadii = Object.fromEntries(
  Object.entries(ucdpPlaces).flatMap(([code, { metres }]) => (metres === undefined ? [] : [[code, metres]])),
)
/** UCDP's `date_prec`: the day, 2–6 days, a week, a month, more than a month. */
export const ucdpTimes: Readonly<Record<string, TimePrecision>> = {
  ...{ 1: 'day', 2: 'week', 3: 'week' },
  ...{ 4: 'month', 5: 'year' },
}

const time = (from: string, format: MappedTime['format'] = 'iso'): MappedTime => ({
  from: [from],
  ...{ clock: [], format, zone: 'UTC' },
})
const names = (...from: readonly string[]) => ({ from, separators: ';|' })

/** By deaths, as data sets are graded: none minor, 1–4 moderate, 5–24 severe, 25 or more extreme. */
const byDeaths = (
  ...from: readonly string[]
): MappedScale<'extreme' | 'severe' | 'moderate' | 'minor' | 'unknown'> => ({
  from,
  steps: [
    { atLeast: 25, is: 'extreme' },
    { atLeast: 5, is: 'severe' },
    { atLeast: 1, is: 'moderate' },
    { atLeast: 0, is: 'minor' },
  ],
  otherwise: 'unknown',
})

const acled: RecordMapping = {
  ...bareMapping,
  name: 'ACLED',
  id: { template: 'acled:{event_id_cnty}' },
  title: { template: '{sub_event_type}: {actor1} – {actor2}, {location}' },
  summary: { from: ['notes'] },
  type: { from: ['sub_event_type'], table: acledTypes, otherwise: null },
  severity: byDeaths('fatalities'),
  position: { how: 'fields', longitude: ['longitude'], latitude: ['latitude'] },
  place: { template: '{location}, {admin1}' },
  admin1: { from: ['admin1'] },
  locationPrecision: { from: ['geo_precision'], table: acledPrecisions, otherwise: null },
  occurredFrom: time('event_date'),
  timePrecision: { from: ['time_precision'], table: acledTimes, otherwise: null },
  actors: names('actor1', 'assoc_actor_1', 'actor2', 'assoc_actor_2'),
  tags: names('disorder_type', 'country', 'admin1', 'tags'),
  killed: { low: [], best: ['fatalities'], high: [] },
  casualtySource: { constant: 'ACLED' },
  origin: { from: ['source'] },
  updatedAt: time('timestamp', 'epoch-seconds'),
}

const ucdp: RecordMapping = {
  ...bareMapping,
  name: 'UCDP GED',
  id: { template: 'ucdp:{id}' },
  title: { template: '{side_a} – {side_b}, {where_coordinates}' },
  summary: { from: ['source_headline'] },
  type: { from: ['type_of_violence'], table: ucdpTypes, otherwise: null },
  severity: byDeaths('best', 'best_est'),
  position: { how: 'fields', longitude: ['longitude'], latitude: ['latitude'] },
  place: { from: ['where_description', 'where_coordinates'] },
  admin1: { from: ['adm_1'] },
  locationPrecision: { from: ['where_prec'], table: ucdpPrecisions, otherwise: null },
  uncertaintyMetres: { from: ['where_prec'], table: ucdpRadii },
  occurredFrom: time('date_start'),
  occurredTo: time('date_end'),
  timePrecision: { from: ['date_prec'], table: ucdpTimes, otherwise: null },
  actors: names('side_a', 'side_b'),
  tags: names('dyad_name', 'country', 'adm_1'),
  killed: { low: ['low', 'low_est'], best: ['best', 'best_est'], high: ['high', 'high_est'] },
  casualtySource: { constant: 'UCDP GED' },
  origin: { from: ['source_office'] },
}

const usgs: RecordMapping = {
  ...bareMapping,
  name: 'USGS',
  records: 'features',
  id: { from: ['id'] },
  title: { from: ['properties.title', 'properties.place'] },
  type: { constant: 'natural-hazard' },
  severity: {
    from: ['properties.mag'],
    steps: [
      { atLeast: 7, is: 'extreme' },
      { atLeast: 6, is: 'severe' },
      { atLeast: 5, is: 'moderate' },
      { atLeast: -2, is: 'minor' },
    ],
    otherwise: 'unknown',
  },
  position: { how: 'geometry', from: ['geometry'] },
  place: { from: ['properties.place'] },
  locationPrecision: { constant: 'near' },
  occurredFrom: time('properties.time', 'epoch-milliseconds'),
  timePrecision: { constant: 'exact' },
  tags: names('properties.type'),
  link: { from: ['properties.url'] },
  updatedAt: time('properties.updated', 'epoch-milliseconds'),
  deleted: { from: ['properties.status'], yes: ['deleted'] },
}

const gdacs: RecordMapping = {
  ...bareMapping,
  name: 'GDACS',
  records: 'features',
  id: { template: '{properties.eventtype}{properties.eventid}' },
  title: { from: ['properties.name', 'properties.description'] },
  summary: { from: ['properties.description'] },
  type: { constant: 'natural-hazard' },
  severity: {
    from: ['properties.alertlevel'],
    table: { green: 'minor', orange: 'severe', red: 'extreme' },
    otherwise: 'unknown',
  },
  position: { how: 'geometry', from: ['geometry'] },
  place: { from: ['properties.country'] },
  locationPrecision: { constant: 'area' },
  occurredFrom: time('properties.fromdate'),
  occurredTo: time('properties.todate'),
  tags: names('properties.eventtype'),
  link: { from: ['properties.url.report'] },
  updatedAt: time('properties.datemodified'),
}

/** How known sources write their records, to begin with and to be changed; the GeoJSON of USGS and GDACS, the columns of the others. */
export const mappingPresets = { ucdp, acled, usgs, gdacs } as const satisfies Readonly<Record<string, RecordMapping>>
export type PresetName = keyof typeof mappingPresets
