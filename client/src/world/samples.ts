import {
  type Alert,
  asRaised,
  type Facility,
  type Feed,
  type Incident,
  type LogEntry,
  type Rule,
  type Zone,
} from '@cordon/alerts'
import type { Snapshot } from '@cordon/server/wire'

/** Things of a world for tests: complete, plain, and changed only where a test says so. */
const source = 'Rojava Information Center'
const occurredFrom = '2021-11-09T05:52:00.000Z'

function place(): Pick<Incident, 'point' | 'uncertaintyMetres'> {
  return { point: { type: 'Point', coordinates: [40.42716, 35.15618] }, uncertaintyMetres: 1000 }
}

export function anIncident(change: Partial<Incident> = {}): Incident {
  return {
    id: 'incident',
    revision: 1,
    seq: 1,
    kind: 'event',
    type: 'ambush',
    title: 'Ambush on the Busayrah road',
    summary: null,
    severity: 'severe',
    status: 'unverified',
    ...place(),
    locationPrecision: 'near',
    place: 'Busayrah',
    occurredFrom,
    occurredTo: null,
    timePrecision: 'exact',
    actors: [],
    targets: [],
    casualties: [],
    tags: [],
    exercise: false,
    grade: 'B2',
    source,
    externalId: null,
    reportedAt: '2021-11-09T06:00:00.000Z',
    recordedAt: '2021-11-09T06:01:00.000Z',
    recordedBy: 'dana',
    reason: null,
    history: false,
    ...change,
  }
}

export function anAlert(change: Partial<Alert> = {}): Alert {
  return {
    id: 'alert',
    seq: 1,
    ...asRaised,
    incidentId: 'incident',
    incidentRevision: 1,
    incidentTitle: 'Ambush on the Busayrah road',
    incidentType: 'ambush',
    incidentKind: 'event',
    severity: 'severe',
    grade: 'B2',
    exercise: false,
    occurredFrom,
    ...place(),
    source,
    ruleId: 'rule',
    ruleVersion: 1,
    ruleName: 'Anything severe',
    zoneId: 'zone',
    zoneVersion: 1,
    zoneName: 'Busayrah 15 km',
    certainty: 'definite',
    distanceMetres: 0,
    depthMetres: 1200,
    bearingDegrees: 134,
    raisedAt: '2021-11-09T06:01:00.000Z',
    ...change,
  }
}

export function aZone(change: Partial<Zone> = {}): Zone {
  return {
    id: 'zone',
    version: 1,
    seq: 1,
    name: 'Busayrah 15 km',
    visibility: 'public',
    geometry: { type: 'Point', coordinates: [40.42716, 35.15618] },
    radiusMetres: 15_000,
    widthMetres: null,
    reachMetres: 0,
    rings: [],
    facilityId: null,
    ownerId: 'account',
    ownerName: 'dana',
    archived: false,
    recordedAt: '2021-11-01T00:00:00.000Z',
    recordedBy: 'dana',
    ...change,
  }
}

export function aFacility(change: Partial<Facility> = {}): Facility {
  return {
    id: 'facility',
    revision: 1,
    seq: 1,
    name: "Sina'a prison",
    nameArabic: null,
    kind: 'prison',
    point: { type: 'Point', coordinates: [40.7625, 36.4775] },
    uncertaintyMetres: 500,
    operator: null,
    population: null,
    note: null,
    positionSource: null,
    ...change,
  }
}

export function aLogEntry(change: Partial<LogEntry> = {}): LogEntry {
  return {
    id: 'entry',
    revision: 1,
    seq: 1,
    kind: 'note',
    at: '2021-11-09T06:05:00.000Z',
    recordedAt: '2021-11-09T06:05:00.000Z',
    by: 'dana',
    byId: 'account',
    text: 'Called the gate: all quiet',
    incidentIds: [],
    alertIds: [],
    handoverId: null,
    struck: null,
    ...change,
  }
}

interface Contents {
  readonly seq?: number
  readonly incidents?: readonly Incident[]
  readonly alerts?: readonly Alert[]
  readonly zones?: readonly Zone[]
  readonly facilities?: readonly Facility[]
  readonly rules?: readonly Rule[]
  readonly feeds?: readonly Feed[]
  readonly log?: readonly LogEntry[]
  readonly incidentTotal?: number
  readonly incidentLimit?: number
}

export function aSnapshot(contents: Contents = {}): Snapshot {
  const { seq = 0, incidents = [], alerts = [], zones = [], facilities = [], rules = [], feeds = [] } = contents
  return {
    seq,
    at: '2021-11-09T06:06:00.000Z',
    incidents: {
      type: 'FeatureCollection',
      features: incidents.map(({ point, ...it }) => ({ type: 'Feature', id: it.id, geometry: point, properties: it })),
    },
    zones: {
      type: 'FeatureCollection',
      features: zones.map(({ geometry, ...it }) => ({ type: 'Feature', id: it.id, geometry, properties: it })),
    },
    facilities: {
      type: 'FeatureCollection',
      features: facilities.map(({ point, ...it }) => ({ type: 'Feature', id: it.id, geometry: point, properties: it })),
    },
    rules,
    silences: [],
    feeds,
    escalations: [],
    rotations: [],
    teams: [],
    alerts,
    log: contents.log ?? [],
    incidentTotal: contents.incidentTotal ?? 0,
    incidentLimit: contents.incidentLimit ?? 2000,
  }
}
