import { Inject, Injectable } from '@nestjs/common'
import { audienceOf, finding, instantOf, rightHanded, type Zone, type ZoneGeometry } from '@cordon/alerts'
import {
  alertsOfZones,
  lockZone,
  moveAlerts,
  saveZones,
  zoneById,
  zonesVisible,
  type Database,
  type PreparedShape,
  type Runner,
  type ZoneAlertsRow,
  type ZoneChange,
} from '@cordon/db'
import { audiencesOf, type Principal } from '../access/principal.js'
import { ChangeSignal } from '../live/signal.js'
import { Clock } from '../platform/clock.js'
import { pageOf, readCursor } from '../platform/cursor.js'
import { DATABASE, takenHead } from '../platform/database.js'
import { requireMatch } from '../platform/etag.js'
import { deny, fail, none, ok, type Result } from '../platform/result.js'
import { zoneFeature, zoneInput, fieldErrors, type ZoneInput, type ZoneLoad, type ZonePatch } from '../wire/index.js'
import { facilityFault, newZone, prepare, saidAnew, zoneContentOf } from './content.js'
import { hearAgain } from './hear-again.js'
import { mayBeShown, teamFault } from './showing.js'
import { mayChange, maySee } from './visible.js'

interface Edit {
  readonly id: string
  readonly who: Principal
  readonly ifMatch: string | null
}

/** What a zone becomes, in the transaction by which it is locked. */
type Next = (zone: Zone, run: Runner) => Result<Zone> | Promise<Result<Zone>>

/** A shape that was made ready before the transaction that stores it, and its text. */
interface Ready {
  readonly of: string
  readonly prepared: Result<PreparedShape>
}

interface Saving {
  readonly before: Zone | null
  readonly ready: Ready | null
}

/** Days over which the load of zones is counted. */
const loadDays = 30

/** Zones and their versions. */
@Injectable()
export class ZoneService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(ChangeSignal) private readonly signal: ChangeSignal,
  ) {}

  async create(input: ZoneInput, who: Principal): Promise<Result<Zone>> {
    const zone = newZone(zoneContentOf(input), who, this.clock)
    if (!zone.ok) return zone
    const ready = await this.madeReady(zone.value.geometry)
    const made = await this.database.transaction('plain', (run) => this.save(zone.value, { before: null, ready }, run))
    if (made.ok) this.signal.committed()
    return made
  }

  async change(patch: ZonePatch, edit: Edit): Promise<Result<Zone>> {
    const change = (zone: Zone) => {
      const merged = patched(zone, patch)
      const parsed = zoneInput.safeParse(merged)
      if (!parsed.success) return fail('invalid-input', { errors: fieldErrors(parsed.error, merged) })
      return ok(saidAnew(zone, zoneContentOf(parsed.data)))
    }
    return this.edit(edit, ofWatched(change), patch.geometry && rightHanded(patch.geometry))
  }

  /** An archived zone listens no more; its versions and alerts stay. */
  async archive(edit: Edit): Promise<Result<Zone>> {
    return this.edit(edit, ofWatched(archived))
  }

  /** The same within a transaction, by which the zone is locked. */
  archiveWithin(run: Runner, edit: Edit): Promise<Result<Zone>> {
    return this.edited(run, edit, ofWatched(archived))
  }

  /** An archived zone listens again, by the rules that it had. */
  async restore(edit: Edit): Promise<Result<Zone>> {
    return this.edit(edit, async (zone, run) => {
      if (!zone.archived) return deny('wrong-state', finding('denied.notArchived', { name: zone.name }))
      // What came before it is the past of its rules, what comes after it they hear.
      await takenHead(run)
      return ok({ ...zone, archived: false })
    })
  }

  async list(query: { limit: number; cursor?: string | undefined; archived: boolean }, who: Principal) {
    const cursor = readCursor(query.cursor, 'name')
    if (!cursor.ok) return cursor
    const options = { limit: query.limit + 1, after: cursor.value, archived: query.archived }
    const rows = await this.database.query<{ body: Zone }>(zonesVisible(audiencesOf(who), options))
    const zones = rows.map((row) => row.body)
    return ok(pageOf(zones, query.limit, (last) => [last.name, last.id]))
  }

  /** What zones have raised of late, of what `who` may see. */
  async load(who: Principal): Promise<ZoneLoad> {
    const since = instantOf(this.clock.ms() - loadDays * 86_400_000)
    const items = await this.database.query<ZoneAlertsRow>(alertsOfZones(since, audiencesOf(who)))
    return { days: loadDays, alerts: items.reduce((sum, it) => sum + it.alerts, 0), items: [...items] }
  }

  /** A zone that `who` may see; one that they may not is not there. */
  async one(id: string, version: number | null, who: Principal): Promise<Result<Zone>> {
    const [present] = await this.database.query<{ body: Zone }>(zoneById(id, null))
    if (present === undefined || !maySee(present.body, who)) return none('zone', id)
    if (version === null) return ok(present.body)
    const [past] = await this.database.query<{ body: Zone }>(zoneById(id, version))
    // What was private at the time stays its owner's, and what was a team's that team's.
    return past !== undefined && maySee(past.body, who)
      ? ok(past.body)
      : deny('not-found', finding('denied.noVersion', { name: present.body.name, wanted: String(version) }))
  }

  private async edit(edit: Edit, next: Next, drawn?: ZoneGeometry): Promise<Result<Zone>> {
    const [row] = await this.database.query<{ body: Zone }>(zoneById(edit.id, null))
    const is = row !== undefined && mayChange(row.body, edit.who)
    const ready = is ? await this.madeReady(drawn ?? row.body.geometry) : null
    const result = await this.database.transaction('plain', (run) => this.edited(run, { ...edit, ready }, next))
    if (result.ok) this.signal.committed()
    return result
  }

  private async edited(
    run: Runner,
    { id, who, ifMatch, ready = null }: Edit & { readonly ready?: Ready | null },
    next: Next,
  ) {
    const [, [row]] = await Promise.all([run.query(lockZone(id)), run.query<{ body: Zone }>(zoneById(id, null))])
    const zone = row?.body
    if (zone === undefined || !maySee(zone, who)) return none('zone', id)
    if (!mayChange(zone, who))
      return deny('not-allowed', finding('denied.belongsTo', { name: zone.name, owner: zone.ownerName }))
    const match = requireMatch(ifMatch, zone.version)
    if (!match.ok) return match
    const after = await next(zone, run)
    if (!after.ok) return after
    const shown = await mayBeShown({ before: zone, after: after.value, who }, run)
    if (!shown.ok) return shown
    const version = { version: zone.version + 1, recordedAt: this.clock.now(), recordedBy: who.name }
    return this.save({ ...after.value, ...version }, { before: zone, ready }, run)
  }

  /** A shape of many corners takes long to cut: whoever holds a transaction meanwhile keeps incidents waiting. */
  private async madeReady(geometry: ZoneGeometry): Promise<Ready> {
    return { of: JSON.stringify(geometry), prepared: await prepare(geometry, this.database) }
  }

  private async save(zone: Zone, { before, ready }: Saving, run: Runner): Promise<Result<Zone>> {
    const faults = [await facilityFault(zone, run), await teamFault(zone, before, run)]
    const errors = faults.filter((it) => it !== null)
    if (errors.length > 0) return fail('invalid-input', { errors })
    const isReady = ready?.of === JSON.stringify(zone.geometry)
    const prepared = isReady ? ready.prepared : await prepare(zone.geometry, run)
    if (!prepared.ok) return prepared
    const heard = before?.archived === true && !zone.archived ? await hearAgain(zone, run) : ok([])
    if (!heard.ok) return heard
    const changes = [...changesOf(zone, before), ...heard.value]
    const [row] = await run.query<{ base: number }>(
      saveZones([{ zone, prepared: prepared.value }], changes, zone.recordedAt),
    )
    // After the head of the feed is taken: what is raised from now on knows the new audience already.
    if (before !== null) await run.query(moveAlerts(zone.id, audienceOf(zone)))
    this.signal.committed()
    return ok({ ...zone, seq: (row?.base ?? 0) + 1 })
  }
}

/** An archived zone stays as it is until it is brought back. */
function ofWatched(next: (zone: Zone) => Result<Zone>): Next {
  return (zone) => (zone.archived ? deny('wrong-state', finding('denied.archived', { name: zone.name })) : next(zone))
}

function archived(zone: Zone): Result<Zone> {
  return ok({ ...zone, archived: true })
}

/** Where another audience may see it, everybody's page begins anew, so that nobody keeps what is no longer theirs. */
function changesOf(zone: Zone, before: Zone | null): readonly ZoneChange[] {
  const about = { id: zone.id, revision: zone.version } as const
  const told: ZoneChange = { ...about, at: 1, kind: 'zone', audience: audienceOf(zone), body: zone }
  if (before === null || audienceOf(before) === audienceOf(zone)) return [told]
  return [told, { ...about, at: 2, kind: 'access', audience: 'all', body: null }]
}

/** The zone as its author would have to send it, with the patch applied; another kind of shape drops the old measure. */
function patched(zone: Zone, patch: ZonePatch): unknown {
  const { geometry, properties } = zoneFeature(zone)
  const { name, visibility, teamId, radiusMetres, widthMetres, reachMetres, rings, facilityId, valid } = properties
  const sizes =
    patch.geometry === undefined || patch.geometry.type === geometry.type ? { radiusMetres, widthMetres } : {}
  const team = (patch.properties?.visibility ?? visibility) === 'team' ? { teamId } : {}
  const kept = { name, visibility, ...team, ...sizes, reachMetres, rings, facilityId, valid }
  return { type: 'Feature', geometry: patch.geometry ?? geometry, properties: { ...kept, ...patch.properties } }
}
