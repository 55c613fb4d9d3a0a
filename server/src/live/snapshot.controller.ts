import { Controller, Inject } from '@nestjs/common'
import type { Principal } from '../access/principal.js'
import { Route, Who } from '../platform/route.js'
import { liveRoutes, type Snapshot } from '../wire/live.js'
import { SnapshotService } from './snapshot.service.js'

@Controller()
export class SnapshotController {
  constructor(@Inject(SnapshotService) private readonly snapshots: SnapshotService) {}

  @Route(liveRoutes.snapshot)
  snapshot(@Who() who: Principal): Promise<Snapshot> {
    return this.snapshots.take(who)
  }
}
