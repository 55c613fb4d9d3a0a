import type { SitrepPost, sitrepPostRoutes, SitrepReader } from '@cordon/server/wire'
import { call, type Answer, type RouteOf } from './http.js'
import type { ItemPage } from './page.js'

type Routes = typeof sitrepPostRoutes
const readers: RouteOf<Routes['readers']> = { method: 'GET', path: '/api/sitrep-readers' }
const sent: RouteOf<Routes['sent']> = { method: 'GET', path: '/api/sitreps/:id/deliveries' }
const send: RouteOf<Routes['send']> = { method: 'POST', path: '/api/sitreps/:id/deliveries' }

export const readSitrepReaders = (): Promise<Answer<ItemPage<SitrepReader>>> => call(readers)
export const readSitrepPost = (id: string): Promise<Answer<ItemPage<SitrepPost>>> => call(sent, { params: { id } })
/** To each address once: whoever was sent it before is not sent it again. */
export const sendSitrep = (id: string, people: readonly string[]): Promise<Answer<ItemPage<SitrepPost>>> =>
  call(send, { params: { id }, body: { people } })
