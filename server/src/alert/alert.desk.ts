import { Inject, Injectable, Optional } from '@nestjs/common'
import type { Alert, AlertAction, Escalation } from '@cordon/alerts'
import { alertForChange, alertsForChange, escalationsOfRules, storeBatch } from '@cordon/db'
import type { Database, EscalationOfRule, Runner } from '@cordon/db'
import { audiencesOf, type Principal } from '../access/principal.js'
import { ChangeSignal } from '../live/signal.js'
import { Clock } from '../platform/clock.js'
import { DATABASE, takenHead } from '../platform/database.js'
import { requireMatch } from '../platform/etag.js'
import { faultPoint } from '../platform/fault-point.js'
import { Metrics } from '../platform/metrics.js'
import { fail, none, ok, type Result } from '../platform/result.js'
import { toProblem, type Failure, type ProblemDocument } from '../wire/problem.js'
import { overtaken, type Overtaken } from './overtaken.js'
import { takeAll, writeOf, type StoredAlert, type Taken } from './take.js'

/** What somebody asks to be done with one alert. */
export interface Asked {
  readonly id: string
  readonly actions: readonly AlertAction[]
  readonly who: Principal
  readonly ifMatch: string | null
}

/** What somebody asks to be done with many alerts. */
export interface AskedOfMany {
  readonly ids: readonly string[]
  /** What to do with each. */
  readonly actions: (alert: Alert) => readonly AlertAction[]
  readonly who: Principal
  /** The revision of each in which it was read; left out where that does not matter. */
  readonly seen: Readonly<Record<string, number>>
}

/** What came of one action on many alerts. */
export interface Bulk {
  readonly done: readonly Alert[]
  readonly refused: readonly Refusal[]
}

interface Refusal {
  readonly id: string
  readonly problem: ProblemDocument
  readonly overtaken?: Overtaken
}

/** Where people act on alerts. What may be done when is the table in `alerts`. */
@Injectable()
export class AlertDesk {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(ChangeSignal) private readonly signal: ChangeSignal,
    @Optional() @Inject(Metrics) private readonly metrics?: Metrics,
  ) {}

  /** Takes one action, and a note with it where there is one, in one transaction. */
  async act({ id, actions, who, ifMatch }: Asked): Promise<Result<Alert>> {
    const result = await this.database.transaction('plain', async (run) => {
      faultPoint('acknowledge.begun')
      const statement = alertForChange(id, audiencesOf(who))
      const [head, [row]] = await Promise.all([takenHead(run), run.query<StoredAlert>(statement)])
      if (row === undefined) return none('alert', id)
      const match = requireMatch(ifMatch, row.body.revision)
      if (!match.ok) return match
      const escalation = (await escalationsFor([row], run)).get(row.body.ruleId) ?? null
      const taken = takeAll(row, actions, { by: who, now: this.clock.now(), escalation })
      if (!taken.ok) return taken
      const write = writeOf([taken.value], head.seq, this.clock.now())
      const stored = run.last(storeBatch(write))
      faultPoint('acknowledge.sent')
      await stored
      return ok(write.alerts)
    })
    faultPoint('acknowledge.committed')
    if (!result.ok) return result
    this.told(actions, 1)
    const [row] = result.value
    if (row === undefined) throw new Error('Nothing was stored.')
    return ok(row.alert)
  }

  /** Acts on many alerts in one transaction; each of them is done or refused by itself. */
  async actOnAll({ ids, actions, who, seen }: AskedOfMany): Promise<Bulk> {
    const { bulk, did } = await this.database.transaction('plain', async (run) => {
      const wanted = [...new Set(ids)]
      const head = await takenHead(run)
      const rows = await run.query<StoredAlert>(alertsForChange(wanted, audiencesOf(who)))
      const escalations = await escalationsFor(rows, run)
      const since = await overtaken(rows, seen, run)
      const now = this.clock.now()
      const byId = new Map(rows.map((row) => [row.body.id, row]))
      const tried = wanted.map((id) => {
        const row = byId.get(id)
        if (row === undefined) return { id, did: [], result: none('alert', id) }
        if (since.has(id)) return { id, did: [], result: fail('stale-etag', staleWords(since.get(id))) }
        const escalation = escalations.get(row.body.ruleId) ?? null
        const steps = actions(row.body)
        return { id, did: steps, result: takeAll(row, steps, { by: who, now, escalation }) }
      })
      const taken = tried.flatMap(({ result }): readonly Taken[] => (result.ok ? [result.value] : []))
      const write = writeOf(taken, head.seq, now)
      if (taken.length > 0) await run.last(storeBatch(write))
      const refused = tried.flatMap(({ id, result }) => (result.ok ? [] : [refusedAs(id, result.failure, since)]))
      const bulk: Bulk = { done: write.alerts.map(({ alert }) => alert), refused }
      return { bulk, did: tried.flatMap((it) => (it.result.ok ? it.did : [])) }
    })
    if (bulk.done.length > 0) this.told(did, 1)
    return bulk
  }

  private told(actions: readonly AlertAction[], times: number): void {
    this.signal.committed()
    for (const { what } of actions) this.metrics?.alerts.inc({ what }, times)
  }
}

function staleWords(since: Overtaken | undefined): string {
  return since === undefined ? 'It has changed meanwhile.' : `${since.by} has changed it meanwhile (${since.what}).`
}

function refusedAs(id: string, failure: Failure, since: ReadonlyMap<string, Overtaken>): Refusal {
  const by = since.get(id)
  return { id, problem: toProblem(failure), ...(by === undefined ? {} : { overtaken: by }) }
}

/** The escalation of each rule that has one, by the rule's id. */
export async function escalationsFor(
  rows: readonly StoredAlert[],
  run: Runner,
): Promise<ReadonlyMap<string, Escalation>> {
  if (rows.length === 0) return new Map()
  const ruleIds = [...new Set(rows.map(({ body }) => body.ruleId))]
  const found = await run.query<EscalationOfRule>(escalationsOfRules(ruleIds))
  return new Map(found.map(({ ruleId, body }) => [ruleId, body]))
}
