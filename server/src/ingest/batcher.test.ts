import { setTimeout as pause } from 'node:timers/promises'
import { expect, it, vi } from 'vitest'
import { Batcher, Overloaded, type BatcherOptions } from './batcher.js'

/** A batcher of numbers, each a row, whose batches are stored when they are let; `begun` are those that were begun. */
function held(
  limits: Pick<BatcherOptions<number, number>, 'rows' | 'atOnce' | 'least'> & Partial<BatcherOptions<number, number>>,
) {
  const begun: (readonly number[])[] = []
  const open: (() => void)[] = []
  const run = async (jobs: readonly number[], sent: () => void) => {
    begun.push(jobs)
    sent()
    await new Promise<void>((done) => open.push(done))
    return jobs
  }
  const one = { waiting: 100, rowsOf: () => 1, keyOf: () => 'one', isOutage: () => false }
  return { batcher: new Batcher<number, number>({ ...one, run, ...limits }), begun, open }
}

it('begins the next batch behind those that are sent, and no more at once than it may', async () => {
  const { batcher, open } = held({ rows: 1, atOnce: 3, least: 1 })
  let most = 0
  const all = Array.from({ length: 7 }, (_, n) => batcher.add(n))
  for (let done = 0; done < all.length; done += 1) {
    await pause(5)
    most = Math.max(most, open.length - done)
    open[done]?.()
  }
  expect(await Promise.all(all)).toEqual([0, 1, 2, 3, 4, 5, 6])
  expect(most).toBe(3)
})

it('gathers what comes in while a batch is under way, until that is enough for another or there is none', async () => {
  const { batcher, begun, open } = held({ rows: 100, atOnce: 3, least: 3 })
  const all = [batcher.add(0)]
  const come = async (n: number) => {
    await pause(5)
    all.push(batcher.add(n))
    await pause(5)
  }
  for (const n of [1, 2]) await come(n)
  expect(begun).toEqual([[0]])
  await come(3)
  expect(begun).toEqual([[0], [1, 2, 3]])
  await come(4)
  expect(begun).toHaveLength(2)
  open.forEach((done) => done())
  await vi.waitFor(() => expect(begun).toEqual([[0], [1, 2, 3], [4]]))
  open.at(-1)?.()
  expect(await Promise.all(all)).toEqual([0, 1, 2, 3, 4])
})

it('stores together what has one key, in as many rows as a batch may hold', async () => {
  const keyOf = (n: number) => (n < 5 ? 'live' : 'history')
  const { batcher, begun, open } = held({ rows: 3, atOnce: 1, least: 100, keyOf })
  const all = [0, 1, 2, 3, 4, 5, 6].map((n) => batcher.add(n))
  for (const done of [0, 1, 2]) {
    await vi.waitFor(() => expect(open).toHaveLength(done + 1))
    open[done]?.()
  }
  expect(await Promise.all(all)).toEqual([0, 1, 2, 3, 4, 5, 6])
  expect(begun).toEqual([
    [0, 1, 2],
    [3, 4],
    [5, 6],
  ])
})

it('refuses what would be too much to wait, but never what comes first, however large', async () => {
  const { batcher, open } = held({ rows: 5, atOnce: 1, least: 1, waiting: 5, rowsOf: (n) => n })
  const large = batcher.add(9)
  await expect(batcher.add(1)).rejects.toThrow(Overloaded)
  await vi.waitFor(() => expect(open).toHaveLength(1))
  const rest = [batcher.add(3), batcher.add(2)]
  await expect(batcher.add(1)).rejects.toThrow('5 rows wait')
  open[0]?.()
  await vi.waitFor(() => expect(open).toHaveLength(2))
  open[1]?.()
  expect(await Promise.all([large, ...rest])).toEqual([9, 3, 2])
})

it('tries one by one what failed together, but for what says nothing of the jobs', async () => {
  const begun: (readonly number[])[] = []
  const run = async (jobs: readonly number[]) => {
    begun.push(jobs)
    if (jobs.includes(13)) throw new Error('Thirteen')
    if (jobs.includes(99)) throw new Error('Away')
    return jobs
  }
  const isOutage = (error: unknown) => error instanceof Error && error.message === 'Away'
  const { batcher } = held({ rows: 10, atOnce: 1, least: 1, run, isOutage })
  const together = (jobs: readonly number[]) => Promise.allSettled(jobs.map((n) => batcher.add(n)))
  expect((await together([1, 13, 2])).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect((await together([3, 99])).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect(begun).toEqual([[1, 13, 2], [1], [13], [2], [3, 99]])
})

it('begins in the midst of a turn with what is enough for a batch', async () => {
  const { batcher, begun, open } = held({ rows: 100, atOnce: 1, least: 3 })
  const all: Promise<number>[] = []
  for (const n of [0, 1, 2, 3, 4]) {
    all.push(batcher.add(n))
    await withinTheTurn()
  }
  expect(begun).toEqual([[0, 1, 2]])
  open[0]?.()
  await vi.waitFor(() =>
    expect(begun).toEqual([
      [0, 1, 2],
      [3, 4],
    ]),
  )
  open[1]?.()
  expect(await Promise.all(all)).toEqual([0, 1, 2, 3, 4])
})

/** Lets whatever is ready happen before anything else comes in. */
async function withinTheTurn(): Promise<void> {
  for (let step = 0; step < 20; step += 1) await Promise.resolve()
}
