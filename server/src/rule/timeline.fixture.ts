import { afterAll, beforeAll, beforeEach } from 'vitest'
import { ambush, officer, pipeline } from '../ingest/ingest.fixture.js'
import { ownDatabase } from '../live/feed.fixture.js'
import { Sight } from '../sight/sight.js'
import { incidentPatch, reportInput, type RuleInput } from '../wire/index.js'
import { ExplainService } from './explain.service.js'

/** An event of a story: what it says, and how many kilometres north of the prison it happens. */
export interface Told {
  readonly title: string
  readonly severity?: string
  readonly km?: number
  readonly actors?: readonly string[]
  readonly source?: string
  readonly kind?: string
  readonly type?: string
  readonly occurredFrom?: string
}

/** Minutes. */
export const hour = 60

/** Kilometres north of the prison, of which 0 is the zone's middle. */
const north = (km: number) => 10 + km / 110.6

/**
 * For tests: what happened, when it came, and what became of it: told, or why not. Each story has one zone of 50 km round a
 * prison at a place of its own, so that no other zone hears it, and one rule. The clock begins on Monday, 9 November 2026,
 * 06:00 UTC, which is 09:00 in Damascus.
 */
export function timeline(start: Start): Timeline {
  const story = new Timeline(start)
  beforeAll(() => story.begin())
  afterAll(() => story.end())
  beforeEach(() => story.moveOn())
  return story
}

type Start = Parameters<typeof ownDatabase>[0]

class Timeline {
  longitude = -170
  private owned: Awaited<ReturnType<typeof ownDatabase>> | null = null
  private services: ReturnType<typeof pipeline> | null = null

  constructor(private readonly start: Start) {}

  get own() {
    if (this.owned === null) throw new Error('The story has not begun.')
    return this.owned
  }

  /** The services of the pipeline, by a clock that stands where it is put. */
  get at() {
    if (this.services === null) throw new Error('The story has not begun.')
    return this.services
  }

  async begin(): Promise<void> {
    this.owned = await ownDatabase(this.start)
    this.services = pipeline(this.owned.database)
  }

  async end(): Promise<void> {
    await this.owned?.close()
  }

  moveOn(): void {
    this.longitude += 4
  }

  async zoneWith(rule: Partial<RuleInput>, more: object = {}) {
    const zone = await this.at.zone(
      { type: 'Point', coordinates: [this.longitude, 10] },
      { radiusMetres: 1_000, reachMetres: 50_000, name: 'Prison', ...more },
    )
    return this.at.rule(zone, rule)
  }

  async comes({ km = 0, ...said }: Told): Promise<string> {
    const occurredFrom = this.at.clock.now()
    const what = ambush(this.longitude, north(km), { uncertaintyMetres: 100, occurredFrom, ...said })
    const [outcome] = await this.at.report(what)
    if (outcome?.ok !== true) throw new Error(JSON.stringify(outcome))
    return outcome.incident.id
  }

  async reports(id: string, source: string): Promise<void> {
    const report = reportInput.parse({ source, title: 'Ambush' })
    await this.at.ingest.submit({ entries: [{ what: 'report', id, report }], by: 'wire', history: false })
  }

  async corrected(id: string, properties: object, reason = 'Heard'): Promise<void> {
    const patch = incidentPatch.parse({ properties, reason })
    const entries = [{ what: 'correct', id, patch, ifMatch: null } as const]
    await this.at.ingest.submit({ entries, by: 'wire', history: false })
  }

  /** Whether the explanation says that the rule told of it. */
  async isExplained(id: string, ruleId: string): Promise<boolean> {
    return (await this.explained(id, ruleId)).fired
  }

  private async explained(id: string, ruleId: string) {
    const explain = new ExplainService(this.own.database, this.at.clock, new Sight({ coarseKm: null }))
    const answer = await explain.explain(id, ruleId, officer)
    if (!answer.ok) throw new Error(JSON.stringify(answer.failure))
    return answer.value
  }

  /** "told", or the sentence of the stage that stopped it. */
  async becameOf(id: string, ruleId: string): Promise<string> {
    const answer = await this.explained(id, ruleId)
    const [told] = await this.own.database.query<{ n: number }>({
      name: null,
      text: 'select count(*)::int as n from alert where rule_id = $1 and incident_id = $2',
      values: [ruleId, id],
    })
    return told?.n === 1 ? 'told' : answer.reason
  }

  /** When a rule told of anything, the earliest first. */
  async timesTold(ruleId: string): Promise<readonly string[]> {
    const text = `select raised_at as at from alert where rule_id = $1 order by 1`
    return (await this.own.database.query<{ at: string }>({ name: null, text, values: [ruleId] })).map((it) => it.at)
  }

  /** Plays a story of one event after the other, so many minutes apart. */
  async played(ruleId: string, story: readonly (Told & { readonly after?: number })[]) {
    const lines: string[] = []
    for (const { after = 1, ...event } of story) {
      this.at.clock.pass(after)
      lines.push(`${event.title}: ${await this.becameOf(await this.comes(event), ruleId)}`)
    }
    return lines
  }
}

export type { Timeline }
