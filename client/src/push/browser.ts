import type { ContactInput } from '@cordon/server/wire'
import type { Permitted } from './usePermitted.js'

/** Whether this browser can be told while the page is closed; else why not. */
export type Ability = 'can' | 'insecure' | 'missing' | 'denied'

function keyOf({ options }: PushSubscription): string {
  const bytes = new Uint8Array(options.applicationServerKey ?? new ArrayBuffer(0))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

/** Where this browser is told, as the contact method has it. */
export type Subscribed = Pick<ContactInput & { readonly channel: 'push' }, 'address' | 'keys'>

/** Why it came to nothing, with what the browser said of it. */
export interface Unsubscribed {
  readonly because: 'denied' | 'undecided' | 'unreachable'
  readonly why: string
}

export function abilityIn(permitted: Permitted): Ability {
  if (!window.isSecureContext) return 'insecure'
  const isThere = 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window
  if (!isThere) return 'missing'
  return permitted === 'denied' ? 'denied' : 'can'
}

/** Asks whoever sits there, and agrees with the browser's push service; `key` is the public one of this house. */
export async function subscribeHere(key: string): Promise<Subscribed | Unsubscribed> {
  const permission = await Notification.requestPermission()
  if (permission !== 'granted') return { because: permission === 'denied' ? 'denied' : 'undecided', why: '' }
  try {
    await navigator.serviceWorker.register('/push-worker.js')
    const { pushManager } = await navigator.serviceWorker.ready
    const before = await pushManager.getSubscription()
    // Whoever else signs in here may be told by the same one; it is of no use where it was made with another key.
    if (before !== null && keyOf(before) === key) return partsOf(before)
    await before?.unsubscribe()
    return partsOf(await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key }))
  } catch (error) {
    return { because: 'unreachable', why: error instanceof Error ? error.message : String(error) }
  }
}

function partsOf(subscription: PushSubscription): Subscribed {
  const { endpoint: address = '', keys: { p256dh = '', auth = '' } = {} } = subscription.toJSON()
  return { address, keys: { p256dh, auth } }
}

/** Where this browser is told now; null where it is not. */
export async function endpointHere(): Promise<string | null> {
  return (await subscriptionHere())?.endpoint ?? null
}

/** Lets the push service know that nothing more is wanted here. */
export async function unsubscribeHere(): Promise<void> {
  await (await subscriptionHere())?.unsubscribe()
}

async function subscriptionHere(): Promise<PushSubscription | null> {
  if (!('serviceWorker' in navigator)) return null
  const registration = await navigator.serviceWorker.getRegistration('/')
  return (await registration?.pushManager.getSubscription()) ?? null
}
