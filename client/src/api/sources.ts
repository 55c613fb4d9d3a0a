import type { Source } from '@cordon/alerts'
import type { sourceRoutes } from '@cordon/server/wire'
import { call, type Answer, type RouteOf } from './http.js'
import type { ItemPage } from './page.js'

type Routes = typeof sourceRoutes
const sources: RouteOf<Routes['list']> = { method: 'GET', path: '/api/sources' }
const gradeSource: RouteOf<Routes['grade']> = { method: 'PATCH', path: '/api/sources/:id' }

export function listSources(): Promise<Answer<ItemPage<Source>>> {
  return call(sources)
}

export function changeSource(
  id: string,
  change: Partial<Pick<Source, 'reliability' | 'kind'>>,
): Promise<Answer<Source>> {
  return call(gradeSource, { params: { id }, body: change })
}
