import type { ClientEvents, FollowAnswer, ServerEvents, StuckDeliveries } from '@cordon/server/wire'
import { io, type Socket } from 'socket.io-client'
import { facilityOf, incidentOf, zoneOf, type WorldEvent } from '../world/world.js'

/** What the stream tells, in the order in which it tells it. */
export interface LiveListener {
  readonly changed: (event: WorldEvent) => void
  /** What was missed is too much to tell: take a new snapshot, then follow from there. */
  readonly resync: () => void
  readonly pulse: (at: string, stuck: StuckDeliveries) => void
  readonly connected: (is: boolean) => void
  readonly refused: () => void
}

export interface Live {
  /** Asks for everything after `since`, without a gap. */
  readonly follow: (since: number) => Promise<FollowAnswer | null>
  readonly close: () => void
}

const followTimeoutMs = 10_000

/** Opens the stream and keeps it open: a lost socket is opened again with growing pauses, never given up. */
export function openLive(listener: LiveListener): Live {
  const socket: Socket<ServerEvents, ClientEvents> = io('/live', {
    transports: ['websocket'],
    reconnectionDelay: 500,
    reconnectionDelayMax: 5_000,
  })
  socket.on('connect', () => listener.connected(true))
  socket.on('disconnect', (reason) => {
    listener.connected(false)
    // The server itself ended it, as when access changed: the library would leave it closed.
    if (reason === 'io server disconnect') socket.connect()
  })
  socket.on('connect_error', () => {
    listener.connected(false)
    if (!socket.active) listener.refused()
  })
  socket.on('resync', () => listener.resync())
  socket.on('pulse', ({ at, stuck }) => listener.pulse(at, stuck))
  passOn(socket, listener.changed)
  return { follow: (since) => follow(socket, since), close: () => socket.disconnect() }
}

function passOn(socket: Socket<ServerEvents, ClientEvents>, changed: LiveListener['changed']): void {
  socket.on('incident:changed', ({ seq, incident }) => changed({ what: 'incident', seq, thing: incidentOf(incident) }))
  socket.on('alert:changed', ({ seq, alert }) => changed({ what: 'alert', seq, thing: alert }))
  socket.on('zone:changed', ({ seq, zone }) => changed({ what: 'zone', seq, thing: zoneOf(zone) }))
  socket.on('rule:changed', ({ seq, rule }) => changed({ what: 'rule', seq, thing: rule }))
  socket.on('silence:changed', ({ seq, silence }) => changed({ what: 'silence', seq, thing: silence }))
  socket.on('escalation:changed', ({ seq, escalation }) => changed({ what: 'escalation', seq, thing: escalation }))
  socket.on('rotation:changed', ({ seq, rotation }) => changed({ what: 'rotation', seq, thing: rotation }))
  socket.on('feed:changed', ({ seq, feed }) => changed({ what: 'feed', seq, thing: feed }))
  socket.on('log:changed', ({ seq, entry }) => changed({ what: 'log', seq, thing: entry }))
  socket.on('facility:changed', ({ seq, facility }) => changed({ what: 'facility', seq, thing: facilityOf(facility) }))
}

async function follow(socket: Socket<ServerEvents, ClientEvents>, since: number): Promise<FollowAnswer | null> {
  try {
    return await socket.timeout(followTimeoutMs).emitWithAck('follow', { since })
  } catch {
    return null
  }
}
