import type { SitrepSchedule, SitrepScheduleInput, sitrepScheduleRoutes } from '@cordon/server/wire'
import { call, type Answer, type RouteOf } from './http.js'
import type { ItemPage } from './page.js'

type Routes = typeof sitrepScheduleRoutes
const list: RouteOf<Routes['list']> = { method: 'GET', path: '/api/sitrep-schedules' }
const create: RouteOf<Routes['create']> = { method: 'POST', path: '/api/sitrep-schedules' }
const change: RouteOf<Routes['change']> = { method: 'PUT', path: '/api/sitrep-schedules/:id' }
const remove: RouteOf<Routes['remove']> = { method: 'DELETE', path: '/api/sitrep-schedules/:id' }

export const readSitrepSchedules = (): Promise<Answer<ItemPage<SitrepSchedule>>> => call(list)
/** Changes one as it was read, or begins one. */
export const storeSitrepSchedule = (
  body: SitrepScheduleInput,
  known: SitrepSchedule | null,
): Promise<Answer<SitrepSchedule>> =>
  known === null
    ? call(create, { body })
    : call(change, { params: { id: known.id }, body, etag: `"${known.revision}"` })
export const removeSitrepSchedule = ({ id, revision }: SitrepSchedule): Promise<Answer<null>> =>
  call(remove, { params: { id }, etag: `"${revision}"` })
