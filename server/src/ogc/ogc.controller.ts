import { Controller, Inject } from '@nestjs/common'
import { z } from 'zod'
import type { Principal } from '../access/principal.js'
import { ConfigToken, type Config } from '../platform/config.js'
import { reply } from '../platform/reply.js'
import { none, ok } from '../platform/result.js'
import { Address, Input, Route, Who } from '../platform/route.js'
import { version } from '../platform/version.js'
import { ogcRoutes } from '../wire/index.js'
import { openApiDocument } from '../wire/openapi.js'
import { apiPage } from './api-page.js'
import { Collections, described } from './collections.js'
import { Links, mediaTypes } from './links.js'
import { originOf } from './origin.js'

const standard = 'http://www.opengis.net/spec/ogcapi-features-1'
/** What we keep to: of 1.0, and of 1.1 as it is drafted. */
const conformsTo = ['1.0', '1.1'].flatMap((edition) =>
  ['core', 'geojson', 'oas30'].map((part) => `${standard}/${edition}/conf/${part}`),
)
const title = 'Cordon'
const description = 'Incidents, facilities and zones for other people’s maps.'

/** What a client of OGC API Features reads before it reads features. */
@Controller()
export class OgcController {
  constructor(
    @Inject(Collections) private readonly collections: Collections,
    @Inject(ConfigToken) private readonly config: Config,
  ) {}

  @Route(ogcRoutes.landing)
  landing(@Address() address: URL) {
    const links = this.links(address)
    return {
      ...{ title, description },
      links: [
        links.self('json'),
        links.to('/api', { rel: 'service-desc', type: 'openapi', title: 'These routes in OpenAPI' }),
        links.to('/api.html', { rel: 'service-doc', type: 'html', title: 'These routes as a page' }),
        links.to('/conformance', { rel: 'conformance', type: 'json', title: 'Parts of the standard' }),
        links.to('/collections', { rel: 'data', type: 'json', title: 'What there is' }),
      ],
    }
  }

  @Route(ogcRoutes.conformance)
  conformance() {
    return { conformsTo }
  }

  @Route(ogcRoutes.api)
  api(@Address() address: URL) {
    // As bytes: the type of a document is written anew with quotes that the readers of maps do not know.
    return reply(Buffer.from(JSON.stringify(this.document(address))), { type: mediaTypes.openapi })
  }

  @Route(ogcRoutes.apiPage)
  apiPage(@Address() address: URL) {
    return reply(apiPage(Object.values(ogcRoutes), this.links(address).base), {
      type: `${mediaTypes.html}; charset=utf-8`,
    })
  }

  @Route(ogcRoutes.collections)
  async all(@Who() who: Principal, @Address() address: URL) {
    const links = this.links(address)
    const collections = await this.collections.all(links, who)
    return { title, description, links: [links.self('json')], collections }
  }

  @Route(ogcRoutes.collection)
  async one(@Input() { params }: Input<typeof ogcRoutes.collection>, @Who() who: Principal, @Address() address: URL) {
    const found = await this.collections.one(params.collection, this.links(address), who)
    return found === null ? none('collection', params.collection) : ok(found)
  }

  @Route(ogcRoutes.queryables)
  queryables(@Input() { params }: Input<typeof ogcRoutes.queryables>, @Address() address: URL) {
    const found = described.get(params.collection)
    if (found === undefined) return none('collection', params.collection)
    const schema = z.toJSONSchema(found.queryables, { io: 'input', unrepresentable: 'any' })
    const { href: $id } = this.links(address).self('schema')
    return ok({ ...schema, $id, title: found.title, description: found.description })
  }

  private document(address: URL) {
    const { base } = this.links(address)
    return openApiDocument(Object.values(ogcRoutes), version, { openapi: '3.0.3', root: '/ogc', server: base })
  }

  private links(address: URL): Links {
    return new Links(address, originOf(address, this.config))
  }
}
