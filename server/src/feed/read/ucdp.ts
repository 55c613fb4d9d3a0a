import {
  defaultUncertaintyMetres,
  finding,
  say,
  ucdpPlaces,
  ucdpTimes,
  ucdpTypes,
  type CountRange,
  type IncidentType,
} from '@cordon/alerts'
import { other, type Cells } from './cells.js'
import { clip, listed, parts, pointAt, type Mapping } from './mapping.js'
import type { IncidentDraft } from './row.js'
import { severityOfDeaths } from './severity.js'

/** `event_clarity`: 1 clear reporting, 2 pieced together; as credibility "probably" and "possibly true". */
const clarity: Readonly<Record<string, '2' | '3'>> = { 1: '2', 2: '3' }

/** UCDP Georeferenced Event Dataset, CSV, versions 5 to 25. */
export const ucdp: Mapping = {
  format: 'ucdp',
  admin1: 'adm_1',
  known: [
    'id',
    'type_of_violence',
    'where_prec',
    'date_prec',
    'date_start',
    'side_a',
    'side_b',
    'latitude',
    'longitude',
  ],
  reads: [
    ...['id', 'type_of_violence', 'dyad_name', 'side_a', 'side_b', 'source_article', 'source_office', 'source_date'],
    ...['source_headline', 'where_prec', 'where_coordinates', 'where_description', 'adm_1', 'adm_2', 'latitude'],
    ...['longitude', 'geom_wkt', 'country', 'event_clarity', 'date_prec', 'date_start', 'date_end', 'deaths_a'],
    ...['deaths_b', 'deaths_civilians', 'deaths_unknown', 'low', 'best', 'high', 'low_est', 'best_est', 'high_est'],
  ],
  columns: {
    title: ['side_a'],
    summary: ['source_headline'],
    place: ['where_description', 'where_coordinates'],
    actors: ['side_a'],
    targets: ['side_b'],
    casualties: ['best', 'best_est'],
    occurredFrom: ['date_start'],
    occurredTo: ['date_end'],
    reportedAt: ['source_date'],
    externalId: ['id'],
    origin: ['source_office'],
    tags: ['dyad_name'],
  },
  draft,
}

function draft(cells: Cells): IncidentDraft {
  const id = cells.needed(expects.id, 'id')
  const type = cells.code(ucdpTypes, expects.type, 'type_of_violence')
  const coordinates = position(cells)
  const killed = deaths(cells)
  return {
    type: 'Feature',
    geometry: pointAt(coordinates),
    properties: {
      kind: 'event',
      type: clue(cells) ?? type ?? 'other',
      title: title(cells),
      summary: summary(cells),
      severity: severityOfDeaths(killed),
      ...when(cells),
      ...where(cells),
      ...sides(cells),
      casualties: killed === null ? null : { source: 'UCDP GED', killed, injured: null, words: null },
      tags: listed([
        ...[cells.text('dyad_name'), cells.text('country'), cells.text('adm_1'), cells.text('adm_2')],
        `where_prec ${cells.text('where_prec') ?? ''}`,
      ]),
      source: 'UCDP GED',
      externalId: `ucdp:${id}`,
      ...said(cells),
    },
  }
}

function when(cells: Cells) {
  const from = cells.day('date_start')
  const to = cells.text('date_end') === null ? from : cells.day('date_end')
  const timePrecision = cells.code(ucdpTimes, expects.time, 'date_prec')
  if (from !== null && to !== null && to < from) {
    cells.refuse(
      cells.name('date_end'),
      other(finding('expected.endAfter', { from: from.slice(0, 10) }), to.slice(0, 10)),
    )
  }
  return { occurredFrom: from ?? '', occurredTo: to === from ? null : to, timePrecision }
}

const expects = {
  id: finding('expected.eventNumber', {}),
  type: finding('expected.violence', {}),
  time: finding('expected.datePrecision', { most: '5' }),
  place: finding('expected.placePrecision', { most: '7' }),
  side: finding('expected.side', {}),
  clarity: finding('expected.clarity', {}),
} as const

function where(cells: Cells) {
  const code = cells.code(ucdpPlaces, expects.place, 'where_prec')
  const place = cells.text('where_description', 'where_coordinates')
  const isSmall = cells.text('where_prec') === '5' && !isLong(place)
  const uncertaintyMetres = isSmall ? defaultUncertaintyMetres('area') : (code?.metres ?? null)
  return { locationPrecision: code?.is ?? null, uncertaintyMetres, place: place && clip(place, 500) }
}

/** Whether words for a place are of something as long as a line or a part of a governorate. */
function isLong(place: string | null): boolean {
  return /governorate|province|road|river|between/i.test(place ?? '')
}

function position(cells: Cells): readonly [number, number] | null {
  const read = cells.position(['longitude'], ['latitude'])
  if (read === null) return null
  const [lon, lat] = read
  const [, wktLon, wktLat] = /^POINT\s*\(\s*(\S+)\s+(\S+?)\s*\)$/i.exec(cells.text('geom_wkt') ?? '') ?? []
  const near = (a: number, b: string | undefined) => Math.abs(a - Number(b)) < 0.01
  if (!near(lon, wktLat) || !near(lat, wktLon) || near(lon, wktLon)) return read
  const name = cells.name('longitude')
  cells.refuse(name, say('read.swappedByShape', { wanted: wktLon ?? '', got: String(lon) }))
  return null
}

/** Where the dataset's own bounds do not hold its best estimate, they are widened until they do. */
function deaths(cells: Cells): CountRange | null {
  const best = cells.count('best', 'best_est')
  const given = [cells.count('low', 'low_est'), best, cells.count('high', 'high_est')].filter((it) => it !== null)
  return given.length === 0 ? null : { low: Math.min(...given), best, high: Math.max(...given) }
}

function title(cells: Cells): string {
  const sideA = cells.needed(expects.side, 'side_a')
  const sideB = cells.needed(expects.side, 'side_b')
  const oneSided = cells.text('type_of_violence') === '3'
  const who = oneSided ? `${sideA} against ${sideB.toLowerCase()}` : `${sideA} – ${sideB}`
  return clip([who, cells.text('where_coordinates', 'where_description') ?? ''].filter(Boolean).join(', '), 300)
}

function sides(cells: Cells) {
  const [sideA, sideB] = [cells.text('side_a'), cells.text('side_b')]
  if (cells.text('type_of_violence') === '3') return { actors: listed([sideA]), targets: listed([sideB]) }
  return { actors: listed([sideA, sideB]), targets: [] }
}

function summary(cells: Cells): string | null {
  const headline = cells.text('source_headline') ?? cells.text('source_article')
  const counts = [
    [cells.text('side_a'), cells.count('deaths_a')],
    [cells.text('side_b'), cells.count('deaths_b')],
    ['civilians', cells.count('deaths_civilians')],
    ['unknown', cells.count('deaths_unknown')],
  ] as const
  // In one-sided violence side B is the civilians.
  const told = counts.filter(([who, count]) => count !== null && !(who === 'Civilians' && count === 0))
  const killed = told.map(([who, count]) => `${who ?? 'not named'} ${count ?? 0}`).join(', ')
  const lines = [headline, killed === '' ? null : `Killed, as coded: ${killed}.`].filter((it) => it !== null)
  return lines.length === 0 ? null : lines.join('\n').slice(0, 20_000)
}

/** Who told UCDP, where it was one office alone: two datasets that quote it are one origin. And when. */
function said(cells: Cells) {
  const offices = parts(cells.text('source_office'))
  const from = cells.text('date_start')?.slice(0, 10) ?? ''
  const dates = parts(cells.text('source_date')).filter((date) => /^\d{4}-\d\d-\d\d$/.test(date) && date >= from)
  return {
    origin: offices.length === 1 ? (offices[0] ?? null) : null,
    reportedAt: dates.toSorted()[0] ?? null,
    credibility: cells.text('event_clarity') === null ? null : cells.code(clarity, expects.clarity, 'event_clarity'),
  }
}

/** Airwars records harm from the air: what it alone tells was a strike, whoever the dataset's dyad names. */
function clue(cells: Cells): IncidentType | null {
  const offices = parts(cells.text('source_office')).map((it) => it.toLowerCase().replace(/\s/g, ''))
  return offices.length > 0 && offices.every((it) => it === 'airwars') ? 'air-strike' : null
}
