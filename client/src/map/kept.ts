/** Something that is dear to make and can serve one borrower after another. */
export interface Lendable {
  /** Whether it may still be lent; asked when it comes back and again when it is wanted. */
  readonly isSound: () => boolean
  /** Forgets its borrower; it may be lent again. */
  readonly rest: () => void
  readonly remove: () => void
}

export interface Keeper<T extends Lendable> {
  /** The one that is kept, if there is a sound one; else a new one. */
  readonly lend: (make: () => T) => T
  /** Takes back what was lent. One is kept at most: what is unsound, or comes while another is kept, is removed. */
  readonly takeBack: (it: T) => void
  /** Removes what is kept. */
  readonly drop: () => void
}

/** Keeps one of a kind between its borrowers. */
export function createKeeper<T extends Lendable>(): Keeper<T> {
  let kept: T | null = null

  function drop(): void {
    kept?.remove()
    kept = null
  }
  return {
    lend: (make) => {
      if (kept?.isSound() === false) drop()
      const it = kept ?? make()
      kept = null
      return it
    },
    takeBack: (it) => {
      if (kept?.isSound() === false) drop()
      if (kept !== null || !it.isSound()) return it.remove()
      it.rest()
      kept = it
    },
    drop,
  }
}
