import { expect, it } from 'vitest'
import { sendInOrder } from './in-flight.js'

async function* numbers(count: number, pulled: number[] = []): AsyncGenerator<number> {
  for (let n = 1; n <= count; n++) {
    pulled.push(n)
    yield n
  }
}

/** Answers in whatever order the test opens them. */
function gates() {
  const open = new Map<number, (ok: boolean) => void>()
  const send = (n: number) =>
    new Promise<number>((resolve, reject) => {
      open.set(n, (ok) => (ok ? resolve(n) : reject(new Error(`lost ${n}`))))
    })
  const answer = async (n: number, ok = true) => {
    while (!open.has(n)) await Promise.resolve()
    open.get(n)?.(ok)
  }
  return { send, answer, sent: () => [...open.keys()] }
}

it('has a few under way and tells their answers in order, whichever comes first', async () => {
  const { send, answer, sent } = gates()
  const told: number[] = []
  const done = sendInOrder(numbers(4), { width: 2, send, each: (n) => told.push(n) })
  await answer(2)
  expect(sent()).toEqual([1, 2])
  await answer(1)
  await answer(4)
  await answer(3)
  await done
  expect(told).toEqual([1, 2, 3, 4])
})

it('reads no further than it sends, and ends with the first failure when all has settled', async () => {
  const { send, answer, sent } = gates()
  const pulled: number[] = []
  const told: number[] = []
  const done = sendInOrder(numbers(9, pulled), { width: 3, send, each: (n) => told.push(n) })
  let over = false
  const failed = expect(done.finally(() => (over = true))).rejects.toThrow('lost 2')
  await answer(1)
  await answer(2, false)
  await answer(3)
  // Whatever is under way may still be stored: nothing is said before it is known.
  await new Promise((resolve) => setImmediate(resolve))
  expect(over).toBe(false)
  await answer(4)
  await failed
  expect(told).toEqual([1])
  expect(sent()).toEqual([1, 2, 3, 4])
  expect(pulled).toEqual([1, 2, 3, 4, 5])
})
