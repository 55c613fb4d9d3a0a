import type { AuditEntry, auditRoutes, AuditStanding } from '@cordon/server/wire'
import { call, urlOf, type Answer, type RouteOf } from './http.js'
import type { ItemPage } from './page.js'

type Routes = typeof auditRoutes
const list: RouteOf<Routes['list']> = { method: 'GET', path: '/api/audit' }
const table: RouteOf<Routes['export']> = { method: 'GET', path: '/api/audit.csv' }
const standing: RouteOf<Routes['standing']> = { method: 'GET', path: '/api/audit/standing' }
const check: RouteOf<Routes['check']> = { method: 'POST', path: '/api/audit/checks' }

type Asked = Readonly<Record<string, string>>

export const readAudit = (query: Asked): Promise<Answer<ItemPage<AuditEntry>>> => call(list, { query })
export const auditCsvUrl = (query: Asked): string => urlOf(table.path, {}, query)
export const readStanding = (): Promise<Answer<AuditStanding>> => call(standing)
/** Begins to follow the whole chain, where nobody does already. */
export const beginCheck = (): Promise<Answer<AuditStanding>> => call(check, { body: {} })
