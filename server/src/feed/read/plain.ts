import { bareLocationPrecision, finding } from '@cordon/alerts'
import { shown } from '../../wire/index.js'
import { other, type Cells } from './cells.js'
import { listed, pointAt, type Mapping } from './mapping.js'

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

/** CSV whose columns have the names of our own properties; lists are separated by `;` or `|` (with `\\` before one that is part of a name), `id` stands for a missing `externalId`. */
export const plain: Mapping = {
  format: 'csv',
  admin1: 'admin1',
  known: ['type', 'title', 'occurredFrom', longitude.join('|'), latitude.join('|')],
  reads: [
    ...[...texts, ...lists, ...longitude, ...latitude, ...killed, ...injured],
    ...['uncertaintyMetres', 'exercise', 'casualtySource', 'casualtyWords', 'casualties', 'id', 'admin1'],
  ],
  columns: { casualties: ['casualties', 'killed', 'injured'] },
  draft,
}

function draft(cells: Cells): object {
  const coordinates = cells.position(longitude, latitude)
  const isBare = cells.text('locationPrecision') === null && cells.text('uncertaintyMetres') === null
  return {
    type: 'Feature',
    geometry: pointAt(coordinates),
    properties: {
      ...Object.fromEntries(texts.map((name) => [name, cells.text(name)])),
      ...Object.fromEntries(lists.map((name) => [name, namesIn(cells.text(name) ?? '')])),
      ...(isBare ? { locationPrecision: bareLocationPrecision(coordinates ?? [], cells.text('place')) } : {}),
      type: cells.needed(expects.type, 'type'),
      title: cells.needed(expects.title, 'title'),
      externalId: cells.text('externalId') ?? cells.text('id'),
      occurredFrom: cells.needed(expects.time, 'occurredFrom'),
      uncertaintyMetres: cells.decimal(expects.metres, 'uncertaintyMetres'),
      exercise:
        cells.text('exercise') === null
          ? null
          : cells.code({ true: true, false: false }, expects.trueFalse, 'exercise'),
      casualties: cells.text('casualties') === null ? casualties(cells) : stated(cells),
    },
  }
}

/** The names in a cell, parted by `;` or `|`; a backslash before one of these makes it part of a name. */
function namesIn(cell: string): readonly string[] {
  const names = cell.match(/(?:\\[\\;|]|[^;|])+/g) ?? []
  return names.map((name) => name.replace(/\\([\\;|])/g, '$1').trim()).filter((name) => name !== '')
}

const expects = {
  type: finding('expected.type', {}),
  title: finding('expected.title', {}),
  time: finding('expected.moment', {}),
  metres: finding('expected.metres', {}),
  trueFalse: finding('expected.trueFalse', {}),
  casualties: finding('expected.casualties', {}),
} as const

/** Casualties as our own export states them for programs. */
function stated(cells: Cells): unknown {
  const text = cells.text('casualties') ?? ''
  try {
    return JSON.parse(text)
  } catch {
    cells.refuse(cells.name('casualties'), other(expects.casualties, shown(text)))
    return null
  }
}

/** A claim in words ("SDF 1; RIC 2–5", as our own export has it) stays words. */
function casualties(cells: Cells): object | null {
  const told = ['killed', 'injured'].filter((name) => /\p{L}/u.test(cells.text(name) ?? ''))
  const words = [cells.text('casualtyWords'), ...told.map((name) => `${name}: ${cells.text(name) ?? ''}`)]
  const claim = {
    source: cells.text('casualtySource'),
    killed: told.includes('killed') ? null : range(cells, killed),
    injured: told.includes('injured') ? null : range(cells, injured),
    words: listed(words).join('; ') || null,
  }
  return claim.killed === null && claim.injured === null && claim.words === null ? null : claim
}

function range(cells: Cells, [low = '', best = '', high = '']: readonly string[]): object | null {
  const counts = { low: cells.count(low), best: cells.count(best), high: cells.count(high) }
  return Object.values(counts).every((it) => it === null) ? null : counts
}
