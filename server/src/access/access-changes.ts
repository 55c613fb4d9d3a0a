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
  private readonly tellers = new Set<Listener>()

  /** Hears of every change, wherever it was made, until the returned function is called. */
  onAccessChanged(listener: Listener): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** Hears of the changes that were made on this node, to tell the others. */
  onMade(teller: Listener): void {
    this.tellers.add(teller)
  }

  /** To be called once a change is committed. */
  announce(change: AccessChange): void {
    this.hear(change)
    for (const teller of this.tellers) teller(change)
  }

  /** A change that another node made. */
  hear(change: AccessChange): void {
    for (const listener of this.listeners) listener(change)
  }
}
