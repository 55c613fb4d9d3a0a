import { Inject, Injectable } from '@nestjs/common'
import {
  clearingOf,
  followIncident,
  hasMoved,
  type Alert,
  type Incident,
  type Measure,
  type Rule,
} from '@cordon/alerts'
import {
  alertsOfIncidents,
  candidateOf,
  followedTo,
  followedUpTo,
  incidentsById,
  mergesTouching,
  measureOne,
  openAlertsLeftBehind,
  revisedAfter,
  ruleVersions,
  storeBatch,
  zoneById,
  type Database,
  type MeasureRow,
  type MergeRow,
  type Runner,
} from '@cordon/db'
import { Corrections, type Stand } from '../deliver/corrections.js'
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
    @Inject(Corrections) private readonly corrections: Corrections,
  ) {}

  /** Follows what was revised since the last time. Answers how many revisions it read. */
  async follow(): Promise<number> {
    const { read, changed } = await this.database.transaction('plain', async (run) => {
      const head = await takenHead(run)
      const [from] = await run.query<{ seq: number }>(followedUpTo())
      if (from === undefined || from.seq >= head.seq) return { read: 0, changed: 0 }
      const revised = await run.query<Revised>(revisedAfter(from.seq, atOnce))
      const { taken, stands } = await this.followed(await idsOf(revised, run), run)
      if (taken.length > 0) await run.query(storeBatch(writeOf(taken, head.seq, this.clock.now())))
      await this.corrections.owe(stands, run)
      await run.query(followedTo(revised.length < atOnce ? head.seq : (revised.at(-1)?.seq ?? head.seq)))
      return { read: revised.length, changed: taken.length }
    })
    if (changed > 0) this.signal.committed()
    return read
  }

  /**
   * Owes what has come of incidents since to whoever is told of their alerts only now: a call tells an alert as it was
   * raised. In the transaction of the call.
   */
  async correctCalled(alerts: readonly Alert[], run: Runner): Promise<void> {
    const { stands } = await this.followed([...new Set(alerts.map(({ incidentId }) => incidentId))], run)
    await this.corrections.owe(stands, run)
  }

  private async followed(revised: readonly string[], run: Runner): Promise<Followed> {
    const family = await familyOf(revised, run)
    const rows = family.ids.length === 0 ? [] : await run.query<StoredAlert>(alertsOfIncidents(family.ids))
    if (rows.length === 0) return { taken: [], stands: [] }
    const incidents = await run.query<{ body: Incident }>(incidentsById(family.ids))
    const known = new Map(incidents.map(({ body }) => [body.id, body]))
    const rules = await rulesOf(rows, run)
    const escalations = await escalationsFor(rows, run)
    const taken: Taken[] = []
    const stands: Stand[] = []
    for (const row of rows) {
      const own = known.get(row.body.incidentId)
      const rule = rules.get(keyOf(row.body.ruleId, row.body.ruleVersion))
      if (own === undefined || rule === undefined) continue
      const standing = known.get(family.into.get(own.id) ?? own.id) ?? own
      // What is told once of what happened once holds for the one that stands; whatever told it again does not.
      const incident = holds(row.body, rows, family.into) ? standing : own
      const measure = await measureOf(row.body, incident, run)
      const actions = followIncident(row.body, { incident, revision: own.revision, rule, measure })
      const escalation = escalations.get(row.body.ruleId) ?? null
      const next = actions.length === 0 ? null : takeAll(row, actions, { by: house, now: this.clock.now(), escalation })
      if (next?.ok) taken.push(next.value)
      stands.push({ alert: row.body, incident, clearing: clearingOf(row.body, { incident, rule, measure }) })
    }
    return { taken, stands }
  }
}

/** What alerts do by themselves, and how each of them stands by now. */
interface Followed {
  readonly taken: readonly Taken[]
  readonly stands: readonly Stand[]
}

/** Incidents that were revised, with all that is one with them, and which one each is merged into. */
interface Family {
  readonly ids: readonly string[]
  readonly into: ReadonlyMap<string, string>
}

async function familyOf(revised: readonly string[], run: Runner): Promise<Family> {
  if (revised.length === 0) return { ids: [], into: new Map() }
  const merges = await run.query<MergeRow>(mergesTouching(revised))
  const into = new Map(merges.map(({ incidentId, intoId }) => [incidentId, intoId]))
  return { ids: [...new Set([...revised, ...into.keys(), ...into.values()])], into }
}

/** Whether it is the one alert of a rule that speaks for an incident and all that is merged into it. */
function holds(alert: Alert, rows: readonly StoredAlert[], into: Family['into']): boolean {
  const standsFor = ({ incidentId }: Alert) => into.get(incidentId) ?? incidentId
  const rivals = rows
    .map(({ body }) => body)
    .filter((it) => it.ruleId === alert.ruleId && it.exercise === alert.exercise && standsFor(it) === standsFor(alert))
    .toSorted((a, b) => Number(into.has(a.incidentId)) - Number(into.has(b.incidentId)) || compare(a, b))
  return rivals[0]?.id === alert.id
}

/** The first that was told. */
function compare(a: Alert, b: Alert): number {
  if (a.raisedAt !== b.raisedAt) return a.raisedAt < b.raisedAt ? -1 : 1
  return a.id < b.id ? -1 : 1
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
