import type { liveRoutes, Snapshot } from '@cordon/server/wire'
import { call, type Answer, type RouteOf } from './http.js'

const route: RouteOf<typeof liveRoutes.snapshot> = { method: 'GET', path: '/api/snapshot' }

export function readSnapshot(): Promise<Answer<Snapshot>> {
  return call(route)
}
