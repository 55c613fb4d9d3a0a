import { expect, it } from 'vitest'
import { Few } from './few.js'

it('does no more at once than it may, in order, and everything in the end', async () => {
  const few = new Few(2)
  const begun: number[] = []
  let running = 0
  let most = 0
  const work = (n: number) => async () => {
    begun.push(n)
    running += 1
    most = Math.max(most, running)
    await new Promise((resolve) => setImmediate(resolve))
    running -= 1
    if (n === 3) throw new Error('the fourth fails')
    return n
  }
  const outcomes = await Promise.allSettled(Array.from({ length: 9 }, (_, n) => few.do(work(n))))
  expect(most).toBe(2)
  expect(begun).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8])
  expect(outcomes.map(({ status }) => status === 'fulfilled')).toEqual(begun.map((n) => n !== 3))
})

it('lets what is urgent go before all that waits, in the order in which it came', async () => {
  const few = new Few(1)
  const begun: string[] = []
  const work = (name: string) => () => {
    begun.push(name)
    return Promise.resolve()
  }
  const isUrgent = true
  const first = [few.do(work('first')), few.do(work('second')), few.do(work('third'))]
  const urgent = [few.do(work('grave'), { isUrgent }), few.do(work('graver'), { isUrgent })]
  await Promise.all([...first, ...urgent])
  expect(begun).toEqual(['first', 'grave', 'graver', 'second', 'third'])
})
