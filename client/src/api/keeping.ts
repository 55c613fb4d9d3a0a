import type { Hold, Periods } from '@cordon/alerts'
import type { HoldInput, Keeping, KeepingPreview, keepingRoutes } from '@cordon/server/wire'
import { call, type Answer, type RouteOf } from './http.js'
import type { ItemPage } from './page.js'

type Routes = typeof keepingRoutes
const read: RouteOf<Routes['read']> = { method: 'GET', path: '/api/keeping' }
const preview: RouteOf<Routes['preview']> = { method: 'POST', path: '/api/keeping/preview' }
const save: RouteOf<Routes['save']> = { method: 'PUT', path: '/api/keeping' }
const list: RouteOf<Routes['holds']> = { method: 'GET', path: '/api/holds' }
const put: RouteOf<Routes['hold']> = { method: 'POST', path: '/api/holds' }
const release: RouteOf<Routes['release']> = { method: 'POST', path: '/api/holds/:id/release' }

export const readKeeping = (): Promise<Answer<Keeping>> => call(read)
export const previewPeriods = (periods: Periods): Promise<Answer<KeepingPreview>> =>
  call(preview, { body: { periods } })
/** Refused where somebody else has changed them since they were read. */
export const savePeriods = (periods: Periods, { revision }: Pick<Keeping, 'revision'>): Promise<Answer<Keeping>> =>
  call(save, { body: { periods }, etag: `"${revision}"` })
export const readHolds = (): Promise<Answer<ItemPage<Hold>>> => call(list)
export const putHold = (body: HoldInput): Promise<Answer<Hold>> => call(put, { body })
export const releaseHold = (id: string, reason: string): Promise<Answer<Hold>> =>
  call(release, { params: { id }, body: { reason } })
