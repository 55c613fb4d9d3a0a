import type { SitrepPatch, SitrepInput, SitrepListed, SitrepMap, sitrepRoutes, SitrepTold } from '@cordon/server/wire'
import { call, urlOf, type Answer, type RouteOf } from './http.js'
import type { ItemPage } from './page.js'

type Routes = typeof sitrepRoutes
const list: RouteOf<Routes['list']> = { method: 'GET', path: '/api/sitreps' }
const create: RouteOf<Routes['create']> = { method: 'POST', path: '/api/sitreps' }
const one: RouteOf<Routes['one']> = { method: 'GET', path: '/api/sitreps/:id' }
const map: RouteOf<Routes['map']> = { method: 'GET', path: '/api/sitreps/:id/map' }
const edit: RouteOf<Routes['edit']> = { method: 'PATCH', path: '/api/sitreps/:id' }
const remove: RouteOf<Routes['remove']> = { method: 'DELETE', path: '/api/sitreps/:id' }
const sign: RouteOf<Routes['sign']> = { method: 'POST', path: '/api/sitreps/:id/sign' }
const correct: RouteOf<Routes['correct']> = { method: 'POST', path: '/api/sitreps/:id/corrections' }
const pdf: RouteOf<Routes['pdf']> = { method: 'GET', path: '/api/sitreps/:id/pdf' }

export const readSitreps = (): Promise<Answer<ItemPage<SitrepListed>>> => call(list, { query: { limit: 100 } })
export const beginSitrep = (body: Pick<SitrepInput, 'month' | 'search'>): Promise<Answer<SitrepTold>> =>
  call(create, { body })
export const readSitrep = (id: string): Promise<Answer<SitrepTold>> => call(one, { params: { id } })
export const readSitrepMap = (id: string): Promise<Answer<{ readonly map: SitrepMap | null }>> =>
  call(map, { params: { id } })
export const editSitrep = (id: string, body: SitrepPatch, etag: string | null): Promise<Answer<SitrepTold>> =>
  call(edit, { params: { id }, body, etag })
export const removeSitrep = (id: string): Promise<Answer<null>> => call(remove, { params: { id } })
/** What was read last is signed, and nothing that was written elsewhere meanwhile. */
export const signSitrep = ({ id, hash }: Pick<SitrepTold, 'id' | 'hash'>): Promise<Answer<SitrepTold>> =>
  call(sign, { params: { id }, body: { hash } })
export const correctSitrep = (id: string): Promise<Answer<SitrepTold>> => call(correct, { params: { id }, body: {} })
export const sitrepPdfUrl = (id: string, language: string): string => urlOf(pdf.path, { id }, { language })
