import type { Shift } from '@cordon/alerts'
import type { handoverRoutes, HandoverListed, HandoverTold, shiftRoutes } from '@cordon/server/wire'
import { call, type Answer, type RouteOf } from './http.js'
import type { ItemPage } from './page.js'

type Shifts = typeof shiftRoutes
type Handovers = typeof handoverRoutes
const shifts: RouteOf<Shifts['list']> = { method: 'GET', path: '/api/shifts' }
const take: RouteOf<Shifts['take']> = { method: 'POST', path: '/api/shifts' }
const end: RouteOf<Shifts['end']> = { method: 'POST', path: '/api/shifts/:id/end' }
const list: RouteOf<Handovers['list']> = { method: 'GET', path: '/api/handovers' }
const begin: RouteOf<Handovers['begin']> = { method: 'POST', path: '/api/handovers' }
const one: RouteOf<Handovers['one']> = { method: 'GET', path: '/api/handovers/:id' }
const edit: RouteOf<Handovers['edit']> = { method: 'PATCH', path: '/api/handovers/:id' }
const sign: RouteOf<Handovers['sign']> = { method: 'POST', path: '/api/handovers/:id/sign' }
const countersign: RouteOf<Handovers['countersign']> = { method: 'POST', path: '/api/handovers/:id/countersign' }
const withdraw: RouteOf<Handovers['withdraw']> = { method: 'POST', path: '/api/handovers/:id/withdraw' }

export const shiftsOn = (): Promise<Answer<ItemPage<Shift>>> => call(shifts, { query: { on: true, limit: 100 } })
export const takeWatch = (relieves: string | null): Promise<Answer<Shift>> =>
  call(take, { body: relieves === null ? {} : { relieves } })
export const leaveWatch = (id: string): Promise<Answer<Shift>> => call(end, { params: { id }, body: {} })

export const readHandovers = (cursor: string | null): Promise<Answer<ItemPage<HandoverListed>>> =>
  call(list, { query: { limit: 20, cursor } })
export const beginHandover = (): Promise<Answer<HandoverTold>> => call(begin, { body: {} })
export const readHandover = (id: string): Promise<Answer<HandoverTold>> => call(one, { params: { id } })
export const editHandover = (
  id: string,
  body: { readonly remarks?: string; readonly returns?: readonly string[] },
  etag: string | null,
): Promise<Answer<HandoverTold>> => call(edit, { params: { id }, body, etag })
/** What was read last is signed, and nothing that was written elsewhere meanwhile. */
export const signHandover = (id: string, etag: string | null): Promise<Answer<HandoverTold>> =>
  call(sign, { params: { id }, body: {}, etag })
export const countersignHandover = (id: string): Promise<Answer<HandoverTold>> =>
  call(countersign, { params: { id }, body: {} })
export const withdrawHandover = (id: string): Promise<Answer<HandoverTold>> =>
  call(withdraw, { params: { id }, body: {} })
