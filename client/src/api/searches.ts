import type { SavedSearch, SavedSearchInput, SavedSearchPatch, savedSearchRoutes } from '@cordon/server/wire'
import { call, type Answer, type RouteOf } from './http.js'
import type { ItemPage } from './page.js'

type Routes = typeof savedSearchRoutes
const list: RouteOf<Routes['list']> = { method: 'GET', path: '/api/searches' }
const one: RouteOf<Routes['one']> = { method: 'GET', path: '/api/searches/:id' }
const save: RouteOf<Routes['save']> = { method: 'PUT', path: '/api/searches' }
const change: RouteOf<Routes['change']> = { method: 'PATCH', path: '/api/searches/:id' }
const remove: RouteOf<Routes['remove']> = { method: 'DELETE', path: '/api/searches/:id' }

export function listSearches(): Promise<Answer<ItemPage<SavedSearch>>> {
  return call(list)
}

export function readSearch(id: string): Promise<Answer<SavedSearch>> {
  return call(one, { params: { id } })
}

/** Keeps a search under its name, in place of the one that had it. */
export function saveSearch(said: SavedSearchInput): Promise<Answer<SavedSearch>> {
  return call(save, { body: said })
}

export function changeSearch(id: string, said: SavedSearchPatch): Promise<Answer<SavedSearch>> {
  return call(change, { params: { id }, body: said })
}

export function removeSearch(id: string): Promise<Answer<undefined>> {
  return call(remove, { params: { id } })
}
