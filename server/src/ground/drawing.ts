import { Inject, Injectable } from '@nestjs/common'
import { Sight } from '../sight/sight.js'
import type { SessionOut } from '../wire/access.js'
import type { Permission } from '../wire/permission.js'
import { OwnMap } from './own-map.js'

/** How the map is to be drawn for somebody: to which cells, and over which ground. */
@Injectable()
export class Drawing {
  constructor(
    @Inject(Sight) private readonly sight: Sight,
    @Inject(OwnMap) private readonly own: OwnMap,
  ) {}

  with(permissions: readonly Permission[]): Pick<SessionOut, 'coarseKm' | 'ownMap'> {
    const coarseKm = this.sight.kmFor(permissions)
    const ownMap = permissions.includes('read') ? this.own.told : null
    return { ...(coarseKm === null ? {} : { coarseKm }), ...(ownMap === null ? {} : { ownMap }) }
  }
}
