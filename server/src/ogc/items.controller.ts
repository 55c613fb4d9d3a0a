import { Controller, Inject } from '@nestjs/common'
import type { Principal } from '../access/principal.js'
import { Clock } from '../platform/clock.js'
import { ConfigToken, type Config } from '../platform/config.js'
import { ok, type Result } from '../platform/result.js'
import { Address, Input, Route, Who } from '../platform/route.js'
import { ogcRoutes } from '../wire/index.js'
import { Items, type Features } from './items.js'
import { Links } from './links.js'
import { originOf } from './origin.js'

/** The features of each collection. */
@Controller()
export class OgcItemsController {
  constructor(
    @Inject(Items) private readonly items: Items,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(ConfigToken) private readonly config: Config,
  ) {}

  @Route(ogcRoutes.incidents)
  async incidents(
    @Input() { query }: Input<typeof ogcRoutes.incidents>,
    @Who() who: Principal,
    @Address() address: URL,
  ) {
    return this.collection(await this.items.incidentsOf(query, who), address)
  }

  @Route(ogcRoutes.incident)
  async incident(@Input() { params }: Input<typeof ogcRoutes.incident>, @Address() address: URL) {
    return this.feature(await this.items.incident(params.id), address)
  }

  @Route(ogcRoutes.facilities)
  async facilities(@Input() { query }: Input<typeof ogcRoutes.facilities>, @Address() address: URL) {
    return this.collection(await this.items.facilitiesOf(query), address)
  }

  @Route(ogcRoutes.facility)
  async facility(@Input() { params }: Input<typeof ogcRoutes.facility>, @Address() address: URL) {
    return this.feature(await this.items.facility(params.id), address)
  }

  @Route(ogcRoutes.zones)
  async zones(@Input() { query }: Input<typeof ogcRoutes.zones>, @Who() who: Principal, @Address() address: URL) {
    return this.collection(await this.items.zonesOf(query, who), address)
  }

  @Route(ogcRoutes.zone)
  async zone(@Input() { params }: Input<typeof ogcRoutes.zone>, @Who() who: Principal, @Address() address: URL) {
    return this.feature(await this.items.zone(params.id, who), address)
  }

  private collection(page: Result<Features<object>>, address: URL) {
    if (!page.ok) return page
    const { features, next, matched } = page.value
    const links = this.links(address)
    return {
      type: 'FeatureCollection',
      features,
      links: [links.self('features'), ...(next === null ? [] : [links.next(next)])],
      timeStamp: this.clock.now(),
      ...(matched === null ? {} : { numberMatched: matched }),
      numberReturned: features.length,
    }
  }

  private feature(found: Result<object>, address: URL) {
    if (!found.ok) return found
    const links = this.links(address)
    const [, , , collection = ''] = address.pathname.split('/')
    const home = links.to(`/collections/${collection}`, { rel: 'collection', type: 'json' })
    return ok({ ...found.value, links: [links.self('features'), home] })
  }

  private links(address: URL): Links {
    return new Links(address, originOf(address, this.config))
  }
}
