import { Inject, Injectable } from '@nestjs/common'
import { followIncident, hasMoved, type Alert, type Incident, type Measure, type Rule } from '@cordon/alerts'
import {
  candidateOf,
  followedTo,
  followedUpTo,
  incidentsById,
  measureOne,
  openAlertsLeftBehind,
  alertsOfIncidents,
  revisedAfter,
  ruleVersions,
  storeBatch,
  zoneById,
  type Database,
  type MeasureRow,
  type Runner,
} from '@cordon/db'
import { discOf } from '../ingest/draft-batch.js'
import { ChangeSignal } from '../live/signal.js'
import { Clock } from '../platform/clock.js'
import { DATABASE, takenHead } from '../platform/database.js'
import { escalationsFor } from './alert.desk.js'
import { house, takeAll, writeOf, type StoredAlert, type Taken } from './take.js'

interface Revised {
  readonly id: string
  readonly seq: number
  readonly kind: 'incident' | 'history'
}

/** How many revisions of incidents are followed at once. */
const atOnce = 200

/**
 * Alerts follow their incidents: one that is refuted, or lies elsewhere by now, clears its alerts; a revision
 * brings back what was shelved until one. It reads the change feed from where it stood, which is a row, so that neither
 * a restart nor a second node misses or repeats anything.
 */
@Injectable()
export class AlertFollower {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(ChangeSignal) private readonly signal: ChangeSignal,
  ) {}

  /** Follows what was revised since the last time. Answers how many revisions it read. */
  async follow(): Promise<number> {
    const { read, changed } = await this.database.transaction('plain', async (run) => {
      const head = await takenHead(run)
      const [from] = await run.query<{ seq: number }>(followedUpTo())
      if (from === undefined || from.seq >= head.seq) return { read: 0, changed: 0 }
      const revised = await run.query<Revised>(revisedAfter(from.seq, atOnce))
      const taken = await this.followed(await idsOf(revised, run), run)
      if (taken.length > 0) await run.query(storeBatch(writeOf(taken, head.seq, this.clock.now())))
      await run.query(followedTo(revised.length < atOnce ? head.seq : (revised.at(-1)?.seq ?? head.seq)))
      return { read: revised.length, changed: taken.length }
    })
    if (changed > 0) this.signal.committed()
    return read
  }

  private async followed(incidentIds: readonly string[], run: Runner): Promise<readonly Taken[]> {
    const rows = incidentIds.length === 0 ? [] : await run.query<StoredAlert>(alertsOfIncidents(incidentIds))
    if (rows.length === 0) return []
    const incidents = await run.query<{ body: Incident }>(incidentsById(incidentIds))
    const known = new Map(incidents.map(({ body }) => [body.id, body]))
    const rules = await rulesOf(rows, run)
    const escalations = await escalationsFor(rows, run)
    const taken: Taken[] = []
    for (const row of rows) {
      const incident = known.get(row.body.incidentId)
      const rule = rules.get(keyOf(row.body.ruleId, row.body.ruleVersion))
      if (incident === undefined || rule === undefined) continue
      const actions = followIncident(row.body, { incident, rule, measure: await measureOf(row.body, incident, run) })
      const escalation = escalations.get(row.body.ruleId) ?? null
      const next = actions.length === 0 ? null : takeAll(row, actions, { by: house, now: this.clock.now(), escalation })
      if (next?.ok) taken.push(next.value)
    }
    return taken
  }
}

/** What is told one by one, and what a bulk change has left behind. */
async function idsOf(revised: readonly Revised[], run: Runner): Promise<readonly string[]> {
  const ids = revised.filter(({ kind }) => kind === 'incident').map(({ id }) => id)
  if (!revised.some(({ kind }) => kind === 'history')) return [...new Set(ids)]
  const left = await run.query<{ id: string }>(openAlertsLeftBehind(1_000))
  return [...new Set([...ids, ...left.map(({ id }) => id)])]
}

async function rulesOf(rows: readonly StoredAlert[], run: Runner): Promise<ReadonlyMap<string, Rule>> {
  const keys = rows.map(({ body }) => ({ id: body.ruleId, version: body.ruleVersion }))
  const found = await run.query<{ body: Rule }>(ruleVersions(keys))
  return new Map(found.map(({ body }) => [keyOf(body.id, body.version), body]))
}

function keyOf(id: string, version: number): string {
  return `${id} ${version}`
}

/** Where an incident lies by now, against the zone as it was told; null where that has not changed, or cannot be known. */
async function measureOf(alert: Alert, incident: Incident, run: Runner): Promise<Measure | null> {
  if (!hasMoved(alert, incident)) return null
  const [zone] = await run.query<{ body: { readonly version: number } }>(zoneById(alert.zoneId, null))
  if (zone?.body.version !== alert.zoneVersion) return null
  const rows = await run.query<MeasureRow>(measureOne(discOf(incident, 1), alert.zoneId, alert.ruleId))
  const measure = rows.map(candidateOf).at(0)?.measure
  return measure !== undefined && Number.isFinite(measure.distanceMetres) ? measure : null
}
