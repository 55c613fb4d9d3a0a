import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { back, begun, forth, stepped } from './steps.js'

const isSame = (a: number, b: number) => a === b
const through = (all: readonly number[]) => all.reduce((steps, to) => stepped(steps, to, isSame), begun(0))

describe('steps', () => {
  it('are taken back one by one, and come again', () => {
    const all = through([1, 2, 3])
    expect(back(all).now).toBe(2)
    expect(back(back(all)).now).toBe(1)
    expect(forth(back(back(all))).now).toBe(2)
    expect(forth(back(all))).toEqual(all)
  })

  it('go no further than there are any', () => {
    expect(back(back(through([1])))).toEqual({ past: [], now: 0, future: [1] })
    expect(forth(through([1]))).toEqual(through([1]))
  })

  it('forget what was taken back once something else is done, and count none that changes nothing', () => {
    expect(forth(stepped(back(through([1, 2])), 5, isSame)).now).toBe(5)
    expect(stepped(back(through([1, 2])), 1, isSame).future).toEqual([2])
  })

  it('lead back to where they began, and forth to where they ended', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 90 }), (all) => {
        const steps = through(all)
        const first = all.reduce((it) => back(it), steps)
        expect(first.now).toBe(0)
        expect(all.reduce((it) => forth(it), first)).toEqual(steps)
      }),
    )
  })
})
