import { expect, it } from 'vitest'
import { Turns } from './turns.js'

it('lets few run at once, the others in their order, says when it is crowded, and goes on after a failure', async () => {
  const turns = new Turns(2, 3)
  const begun: number[] = []
  const ends: (() => void)[] = []
  const work = (at: number) =>
    turns.run(async () => {
      begun.push(at)
      await new Promise<void>((end) => ends.push(end))
      if (at === 0) throw new Error('failed')
    })
  const all = [0, 1, 2, 3].map(work)
  expect(begun).toEqual([0, 1])
  expect(turns.isCrowded).toBe(false)
  all.push(work(4))
  expect(turns.isCrowded).toBe(true)
  ends[0]?.()
  await expect(all[0]).rejects.toThrow('failed')
  expect(begun).toEqual([0, 1, 2])
  for (const at of [1, 2, 3, 4]) {
    ends[at]?.()
    await all[at]
  }
  expect(begun).toEqual([0, 1, 2, 3, 4])
  expect(turns.isCrowded).toBe(false)
})
