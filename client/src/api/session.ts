import type { SessionOut, sessionRoutes } from '@cordon/server/wire'
import { call, type Answer, type RouteOf } from './http.js'

const present: RouteOf<typeof sessionRoutes.present> = { method: 'GET', path: '/api/session' }
const signIn: RouteOf<typeof sessionRoutes.signIn> = { method: 'POST', path: '/api/session' }
const signOut: RouteOf<typeof sessionRoutes.signOut> = { method: 'DELETE', path: '/api/session' }
const password: RouteOf<typeof sessionRoutes.changePassword> = { method: 'POST', path: '/api/session/password' }

export function readSession(): Promise<Answer<SessionOut>> {
  return call(present)
}

export function openSession(name: string, secret: string): Promise<Answer<SessionOut>> {
  return call(signIn, { body: { name, password: secret } })
}

export function endSession(): Promise<Answer<undefined>> {
  return call(signOut)
}

export function changePassword(current: string, next: string): Promise<Answer<undefined>> {
  return call(password, { body: { current, next } })
}
