import type { Notification } from './protocol.js'

export interface Listener {
  readonly notify: (notification: Notification, fromProcessId: number) => void
}

/** Who listens to which channel. The session itself listens to all of them. */
export interface Channels {
  readonly listen: (listener: Listener, channel: string) => void
  /** Stops listening to a channel, or to all with `*`. */
  readonly unlisten: (listener: Listener, channel: string) => void
  readonly publish: (notification: Notification, fromProcessId: number) => void
}

export const createChannels = (): Channels => {
  const listeners = new Map<string, Set<Listener>>()
  const listen: Channels['listen'] = (listener, channel) => {
    const set = listeners.get(channel) ?? new Set()
    listeners.set(channel, set.add(listener))
  }
  const unlisten: Channels['unlisten'] = (listener, channel) => {
    if (channel === '*') listeners.forEach((set) => set.delete(listener))
    else listeners.get(channel)?.delete(listener)
  }
  const publish: Channels['publish'] = (notification, fromProcessId) =>
    listeners.get(notification.channel)?.forEach((listener) => listener.notify(notification, fromProcessId))
  return { listen, unlisten, publish }
}
