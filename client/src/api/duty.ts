import type { Escalation, Rotation } from '@cordon/alerts'
import type {
  EscalationInput,
  escalationRoutes,
  peopleRoutes,
  Person,
  RotationInput,
  rotationRoutes,
} from '@cordon/server/wire'
import { call, type Answer, type RouteOf } from './http.js'
import type { ItemPage } from './page.js'

type Escalations = typeof escalationRoutes
type Rotations = typeof rotationRoutes
const people: RouteOf<(typeof peopleRoutes)['list']> = { method: 'GET', path: '/api/people' }
const createEscalation: RouteOf<Escalations['create']> = { method: 'POST', path: '/api/escalations' }
const changeEscalation: RouteOf<Escalations['change']> = { method: 'PUT', path: '/api/escalations/:id' }
const dropEscalation: RouteOf<Escalations['remove']> = { method: 'DELETE', path: '/api/escalations/:id' }
const createRotation: RouteOf<Rotations['create']> = { method: 'POST', path: '/api/rotations' }
const changeRotation: RouteOf<Rotations['change']> = { method: 'PUT', path: '/api/rotations/:id' }
const dropRotation: RouteOf<Rotations['remove']> = { method: 'DELETE', path: '/api/rotations/:id' }

/** A thing that is edited: which, and in which version it was read. */
type Read = { readonly id: string; readonly version: number }
const etagOf = ({ version }: Read) => `"${version}"`

export function listPeople(): Promise<Answer<ItemPage<Person>>> {
  return call(people)
}

/** Stores what is said of an escalation; a new one where none was read. */
export function storeEscalation(said: EscalationInput, read: Read | null): Promise<Answer<Escalation>> {
  if (read === null) return call(createEscalation, { body: said })
  return call(changeEscalation, { params: { id: read.id }, body: said, etag: etagOf(read) })
}

export function removeEscalation(read: Read): Promise<Answer<undefined>> {
  return call(dropEscalation, { params: { id: read.id }, etag: etagOf(read) })
}

/** Stores what is said of a rotation; a new one where none was read. */
export function storeRotation(said: RotationInput, read: Read | null): Promise<Answer<Rotation>> {
  if (read === null) return call(createRotation, { body: said })
  return call(changeRotation, { params: { id: read.id }, body: said, etag: etagOf(read) })
}

export function removeRotation(read: Read): Promise<Answer<undefined>> {
  return call(dropRotation, { params: { id: read.id }, etag: etagOf(read) })
}
