import type { Team } from '@cordon/alerts'
import type { teamRoutes } from '@cordon/server/wire'
import { call, type Answer, type RouteOf } from './http.js'
import type { ItemPage } from './page.js'

type Teams = typeof teamRoutes
const list: RouteOf<Teams['list']> = { method: 'GET', path: '/api/teams' }
const create: RouteOf<Teams['create']> = { method: 'POST', path: '/api/teams' }
const change: RouteOf<Teams['change']> = { method: 'PATCH', path: '/api/teams/:id' }
const join: RouteOf<Teams['join']> = { method: 'PUT', path: '/api/teams/:id/members/:account' }
const leave: RouteOf<Teams['leave']> = { method: 'DELETE', path: '/api/teams/:id/members/:account' }

export function listTeams(): Promise<Answer<ItemPage<Team>>> {
  return call(list)
}

export function createTeam(name: string): Promise<Answer<Team>> {
  return call(create, { body: { name } })
}

/** Renames a team, ends it or takes that back. */
export function changeTeam(
  { id, revision }: Pick<Team, 'id' | 'revision'>,
  to: { readonly name?: string; readonly ended?: boolean },
): Promise<Answer<Team>> {
  return call(change, { params: { id }, body: to, etag: `"${revision}"` })
}

export function joinTeam(id: string, account: string): Promise<Answer<Team>> {
  return call(join, { params: { id, account } })
}

export function leaveTeam(id: string, account: string): Promise<Answer<Team>> {
  return call(leave, { params: { id, account } })
}
