import { setTimeout as pause } from 'node:timers/promises'
import { expect, it, vi } from 'vitest'
import { Batcher } from './batcher.js'

it('begins the next batch behind those that are sent, and no more at once than it may', async () => {
  const open: (() => void)[] = []
  let most = 0
  const batcher = new Batcher<number, number>({
    rows: 1,
    waiting: 100,
    atOnce: 3,
    least: 1,
    rowsOf: () => 1,
    keyOf: () => 'one',
    isOutage: () => false,
    run: async (jobs, sent) => {
      sent()
      await new Promise<void>((done) => open.push(done))
      return jobs
    },
  })
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
  const batches: (readonly number[])[] = []
  const open: (() => void)[] = []
  const batcher = new Batcher<number, number>({
    rows: 100,
    waiting: 100,
    atOnce: 3,
    least: 3,
    rowsOf: () => 1,
    keyOf: () => 'one',
    isOutage: () => false,
    run: async (jobs, sent) => {
      batches.push(jobs)
      sent()
      await new Promise<void>((done) => open.push(done))
      return jobs
    },
  })
  const all = [batcher.add(0)]
  const come = async (n: number) => {
    await pause(5)
    all.push(batcher.add(n))
    await pause(5)
  }
  for (const n of [1, 2]) await come(n)
  expect(batches).toEqual([[0]])
  await come(3)
  expect(batches).toEqual([[0], [1, 2, 3]])
  await come(4)
  expect(batches).toHaveLength(2)
  open.forEach((done) => done())
  await vi.waitFor(() => expect(batches).toEqual([[0], [1, 2, 3], [4]]))
  open.at(-1)?.()
  expect(await Promise.all(all)).toEqual([0, 1, 2, 3, 4])
})
