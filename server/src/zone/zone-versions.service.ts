import { Inject, Injectable } from '@nestjs/common'
import {
  raisedByVersions,
  versionsOfRules,
  versionsOfZone,
  zoneById,
  type Database,
  type RaisedByVersionRow,
  type RuleVersionRow,
  type ZoneVersionRow,
} from '@cordon/db'
import { audiencesOf, type Principal } from '../access/principal.js'
import { DATABASE } from '../platform/database.js'
import { none, ok } from '../platform/result.js'
import { zoneFeature } from '../wire/index.js'
import { maySee } from './visible.js'

/** So many versions of a zone, and of its rules together, are told. */
const mostVersions = 200

/** What a zone and its rules were. */
@Injectable()
export class ZoneVersions {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  async of(id: string, who: Principal) {
    const [present] = await this.database.query<ZoneVersionRow>(zoneById(id, null))
    if (present === undefined || !maySee(present.body, who)) return none('zone', id)
    const [zones, rules, raised] = await Promise.all([
      this.database.query<ZoneVersionRow>(versionsOfZone(id, mostVersions)),
      this.database.query<RuleVersionRow>(versionsOfRules(id, mostVersions)),
      this.database.query<RaisedByVersionRow>(raisedByVersions(id, audiencesOf(who))),
    ])
    const sum = (isOf: (row: RaisedByVersionRow) => boolean) =>
      raised.filter(isOf).reduce((all, { alerts }) => all + alerts, 0)
    // What was private at the time stays its owner's, and what was a team's that team's.
    const wasSeen = (at: string) => {
      const then = zones.find(({ body }) => body.recordedAt <= at)
      return then !== undefined && maySee(then.body, who)
    }
    return ok({
      zones: zones
        .filter(({ body }) => maySee(body, who))
        .map(({ body }) => ({ zone: zoneFeature(body), alerts: sum((it) => it.zoneVersion === body.version) })),
      rules: rules
        .filter(({ body }) => wasSeen(body.recordedAt))
        .map(({ body }) => ({
          rule: body,
          alerts: sum((it) => it.ruleId === body.id && it.ruleVersion === body.version),
        })),
      isAll: zones.length < mostVersions && rules.length < mostVersions,
    })
  }
}
