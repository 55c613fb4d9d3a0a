import { startPostgres } from '@cordon/test/postgres'
import { asRaised, type Alert, type Incident } from '@cordon/alerts'
import {
  alertOf,
  alertsFrom,
  alertsPage,
  changesAfter,
  reportsOf,
  snapshotParts,
  type ChangeRow,
  type Database,
  type SaidOfAlerts,
  type Statement,
  type StoredAlert,
} from '@cordon/db'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ownDatabase } from '../live/feed.fixture.js'
import { reportInput } from '../wire/index.js'
import { ambush, officer, pipeline } from './ingest.fixture.js'
import type { Outcome } from './entry.js'

const prison = { type: 'Point', coordinates: [40.7625, 36.4775] }
let own: Awaited<ReturnType<typeof ownDatabase>>
let database: Database
let at: ReturnType<typeof pipeline>

beforeAll(async () => {
  own = await ownDatabase(startPostgres)
  database = own.database
  at = pipeline(database)
})
afterAll(() => own.close())

async function alertsOf(outcome: Outcome | undefined): Promise<readonly Alert[]> {
  const incidentId = incidentOf(outcome).id
  const filter = { audiences: ['all'], states: null, zoneId: null, incidentId, owner: null, after: null, limit: 100 }
  return (await database.query<{ body: Alert }>(alertsPage(filter))).map((row) => row.body)
}

async function inSnapshot(): Promise<readonly Alert[]> {
  const { alerts, said } = snapshotParts(['all'], 100, '2021-11-09T06:00:00.000Z')
  return alertsFrom(await database.query<StoredAlert>(alerts), await database.query<SaidOfAlerts>(said))
}

function rowOf(ruleId: string): Statement {
  return { name: null, text: 'select body from alert where rule_id = $1', values: [ruleId] }
}

function incidentOf(outcome: Outcome | undefined): Incident {
  if (outcome?.ok !== true) throw new Error(JSON.stringify(outcome))
  return outcome.incident
}

describe('an incident that comes in', () => {
  it('raises one alert for a rule whose zone it is definitely in, with its delivery and its changes', async () => {
    const zone = await at.zone(prison, { radiusMetres: 5_000, name: 'Prison 5 km' })
    const rule = await at.rule(zone)
    const [outcome] = await at.report(ambush(40.7625, 36.5, { source: 'RIC', externalId: 'raises-one' }))
    const [alert, ...others] = await alertsOf(outcome)
    expect(others).toEqual([])
    expect(alert).toMatchObject({
      ruleId: rule.id,
      zoneId: zone.id,
      zoneVersion: 1,
      certainty: 'definite',
      state: 'new',
    })
    expect(alert?.depthMetres).toBeCloseTo(5_000 - 2_497, -1)
    const changes = await database.query<ChangeRow>(changesAfter(incidentOf(outcome).seq - 1, 10))
    expect(changes.map((change) => change.kind)).toEqual(['incident', 'alert'])
    expect(changes[0]?.body).toMatchObject({ id: incidentOf(outcome).id, seq: incidentOf(outcome).seq })
    expect(changes[1]?.body).toMatchObject({ id: alert?.id, seq: alert?.seq })
  })

  it('is told of with all that an alert says, as it was then, though its row keeps only what nothing else does', async () => {
    const zone = await at.zone(prison, { radiusMetres: 4_000, name: 'Prison 4 km' })
    const rule = await at.rule(zone, { name: 'Close' })
    const told = ambush(40.7625, 36.5, { source: 'SOHR', externalId: 'said-whole', exercise: true })
    const [outcome] = await at.report(told)
    const incident = incidentOf(outcome)
    const whole = {
      ...asRaised,
      ...{ id: expect.any(String), seq: expect.any(Number), raisedAt: incident.recordedAt },
      ...{ ruleId: rule.id, ruleName: 'Close', ruleVersion: 1 },
      ...{ zoneId: zone.id, zoneName: 'Prison 4 km', zoneVersion: 1 },
      ...{
        certainty: 'definite',
        distanceMetres: expect.any(Number),
        depthMetres: expect.any(Number),
        bearingDegrees: expect.any(Number),
      },
      ...{ incidentId: incident.id, incidentRevision: 1, incidentTitle: incident.title, incidentType: incident.type },
      ...{ incidentKind: incident.kind, severity: incident.severity, grade: incident.grade, exercise: true },
      ...{
        occurredFrom: incident.occurredFrom,
        timePrecision: incident.timePrecision,
        point: incident.point,
        source: 'SOHR',
      },
      uncertaintyMetres: incident.uncertaintyMetres,
    }
    await at.report({ ...told, properties: { ...told.properties, title: 'Something else', severity: 'extreme' } })
    const read = (await alertsOf(outcome)).filter(({ ruleId }) => ruleId === rule.id)
    expect(read).toEqual([whole])
    const changes = await database.query<ChangeRow>(changesAfter(incident.seq, 100))
    expect(changes.find(({ id }) => id === read[0]?.id)?.body).toEqual(whole)
    expect((await inSnapshot()).filter(({ ruleId }) => ruleId === rule.id)).toEqual([whole])
    const [row] = await database.query<{ body: object }>(rowOf(rule.id))
    const elsewhere = ['id', 'seq', 'point', 'state', 'raisedAt', 'incidentId', 'incidentTitle', 'note']
    expect(Object.keys(row?.body ?? {}).filter((name) => elsewhere.includes(name))).toEqual([])
    // As rows say it that are older, or of an alert that somebody has done something with.
    await database.query({
      name: null,
      text: `update alert a set body = ${alertOf('a')} where rule_id = $1`,
      values: [rule.id],
    })
    expect((await alertsOf(outcome)).filter(({ ruleId }) => ruleId === rule.id)).toEqual(read)
    expect((await inSnapshot()).filter(({ ruleId }) => ruleId === rule.id)).toEqual(read)
  })

  it('is owed on the page once for each alert: to everybody in the room, or to the owner of a private zone alone', async () => {
    const place = { type: 'Point', coordinates: [-20, 20] }
    const shared = await at.rule(await at.zone(place, { radiusMetres: 5_000 }))
    const own = await at.rule(await at.zone(place, { radiusMetres: 5_000, visibility: 'private' }))
    await at.report(ambush(-20, 20))
    const owed = await database.query({
      name: null,
      text: `select a.rule_id as rule, d.address, d.alert_revision as revision, d.state, d.due_at = a.raised_at as "isAtOnce"
        from delivery d join alert a on a.id = d.alert_id where a.rule_id = any($1::uuid[]) and d.channel = 'page'`,
      values: [[shared.id, own.id]],
    })
    const due = { revision: 1, state: 'due', isAtOnce: true }
    expect(owed).toHaveLength(2)
    expect(owed).toContainEqual({ rule: shared.id, address: 'room', ...due })
    expect(owed).toContainEqual({ rule: own.id, address: officer.id, ...due })
  })

  it('does not fire a rule for definite ones where only part of its disc is within reach', async () => {
    const zone = await at.zone({ type: 'Point', coordinates: [10, 10] }, { radiusMetres: 5_000 })
    await at.rule(zone, { name: 'definite' })
    const possible = await at.rule(zone, { name: 'possible', certainty: 'possible' })
    const [outcome] = await at.report(ambush(10, 10.02, { uncertaintyMetres: 25_000 }))
    const alerts = await alertsOf(outcome)
    expect(alerts.map((alert) => [alert.ruleId, alert.certainty])).toEqual([[possible.id, 'possible']])
  })

  it('is known by its source and external id: a repeat changes nothing, other content is a new revision', async () => {
    const first = ambush(1, 1, { source: 'SOHR', externalId: 'a-1' })
    const [stored] = await at.report(first)
    const [repeated] = await at.report(first)
    const [revised] = await at.report(ambush(1, 1, { source: 'SOHR', externalId: 'a-1', title: 'Ambush on a convoy' }))
    expect([stored, repeated, revised].map((outcome) => outcome?.ok && outcome.what)).toEqual([
      'stored',
      'unchanged',
      'revised',
    ])
    expect(new Set([stored, repeated, revised].map((outcome) => incidentOf(outcome).id)).size).toBe(1)
    expect(incidentOf(revised)).toMatchObject({ revision: 2, title: 'Ambush on a convoy' })
    expect(await database.query(reportsOf([incidentOf(stored).id]))).toHaveLength(1)
  })

  it('is known within one batch as well', async () => {
    const twice = ambush(2, 2, { source: 'SOHR', externalId: 'a-2' })
    const outcomes = await at.report(twice, twice, ambush(2, 2, { source: 'SOHR', externalId: 'a-2', title: 'Other' }))
    expect(outcomes.map((outcome) => outcome.ok && [outcome.what, outcome.incident.revision])).toEqual([
      ['stored', 1],
      ['unchanged', 1],
      ['revised', 2],
    ])
  })

  it('alerts once for a rule, however often it is revised', async () => {
    const zone = await at.zone({ type: 'Point', coordinates: [20, 20] }, { radiusMetres: 5_000 })
    await at.rule(zone)
    const [first] = await at.report(ambush(20, 20, { source: 'SOHR', externalId: 'once' }))
    await at.report(ambush(20, 20, { source: 'SOHR', externalId: 'once', severity: 'extreme' }))
    await at.report(ambush(20, 20.001, { source: 'SOHR', externalId: 'once', severity: 'extreme' }))
    expect(await alertsOf(first)).toHaveLength(1)
  })

  it('keeps a rule silent through its cooldown, in the same batch and later, and alerts after it', async () => {
    const zone = await at.zone({ type: 'Point', coordinates: [30, 30] }, { radiusMetres: 5_000 })
    await at.rule(zone, { cooldownMinutes: 30 })
    const [first, second] = await at.report(ambush(30, 30), ambush(30, 30.001))
    at.clock.pass(29)
    const [third] = await at.report(ambush(30, 30.002))
    at.clock.pass(2)
    const [fourth] = await at.report(ambush(30, 30.003))
    const counts = await Promise.all([first, second, third, fourth].map(async (it) => (await alertsOf(it)).length))
    expect(counts).toEqual([1, 0, 0, 1])
  })

  it('alerts nobody when it comes in as history', async () => {
    const zone = await at.zone({ type: 'Point', coordinates: [50, 50] }, { radiusMetres: 5_000 })
    await at.rule(zone)
    const entries = [{ what: 'new', input: ambush(50, 50) } as const]
    const [outcome] = await at.ingest.submit({ entries, by: 'import', history: true })
    expect(await alertsOf(outcome)).toEqual([])
    expect(incidentOf(outcome).history).toBe(true)
    const [change] = await database.query<ChangeRow>(changesAfter(incidentOf(outcome).seq - 1, 10))
    expect(change?.kind).toBe('history')
  })

  it('derives its grade and status anew from each report, and keeps what each source says of the harmed', async () => {
    const [outcome] = await at.report(ambush(3, 3, { source: 'RIC', casualties: { killed: 2 }, credibility: '2' }))
    const report = { source: 'SDF', title: 'Statement', credibility: '2', casualties: { words: 'a handful' } }
    const entries = [{ what: 'report', id: incidentOf(outcome).id, report }]
    const [after] = await at.ingest.submit({ entries: entries.map(parsedReport), by: 'test', history: false })
    expect(incidentOf(after)).toMatchObject({ revision: 2, status: 'corroborated', grade: 'F2' })
    expect(incidentOf(after).casualties.map((claim) => claim.source)).toEqual(['RIC', 'SDF'])
  })
})

describe('zones of every shape', () => {
  it('hear what is within: polygon with a hole, corridor, both sides of the date line', async () => {
    const square = (west: number, south: number, size: number) => [
      [west, south],
      [west + size, south],
      [west + size, south + size],
      [west, south + size],
      [west, south],
    ]
    const holed = { type: 'Polygon', coordinates: [square(60, 10, 2), square(60.9, 10.9, 0.2).reverse()] }
    const corridor = {
      type: 'LineString',
      coordinates: [
        [65, 10],
        [66, 11],
      ],
    }
    const dateline = {
      type: 'Polygon',
      coordinates: [
        [
          [179, 0],
          [-179, 0],
          [-179, 1],
          [179, 1],
          [179, 0],
        ],
      ],
    }
    await at.rule(await at.zone(holed, { name: 'holed' }))
    await at.rule(await at.zone(corridor, { name: 'corridor', widthMetres: 4_000 }))
    await at.rule(await at.zone(dateline, { name: 'dateline' }))
    const outcomes = await at.report(
      ambush(60.5, 10.5),
      ambush(61, 11),
      ambush(65.5, 10.505),
      ambush(65.5, 10.6),
      ambush(179.9, 0.5),
      ambush(-179.9, 0.5),
      ambush(178.9, 0.5),
    )
    const names = await Promise.all(outcomes.map(async (it) => (await alertsOf(it)).map((alert) => alert.zoneName)))
    expect(names).toEqual([['holed'], [], ['corridor'], [], ['dateline'], ['dateline'], []])
  })
})

function parsedReport(entry: { readonly id: string; readonly report: object }) {
  return { what: 'report', id: entry.id, report: reportInput.parse(entry.report) } as const
}
