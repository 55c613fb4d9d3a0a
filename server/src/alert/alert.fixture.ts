import type { Alert, AlertEvent, Delivery } from '@cordon/alerts'
import { Outbox } from '../deliver/outbox.js'
import { OutboxRunner } from '../deliver/outbox.runner.js'
import { ambush, TestClock } from '../ingest/ingest.fixture.js'
import type { Config } from '../platform/config.js'
import { localToken, ownServer, type OwnServer, type Send } from '../platform/server.fixture.js'
import { AlertFollower } from './alert.follower.js'
import { AlertTimers } from './alert.timers.js'
import { TimerRunner } from './timer.runner.js'

export interface Story {
  readonly alert: Alert
  readonly events: readonly AlertEvent[]
  readonly deliveries: readonly Delivery[]
}

interface Person {
  readonly id: string
  readonly name: string
  cookie: string
}

const password = 'correct horse battery'
/** Sessions last longer than this. */
const renewAfterMinutes = 10 * 60

/** For tests: a watch room of its own, with a chief, a clock that stands until it is moved, and people who can come. */
export class WatchRoom {
  private readonly people: Person[] = []
  private longitude = 0
  private sinceRenewal = 0
  private isTelling = false

  private constructor(
    readonly server: OwnServer,
    readonly clock: TestClock,
    /** A token, which outlasts sessions. */
    readonly chief: string,
  ) {
    const outbox = server.app.get(Outbox)
    const tell = outbox.tell.bind(outbox)
    outbox.tell = () => (this.isTelling ? tell() : Promise.resolve(0))
  }

  /** On a database of the test kit's. */
  static async open(start: Parameters<typeof ownServer>[0], config: Partial<Config> = {}): Promise<WatchRoom> {
    const clock = new TestClock()
    const server = await ownServer(start, { clock, config })
    return new WatchRoom(server, clock, await localToken(server.folder))
  }

  close(): Promise<void> {
    return this.server.close()
  }

  /** Sends as the chief, unless it says who; `what` is the method and the path. */
  async send(what: string, more: Send = {}): Promise<{ readonly status: number; readonly body: unknown }> {
    const [method = '', path = ''] = what.split(' ')
    const answer = await this.server.send(method, path, { as: this.chief, ...more })
    const body: unknown = answer.status === 204 ? null : await answer.json()
    return { status: answer.status, body }
  }

  async ask<T>(what: string, body?: unknown, as = this.chief): Promise<T> {
    const { status, body: told } = await this.send(what, { as, ...(body === undefined ? {} : { body }) })
    if (status < 300 && isA<T>(told)) return told
    throw new Error(`${what}: ${status} ${JSON.stringify(told)}`)
  }

  /** Lets somebody in, for as long as the test lasts. */
  async invite(name: string, role = 'officer'): Promise<Readonly<Person>> {
    const { id } = await this.ask<{ id: string }>('POST /api/accounts', { name, password, role })
    const person = { id, name, cookie: await this.server.enter(name, password) }
    this.people.push(person)
    return person
  }

  /** A zone of its own with a rule; gives what is needed to attack it. */
  async watch(rule: object = {}, zone: object = {}, as = this.chief) {
    const lon = (this.longitude += 2)
    const geometry = { type: 'Point', coordinates: [lon, 10] }
    const properties = { name: `Zone at ${lon}`, visibility: 'public', radiusMetres: 5_000, ...zone }
    const made = await this.ask<{ id: string }>('POST /api/zones', { type: 'Feature', geometry, properties }, as)
    const listens = await this.ask<{ id: string }>(
      `POST /api/zones/${made.id}/rules`,
      { name: 'Any', kinds: null, ...rule },
      as,
    )
    return { lon, zoneId: made.id, ruleId: listens.id }
  }

  /** Reports an ambush in a watched zone, and gives the alert that it raised. */
  async attack(lon: number, more: object = {}, as = this.chief): Promise<Alert> {
    const body = ambush(lon, 10, { uncertaintyMetres: 100, ...more })
    const incident = await this.ask<{ id: string }>('POST /api/incidents', body)
    const { items } = await this.ask<{ items: readonly Alert[] }>(
      `GET /api/incidents/${incident.id}/alerts`,
      undefined,
      as,
    )
    const [alert] = items
    if (alert === undefined) throw new Error('No alert.')
    return alert
  }

  story({ id }: Pick<Alert, 'id'>, as = this.chief): Promise<Story> {
    return this.ask(`GET /api/alerts/${id}`, undefined, as)
  }

  correct({ incidentId }: Alert, properties: object, more: object = {}): Promise<unknown> {
    return this.ask(`PATCH /api/incidents/${incidentId}`, { properties, reason: 'It is known better', ...more })
  }

  /** One tick of the timers, after some minutes. */
  async pass(minutes: number): Promise<void> {
    this.clock.pass(minutes)
    this.sinceRenewal += minutes
    if (this.sinceRenewal > renewAfterMinutes) await this.renew()
    await this.server.app.get(TimerRunner).tick()
  }

  /** Tells outside the page what is due, until nothing is under way. */
  tellOutside(): Promise<void> {
    const [outbox, runner] = [this.server.app.get(Outbox), this.server.app.get(OutboxRunner)]
    return this.whileTelling(async () => {
      for (let goesOn = true; goesOn;) {
        await runner.tick()
        goesOn = await outbox.idle()
      }
    })
  }

  /** Lets the server tell what is due; at any other time it tells nobody, so that nothing is told behind a test's back. */
  async whileTelling(act: () => Promise<void>): Promise<void> {
    this.isTelling = true
    try {
      await act()
    } finally {
      this.isTelling = false
    }
  }

  /** Ends what waits in vain outside the page. */
  tidyOutside(): Promise<void> {
    return this.server.app.get(Outbox).tidy()
  }

  private async renew(): Promise<void> {
    this.sinceRenewal = 0
    for (const person of this.people) person.cookie = await this.server.enter(person.name, password)
  }

  /** The timers of another node on the same database. */
  anotherNode(): TimerRunner {
    return new TimerRunner(this.server.app.get(AlertTimers), this.server.app.get(AlertFollower))
  }
}

/** The server's own answers are as its contract says: other tests hold them to it. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters
function isA<T>(it: unknown): it is T {
  return it !== undefined
}
