import { Controller, Inject } from '@nestjs/common'
import type { Principal } from '../access/principal.js'
import { IncidentService } from '../incident/incident.service.js'
import { Clock } from '../platform/clock.js'
import { originOf } from '../ogc/origin.js'
import { conditional } from '../platform/conditional.js'
import { ConfigToken, type Config } from '../platform/config.js'
import { Asked, Input, Route, Who, type Asking } from '../platform/route.js'
import { incidentRoutes } from '../wire/index.js'
import { incidentFeed, mostEntries } from './incident-feed.js'

/** A search as a feed, for readers that bring a token in the address. */
@Controller()
export class IncidentFeedController {
  constructor(
    @Inject(IncidentService) private readonly incidents: IncidentService,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(ConfigToken) private readonly config: Config,
  ) {}

  @Route(incidentRoutes.atom)
  async atom(
    @Input() { query: { token: _token, ...filter } }: Input<typeof incidentRoutes.atom>,
    @Who() who: Principal,
    @Asked() { address, ifNoneMatch }: Asking,
  ) {
    const latest = await this.incidents.latest(filter, who, mostEntries)
    if (!latest.ok) return latest
    const incidents = latest.value
    const origin = originOf(address, this.config) ?? address.origin
    const self = origin + address.pathname + address.search
    const changedAt =
      incidents
        .map(({ recordedAt }) => recordedAt)
        .toSorted()
        .at(-1) ?? dayOf(this.clock.now())
    const text = incidentFeed(incidents, { self, origin, changedAt })
    return conditional({ text, type: 'application/atom+xml', changedAt }, ifNoneMatch)
  }
}

/** A feed that holds nothing is the same all day, so that nobody reads it anew for nothing. */
function dayOf(now: string): string {
  return `${now.slice(0, 10)}T00:00:00.000Z`
}
