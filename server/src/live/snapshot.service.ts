import { Inject, Injectable } from '@nestjs/common'
import {
  instantOf,
  type Escalation,
  type Facility,
  type Incident,
  type LogEntry,
  type Rotation,
  type Rule,
  type Silence,
  type Team,
  type Zone,
} from '@cordon/alerts'
import {
  alertsFrom,
  allFeeds,
  dutiesOf,
  feedEnds,
  latestLog,
  silencesVisible,
  snapshotParts,
  teamsOfAccount,
  type FeedWithFigures,
  type Database,
  type Runner,
  type SaidOfAlerts,
  type SnapshotParts,
  type Statement,
  type StoredAlert,
} from '@cordon/db'
import { audiencesOf, type Principal } from '../access/principal.js'
import { feedOf } from '../feed/shown.js'
import { Clock } from '../platform/clock.js'
import { DATABASE } from '../platform/database.js'
import { incidentFeature } from '../wire/incident.js'
import type { Snapshot } from '../wire/live.js'
import { facilityFeature, zoneFeature } from '../wire/zone.js'

/** As many as a map is to show at once; older ones are read by the page where somebody asks for them. */
const incidentLimit = 5_000
/** As many entries of the watch log as a shift hardly writes; older ones are read by the page. */
const logLimit = 200
/** More than these are on only where somebody makes them by program. */
const silenceLimit = 10_000
/** Closed alerts stay in sight for a day. */
const closedForMs = 24 * 60 * 60_000

/** The dashboard's world, read at one position of the change feed. */
@Injectable()
export class SnapshotService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  take(who: Principal): Promise<Snapshot> {
    const ms = this.clock.ms()
    const viewer = who.kind === 'account' ? who.id : null
    return this.database.transaction('snapshot', async (run) => {
      // As they stand at this very position: whoever follows from there sees what these teams see, and no more.
      const teams = viewer === null ? [] : await run.query<Team>(teamsOfAccount(viewer))
      const audiences = audiencesOf(who.kind === 'account' ? { ...who, teams: teams.map(({ id }) => id) } : who)
      const parts = snapshotParts(audiences, incidentLimit, instantOf(ms - closedForMs))
      const log = latestLog({ audiences, viewer }, logLimit)
      const silences = silencesVisible(audiences, { since: instantOf(ms), limit: silenceLimit })
      return { ...(await read(run, { ...parts, log, silences }, instantOf(ms))), teams }
    })
  }
}

type Parts = SnapshotParts & { readonly log: Statement; readonly silences: Statement }

async function read(run: Runner, parts: Parts, at: string): Promise<Omit<Snapshot, 'teams'>> {
  const [ends] = await run.query<{ readonly head: number }>(feedEnds())
  const [total] = await run.query<{ readonly total: number }>(parts.total)
  if (ends === undefined || total === undefined) throw new Error('The change feed has no head.')
  return {
    seq: ends.head,
    at,
    incidents: collection((await bodies<Incident>(run, parts.incidents)).map(incidentFeature)),
    zones: collection((await bodies<Zone>(run, parts.zones)).map(zoneFeature)),
    facilities: collection((await bodies<Facility>(run, parts.facilities)).map(facilityFeature)),
    rules: await bodies<Rule>(run, parts.rules),
    silences: await bodies<Silence>(run, parts.silences),
    feeds: (await run.query<FeedWithFigures>(allFeeds(at))).map((row) => feedOf(row, Date.parse(at))),
    escalations: await bodies<Escalation>(run, dutiesOf('escalation')),
    rotations: await bodies<Rotation>(run, dutiesOf('rotation')),
    alerts: alertsFrom(await run.query<StoredAlert>(parts.alerts), await run.query<SaidOfAlerts>(parts.said)),
    log: await bodies<LogEntry>(run, parts.log),
    incidentTotal: total.total,
    incidentLimit,
  }
}

async function bodies<T>(run: Runner, statement: Statement): Promise<readonly T[]> {
  return (await run.query<{ readonly body: T }>(statement)).map(({ body }) => body)
}

function collection<F>(features: readonly F[]) {
  return { type: 'FeatureCollection', features } as const
}
