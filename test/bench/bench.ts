import { openDatabase, type Database } from '@cordon/db'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chance } from '../kit/chance.js'
import { startPostgres, type TestPostgres } from '../kit/postgres.js'
import { startCordon, type Running } from '../kit/process.js'
import { shown } from './measure.js'
import { poster, type Poster } from './post.js'
import type { Line, Told } from './report.js'

/** How much is measured, and with which luck. */
export interface Extent {
  /** Small and short: that it runs is all that is asked. */
  readonly quick: boolean
  readonly seed: number
}

/** What every section of the bench is given: databases, servers and folders that are gone after it. */
export class Bench {
  private readonly lines: Told[] = []
  private section = ''
  /** How long a rate is watched, in seconds. */
  readonly seconds: number
  private readonly stops: (() => Promise<unknown>)[]

  private constructor(
    readonly extent: Extent,
    readonly folder: string,
  ) {
    this.seconds = extent.quick ? 1 : 5
    this.stops = [() => rm(folder, { recursive: true, force: true })]
  }

  /** Gives what `measure` has told, once all that it started has ended. */
  static async during(extent: Extent, measure: (bench: Bench) => Promise<void>): Promise<readonly Told[]> {
    const bench = new Bench(extent, await mkdtemp(join(tmpdir(), 'cordon-bench-')))
    try {
      await measure(bench)
    } finally {
      for (const stop of bench.stops.toReversed()) await stop()
    }
    return bench.lines
  }

  /** Measures a section: what is told meanwhile is of it. */
  async measure(section: string, work: (bench: Bench) => Promise<void>): Promise<void> {
    this.section = section
    await work(this)
  }

  tell(line: Line): void {
    this.lines.push({ ...line, section: this.section })
    const gate = line.gate === null ? '' : `  [${line.gate.held ? 'holds' : 'MISSED'}: ${line.gate.limit}]`
    console.log(`${line.what}: ${shown(line.value)} ${line.unit}  (${line.beside})${gate}`)
  }

  /** Chance that begins anew with the seed, or with one so much further on. */
  chance(after = 0) {
    return chance(this.extent.seed + after)
  }

  onStop(stop: () => Promise<unknown>): void {
    this.stops.push(stop)
  }

  folderFor(what: string): Promise<string> {
    return mkdtemp(join(this.folder, `${what}-`))
  }

  /** An empty database on a server of its own. */
  async database(): Promise<TestPostgres> {
    const own = await startPostgres({ own: true })
    if (own === null) throw new Error('The bench needs PostgreSQL with PostGIS: install postgresql-15-postgis-3.')
    this.onStop(() => own.stop())
    return own
  }

  /** One on a server with our tables and what `fill` puts there. */
  async filled(fill: (database: Database) => Promise<unknown>): Promise<string> {
    const { url } = await this.database()
    const database = await openDatabase({ url, folder: this.folder })
    await fill(database)
    await database.close()
    return url
  }

  /** Cordon on a database of a server. */
  async server(url: string, env: Readonly<Record<string, string>> = {}): Promise<Running> {
    return this.running(startCordon(await this.folderFor('server'), { ...env, DATABASE_URL: url }))
  }

  async running(starting: Promise<Running>): Promise<Running> {
    const server = await starting
    this.onStop(() => server.stop())
    return server
  }

  posting(server: Running, path = '/api/incidents'): Poster {
    const made = poster(server, path, this.chance())
    this.onStop(() => made.close())
    return made
  }
}
