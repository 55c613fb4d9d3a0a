import { Inject, Injectable } from '@nestjs/common'
import type { Zone } from '@cordon/alerts'
import type { Principal } from '../access/principal.js'
import type { Result } from '../platform/result.js'
import { RuleService } from '../rule/rule.service.js'
import { ZoneService } from '../zone/zone.service.js'
import type { Watched } from './theatre.js'

/** Puts the theatre's zones with their rules in place; what has the name already stays as it is. */
@Injectable()
export class WatchLoader {
  constructor(
    @Inject(ZoneService) private readonly zones: ZoneService,
    @Inject(RuleService) private readonly rules: RuleService,
  ) {}

  async load(all: readonly Watched[], who: Principal, facilities: ReadonlyMap<string, string>): Promise<void> {
    const there = value(await this.zones.list({ limit: 1000, archived: true }, who)).items
    for (const watched of all) {
      const { name } = watched.feature.properties
      const zone = there.find((it) => it.name === name) ?? (await this.zone(watched, who, facilities))
      await this.addRules(watched, zone, who)
    }
  }

  private async zone(
    { feature, facility }: Watched,
    who: Principal,
    facilities: ReadonlyMap<string, string>,
  ): Promise<Zone> {
    const facilityId = facility === null ? null : (facilities.get(facility) ?? null)
    return value(await this.zones.create({ ...feature, properties: { ...feature.properties, facilityId } }, who))
  }

  private async addRules({ rules }: Watched, zone: Zone, who: Principal): Promise<void> {
    const there = value(await this.rules.list(zone.id, who))
    const missing = rules.filter((rule) => !there.some((it) => it.name === rule.name))
    for (const rule of missing) value(await this.rules.create(zone.id, rule, who))
  }
}

/** The theatre is ours: that it is refused is a fault of ours. */
function value<T>(result: Result<T>): T {
  if (result.ok) return result.value
  throw new Error(`The first theatre was refused: ${JSON.stringify(result.failure)}`)
}
