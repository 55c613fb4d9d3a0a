/** Times in milliseconds of many runs of one thing. */
export interface Times {
  readonly count: number
  readonly p50: number
  readonly p99: number
}

/** The value below which a share of the samples lies. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN
}

/** Median and 99th percentile. */
export function timesOf(samples: readonly number[]): Times {
  return { count: samples.length, p50: quantile(samples, 0.5), p99: quantile(samples, 0.99) }
}

/** Runs something one after another for a while; the first tenth only warms up. */
export async function timed(seconds: number, run: (n: number) => Promise<unknown>): Promise<Times> {
  const samples: number[] = []
  const end = performance.now() + seconds * 1000
  for (let n = 0; performance.now() < end; n += 1) {
    const began = performance.now()
    await run(n)
    samples.push(performance.now() - began)
  }
  return timesOf(samples.slice(Math.floor(samples.length / 10)))
}

/** Runs something from several hands at once for a while; answers how many a second were done. */
export async function rateOf(seconds: number, hands: number, run: (hand: number) => Promise<number>): Promise<number> {
  const began = performance.now()
  const end = began + seconds * 1000
  let done = 0
  await Promise.all(
    Array.from({ length: hands }, async (_, hand) => {
      while (performance.now() < end) {
        // Not `done += await …`: that would read `done` before the wait, and forget what the other hands did.
        const more = await run(hand)
        done += more
      }
    }),
  )
  return (done / (performance.now() - began)) * 1000
}

/** Two significant figures below ten, whole numbers above. */
export function shown(value: number): string {
  if (!Number.isFinite(value)) return '–'
  return Math.abs(value) < 10 ? value.toPrecision(2) : Math.round(value).toLocaleString('en')
}
