import { Inject, Injectable } from '@nestjs/common'
import {
  audienceOf,
  endOfSilence,
  faultAt,
  finding,
  instantMs,
  instantOf,
  silenceFaults,
  type Incident,
  type Rule,
  type Silence,
  type SilenceContent,
  type Zone,
} from '@cordon/alerts'
import {
  bringForward,
  incidentsSilenced,
  lockSilence,
  ruleById,
  saveSilence,
  silenceById,
  silencesVisible,
  zoneById,
  type Database,
  type Runner,
  type SilenceRow,
  type SilenceWithCount,
} from '@cordon/db'
import { audiencesOf, type Principal } from '../access/principal.js'
import { ChangeSignal } from '../live/signal.js'
import { Clock } from '../platform/clock.js'
import { DATABASE, takenHead } from '../platform/database.js'
import { newId } from '../platform/id.js'
import { deny, fail, none, ok, wrong, type Result } from '../platform/result.js'
import type { SilenceInput, SilenceTold } from '../wire/index.js'
import { mayChange, maySee } from '../zone/visible.js'

/** How long a silence that is over is listed. */
const listedMs = 7 * 86_400_000
const most = { listed: 500, incidents: 200 }

/** What somebody asks to be quiet; null and what is left out is all of it. */
type Said = Omit<SilenceInput, 'reason' | 'until' | 'isSnooze'>

/** Silences: begun with a reason and an end, ended by themselves or by somebody. */
@Injectable()
export class SilenceService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(ChangeSignal) private readonly signal: ChangeSignal,
  ) {}

  async list(who: Principal): Promise<readonly SilenceTold[]> {
    const since = instantOf(this.clock.ms() - listedMs)
    const rows = await this.database.query<SilenceWithCount>(
      silencesVisible(audiencesOf(who), { since, limit: most.listed }),
    )
    return rows.map(({ body, ...beside }) => ({ silence: body, ...beside }))
  }

  async begin(zoneId: string, said: SilenceInput, who: Principal): Promise<Result<Silence>> {
    const now = this.clock.now()
    const errors = silenceFaults(said, now)
    if (errors.length > 0) return fail('invalid-input', { errors })
    const zone = await this.zoneFor(zoneId, said, { who })
    if (!zone.ok) return zone
    if (zone.value.archived) return deny('wrong-state', finding('denied.archived', { name: zone.value.name }))
    const silence: Silence = {
      ...keptBy(said, zoneId),
      ...{ id: newId(this.clock.ms()), revision: 1, seq: 0, reason: said.reason, from: now, until: said.until },
      ...{ by: who.name, endedAt: null, endedBy: null },
      ...(said.isSnooze === true && { isSnooze: true as const }),
    }
    return this.save(silence, zone.value, this.database)
  }

  async end(id: string, who: Principal): Promise<Result<Silence>> {
    return this.database.transaction('plain', async (run) => {
      // Whatever it keeps back until then has come by then, and is seen below.
      await takenHead(run)
      await run.query(lockSilence(id))
      const [row] = await run.query<SilenceRow>(silenceById(id))
      const zone = row === undefined ? fail('not-found') : await this.zoneFor(row.body.zoneId, row.body, { who, run })
      if (row === undefined || (!zone.ok && zone.failure.code === 'not-found')) return missing(id)
      if (!zone.ok) return zone
      const now = this.clock.now()
      if (instantMs(endOfSilence(row.body)) <= instantMs(now)) {
        return deny('wrong-state', finding('denied.over', { since: endOfSilence(row.body) }))
      }
      const { revision, ...rest } = row.body
      if (rest.isSnooze === true) await run.query(bringForward(id, now))
      return this.save({ ...rest, revision: revision + 1, endedAt: now, endedBy: who.name }, zone.value, run)
    })
  }

  /** What it has kept back, for those who may see its zone. */
  async incidents(id: string, who: Principal): Promise<Result<readonly Incident[]>> {
    const [row] = await this.database.query<SilenceRow>(silenceById(id))
    const [zone] = row === undefined ? [] : await this.database.query<ZoneRow>(zoneById(row.body.zoneId, null))
    if (zone === undefined || !maySee(zone.body, who)) return missing(id)
    const rows = await this.database.query<{ body: Incident }>(incidentsSilenced(id, most.incidents))
    return ok(rows.map(({ body }) => body))
  }

  /** The zone, where this person may make it or one rule of it quiet, as they may change either. */
  async zoneFor(
    id: string,
    { ruleId }: Pick<Said, 'ruleId'>,
    { who, run = this.database }: { readonly who: Principal; readonly run?: Runner },
  ): Promise<Result<Zone>> {
    const [row] = await run.query<ZoneRow>(zoneById(id, null))
    const zone = row?.body
    if (zone === undefined || !maySee(zone, who)) return none('zone', id)
    const rule = ruleId == null ? null : await ruleOf(zone, ruleId, run)
    if (rule === 'none') {
      return wrong(faultAt('ruleId', finding('asked.ruleOfZone', { got: ruleId ?? '' })))
    }
    if (mayChange(zone, who) || (rule !== null && rule.ownerId === who.id)) return ok(zone)
    return deny('not-allowed', finding('denied.belongsElsewhere', { name: zone.name }))
  }

  private async save(silence: Silence, zone: Zone, run: Runner): Promise<Result<Silence>> {
    const [row] = await run.query<{ seq: number }>(
      saveSilence(silence, { audience: audienceOf(zone), now: this.clock.now() }),
    )
    this.signal.committed()
    return ok({ ...silence, seq: row?.seq ?? 0 })
  }
}

async function ruleOf({ id }: Zone, ruleId: string, run: Runner): Promise<Rule | 'none'> {
  const [row] = await run.query<{ body: Rule }>(ruleById(ruleId))
  return row?.body.zoneId === id ? row.body : 'none'
}

interface ZoneRow {
  readonly body: Zone
}

/** What a silence keeps back, with null for what is left out. */
export function keptBy({ ruleId, types, tellsFrom }: Said, zoneId: string): Omit<SilenceContent, 'reason' | 'until'> {
  return { zoneId, ruleId: ruleId ?? null, types: types ?? null, tellsFrom: tellsFrom ?? null }
}

function missing(id: string) {
  return none('silence', id)
}
