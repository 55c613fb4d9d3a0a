import { Injectable } from '@nestjs/common'

/** Somebody's access changed or ended: everything of an account, one of its sessions, or a token. */
export type AccessChange =
  | { readonly of: 'account'; readonly id: string; readonly exceptSession: string | null }
  | { readonly of: 'session'; readonly id: string }
  | { readonly of: 'token'; readonly id: string }

type Listener = (change: AccessChange) => void

/** Tells whoever holds on to a principal (caches, open sockets) that it has to be checked again. */
@Injectable()
export class AccessChanges {
  private readonly listeners = new Set<Listener>()

  /** Hears of every change until the returned function is called. */
  onAccessChanged(listener: Listener): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  announce(change: AccessChange): void {
    for (const listener of this.listeners) listener(change)
  }
}
