import { Inject, Injectable } from '@nestjs/common'
import {
  finding,
  firstInstant,
  silencePreview,
  type Rule,
  type Silence,
  type SilencePreview,
  type WithAndWithout,
} from '@cordon/alerts'
import { rulesOfZone, type Reader } from '@cordon/db'
import type { Principal } from '../access/principal.js'
import { Clock } from '../platform/clock.js'
import { HISTORY } from '../platform/database.js'
import { deny, ok, type Result } from '../platform/result.js'
import { toldOf } from '../preview/told.js'
import { pastForRules, spanOf } from '../preview/zone-past.js'
import { Sight } from '../sight/sight.js'
import type { SilencePreviewInput } from '../wire/index.js'
import { keptBy, SilenceService } from './silence.service.js'

/** Incidents that an answer tells of one by one. */
const mostTold = 200

/** What a silence would keep back: the live evaluator over stored revisions, once without it and once amid it. */
@Injectable()
export class SilencePreviewService {
  constructor(
    @Inject(HISTORY) private readonly database: Reader,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Sight) private readonly sight: Sight,
    @Inject(SilenceService) private readonly silences: SilenceService,
  ) {}

  async preview(zoneId: string, input: SilencePreviewInput, who: Principal): Promise<Result<SilencePreview>> {
    if (this.sight.gridFor(who) !== null) {
      return deny('not-allowed', finding('denied.coarse', {}))
    }
    const zone = await this.silences.zoneFor(zoneId, input, { who })
    if (!zone.ok) return zone
    const rules = await this.rulesOf(zoneId, input)
    const span = spanOf(input, this.clock.now())
    const past = await pastForRules(zone.value, { rules, span }, this.database)
    if (!past.ok) return past
    const { revisions, silences, calendars, since } = past.value
    const from = since ?? span.from
    const trial = { zone: zone.value, calendars, from, until: span.until }
    const amid = [...silences, allAlong(input, zoneId)]
    const told: WithAndWithout[] = []
    for (const rule of rules) {
      const without = await toldOf(revisions, { ...trial, rule, silences })
      const within = await toldOf(revisions, { ...trial, rule, silences: amid })
      told.push({ without: without.alerts, amid: within.alerts })
    }
    return ok(silencePreview(told, { from, until: span.until, most: mostTold }))
  }

  /** The rules that it would make quiet; those that are off tell nothing anyway. */
  private async rulesOf(zoneId: string, { ruleId }: SilencePreviewInput): Promise<readonly Rule[]> {
    const rows = await this.database.query<{ body: Rule }>(rulesOfZone(zoneId))
    return rows.map(({ body }) => body).filter(({ id, enabled }) => enabled && (ruleId == null || id === ruleId))
  }
}

/** The silence as if it had been on all along. */
function allAlong(input: SilencePreviewInput, zoneId: string): Silence {
  const always = { from: firstInstant, until: '9999-12-31T00:00:00.000Z' }
  const unborn = { id: '', revision: 0, seq: 0, reason: '', by: '', endedAt: null, endedBy: null }
  return { ...keptBy(input, zoneId), ...unborn, ...always }
}
