import type { Cells } from './cells.js'
import { parts, type Mapping } from './mapping.js'

/** Properties that a cell holds as they are. */
const texts = [
  ...['kind', 'type', 'title', 'summary', 'severity', 'status', 'occurredFrom', 'occurredTo', 'timePrecision'],
  ...['locationPrecision', 'place', 'source', 'externalId', 'reportedAt', 'credibility', 'origin', 'link'],
]
const lists = ['actors', 'targets', 'tags']
const longitude = ['longitude', 'lon', 'lng']
const latitude = ['latitude', 'lat']
const killed = ['killedLow', 'killed', 'killedHigh']
const injured = ['injuredLow', 'injured', 'injuredHigh']

/** CSV whose columns have the names of our own properties; lists are separated by `;` or `|`. */
export const plain: Mapping = {
  format: 'csv',
  known: ['type', 'title', 'occurredFrom'],
  reads: [
    ...[...texts, ...lists, ...longitude, ...latitude, ...killed, ...injured],
    ...['uncertaintyMetres', 'exercise', 'casualtiesSource', 'casualtiesWords'],
  ],
  columns: { casualties: ['killed', 'injured'] },
  draft,
}

function draft(cells: Cells): object {
  return {
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [...cells.position(longitude, latitude)] },
    properties: {
      ...Object.fromEntries(texts.map((name) => [name, cells.text(name)])),
      ...Object.fromEntries(lists.map((name) => [name, parts(cells.text(name))])),
      type: cells.needed('a type of incident', 'type'),
      title: cells.needed('a title', 'title'),
      occurredFrom: cells.needed('a time such as 2021-11-09T05:52:00Z or 2021-11-09', 'occurredFrom'),
      uncertaintyMetres: cells.decimal('a number of metres', 'uncertaintyMetres'),
      exercise:
        cells.text('exercise') === null ? null : cells.code({ true: true, false: false }, 'true or false', 'exercise'),
      casualties: casualties(cells),
    },
  }
}

function casualties(cells: Cells): object | null {
  const claim = {
    source: cells.text('casualtiesSource'),
    killed: range(cells, killed),
    injured: range(cells, injured),
    words: cells.text('casualtiesWords'),
  }
  return claim.killed === null && claim.injured === null && claim.words === null ? null : claim
}

function range(cells: Cells, [low = '', best = '', high = '']: readonly string[]): object | null {
  const counts = { low: cells.count(low), best: cells.count(best), high: cells.count(high) }
  return Object.values(counts).every((it) => it === null) ? null : counts
}
