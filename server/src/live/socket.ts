import type { Namespace, Server, Socket } from 'socket.io'
import type { Principal } from '../access/principal.js'
import type { ClientEvents, ServerEvents } from '../wire/live.js'

/** What is kept with a socket. */
export interface LiveData {
  principal: Principal
}

type NoEvents = Record<string, never>

export type LiveServer = Server<ClientEvents, ServerEvents, NoEvents, LiveData>
export type LiveNamespace = Namespace<ClientEvents, ServerEvents, NoEvents, LiveData>
export type LiveSocket = Socket<ClientEvents, ServerEvents, NoEvents, LiveData>
