import type { Alert } from '@cordon/alerts'
import type { FollowAnswer, IncidentFeature, Snapshot } from '@cordon/server/wire'
import { io, type Socket } from 'socket.io-client'
import type { Running } from './process.js'

/** What a client holds of one thing: enough to see whether it is the same as in the database. */
export type Held = Readonly<Record<string, string>>

/** A client as the dashboard is one: a snapshot and then events by number, kept over restarts of the server. */
export interface Follower {
  /** Connects to a server, catches up, and stays. */
  join(server: Running): Promise<void>
  leave(): void
  /** Incidents by id with their revision, alerts by id with revision and state. */
  held(): { readonly incidents: Held; readonly alerts: Held }
  readonly seq: number
  /** Positions of the feed that came out of order or twice. */
  readonly disorder: readonly string[]
}

/** Starts with nothing. */
export function follower(): Follower {
  const incidents = new Map<string, string>()
  const alerts = new Map<string, string>()
  const disorder: string[] = []
  let seq: number | null = null
  let socket: Socket | null = null

  const take = (at: number, put: () => void) => {
    if (seq !== null && at <= seq) disorder.push(`${at} after ${seq}`)
    seq = at
    put()
  }
  const resync = async (server: Running) => {
    const world = await snapshotOf(server)
    incidents.clear()
    alerts.clear()
    for (const { id, properties } of world.incidents.features) incidents.set(id, String(properties.revision))
    for (const alert of world.alerts) alerts.set(alert.id, standing(alert))
    seq = world.seq
  }
  const join = async (server: Running) => {
    if (seq === null) await resync(server)
    const opened = io(`${server.url}/live`, {
      transports: ['websocket'],
      auth: { token: server.token },
      reconnection: false,
    })
    socket = opened
    opened.on('incident:changed', (event: { seq: number; incident: IncidentFeature }) =>
      take(event.seq, () => incidents.set(event.incident.id, String(event.incident.properties.revision))),
    )
    opened.on('alert:changed', (event: { seq: number; alert: Alert }) =>
      take(event.seq, () => alerts.set(event.alert.id, standing(event.alert))),
    )
    opened.on('resync', () => void resync(server))
    await connected(opened)
    const answer: FollowAnswer = await opened.timeout(10_000).emitWithAck('follow', { since: seq ?? 0 })
    if (answer.ok) return
    if (answer.code !== 'resync') throw new Error(answer.detail)
    await resync(server)
    await opened.timeout(10_000).emitWithAck('follow', { since: seq ?? 0 })
  }
  return {
    join,
    leave: () => void socket?.disconnect(),
    held: () => ({ incidents: Object.fromEntries(incidents), alerts: Object.fromEntries(alerts) }),
    get seq() {
      return seq ?? 0
    },
    disorder,
  }
}

/** The dashboard's world as the server has it now. */
export async function snapshotOf(server: Running): Promise<Snapshot> {
  const answer = await fetch(`${server.url}/api/snapshot`, { headers: { authorization: `Bearer ${server.token}` } })
  if (!answer.ok) throw new Error(`The snapshot answered ${answer.status}.`)
  const world: Snapshot = await answer.json()
  return world
}

/** What a snapshot holds, in the shape of `held`. */
export function heldBy(world: Snapshot): { readonly incidents: Held; readonly alerts: Held } {
  return {
    incidents: Object.fromEntries(
      world.incidents.features.map(({ id, properties }) => [id, String(properties.revision)]),
    ),
    alerts: Object.fromEntries(world.alerts.map((alert) => [alert.id, standing(alert)])),
  }
}

function standing(alert: Alert): string {
  return `${alert.revision} ${alert.state}`
}

function connected(socket: Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('connect_error', reject)
  })
}
