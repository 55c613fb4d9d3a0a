/** The map with a crowd on it, changing or not: `node test/dist/bench/map-main.js [incidents]`. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openBrowser } from '../kit/browser.js'
import { chance } from '../kit/chance.js'
import { startPostgres } from '../kit/postgres.js'
import { startCordon } from '../kit/process.js'
import { lookAt, moving, openMap, storeCrowd, watched, type Happening } from './map.js'
import { shown } from './measure.js'
import { poster } from './post.js'

const seed = Number(process.env['CORDON_SEED'] ?? 20211109)
const count = Number(process.argv[2] ?? 5_000)
const seconds = 10
const folder = await mkdtemp(join(tmpdir(), 'cordon-map-bench-'))
const database = await startPostgres({ own: true })
if (database === null) throw new Error('The bench needs PostgreSQL with PostGIS: install postgresql-15-postgis-3.')
const server = await startCordon(folder, { DATABASE_URL: database.url })
const browser = await openBrowser()
const posting = poster(server, '/api/incidents', chance(seed))
/** One for all: what is told twice in the same words changes nothing. */
const luck = chance(seed)
try {
  await storeCrowd(posting, count, luck)
  const page = await openMap(browser, server)
  for (const [zoom, how] of [
    [10, 'in clusters'],
    [12, 'one by one'],
  ] as const) {
    await lookAt(page, server, zoom)
    await tell(how, { seconds, perSecond: 0, probing: false }, zoom)
    await moved(how)
    await tell(how, { seconds, perSecond: 100, probing: false }, zoom)
    await tell(how, { seconds, perSecond: 100, probing: true }, zoom)
  }
  /** What it costs to draw the map at all, without any change. */
  async function moved(how: string): Promise<void> {
    const { frameP50, frameP95, longestTask } = await moving(page, seconds)
    console.log(
      `… moved by keys, no changes, ${how}: frames p50 ${shown(frameP50)} ms, p95 ${shown(frameP95)} ms; longest task ${shown(longestTask)} ms`,
    )
  }
  async function tell(how: string, happening: Happening, zoom: number): Promise<void> {
    const times = await watched(page, { poster: posting, chance: luck, zoom }, happening)
    const { frameP50, frameP95, longestTask, longTasks, drawnP95 } = times
    console.log(
      [
        `${count.toLocaleString('en')} incidents ${how}, ${happening.perSecond} changes/s`,
        `frames p50 ${shown(frameP50)} ms, p95 ${shown(frameP95)} ms`,
        `longest task ${shown(longestTask)} ms (${longTasks} over 50 ms)`,
        `event to sign p95 ${shown(drawnP95)} ms (${times.drawn})`,
      ].join('; '),
    )
  }
} finally {
  await posting.close()
  await browser.close()
  await server.stop()
  await database.stop()
  await rm(folder, { recursive: true, force: true })
}
