import type { RecordMapping } from '@cordon/alerts'
import type { ImportInspection, importJobRoutes, ImportPreview, ImportState, SavedMapping } from '@cordon/server/wire'
import { call, urlOf, type Answer, type RouteOf } from './http.js'

type Routes = typeof importJobRoutes
const list: RouteOf<Routes['list']> = { method: 'GET', path: '/api/imports' }
const one: RouteOf<Routes['one']> = { method: 'GET', path: '/api/imports/:id' }
const upload: RouteOf<Routes['upload']> = {
  method: 'POST',
  path: '/api/imports/uploads',
}
const part: RouteOf<Routes['part']> = {
  method: 'POST',
  path: '/api/imports/:id/parts',
}
const inspection: RouteOf<Routes['inspection']> = {
  method: 'GET',
  path: '/api/imports/:id/inspection',
}
const preview: RouteOf<Routes['preview']> = {
  method: 'POST',
  path: '/api/imports/:id/preview',
}
const start: RouteOf<Routes['start']> = {
  method: 'POST',
  path: '/api/imports/:id/start',
}
const moves = {
  pause: { method: 'POST', path: '/api/imports/:id/pause' },
  resume: { method: 'POST', path: '/api/imports/:id/resume' },
  undo: { method: 'POST', path: '/api/imports/:id/undo' },
} as const satisfies {
  pause: RouteOf<Routes['pause']>
  resume: RouteOf<Routes['resume']>
  undo: RouteOf<Routes['undo']>
}
const discard: RouteOf<Routes['discard']> = {
  method: 'DELETE',
  path: '/api/imports/:id',
}
const kept: RouteOf<Routes['kept']> = {
  method: 'GET',
  path: '/api/imports/:id/kept',
}
const refusals: RouteOf<Routes['refusalsCsv']> = {
  method: 'GET',
  path: '/api/imports/:id/refusals.csv',
}
const mappings: RouteOf<Routes['mappings']> = {
  method: 'GET',
  path: '/api/mappings',
}
const save: RouteOf<Routes['saveMapping']> = {
  method: 'POST',
  path: '/api/mappings',
}

/** Bytes in one request: small enough that a slow line brings each home in time. */
const partBytes = 2 * 1024 * 1024

export type ImportMove = keyof typeof moves

export function listImports(): Promise<Answer<{ readonly items: readonly ImportState[] }>> {
  return call(list)
}

export function readImport(id: string): Promise<Answer<ImportState>> {
  return call(one, { params: { id } })
}

/** Sends a file part by part; `said` hears how much of it is there. */
export async function uploadFile(file: File, said: (share: number) => void): Promise<Answer<ImportState>> {
  let answer = await call<ImportState>(upload, {
    body: { name: file.name, bytes: file.size },
  })
  while (answer.ok && answer.value.received < file.size) {
    const { id, received } = answer.value
    said(received / file.size)
    const bytes = file.slice(received, received + partBytes)
    answer = await call<ImportState>(part, {
      params: { id },
      query: { at: received },
      bytes,
    })
  }
  return answer
}

export function inspectImport(id: string): Promise<Answer<ImportInspection>> {
  return call(inspection, { params: { id } })
}

export function previewImport(id: string, mapping: RecordMapping | null): Promise<Answer<ImportPreview>> {
  return call(preview, { params: { id }, body: { mapping } })
}

export function startImport(
  id: string,
  by: { readonly mapping: RecordMapping | null; readonly format: string },
): Promise<Answer<ImportState>> {
  return call(start, { params: { id }, body: by })
}

/** Pauses an import, lets it go on, or takes it back as a whole. */
export function moveImport(id: string, move: ImportMove): Promise<Answer<ImportState>> {
  return call(moves[move], { params: { id } })
}

export function discardImport(id: string): Promise<Answer<undefined>> {
  return call(discard, { params: { id } })
}

/** Incidents that an undo left as they are. */
export function keptOfImport(id: string): Promise<
  Answer<{
    readonly features: readonly {
      readonly id: string
      readonly properties: { readonly title: string }
    }[]
  }>
> {
  return call(kept, { params: { id } })
}

/** Where the refused rows can be had as a file. */
export function refusalsAddress(id: string): string {
  return urlOf(refusals.path, { id })
}

export function listMappings(): Promise<Answer<{ readonly items: readonly SavedMapping[] }>> {
  return call(mappings)
}

export function saveMapping(mapping: RecordMapping, header: readonly string[]): Promise<Answer<SavedMapping>> {
  return call(save, { body: { mapping, header } })
}
