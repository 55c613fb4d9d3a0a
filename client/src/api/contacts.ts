import type { Contact, Delivery, DeliveryState } from '@cordon/alerts'
import type {
  alertRoutes,
  Attempt,
  ChannelsOut,
  ContactChange,
  ContactInput,
  ContactMade,
  contactRoutes,
  Subscription,
  SubscriptionInput,
  subscriptionRoutes,
} from '@cordon/server/wire'
import { call, type Answer, type RouteOf } from './http.js'
import type { ItemPage } from './page.js'

type Contacts = typeof contactRoutes
type Subscriptions = typeof subscriptionRoutes
const channels: RouteOf<Contacts['channels']> = { method: 'GET', path: '/api/channels' }
const list: RouteOf<Contacts['list']> = { method: 'GET', path: '/api/contacts' }
const add: RouteOf<Contacts['add']> = { method: 'POST', path: '/api/contacts' }
const order: RouteOf<Contacts['order']> = { method: 'PUT', path: '/api/contacts/order' }
const change: RouteOf<Contacts['change']> = { method: 'PATCH', path: '/api/contacts/:id' }
const remove: RouteOf<Contacts['remove']> = { method: 'DELETE', path: '/api/contacts/:id' }
const code: RouteOf<Contacts['code']> = { method: 'POST', path: '/api/contacts/:id/code' }
const verify: RouteOf<Contacts['verify']> = { method: 'POST', path: '/api/contacts/:id/verify' }
const test: RouteOf<Contacts['test']> = { method: 'POST', path: '/api/contacts/:id/test' }
const rotate: RouteOf<Contacts['rotate']> = { method: 'POST', path: '/api/contacts/:id/secret' }
const subscriptions: RouteOf<Subscriptions['list']> = { method: 'GET', path: '/api/subscriptions' }
const subscribe: RouteOf<Subscriptions['save']> = { method: 'PUT', path: '/api/subscriptions/:id' }
const unsubscribe: RouteOf<Subscriptions['remove']> = { method: 'DELETE', path: '/api/subscriptions/:id' }
const deliveries: RouteOf<(typeof alertRoutes)['deliveries']> = { method: 'GET', path: '/api/deliveries' }
const resend: RouteOf<(typeof alertRoutes)['resend']> = { method: 'POST', path: '/api/deliveries/:id/resend' }

/** A contact method, with what came of sending something there. */
export interface Tried {
  readonly contact: Contact
  readonly attempt: Attempt
}

export const listChannels = (): Promise<Answer<ChannelsOut>> => call(channels)
export const listContacts = (): Promise<Answer<ItemPage<Contact>>> => call(list)
/** Adds one; a code is sent there. */
export const addContact = (said: ContactInput): Promise<Answer<ContactMade>> => call(add, { body: said })
export const orderContacts = (ids: readonly string[]): Promise<Answer<ItemPage<Contact>>> =>
  call(order, { body: { ids } })
export const changeContact = (id: string, said: ContactChange): Promise<Answer<Contact>> =>
  call(change, { params: { id }, body: said })
export const removeContact = (id: string): Promise<Answer<undefined>> => call(remove, { params: { id } })
export const sendCode = (id: string): Promise<Answer<Tried>> => call(code, { params: { id } })
export const typeCode = (id: string, typed: string): Promise<Answer<Contact>> =>
  call(verify, { params: { id }, body: { code: typed } })
export const testContact = (id: string): Promise<Answer<Tried>> => call(test, { params: { id } })
/** A new secret that signs, told this once. */
export const renewSecret = (id: string): Promise<Answer<{ readonly secret: string }>> =>
  call(rotate, { params: { id } })

export const listSubscriptions = (): Promise<Answer<ItemPage<Subscription>>> => call(subscriptions)
export const subscribeTo = (zoneId: string, said: SubscriptionInput): Promise<Answer<undefined>> =>
  call(subscribe, { params: { id: zoneId }, body: said })
export const unsubscribeFrom = (zoneId: string): Promise<Answer<undefined>> =>
  call(unsubscribe, { params: { id: zoneId } })

/** What was told outside the page, or is owed there, latest first. */
export const listOutside = (
  state: readonly DeliveryState[],
  cursor: string | null,
): Promise<Answer<ItemPage<Delivery>>> => call(deliveries, { query: { outside: 'true', state, cursor, limit: 100 } })
/** Owes what was given up anew. */
export const resendDelivery = (id: string): Promise<Answer<undefined>> => call(resend, { params: { id } })
