import { Controller, Inject } from '@nestjs/common'
import type { Principal } from '../access/principal.js'
import { pageOfWhole } from '../platform/cursor.js'
import { etagOf } from '../platform/etag.js'
import { reply } from '../platform/reply.js'
import { IfMatch, Input, Route, Who } from '../platform/route.js'
import { ruleRecordRoutes, ruleRoutes } from '../wire/index.js'
import { ExplainService } from './explain.service.js'
import { RuleRecordService } from './rule-record.service.js'
import { RuleService } from './rule.service.js'

/** How far back a record looks where nobody says. */
const usualDays = 90

@Controller()
export class RuleController {
  constructor(
    @Inject(RuleService) private readonly rules: RuleService,
    @Inject(ExplainService) private readonly explanations: ExplainService,
    @Inject(RuleRecordService) private readonly records: RuleRecordService,
  ) {}

  @Route(ruleRoutes.list)
  async list(@Input() { params, query }: Input<typeof ruleRoutes.list>, @Who() who: Principal) {
    const found = await this.rules.list(params.id, who)
    return found.ok ? pageOfWhole(found.value, query) : found
  }

  @Route(ruleRoutes.create)
  async create(@Input() { params, body }: Input<typeof ruleRoutes.create>, @Who() who: Principal) {
    const made = await this.rules.create(params.id, body, who)
    return made.ok ? reply(made.value, { etag: etagOf(made.value.version) }) : made
  }

  @Route(ruleRoutes.change)
  async change(
    @Input() { params, body }: Input<typeof ruleRoutes.change>,
    @Who() who: Principal,
    @IfMatch() ifMatch: string | null,
  ) {
    const changed = await this.rules.change(body, { id: params.id, who, ifMatch })
    return changed.ok ? reply(changed.value, { etag: etagOf(changed.value.version) }) : changed
  }

  @Route(ruleRecordRoutes.record)
  async record(@Input() { params, query }: Input<typeof ruleRecordRoutes.record>, @Who() who: Principal) {
    return this.records.record(params.id, query.days ?? usualDays, who)
  }

  @Route(ruleRoutes.explain)
  async explain(@Input() { query }: Input<typeof ruleRoutes.explain>, @Who() who: Principal) {
    return this.explanations.explain(query.incident, query.rule, who)
  }

  @Route(ruleRoutes.explainAll)
  async explainAll(@Input() { query }: Input<typeof ruleRoutes.explainAll>, @Who() who: Principal) {
    return this.explanations.explainAll(query.incident, query.rules, who)
  }
}
