import type { tileRoutes } from '@cordon/server/wire'
import { urlOf, type Request, type RouteOf } from './http.js'

const tile: RouteOf<(typeof tileRoutes)['tile']> = { method: 'GET', path: '/tiles/incidents/:z/:x/:y.mvt' }

/** The address of the tiles of a search, as maps take it: whole, with `{z}`, `{x}` and `{y}` in it. */
export function tileAddress(query: NonNullable<Request['query']>): string {
  const search = urlOf('/', {}, query).slice(1)
  return `${window.location.origin}${tile.path.replace(/:([zxy])\b/g, '{$1}')}${search}`
}
