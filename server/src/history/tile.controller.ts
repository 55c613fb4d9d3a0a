import { Controller, Inject } from '@nestjs/common'
import type { Principal } from '../access/principal.js'
import { reply } from '../platform/reply.js'
import { Input, Route, Who } from '../platform/route.js'
import { tileRoutes } from '../wire/index.js'
import { TileService } from './tile.service.js'

@Controller()
export class TileController {
  constructor(@Inject(TileService) private readonly tiles: TileService) {}

  @Route(tileRoutes.tile)
  async tile(@Input() { params, query }: Input<typeof tileRoutes.tile>, @Who() who: Principal) {
    const bytes = await this.tiles.tile(params, query, who)
    if (!bytes.ok) return bytes
    return reply(Buffer.from(bytes.value), { type: vectorTileType, headers: { 'cache-control': 'private, no-store' } })
  }
}

/** Bytes have no charset. */
const vectorTileType = 'application/vnd.mapbox-vector-tile'
