import { Inject, Injectable } from '@nestjs/common'
import { say, type FeedContent } from '@cordon/alerts'
import { RuleService } from '../rule/rule.service.js'
import type { Principal } from '../access/principal.js'
import { ok, type Result } from '../platform/result.js'
import { zoneInput } from '../wire/index.js'
import { ZoneService } from '../zone/zone.service.js'

/**
 * The zone of a required feed: what it is relied on for, public, with a rule that is met when the feed falls silent. It is
 * an ordinary zone; whoever wants to hear of the silence elsewhere names its type in a rule of their own.
 */
@Injectable()
export class Coverage {
  constructor(
    @Inject(ZoneService) private readonly zones: ZoneService,
    @Inject(RuleService) private readonly rules: RuleService,
  ) {}

  /** Makes, moves or archives the zone as the feed asks; gives its id, or null where the feed needs none. */
  async follow(feed: FeedContent, zoneId: string | null, who: Principal): Promise<Result<string | null>> {
    if (zoneId === null) return feed.required ? this.make(feed, who) : ok(null)
    if (!feed.required) {
      const archived = await this.zones.archive({ id: zoneId, who, ifMatch: '*' })
      return archived.ok || archived.failure.code === 'wrong-state' ? ok(null) : archived
    }
    const { geometry, properties } = zoneInput.parse(zoneOf(feed))
    const { name, radiusMetres } = properties
    const found = await this.zones.one(zoneId, null, who)
    if (found.ok && isSame(found.value, feed)) return ok(zoneId)
    const changed = await this.zones.change(
      { geometry, properties: { name, radiusMetres } },
      { id: zoneId, who, ifMatch: '*' },
    )
    // Somebody archived it: the feed is required still, and gets another.
    if (!changed.ok && changed.failure.code === 'wrong-state') return this.make(feed, who)
    return changed.ok ? ok(zoneId) : changed
  }

  private async make(feed: FeedContent, who: Principal): Promise<Result<string>> {
    const zone = await this.zones.create(zoneInput.parse(zoneOf(feed)), who)
    if (!zone.ok) return zone
    const name = say('feed.silent', { feed: feed.name })
    const said = { name, types: ['feed-silent' as const], certainty: 'possible' as const }
    const rule = await this.rules.create(zone.value.id, said, who)
    return rule.ok ? ok(zone.value.id) : rule
  }
}

function zoneOf({ name, point, radiusMetres }: FeedContent) {
  const properties = { name: `Coverage of ${name}`, visibility: 'public', radiusMetres } as const
  return { type: 'Feature', geometry: point, properties } as const
}

function isSame(
  zone: { name: string; geometry: object; radiusMetres: number | null; archived: boolean },
  feed: FeedContent,
) {
  const { geometry, properties } = zoneOf(feed)
  const isAlike = zone.name === properties.name && zone.radiusMetres === properties.radiusMetres
  return !zone.archived && isAlike && JSON.stringify(zone.geometry) === JSON.stringify(geometry)
}
