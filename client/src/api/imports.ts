import type { RecordMapping } from '@cordon/alerts'
import type { ImportInspection, importJobRoutes, ImportPreview, ImportState, SavedMapping } from '@cordon/server/wire'
import { call, urlOf, type Answer, type Failure, type RouteOf } from './http.js'

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

/** How often in a row a part may fail to come home before the upload is given up: for about a minute. */
const mostTries = 6
const firstWaitMs = 1_000

/** Sends a file part by part; `said` hears how much of it is there. Where the line breaks it goes on with what is missing. */
export async function uploadFile(file: File, said: (share: number) => void): Promise<Answer<ImportState>> {
  let answer = await call<ImportState>(upload, {
    body: { name: file.name, bytes: file.size },
  })
  let tries = 0
  while (answer.ok && answer.value.received < file.size) {
    const { id, received } = answer.value
    said(received / file.size)
    const sent = await sendPart(id, file, received)
    tries = sent.ok ? 0 : tries + 1
    answer = sent.ok || tries > mostTries || !mayRecover(sent.failure) ? sent : await arrived(answer.value, tries)
  }
  return answer
}

function sendPart(id: string, file: File, received: number): Promise<Answer<ImportState>> {
  const bytes = file.slice(received, received + partBytes)
  return call<ImportState>(part, { params: { id }, query: { at: received }, bytes })
}

/** Whether it may go better next time. A conflict: the part came home, and its answer did not. */
function mayRecover(failure: Failure): boolean {
  return failure.kind === 'offline' || failure.status >= 500 || ['conflict', 'too-many'].includes(failure.code)
}

/** After a while, how much of the file is there; as much as was known, where nobody answers. */
async function arrived(known: ImportState, tries: number): Promise<Answer<ImportState>> {
  await new Promise((resolve) => setTimeout(resolve, firstWaitMs * 2 ** (tries - 1)))
  const answer = await readImport(known.id)
  return answer.ok || !mayRecover(answer.failure) ? answer : { ok: true, value: known, etag: null }
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

/** Saves a mapping under its name; another of that name is refused as `name-taken` unless it is to be replaced. */
export function saveMapping(
  mapping: RecordMapping,
  header: readonly string[],
  replace = false,
): Promise<Answer<SavedMapping>> {
  return call(save, { body: { mapping, header, replace } })
}
