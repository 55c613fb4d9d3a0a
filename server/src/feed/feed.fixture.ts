import type { Alert, Feed, Incident } from '@cordon/alerts'
import { alertOf, type Database, type FeedRejectRow } from '@cordon/db'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { OutboundGuard } from '../deliver/guard.js'
import { officer, pipelineAt } from '../ingest/ingest.fixture.js'
import { ChangeSignal } from '../live/signal.js'
import { ownDatabase } from '../live/feed.fixture.js'
import { Clock } from '../platform/clock.js'
import { Metrics } from '../platform/metrics.js'
import { aConfig } from '../platform/server.fixture.js'
import { roleGrants } from '../wire/permission.js'
import { feedInput, type FeedSaid } from '../wire/index.js'
import { Coverage } from './coverage.js'
import { FeedService } from './feed.service.js'
import { Fetcher, fetchLimits, type FetchLimits } from './fetch.js'
import { Gatherer } from './gather.js'
import { HealthKeeper } from './health.keeper.js'
import { Intake } from './intake.js'
import { Outages } from './outages.js'
import { Placer } from './placer.js'
import { PointCheck } from '../place/point-check.js'
import { PlaceService } from '../place/place.service.js'
import { Poller } from './poller.js'
import { PollRunner } from './poll.runner.js'
import { Preview } from './preview.js'
import { Push, Receiver } from './push.js'
import { Quarantine } from './quarantine.js'
import { RejectService } from './reject.service.js'
import { Taker } from './taker.js'
import { Uniter } from './unite.js'

/** For tests: a clock that stands where it is put. */
export class SetClock extends Clock {
  constructor(private at: number) {
    super()
  }

  override ms(): number {
    return this.at
  }

  set(instant: string): void {
    this.at = Date.parse(instant)
  }

  pass(ms: number): void {
    this.at += ms
  }
}

export type Answer = (request: IncomingMessage, response: ServerResponse) => void

/** For tests: a source's server, which answers what it is told to. */
export async function aSource() {
  const answers = new Map<string, Answer>()
  const asked: IncomingMessage[] = []
  const server = createServer((request, response) => {
    asked.push(request)
    const answer = answers.get(request.url ?? '')
    if (answer === undefined) response.writeHead(404).end()
    else answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address: AddressInfo | string | null = server.address()
  const origin = `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`
  return {
    origin,
    asked,
    /** What is answered at a path from now on. */
    at: (path: string, answer: Answer | string | Buffer) =>
      answers.set(path, typeof answer === 'function' ? answer : (_, response) => response.end(answer)),
    close: () => {
      server.closeAllConnections()
      return new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

type StartPostgres = Parameters<typeof ownDatabase>[0]

const supervisor = { ...officer, role: 'supervisor', permissions: roleGrants.supervisor } as const

/** For tests: everything that feeds need, on a database of its own and a clock that stands where it is put. */
export async function feedStage(start: StartPostgres, at: string, limits: Partial<FetchLimits> = {}) {
  const own = await ownDatabase(start)
  const clock = new SetClock(Date.parse(at))
  const services = servicesOn(own, clock, limits)
  const { database, ingest, runner, feeds, gatherer, intake, keeper, points } = services
  return {
    ...services,
    ...questions(database),
    ...acts(services),
    rejects: new RejectService(database, clock, ingest, feeds, points),
    preview: new Preview(gatherer, clock),
    push: new Push(database, clock, feeds, gatherer, new Receiver(intake, keeper)),
    who: supervisor,
    close: () =>
      runner
        .beforeApplicationShutdown()
        .then(() => ingest.idle())
        .then(own.close),
  }
}

function servicesOn({ database, folder }: Own, clock: SetClock, limits: Partial<FetchLimits>) {
  const signal = new ChangeSignal()
  const { zones, rules, ingest } = pipelineAt(database, clock)
  const fetcher = new Fetcher(new OutboundGuard(['127.0.0.1']), { ...fetchLimits, ...limits })
  const places = new PlaceService({ gazetteer: ['SY', 'IQ'] }, database, clock)
  const points = new PointCheck(places)
  const gatherer = new Gatherer(database, clock, fetcher, new Placer(places, points))
  const taker = new Taker(database, ingest, clock, new Uniter(database, ingest))
  const intake = new Intake(taker, new Quarantine(database, clock), new Metrics())
  const keeper = new HealthKeeper(database, clock, signal, new Outages(ingest, clock))
  const poller = new Poller(database, clock, aConfig({ folder }), gatherer, intake)
  const runner = new PollRunner(database, clock, poller, keeper, fetcher)
  const feeds = new FeedService(database, clock, signal, new Coverage(zones, rules), keeper)
  const asking = { runner, poller, fetcher, gatherer, intake }
  return { database, clock, zones, rules, ingest, feeds, keeper, points, folder, ...asking }
}

type Own = Pick<Awaited<ReturnType<typeof ownDatabase>>, 'database' | 'folder'>

interface Services {
  readonly clock: SetClock
  readonly feeds: FeedService
  readonly runner: PollRunner
}

function acts({ clock, feeds, runner }: Services) {
  return {
    feed: async (said: Partial<FeedSaid>): Promise<Feed> => {
      const made = await feeds.create(feedInput.parse({ ...aFeed, ...said }), supervisor)
      if (!made.ok) throw new Error(JSON.stringify(made.failure))
      return made.value
    },
    /** Lets time pass until every feed is due again, and asks them. */
    poll: async (passMs = 2 * 3_600_000) => {
      clock.pass(passMs)
      await runner.idle()
    },
    look: async (id: string): Promise<Feed> => {
      const found = (await feeds.list()).find((feed) => feed.id === id)
      if (found === undefined) throw new Error(`There is no feed ${id}.`)
      return found
    },
  }
}

const incidentsSql = `
  select v.body from incident i join incident_revision v on v.incident_id = i.id and v.revision = i.revision
  order by i.external_id`
const rejectedSql = `
  select id, external_id as "externalId", raw, draft, errors, count from feed_reject where settled_at is null order by first_at, id`

function questions(database: Database) {
  const select = <T extends object>(text: string) => database.query<T>({ name: null, text, values: [] })
  return {
    incidents: async (): Promise<readonly Incident[]> =>
      (await select<{ body: Incident }>(incidentsSql)).map(({ body }) => body),
    alerts: async (): Promise<readonly Alert[]> =>
      (await select<{ body: Alert }>(`select ${alertOf('alert')} as body from alert order by raised_at, id`)).map(
        ({ body }) => body,
      ),
    rejected: (): Promise<readonly FeedRejectRow[]> => select(rejectedSql),
  }
}
export type FeedStage = Awaited<ReturnType<typeof feedStage>>

/** For tests: a feed of earthquakes that is asked every minute and relied on round Hasakah. */
export const aFeed: FeedSaid = {
  name: 'Earthquakes',
  way: 'poll',
  format: 'usgs',
  url: 'http://127.0.0.1:1/never',
  source: 'USGS',
  everyMs: 60_000,
  expectedMs: 3_600_000,
  point: { type: 'Point', coordinates: [40.75, 36.5] },
  radiusMetres: 100_000,
}

/** For tests: one earthquake as USGS tells it. */
export function aQuake(
  id: string,
  over: { readonly [key: string]: unknown } = {},
  at: readonly number[] = [40.75, 36.5],
) {
  const time = Date.parse('2026-11-09T05:00:00.000Z')
  const said = { mag: 6.1, place: 'near Hasakah', time, updated: time, status: 'automatic', type: 'earthquake' }
  const title = 'M 6.1 - near Hasakah'
  return {
    type: 'Feature',
    id,
    properties: { ...said, title, ...over },
    geometry: { type: 'Point', coordinates: [...at, 10] },
  }
}

/** For tests: a collection as USGS answers it. */
export function quakes(...features: readonly object[]): string {
  return JSON.stringify({ type: 'FeatureCollection', metadata: { generated: 0 }, features })
}
