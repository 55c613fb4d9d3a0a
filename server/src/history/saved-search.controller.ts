import { Controller, Inject } from '@nestjs/common'
import type { Principal } from '../access/principal.js'
import { reply } from '../platform/reply.js'
import { Input, Route, Who } from '../platform/route.js'
import { savedSearchRoutes } from '../wire/index.js'
import { SavedSearchService } from './saved-search.service.js'

@Controller()
export class SavedSearchController {
  constructor(@Inject(SavedSearchService) private readonly searches: SavedSearchService) {}

  @Route(savedSearchRoutes.list)
  async list(@Who() who: Principal) {
    return { items: await this.searches.list(who), next: null }
  }

  @Route(savedSearchRoutes.one)
  one(@Input() { params }: Input<typeof savedSearchRoutes.one>, @Who() who: Principal) {
    return this.searches.one(params.id, who)
  }

  @Route(savedSearchRoutes.save)
  save(@Input() { body }: Input<typeof savedSearchRoutes.save>, @Who() who: Principal) {
    return this.searches.save(body, who)
  }

  @Route(savedSearchRoutes.change)
  change(@Input() { params, body }: Input<typeof savedSearchRoutes.change>, @Who() who: Principal) {
    return this.searches.change(params.id, body, who)
  }

  @Route(savedSearchRoutes.remove)
  async remove(@Input() { params }: Input<typeof savedSearchRoutes.remove>, @Who() who: Principal) {
    const gone = await this.searches.remove(params.id, who)
    return gone.ok ? reply(null, { status: 204 }) : gone
  }
}
