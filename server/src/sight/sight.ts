import { Inject, Injectable } from '@nestjs/common'
import { coarseGrid, type CoarseGrid } from '@cordon/alerts'
import type { Principal } from '../access/principal.js'
import { ConfigToken, type Config } from '../platform/config.js'
import type { Permission } from '../wire/permission.js'

/** Who sees where something happened, and who only in which cell of a grid. The one home of that decision. */
@Injectable()
export class Sight {
  /** The grid of this house; null where all who read see places as they are. */
  readonly grid: CoarseGrid | null
  private readonly coarseKm: number | null

  constructor(@Inject(ConfigToken) { coarseKm }: Pick<Config, 'coarseKm'>) {
    this.coarseKm = coarseKm
    this.grid = coarseKm === null ? null : coarseGrid(coarseKm)
  }

  /** The size of the cells that somebody with these permissions sees; null: places as they are. */
  kmFor(permissions: readonly Permission[]): number | null {
    return permissions.includes('place:exact') ? null : this.coarseKm
  }

  /** The grid to which somebody sees places; null: as they are. */
  gridFor(who: Principal | null): CoarseGrid | null {
    return this.kmFor(who?.permissions ?? []) === null ? null : this.grid
  }
}
