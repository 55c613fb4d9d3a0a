import type { Preview } from '@cordon/alerts'
import type { PreviewInput, previewRoutes } from '@cordon/server/wire'
import { call, type Answer, type RouteOf } from './http.js'

const preview: RouteOf<(typeof previewRoutes)['preview']> = { method: 'POST', path: '/api/preview' }

/** What a rule would have told in the time before now. */
export function previewRule(said: PreviewInput): Promise<Answer<Preview>> {
  return call(preview, { body: said })
}
