import type { HealthOut, platformRoutes } from '@cordon/server/wire'
import { call, type Answer, type RouteOf } from './http.js'

const health: RouteOf<typeof platformRoutes.health> = { method: 'GET', path: '/api/health' }

/** Asks whether the server can do its work; gives up after `limitMs`. */
export function readHealth(limitMs: number): Promise<Answer<HealthOut>> {
  return call(health, { signal: AbortSignal.timeout(limitMs) })
}
