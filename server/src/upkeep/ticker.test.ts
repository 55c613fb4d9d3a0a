import { Logger } from '@nestjs/common'
import { beforeAll, expect, it } from 'vitest'
import { Ticker } from './ticker.js'

beforeAll(() => Logger.overrideLogger(false))

/** Work that ends when the test says so. */
function heldWork() {
  const begun: (() => void)[] = []
  const work = () => new Promise<void>((resolve) => begun.push(resolve))
  return { begun, work, endLast: () => begun.at(-1)?.() }
}

it('does its work once more, and not twice at once, for all ticks that came while it was at it', async () => {
  const { begun, work, endLast } = heldWork()
  const ticker = new Ticker('test', work)
  const done = Promise.all([ticker.tick(), ticker.tick(), ticker.tick()])
  expect(begun).toHaveLength(1)
  endLast()
  await Promise.resolve()
  await Promise.resolve()
  expect(begun).toHaveLength(2)
  endLast()
  await done
  expect(begun).toHaveLength(2)
})

it('goes on at the next tick after a failure', async () => {
  let tries = 0
  const ticker = new Ticker('test', async () => {
    tries += 1
    if (tries === 1) throw new Error('connection terminated')
  })
  await ticker.tick()
  await ticker.tick()
  expect(tries).toBe(2)
})

it('ends after what is under way', async () => {
  const { begun, work, endLast } = heldWork()
  const ticker = new Ticker('test', work)
  const done = ticker.tick()
  void ticker.tick()
  const stopped = ticker.stop()
  endLast()
  await Promise.all([stopped, done])
  await ticker.tick()
  expect(begun).toHaveLength(1)
})
