import type { Alert, Incident, Rule, Zone } from '@cordon/alerts'
import { openDatabase, storeBatch, type Change, type Database } from '@cordon/db'
import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { takenHead } from '../platform/database.js'

/** For tests: an incident in the middle of the first theatre. */
export function anIncident(over: Partial<Incident> = {}): Incident {
  return {
    id: randomUUID(),
    revision: 1,
    seq: 0,
    kind: 'event',
    type: 'ambush',
    title: 'Ambush on a patrol',
    summary: null,
    severity: 'severe',
    status: 'unverified',
    point: { type: 'Point', coordinates: [40.43, 35.15] },
    uncertaintyMetres: 1_000,
    locationPrecision: 'near',
    place: null,
    occurredFrom: '2021-11-08T20:00:00.000Z',
    occurredTo: null,
    timePrecision: 'hour',
    actors: [],
    targets: [],
    casualties: [],
    tags: [],
    exercise: false,
    grade: 'B2',
    source: null,
    externalId: null,
    reportedAt: '2021-11-08T21:00:00.000Z',
    recordedAt: '2021-11-08T21:00:00.000Z',
    recordedBy: 'test',
    reason: null,
    history: false,
    ...over,
  }
}

/** For tests: a circle of 5 km. */
export function aZone(over: Partial<Zone> = {}): Zone {
  return {
    id: randomUUID(),
    version: 1,
    seq: 0,
    name: 'Prison',
    visibility: 'public',
    geometry: { type: 'Point', coordinates: [40.7625, 36.4775] },
    radiusMetres: 5_000,
    widthMetres: null,
    reachMetres: 0,
    rings: [],
    facilityId: null,
    ownerId: randomUUID(),
    ownerName: 'test',
    archived: false,
    recordedAt: '2021-11-08T21:00:00.000Z',
    recordedBy: 'test',
    ...over,
  }
}

/** For tests: a rule that fires on every definite event. */
export function aRule(over: Partial<Rule> = {}): Rule {
  return {
    id: randomUUID(),
    version: 1,
    seq: 0,
    zoneId: randomUUID(),
    ownerId: randomUUID(),
    name: 'Anything near',
    enabled: true,
    kinds: null,
    types: null,
    minSeverity: null,
    minGrade: null,
    certainty: 'definite',
    freshHours: 72,
    cooldownMinutes: 0,
    escalationId: null,
    recordedAt: '2021-11-08T21:00:00.000Z',
    ...over,
  }
}

/** For tests: a new alert. */
export function anAlert(over: Partial<Alert> = {}): Alert {
  const { type: incidentType, kind: incidentKind, title: incidentTitle, ...incident } = anIncident()
  const { severity, grade, exercise, occurredFrom, point, uncertaintyMetres, source } = incident
  return {
    id: randomUUID(),
    revision: 1,
    seq: 0,
    state: 'new',
    incidentId: incident.id,
    incidentRevision: 1,
    ...{ incidentTitle, incidentType, incidentKind },
    ...{ severity, grade, exercise, occurredFrom, point, uncertaintyMetres, source },
    ruleId: randomUUID(),
    ruleVersion: 1,
    ruleName: 'Anything near',
    zoneId: randomUUID(),
    zoneVersion: 1,
    zoneName: 'Prison',
    certainty: 'definite',
    distanceMetres: 0,
    depthMetres: 0,
    bearingDegrees: null,
    raisedAt: '2021-11-08T21:00:00.000Z',
    ...{ ownerId: null, ownerName: null, acknowledgedAt: null, acknowledgedBy: null, shelvedUntil: null },
    ...{ acknowledgements: [], returnedAt: null, touchedAt: null, escalatedSteps: 0, escalatedAt: null, called: [] },
    ...{ shelvedAtRevision: null, clearedAt: null, clearedBecause: null },
    ...{ closedAt: null, closedBy: null, disposition: null, note: null },
    ...over,
  }
}

export type NewChange = Pick<Change, 'kind' | 'audience' | 'body'>

/** For tests: what appends an incident's change; it carries its body, as no incident is stored. */
export function incidentChange(incident = anIncident()): NewChange {
  return { kind: 'incident', audience: 'all', body: incident }
}

/** For tests: appends changes in one transaction, as services do; gives the position of the last. */
export function append(database: Database, changes: readonly NewChange[], now = new Date()): Promise<number> {
  const nothing = { sources: [], incidents: [], reports: [], alerts: [], events: [], deliveries: [] }
  return database.transaction('plain', async (run) => {
    const { seq: base } = await takenHead(run)
    const rows = changes.map((change, index) => {
      const body = change.body === null ? null : { ...change.body, seq: base + index + 1 }
      return { ...change, seq: base + index + 1, id: bodyId(body), revision: 1, body }
    })
    const head = base + rows.length
    await run.query(storeBatch({ now: now.toISOString(), base, head, watch: null, ...nothing, changes: rows }))
    return head
  })
}

function bodyId(body: object | null): string {
  return body !== null && 'id' in body && typeof body.id === 'string' ? body.id : randomUUID()
}

/** For tests: a folder that holds a new embedded database already, where the suite has made one to copy. */
export async function ownFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'cordon-own-'))
  const ready = process.env['CORDON_TEST_READY']
  // Thousands of small files: Node's own copy takes ten times as long.
  if (ready !== undefined) execFileSync('cp', ['-R', `${ready}/.`, folder])
  return folder
}

/** For tests: a database of one's own, on the server that `start` gives where the suite runs on one, else embedded. */
export async function ownDatabase(start: () => Promise<{ readonly url: string; stop(): Promise<void> } | null>) {
  const server = process.env['DATABASE_URL_TEST'] === undefined ? null : await start()
  const folder = await ownFolder()
  const database = await openDatabase({ url: server?.url, folder, durable: false })
  return {
    database,
    folder,
    url: server?.url ?? null,
    close: async () => {
      await database.close()
      await server?.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
