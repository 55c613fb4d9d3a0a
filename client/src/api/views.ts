import type { SavedView, SavedViewInput, viewRoutes } from '@cordon/server/wire'
import { call, type Answer, type RouteOf } from './http.js'
import type { ItemPage } from './page.js'

type Routes = typeof viewRoutes
const list: RouteOf<Routes['list']> = { method: 'GET', path: '/api/views' }
const save: RouteOf<Routes['save']> = { method: 'PUT', path: '/api/views' }
const remove: RouteOf<Routes['remove']> = { method: 'DELETE', path: '/api/views/:id' }

export function listViews(): Promise<Answer<ItemPage<SavedView>>> {
  return call(list)
}

/** Keeps a view under its name, in place of the one that had it. */
export function saveView(said: SavedViewInput): Promise<Answer<SavedView>> {
  return call(save, { body: said })
}

export function removeView(id: string): Promise<Answer<undefined>> {
  return call(remove, { params: { id } })
}
