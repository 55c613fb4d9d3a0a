/** What is due to one address. */
export interface Due {
  readonly id: string
  /** What it was sent with before, and has to be sent with again: it bears that key. */
  readonly letterId: string | null
  /** Whether it is told by itself however much is due, as a report with its document is. */
  readonly isAlone: boolean
}

/** What is told in one message, under one key over all tries. */
export interface Letter<T extends Due> {
  readonly key: string
  readonly of: readonly T[]
  /** Whether its deliveries have to be marked as told together before anything is sent. */
  readonly isNew: boolean
}

/** Above so many at once people are told by a digest. */
export const mostAlone = 5

/**
 * Puts what is due to one address into messages: each by itself, or in a flood all in one. What was in one message stays
 * in it, so that a repeat is known by its key.
 */
export function lettersOf<T extends Due>(
  due: readonly T[],
  { digests }: { readonly digests: boolean },
): readonly Letter<T>[] {
  const begun = new Map<string, T[]>()
  const fresh: T[] = []
  for (const it of due) {
    if (it.letterId === null) fresh.push(it)
    else begun.set(it.letterId, [...(begun.get(it.letterId) ?? []), it])
  }
  const again = [...begun].map(([key, of]) => ({ key, of, isNew: false }))
  const flood = fresh.filter(({ isAlone }) => !isAlone)
  const [first] = flood
  const isDigest = digests && first !== undefined && flood.length > mostAlone
  const alone = isDigest ? fresh.filter(({ isAlone }) => isAlone) : fresh
  return [
    ...again,
    ...(isDigest ? [{ key: first.id, of: flood, isNew: true }] : []),
    ...alone.map((it) => ({ key: it.id, of: [it], isNew: false })),
  ]
}

/** After so much at once an address is left alone for a while, so that what follows comes in one message as well. */
const restMs = 20_000

/** How long an address has to be left alone after a message. */
export function restAfterMs({ of }: Letter<Due>): number {
  return of.length > 1 ? restMs : 0
}
