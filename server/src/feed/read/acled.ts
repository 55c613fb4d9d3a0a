import { acledPrecisions, acledTimes, acledTypes, finding, type CountRange, type IncidentType } from '@cordon/alerts'
import { other, type Cells } from './cells.js'
import { clip, listed, parts, pointAt, type Mapping } from './mapping.js'
import type { IncidentDraft } from './row.js'
import { severityOfDeaths } from './severity.js'

/** ACLED event data, CSV, as the export tool and the API give it. */
export const acled: Mapping = {
  format: 'acled',
  admin1: 'admin1',
  known: [
    ...['event_id_cnty', 'event_date', 'time_precision', 'event_type', 'sub_event_type', 'latitude', 'longitude'],
    ...['geo_precision', 'fatalities'],
  ],
  reads: [
    ...['event_id_cnty', 'event_date', 'time_precision', 'disorder_type', 'event_type', 'sub_event_type', 'actor1'],
    ...['assoc_actor_1', 'actor2', 'assoc_actor_2', 'civilian_targeting', 'country', 'admin1', 'admin2', 'location'],
    ...['latitude', 'longitude', 'geo_precision', 'source', 'notes', 'fatalities', 'tags'],
  ],
  columns: {
    title: ['sub_event_type'],
    summary: ['notes'],
    place: ['location'],
    actors: ['actor1'],
    targets: ['actor2'],
    casualties: ['fatalities'],
    occurredFrom: ['event_date'],
    externalId: ['event_id_cnty'],
    origin: ['source'],
    tags: ['tags'],
  },
  draft,
}

function draft(cells: Cells): IncidentDraft {
  const id = cells.needed(expects.id, 'event_id_cnty')
  const count = cells.count('fatalities')
  const killed: CountRange | null = count === null ? null : { low: null, best: count, high: null }
  const notes = cells.text('notes')
  const sources = parts(cells.text('source'))
  return {
    type: 'Feature',
    geometry: pointAt(cells.position(['longitude'], ['latitude'])),
    properties: {
      kind: 'event',
      type: subEvent(cells) ?? 'other',
      title: title(cells),
      summary: notes === null ? null : notes.slice(0, 20_000),
      severity: severityOfDeaths(killed),
      occurredFrom: cells.day('event_date') ?? '',
      timePrecision: cells.code(acledTimes, expects.time, 'time_precision'),
      locationPrecision: cells.code(acledPrecisions, expects.place, 'geo_precision'),
      place: place(cells),
      ...sides(cells),
      casualties: killed === null ? null : { source: 'ACLED', killed, injured: null, words: null },
      tags: listed([
        ...[cells.text('disorder_type'), cells.text('country'), cells.text('admin1'), cells.text('admin2')],
        ...parts(cells.text('tags')),
      ]),
      source: 'ACLED',
      externalId: `acled:${id}`,
      origin: sources.length === 1 ? (sources[0] ?? null) : null,
    },
  }
}

const expects = {
  id: finding('expected.eventId', {}),
  type: finding('expected.subType', {}),
  known: finding('expected.acledType', {}),
  time: finding('expected.timePrecision', { most: '3' }),
  place: finding('expected.placePrecision', { most: '3' }),
} as const

function subEvent(cells: Cells): IncidentType | null {
  const name = cells.needed(expects.type, 'sub_event_type').toLowerCase()
  const type = Object.hasOwn(acledTypes, name) ? acledTypes[name] : undefined
  if (type === undefined && name !== '') {
    cells.refuse(cells.name('sub_event_type'), other(expects.known, `"${clip(name, 60)}"`))
  }
  return type ?? null
}

function title(cells: Cells): string {
  const who = [cells.text('actor1'), cells.text('actor2')].filter((it) => it !== null).join(' – ')
  const what = cells.text('sub_event_type') ?? ''
  return clip([who === '' ? what : `${what}: ${who}`, cells.text('location') ?? ''].filter(Boolean).join(', '), 300)
}

function place(cells: Cells): string | null {
  const names = listed([cells.text('location'), cells.text('admin2'), cells.text('admin1')])
  return names.length === 0 ? null : clip(names.join(', '), 500)
}

/** ACLED names the sides in no order, but for violence against civilians, who are the second. */
function sides(cells: Cells) {
  const first = [cells.text('actor1'), ...parts(cells.text('assoc_actor_1'))]
  const second = [cells.text('actor2'), ...parts(cells.text('assoc_actor_2'))]
  const oneSided =
    cells.text('event_type')?.toLowerCase() === 'violence against civilians' ||
    cells.text('civilian_targeting') !== null
  return oneSided
    ? { actors: listed(first), targets: listed(second) }
    : { actors: listed([...first, ...second]), targets: [] }
}
