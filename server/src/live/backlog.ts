import { setTimeout as wait } from 'node:timers/promises'
import type { LiveSocket } from './socket.js'

/** What waits in this process to be sent to one client. */
export interface Backlog {
  readonly packets: number
  readonly bytes: number
}

const most: Backlog = { packets: 2_000, bytes: 1_048_576 }
const little: Backlog = { packets: 0, bytes: 65_536 }
const lookMs = 20

/**
 * What waits for a client that reads slowly. Packets wait in Engine.IO while an earlier bunch is on its way through the
 * WebSocket, so both are added up.
 */
export function backlogOf(socket: LiveSocket): Backlog {
  const waiting = listIn(socket.conn, 'writeBuffer')
  const bytes = numberIn(webSocketOf(socket), 'bufferedAmount')
  return { packets: waiting.length, bytes: bytes + sizeOf(waiting) }
}

/** Whether a client is too far behind to be told anything more. */
export function isTooLong({ packets, bytes }: Backlog): boolean {
  return packets > most.packets || bytes > most.bytes
}

/** Waits until nearly all is sent; false when that takes longer than `limitMs`. */
export async function whenDrained(socket: LiveSocket, limitMs: number): Promise<boolean> {
  const until = performance.now() + limitMs
  while (!isShort(backlogOf(socket))) {
    if (!socket.connected || performance.now() > until) return false
    await wait(lookMs)
  }
  return true
}

/** Ends a connection at once, whatever still waits: the polite way would wait for the very client that does not read. */
export function cut(socket: LiveSocket): void {
  const webSocket = webSocketOf(socket)
  const terminate = valueIn(webSocket, 'terminate')
  if (typeof terminate === 'function') Reflect.apply(terminate, webSocket, [])
  else socket.conn.close(true)
}

function isShort({ packets, bytes }: Backlog): boolean {
  return packets <= little.packets && bytes <= little.bytes
}

function sizeOf(packets: readonly unknown[]): number {
  return packets.reduce<number>((sum, packet) => {
    const data = valueIn(packet, 'data')
    return sum + (typeof data === 'string' ? data.length : 0)
  }, 0)
}

/** Engine.IO does not publish its WebSocket and its queue; where they are missing, nothing waits. */
function webSocketOf(socket: LiveSocket): unknown {
  return valueIn(socket.conn.transport, 'socket')
}

function valueIn(it: unknown, name: string): unknown {
  return typeof it === 'object' && it !== null ? Reflect.get(it, name) : undefined
}

function numberIn(it: unknown, name: string): number {
  const value = valueIn(it, name)
  return typeof value === 'number' ? value : 0
}

function listIn(it: unknown, name: string): readonly unknown[] {
  const value = valueIn(it, name)
  return Array.isArray(value) ? value : []
}
