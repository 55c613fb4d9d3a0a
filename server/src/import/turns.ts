/** Where chunks that came before their turn wait until the one ahead of them is in. */
export class Turns {
  private readonly waiting = new Map<string, Set<(moved: boolean) => void>>()

  /** Waits until the import moves on (true) or for `ms` (false). Begin before you look how far it is. */
  wait(importId: string, ms: number): { readonly moved: Promise<boolean>; readonly stop: () => void } {
    const here = this.waiting.get(importId) ?? new Set()
    this.waiting.set(importId, here)
    let settle: (moved: boolean) => void = () => undefined
    const moved = new Promise<boolean>((resolve) => (settle = resolve))
    const end = (value: boolean) => {
      clearTimeout(timer)
      here.delete(end)
      if (here.size === 0 && this.waiting.get(importId) === here) this.waiting.delete(importId)
      settle(value)
    }
    const timer = setTimeout(() => end(false), ms)
    here.add(end)
    return { moved, stop: () => end(false) }
  }

  /** Says that an import moved on. */
  announce(importId: string): void {
    for (const end of [...(this.waiting.get(importId) ?? [])]) end(true)
  }
}
