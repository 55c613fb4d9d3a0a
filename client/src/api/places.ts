import type { Placing } from '@cordon/alerts'
import type { placeRoutes } from '@cordon/server/wire'
import { call, type Answer, type RouteOf } from './http.js'

const find: RouteOf<(typeof placeRoutes)['find']> = { method: 'GET', path: '/api/places' }

/** Where a text puts something. */
export function findPlaces(text: string): Promise<Answer<Placing>> {
  return call(find, { query: { q: text } })
}
