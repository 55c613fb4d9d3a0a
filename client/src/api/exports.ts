import type { ExportJob, ExportJobInput, exportJobRoutes } from '@cordon/server/wire'
import { call, urlOf, type Answer, type Request, type RouteOf } from './http.js'

type Routes = typeof exportJobRoutes
const list: RouteOf<Routes['list']> = { method: 'GET', path: '/api/exports' }
const begin: RouteOf<Routes['begin']> = { method: 'POST', path: '/api/exports' }
const moves = {
  pause: { method: 'POST', path: '/api/exports/:id/pause' },
  resume: { method: 'POST', path: '/api/exports/:id/resume' },
} as const satisfies { pause: RouteOf<Routes['pause']>; resume: RouteOf<Routes['resume']> }
const discard: RouteOf<Routes['discard']> = { method: 'DELETE', path: '/api/exports/:id' }
const file: RouteOf<Routes['file']> = { method: 'GET', path: '/api/exports/:id/file' }

export type ExportMove = keyof typeof moves

export function listExports(): Promise<Answer<{ readonly items: readonly ExportJob[] }>> {
  return call(list)
}

/** Has a file prepared of what the filters hold. */
export function beginExport(
  format: ExportJobInput['format'],
  query: NonNullable<Request['query']>,
): Promise<Answer<ExportJob>> {
  // As it stands in an address: lists are written with commas there.
  const search = Object.fromEntries(new URL(urlOf(list.path, {}, query), location.origin).searchParams)
  return call(begin, { body: { format, search } })
}

export function moveExport(id: string, move: ExportMove): Promise<Answer<ExportJob>> {
  return call(moves[move], { params: { id } })
}

export function discardExport(id: string): Promise<Answer<undefined>> {
  return call(discard, { params: { id } })
}

/** Where a file that is whole is taken. */
export function exportFileUrl(id: string): string {
  return urlOf(file.path, { id }, {})
}
