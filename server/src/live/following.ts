import type { Part } from '../platform/part.js'
import { Door } from './door.js'
import { LiveFigures } from './figures.js'
import { FollowService } from './follow.service.js'
import { Followers } from './followers.js'
import { LiveGateway } from './gateway.js'
import { Hints } from './hints.js'
import { ChangeSignal } from './signal.js'
import { SnapshotController } from './snapshot.controller.js'
import { SnapshotService } from './snapshot.service.js'
import { ChangeTail } from './tail.js'

/** What is known now, and every change of it, to whoever follows. */
export const following = {
  controllers: [SnapshotController],
  providers: [
    ChangeSignal,
    SnapshotService,
    Hints,
    ChangeTail,
    LiveFigures,
    Followers,
    FollowService,
    Door,
    LiveGateway,
  ],
} satisfies Part
