export interface InFlight<T, R> {
  /** How many may be under way at once. */
  readonly width: number
  readonly send: (item: T) => Promise<R>
  /** Told of each answer, in order. */
  readonly each: (answer: R, item: T) => void
}

/**
 * Sends items in order, a few at once, and tells their answers in order. The first failure ends it once what is under
 * way has settled.
 */
export async function sendInOrder<T, R>(items: AsyncIterable<T>, { width, send, each }: InFlight<T, R>): Promise<void> {
  const underWay: { readonly item: T; readonly answer: Promise<R> }[] = []
  const settleFirst = async () => {
    const first = underWay.shift()
    if (first !== undefined) each(await first.answer, first.item)
  }
  try {
    for await (const item of items) {
      if (underWay.length >= width) await settleFirst()
      const answer = send(item)
      // Whether it fails is asked when its turn comes.
      answer.catch(() => undefined)
      underWay.push({ item, answer })
    }
    while (underWay.length > 0) await settleFirst()
  } finally {
    await Promise.allSettled(underWay.map(({ answer }) => answer))
  }
}
