import type { Preview } from '@cordon/alerts'
import type { PreviewInput, previewRoutes } from '@cordon/server/wire'
import type { ZoneSaid } from './zones.js'
import { call, type Answer, type RouteOf } from './http.js'

const preview: RouteOf<(typeof previewRoutes)['preview']> = { method: 'POST', path: '/api/rules/preview' }

/** What a rule would have told in the time before now. */
export function previewRule(
  said: Omit<PreviewInput, 'zone'> & { readonly zone: ZoneSaid | null },
): Promise<Answer<Preview>> {
  return call(preview, { body: said })
}
