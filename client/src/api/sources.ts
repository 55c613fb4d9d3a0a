import type { Source } from '@cordon/alerts'
import type { SourceChanged, SourceListed, SourceRevision, sourceRoutes } from '@cordon/server/wire'
import { call, type Answer, type RouteOf } from './http.js'
import type { ItemPage } from './page.js'

type Routes = typeof sourceRoutes
const sources: RouteOf<Routes['list']> = { method: 'GET', path: '/api/sources' }
const gradeSource: RouteOf<Routes['grade']> = { method: 'PATCH', path: '/api/sources/:id' }
const revisions: RouteOf<Routes['revisions']> = { method: 'GET', path: '/api/sources/:id/revisions' }

/** What is held of a source from now on, and why. */
export type SourceChange = Partial<Pick<Source, 'reliability' | 'kind'>> & { readonly reason?: string }

export function listSources(): Promise<Answer<ItemPage<SourceListed>>> {
  return call(sources)
}

export function changeSource(id: string, change: SourceChange): Promise<Answer<SourceChanged>> {
  return call(gradeSource, { params: { id }, body: change })
}

export function sourceRevisions(id: string): Promise<Answer<ItemPage<SourceRevision>>> {
  return call(revisions, { params: { id } })
}
