import type { Instant, LogEntry, LogLineKind } from '@cordon/alerts'
import type { LogLine, logRoutes } from '@cordon/server/wire'
import { call, type Answer, type RouteOf } from './http.js'
import type { ItemPage } from './page.js'

type Routes = typeof logRoutes
const list: RouteOf<Routes['list']> = { method: 'GET', path: '/api/log' }
const write: RouteOf<Routes['write']> = { method: 'POST', path: '/api/log' }
const strike: RouteOf<Routes['strike']> = { method: 'POST', path: '/api/log/:id/strike' }

/** What of the running log is asked for. */
export interface LogQuery {
  readonly kind: readonly LogLineKind[]
  readonly q: string
}

export interface LogPage {
  readonly limit: number
  readonly cursor: string | null
}

export function readLog(query: LogQuery, page: LogPage): Promise<Answer<ItemPage<LogLine>>> {
  return call(list, { query: { ...query, ...page } })
}

/** A note as it is sent; without a time it happens now. */
export interface NoteSaid {
  readonly text: string
  readonly at?: Instant
  readonly incidents: readonly string[]
  readonly alerts: readonly string[]
}

/** The same note is written once, however often it is sent with one key. */
export function writeNote(said: NoteSaid, onceAs: string): Promise<Answer<LogEntry>> {
  return call(write, { body: said, onceAs })
}

export function strikeNote(id: string, reason: string): Promise<Answer<LogEntry>> {
  return call(strike, { params: { id }, body: { reason } })
}
