import type {
  Alert,
  Escalation,
  Facility,
  Feed,
  Incident,
  Instant,
  LogEntry,
  Rotation,
  Rule,
  Silence,
  Team,
  Zone,
} from '@cordon/alerts'
import type { FacilityFeature, IncidentFeature, Removable, Snapshot, ZoneFeature } from '@cordon/server/wire'

/** What the dashboard knows: a snapshot and every event since, each thing in its latest revision. Never changed, only replaced. */
export interface World {
  readonly seq: number
  /** The server's time when the snapshot was taken. */
  readonly at: Instant
  readonly incidents: ReadonlyMap<string, Incident>
  readonly alerts: ReadonlyMap<string, Alert>
  readonly zones: ReadonlyMap<string, Zone>
  readonly facilities: ReadonlyMap<string, Facility>
  readonly rules: ReadonlyMap<string, Rule>
  /** Those that are on, and those that ended while the page was open. */
  readonly silences: ReadonlyMap<string, Silence>
  readonly feeds: ReadonlyMap<string, Feed>
  readonly escalations: ReadonlyMap<string, Removable<Escalation>>
  readonly rotations: ReadonlyMap<string, Removable<Rotation>>
  /** Those that the reader is in; whatever changes in them comes with a new snapshot. */
  readonly teams: ReadonlyMap<string, Team>
  /** The latest entries of the watch log. */
  readonly log: ReadonlyMap<string, LogEntry>
  /** The place in the change feed at which the snapshot was taken. */
  readonly snapshotSeq: number
  /** How many incidents are stored, but for the latest that were born. */
  readonly storedBefore: number
  /** Incidents whose first revision came after the snapshot: the latest, of which events may still come twice. */
  readonly born: ReadonlySet<string>
  readonly incidentLimit: number
  /**
   * The instant from which on every stored incident is held here, in milliseconds since 1970; null where all are. Before
   * it only those with an open alert are, and no count means anything.
   */
  readonly completeSinceMs: number | null
  /** With more incidents than this the oldest are let go of. */
  readonly incidentRoom: number
}

/** One change of the stream, named by what changed. */
export type WorldEvent =
  | { readonly what: 'incident'; readonly seq: number; readonly thing: Incident }
  | { readonly what: 'alert'; readonly seq: number; readonly thing: Alert }
  | { readonly what: 'zone'; readonly seq: number; readonly thing: Zone }
  | { readonly what: 'facility'; readonly seq: number; readonly thing: Facility }
  | { readonly what: 'rule'; readonly seq: number; readonly thing: Rule }
  | { readonly what: 'silence'; readonly seq: number; readonly thing: Silence }
  | { readonly what: 'feed'; readonly seq: number; readonly thing: Feed }
  | { readonly what: 'escalation'; readonly seq: number; readonly thing: Removable<Escalation> }
  | { readonly what: 'rotation'; readonly seq: number; readonly thing: Removable<Rotation> }
  | { readonly what: 'log'; readonly seq: number; readonly thing: LogEntry }

export function incidentOf(feature: IncidentFeature): Incident {
  return { ...feature.properties, point: feature.geometry }
}

export function zoneOf(feature: ZoneFeature): Zone {
  return { ...feature.properties, geometry: feature.geometry }
}

export function facilityOf(feature: FacilityFeature): Facility {
  return { ...feature.properties, point: feature.geometry }
}

/** The world as a snapshot tells it. */
export function applySnapshot(snapshot: Snapshot): World {
  const incidents = snapshot.incidents.features.map(incidentOf)
  const holdsAll = incidents.length >= snapshot.incidentTotal
  return {
    seq: snapshot.seq,
    at: snapshot.at,
    incidents: byId(incidents),
    alerts: byId(snapshot.alerts),
    zones: byId(snapshot.zones.features.map(zoneOf)),
    facilities: byId(snapshot.facilities.features.map(facilityOf)),
    rules: byId(snapshot.rules),
    silences: byId(snapshot.silences),
    feeds: byId(snapshot.feeds),
    escalations: byId(snapshot.escalations.map(listed)),
    rotations: byId(snapshot.rotations.map(listed)),
    teams: byId(snapshot.teams),
    log: byId(snapshot.log),
    snapshotSeq: snapshot.seq,
    storedBefore: snapshot.incidentTotal,
    born: new Set(),
    incidentLimit: snapshot.incidentLimit,
    completeSinceMs: holdsAll ? null : oldestMs(incidents.toSorted(latestFirst), snapshot.incidentLimit),
    incidentRoom: roomFor(incidents.length, snapshot.incidentLimit),
  }
}

/** When the oldest of the latest few happened, of incidents in order. */
function oldestMs(latest: readonly Incident[], limit: number): number | null {
  const oldest = latest[Math.min(limit, latest.length) - 1]
  return oldest === undefined ? null : Date.parse(oldest.occurredFrom)
}

function listed<T extends object>(thing: T): Removable<T> {
  return { ...thing, removed: false }
}

function byId<T extends { readonly id: string }>(things: readonly T[]): ReadonlyMap<string, T> {
  return new Map(things.map((thing) => [thing.id, thing]))
}

/**
 * The world after some events. Each thing carries the place in the change feed at which it became visible, and only a
 * later one replaces it: events that come twice, late or in another order end in the same world.
 */
export function applyEvents(world: World, events: readonly WorldEvent[]): World {
  const seq = Math.max(world.seq, ...events.map((event) => event.seq))
  return trimmed({ ...world, ...happened(world, events), ...arranged(world, events), ...withBorn(world, events), seq })
}

/** What has happened, and what it is held against. */
function happened(world: World, events: readonly WorldEvent[]) {
  return {
    incidents: replaced(
      world.incidents,
      events.filter((it) => it.what === 'incident'),
    ),
    alerts: trimmedAlerts(
      replaced(
        world.alerts,
        events.filter((it) => it.what === 'alert'),
      ),
    ),
    zones: replaced(
      world.zones,
      events.filter((it) => it.what === 'zone'),
    ),
    facilities: replaced(
      world.facilities,
      events.filter((it) => it.what === 'facility'),
    ),
    rules: replaced(
      world.rules,
      events.filter((it) => it.what === 'rule'),
    ),
    silences: replaced(
      world.silences,
      events.filter((it) => it.what === 'silence'),
    ),
  }
}

/** What the house works with. */
function arranged(world: World, events: readonly WorldEvent[]) {
  return {
    feeds: replaced(
      world.feeds,
      events.filter((it) => it.what === 'feed'),
    ),
    escalations: replaced(
      world.escalations,
      events.filter((it) => it.what === 'escalation'),
    ),
    rotations: replaced(
      world.rotations,
      events.filter((it) => it.what === 'rotation'),
    ),
    log: trimmedLog(
      replaced(
        world.log,
        events.filter((it) => it.what === 'log'),
      ),
    ),
  }
}

/** The world after one event. */
export function applyEvent(world: World, event: WorldEvent): World {
  return applyEvents(world, [event])
}

/** Where nothing has changed the very same comes back, so that whoever follows it need not look again. */
function replaced<T extends { readonly id: string; readonly seq: number }>(
  drawer: ReadonlyMap<string, T>,
  events: readonly { readonly thing: T }[],
): ReadonlyMap<string, T> {
  if (events.length === 0) return drawer
  const next = new Map(drawer)
  for (const { thing } of events) {
    const known = next.get(thing.id)
    if (known === undefined || known.seq < thing.seq) next.set(thing.id, thing)
  }
  return next
}

/** A page that is open for weeks keeps this many by name; earlier ones are a number. */
const bornLimit = 500

function withBorn({ born, snapshotSeq, storedBefore }: World, events: readonly WorldEvent[]) {
  const fresh = events.filter((it) => it.what === 'incident' && it.thing.revision === 1 && it.seq > snapshotSeq)
  if (fresh.length === 0) return { born, storedBefore }
  const all = new Set([...born, ...fresh.map((event) => event.thing.id)])
  if (all.size <= 2 * bornLimit) return { born: all, storedBefore }
  const latest = [...all].slice(-bornLimit)
  return { born: new Set(latest), storedBefore: storedBefore + all.size - latest.length }
}

/** A page that is open for weeks holds a tenth more than a snapshot would before it lets go of the oldest. */
function roomFor(held: number, limit: number): number {
  return Math.max(held, limit) + Math.ceil(limit / 10)
}

/** Keeps the latest incidents and those with an open alert, as a snapshot does. */
function trimmed(world: World): World {
  const { incidents, alerts, incidentLimit, incidentRoom } = world
  if (incidents.size <= incidentRoom) return world
  const needed = new Set([...alerts.values()].filter(isOpen).map((alert) => alert.incidentId))
  const latest = [...incidents.values()].toSorted(latestFirst)
  const kept = latest.filter((incident, at) => at < incidentLimit || needed.has(incident.id))
  return {
    ...world,
    incidents: byId(kept),
    completeSinceMs: oldestMs(latest, incidentLimit),
    incidentRoom: roomFor(kept.length, incidentLimit),
  }
}

/** Closed alerts that are held; older ones are read from the server where somebody asks for them. */
const closedLimit = 1_000

function trimmedAlerts(alerts: ReadonlyMap<string, Alert>): ReadonlyMap<string, Alert> {
  if (alerts.size <= 2 * closedLimit) return alerts
  const closed = [...alerts.values()].filter((alert) => !isOpen(alert))
  if (closed.length <= 2 * closedLimit) return alerts
  const latest = closed.toSorted((a, b) => b.seq - a.seq).slice(0, closedLimit)
  return byId([...[...alerts.values()].filter(isOpen), ...latest])
}

/** Older entries are read from the server where somebody asks for them. */
const logLimit = 500

function trimmedLog(log: ReadonlyMap<string, LogEntry>): ReadonlyMap<string, LogEntry> {
  if (log.size <= 2 * logLimit) return log
  return byId([...log.values()].toSorted((a, b) => b.seq - a.seq).slice(0, logLimit))
}

/** By time of event, latest first; ties by id, so that the order is always the same. */
export function latestFirst(a: Incident, b: Incident): number {
  if (a.occurredFrom !== b.occurredFrom) return a.occurredFrom < b.occurredFrom ? 1 : -1
  return a.id < b.id ? 1 : -1
}

export function isOpen(alert: Alert): boolean {
  return alert.state !== 'closed'
}

/** The zones of which alerts are open: an archived one is shown as long as it is one of them. */
export function zonesOfOpen({ alerts }: Pick<World, 'alerts'>): ReadonlySet<string> {
  return new Set([...alerts.values()].filter(isOpen).map(({ zoneId }) => zoneId))
}

/** How many rules listen: those that are on, in zones that are not archived. */
export function listeningRules({ rules, zones }: Pick<World, 'rules' | 'zones'>): number {
  return [...rules.values()].filter(({ enabled, zoneId }) => enabled && zones.get(zoneId)?.archived === false).length
}

/** How many incidents are stored in all. */
export function incidentTotal(world: World): number {
  return world.storedBefore + world.born.size
}
