import { Inject, Injectable } from '@nestjs/common'
import { instantMs, instantOf, recordOf, type Alert, type RuleRecord, type Zone } from '@cordon/alerts'
import { endsOfRule, latestOfRule, ruleById, zoneById, type AlertEndRow, type Database } from '@cordon/db'
import { audiencesOf, type Principal } from '../access/principal.js'
import { Clock } from '../platform/clock.js'
import { DATABASE } from '../platform/database.js'
import { none, ok, type Result } from '../platform/result.js'
import { maySee } from '../zone/visible.js'

const dayMs = 86_400_000
/** Alerts that an answer tells of one by one. */
const mostLatest = 20

/** What a rule has told in some time, what came of it, and the newest of its alerts. */
export interface RuleRecordAnswer {
  readonly record: RuleRecord
  readonly latest: readonly Alert[]
}

/** What became of what a rule told: the answer to "is it worth its noise?". */
@Injectable()
export class RuleRecordService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async record(ruleId: string, days: number, who: Principal): Promise<Result<RuleRecordAnswer>> {
    if (!(await this.isSeen(ruleId, who))) return none('rule', ruleId)
    const until = this.clock.now()
    const from = instantOf(instantMs(until) - days * dayMs)
    const audiences = audiencesOf(who)
    const ends = await this.database.query<AlertEndRow>(endsOfRule({ ruleId, from, audiences }))
    const latest = await this.database.query<{ body: Alert }>(
      latestOfRule({ ruleId, from, audiences, limit: mostLatest }),
    )
    return ok({ record: recordOf(ends, { from, until }), latest: latest.map(({ body }) => body) })
  }

  private async isSeen(ruleId: string, who: Principal): Promise<boolean> {
    const [rule] = await this.database.query<{ body: { readonly zoneId: string } }>(ruleById(ruleId))
    if (rule === undefined) return false
    const [zone] = await this.database.query<{ body: Zone }>(zoneById(rule.body.zoneId, null))
    return zone !== undefined && maySee(zone.body, who)
  }
}
