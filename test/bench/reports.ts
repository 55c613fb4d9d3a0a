import { bareMapping, type RecordMapping } from '@cordon/alerts'
import type { Chance } from '../kit/chance.js'
import type { Poster } from './post.js'
import { randomPlace } from './world.js'

const rowsAtOnce = 500
/** Pages under way at once, as two field teams would send them. */
const width = 2

const mapping: RecordMapping = {
  ...bareMapping,
  name: 'Field teams',
  id: { from: ['nr'] },
  title: { template: '{what}, {place}' },
  summary: { from: ['text'] },
  type: { from: ['what'], table: { Shelling: 'shelling', Ambush: 'ambush', IED: 'ied' }, otherwise: null },
  position: { how: 'fields', longitude: ['lon'], latitude: ['lat'] },
  place: { from: ['place'] },
  admin1: { from: ['gov'] },
  occurredFrom: { from: ['day'], clock: [], format: 'iso', zone: 'UTC' },
  killed: { low: [], best: ['dead'], high: [] },
}

/** Places that only a name tells, in the spellings of reports, with their governorate. */
const named = [
  ['Busayra', 'Deir ez-Zor'],
  ['Ash Shahil', 'Deir ez-Zor'],
  ['Hajin', 'Deir ez-Zor'],
  ['Al Qamishli', 'Al-Hasakah'],
  ['Ras al-Ayn', 'Al-Hasakah'],
  ['Tell Abiad', 'Raqqa'],
] as const

/** Reports a second that are mapped, placed (every second one by its name alone), graded and stored. */
export async function reportRate(poster: Poster, chance: Chance, pages: number): Promise<number> {
  const path = `/api/feeds/${await pushFeed(poster)}/push`
  const bodies = Array.from({ length: pages }, (_, page) => pageOf(page, chance))
  const next = bodies.values()
  const began = performance.now()
  const hand = async () => {
    for (const body of next) taken(await poster.raw(path, body, 'text/csv'))
  }
  await Promise.all(Array.from({ length: width }, hand))
  return (pages * rowsAtOnce * 1000) / (performance.now() - began)
}

async function pushFeed(poster: Poster): Promise<string> {
  const said = { name: 'Field teams', way: 'push', format: 'csv', source: 'Field teams', reliability: 'B', mapping }
  const watched = { point: { type: 'Point', coordinates: [40, 35.5] }, radiusMetres: 600_000, expectedMs: 3_600_000 }
  const feed = await poster.post({ ...said, ...watched }, '/api/feeds')
  if (typeof feed !== 'object' || feed === null || !('id' in feed)) throw new Error('The feed was not made.')
  return String(feed.id)
}

function pageOf(page: number, chance: Chance): string {
  const day = new Date().toISOString()
  const rows = Array.from({ length: rowsAtOnce }, (_, row) => {
    const [place, gov] = named[row % named.length] ?? ['', '']
    const [lon, lat] = row % 2 === 0 ? randomPlace(chance).map((it) => it.toFixed(5)) : ['', '']
    const what = ['Shelling', 'Ambush', 'IED'][row % 3]
    return `${page}-${row},${what},${place},${gov},${lon},${lat},${day},${row % 7},"Told by a team, page ${page}"`
  })
  return ['nr,what,place,gov,lon,lat,day,dead,text', ...rows].join('\n')
}

/** A page of which a row was refused would measure something else. */
function taken(answer: unknown): void {
  const stored = typeof answer === 'object' && answer !== null && 'stored' in answer ? answer.stored : null
  if (stored !== rowsAtOnce) throw new Error(`Expected ${rowsAtOnce} stored, got ${JSON.stringify(answer)}`)
}
